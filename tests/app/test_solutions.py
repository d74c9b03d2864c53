"""The solutions page: evidence by dimension, adopters, what waits for agencies and comes alive."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.app.conftest import Opened, Opening
from tests.conftest import ROOT
from tests.shipped import fill

GUIDELINE = {  # beside the example row, which links the plan to an SDG target
    "ประเภทความเชื่อมโยง": "แนวทางสำหรับ อปท.",
    "แนวทางหรือเป้าหมายย่อย": "แนวทางที่ 5",
}


def table(page: Opened, heading: str) -> list[list[str]]:
    """The one small table that has a column of this heading (a key)."""
    (found,) = [
        rows
        for rows, drawn in zip(page.tables, page.app.table, strict=True)
        if page.t(heading) in drawn.value.columns
    ]
    return found


def listing(page: Opened, heading: str) -> list[list[str]]:
    """The one long list that has a column of this heading (a key)."""
    (found,) = [
        rows
        for rows, drawn in zip(page.listings, page.app.dataframe, strict=True)
        if page.t(heading) in drawn.value.columns
    ]
    return found


def test_dimensions_show_every_level_of_evidence(opening: Opening) -> None:
    page = opening("solutions", lang="en")
    rows = {
        row[0]: [int(cell or 0) for cell in row[1:]] for row in listing(page, "evidence_level.idea")
    }
    assert len(rows) == 7
    assert all(sum(levels) == whole for *levels, whole in rows.values())
    assert rows["Smart Mobility"] == [1, 3, 1, 1, 6]
    listed = listing(page, "solutions.evidence")
    assert len(listed) == 61
    parts = [name for row in listed for name in row[1].split(", ")]
    assert {name: parts.count(name) for name in rows} == {
        name: levels[-1] for name, levels in rows.items()
    }


def test_a_solution_says_its_evidence_and_its_stated_cost(opening: Opening) -> None:
    page = opening("solutions", lang="en")
    row = page.row("Patong smart CCTV")
    assert row[1:3] + row[4:5] == ["Smart Living", "official claim", "Phuket"]
    assert "11 million baht" in row[3]
    assert row[9].startswith("https://")


def test_adopters_of_public_documents_have_their_document(opening: Opening) -> None:
    page = opening("solutions", lang="en")
    rows = listing(page, "solutions.known_by")
    assert len(rows) == 7
    assert {row[4] for row in rows} == {"adopted (public documents)"}
    assert page.row("Traffy Fondue", "กรุงเทพมหานคร")[2:4] == ["Bangkok", "as of 16 Sep 2023"]


def test_what_no_agency_has_sent_names_the_form_and_its_sender(opening: Opening) -> None:
    page = opening("solutions", lang="en")
    words = [info.value for info in page.app.info]
    assert len(words) == 3
    assert all(page.t("state.no_data") in said for said in words)
    assert "ONDE" in words[0]
    assert "Adoption of smart city solutions" in words[0]
    assert "Links of plans to guidelines and SDG targets" in words[1]
    assert "Provincial offices" in words[2]


def test_the_ten_guidelines_and_the_published_pledges(opening: Opening) -> None:
    page = opening("solutions", lang="en")
    titles = [row[0] for row in table(page, "solutions.guideline")]
    assert [title.partition(":")[0] for title in titles] == [
        f"Guideline {no}" for no in range(1, 11)
    ]
    pledges = listing(page, "solutions.occasion")
    assert [row[2] for row in pledges] == ["76 pledges", "76 provinces"]
    assert all(row[4] for row in pledges)


def test_filters_narrow_lists_and_say_what_they_leave_out(opening: Opening) -> None:
    page = opening("solutions", lang="en", province="83")
    assert {row[4] for row in listing(page, "solutions.evidence")} == {"Phuket"}
    assert page.t("layout.located_province", shown=6, of=61) in page.captions
    assert page.t("solutions.unplaced_events", count=19) in page.captions
    assert {row[3] for row in listing(page, "solutions.organisers")} == {"Phuket"}
    dated = opening("solutions", lang="en", **{"from": "2023", "to": "2023"})
    assert len(listing(dated, "solutions.organisers")) == 18
    assert page.t("table.of_period", shown=18, of=87) in dated.captions


def test_a_province_without_solutions_says_why(opening: Opening) -> None:
    page = opening("solutions", province="38")
    assert page.t("state.empty_area") in {info.value for info in page.app.info}
    assert len(page.app.get("vega_lite_chart")) == 0


@pytest.fixture
def reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A warehouse with the example row of each of the page's forms."""
    inbox, folder = tmp_path / "inbox", tmp_path / "warehouse"
    inbox.mkdir()
    fill("agency_solution_adoption", inbox)
    fill("agency_plan_links", inbox, {}, GUIDELINE)
    fill("agency_provincial_pledges", inbox)
    settings = {"SMARTCITY_INBOX": str(inbox), "SMARTCITY_WAREHOUSE": str(folder)}
    subprocess.run(
        [sys.executable, "-m", "etl", "build"], cwd=ROOT, check=True, env=os.environ | settings
    )
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(folder))


def test_forms_that_arrive_bring_their_panels_to_life(opening: Opening, reported: None) -> None:
    page = opening("solutions", lang="en")
    assert not page.app.info
    (followed,) = listing(page, "solutions.satisfaction")
    assert followed[:3] == ["Provincial Data Dashboard", "จังหวัดอุดรธานี", "Udon Thani"]
    assert followed[4] == "1.2 million baht"
    assert followed[6:8] == ["80.00%", "30 Sep 2025"]
    assert [row[4] for row in listing(page, "solutions.known_by")].count(
        "adopted (agencies' reports)"
    ) == 1
    assert [row[0] for row in listing(page, "solutions.serves")] == [
        "Guideline 5: Promoting equitable development",
        "SDG 11.3",
    ]
    served = listing(page, "solutions.plans_served")
    assert [row[1] for row in served] == [*["0"] * 4, "1", *["0"] * 5]
    assert served[4][2] == "Yala Smart City"
    (pledge,) = listing(page, "profile.pledge")
    assert pledge[0] == "Phuket"
    assert pledge[3:6] == ["at least 10 ร้อยละ", "2027", "under way"]
    elsewhere = opening("solutions", lang="en", province="38")
    assert elsewhere.t("state.empty_area") in {info.value for info in elsewhere.app.info}


def test_an_event_says_where_it_was_and_what_was_named_at_it(opening: Opening) -> None:
    page = opening("solutions")
    (event,) = [row for row in listing(page, "solutions.organisers") if row[2] == "เมืองยั่งยืน 2023"]
    assert event[5] == "ห้องประชุม Mayfair Ballroom ชั้น 11 โรงแรมเดอะ เบอร์เคลีย์"
    named = [row for row in listing(page, "solutions.detail") if row[0] == "เมืองยั่งยืน 2023"]
    kinds = [row[1] for row in named]
    assert {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)} == {
        page.t(f"event_detail.{kind}"): count
        for kind, count in {"topic": 8, "body": 8, "factor": 3, "audience": 5}.items()
    }
    assert len(listing(page, "solutions.detail")) == 39
