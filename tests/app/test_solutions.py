"""The solutions page: evidence by dimension, adopters, what waits for agencies and comes alive."""

import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import polars as pl
import pytest

from tests.app.conftest import Opened, Opening
from tests.conftest import ROOT
from tests.shipped import fill

GUIDELINE = {  # beside the example row, which links the plan to an SDG target
    "ประเภทความเชื่อมโยง": "แนวทางสำหรับ อปท.",
    "แนวทางหรือเป้าหมายย่อย": "แนวทางที่ 5",
}


def listing(page: Opened, heading: str) -> list[list[str]]:
    """The one list that has a column of this heading (a key)."""
    (found,) = [
        rows
        for rows, drawn in zip(page.listings, page.app.dataframe, strict=True)
        if page.t(heading) in drawn.value.columns
    ]
    return found


def lines(page: Opened, place: int = 0) -> list[list[str]]:
    """The items of a list of sentences, a name and what is said of it; first the solutions."""
    bodies = [
        block.proto.body for block in page.app.get("html") if 'class="rows"' in block.proto.body
    ]
    return [
        [unescape(re.sub(r"<[^>]+>", "", part)) for part in item.split("</span> <span>")]
        for item in re.findall(r"<li>(.*?)</li>", bodies[place])
    ]


def squares(page: Opened) -> dict[str, list[int]]:
    """Each dimension of the drawing -> its counts by level of evidence, the strongest first."""
    chart = page.app.get("vega_lite_chart")[0].proto
    rows = [
        row for named in chart.datasets for row in pl.read_ipc_stream(named.data.data).to_dicts()
    ]
    found: dict[str, dict[float, int]] = {}
    for row in rows:
        if "dimension" in row:
            found.setdefault(row["dimension"], {})[row["x"]] = row["count"]
    return {name: [counts[x] for x in sorted(counts)] for name, counts in found.items()}


def test_the_finding_counts_what_has_a_measured_result(opening: Opening) -> None:
    said = " ".join(words.value for words in opening("solutions").app.markdown)
    assert "## นวัตกรรม 61 รายการ มีผลวัดได้แล้ว 7 รายการ" in said
    assert "ตามที่หน่วยงานแจ้ง 38 · แผน 12 · แนวคิด 4" in said


def test_dimensions_show_every_level_of_evidence(opening: Opening) -> None:
    page = opening("solutions", lang="en")
    found = squares(page)
    assert len(found) == 7
    assert all(len(counts) == 4 for counts in found.values())
    assert found["Smart Mobility"] == [1, 3, 1, 1]
    assert found["Smart Energy"] == [0, 0, 1, 0]
    listed = [
        item
        for level in ("result", "official_claim", "plan", "idea")
        for item in lines(whole(opening, level))
    ]
    assert len(listed) == 61
    named = [part for _, facts in listed for part in facts.split(" · ")]
    named = [name for part in named for name in part.split(", ")]
    assert {name: named.count(name) for name in found} == {
        name: sum(counts) for name, counts in found.items()
    }


def whole(opening: Opening, level: str) -> Opened:
    """The page with all solutions of a level listed."""
    page = opening("solutions", lang="en", evidence=level)
    for button in page.app.button:
        if button.key == "solutions_list_turn":
            button.click().run()
    return page


def test_proven_solutions_stand_first_with_their_result(opening: Opening) -> None:
    page = opening("solutions")
    names = [item[0] for item in lines(page)]
    assert len(names) == 7
    (told,) = [item[1] for item in lines(page) if item[0] == "ทราฟฟี่ฟองดูว์ กรุงเทพฯ"]
    assert told.startswith("รับแจ้ง 380,704 เรื่อง แก้ไขแล้ว 279,184 เรื่อง · การบริหารภาครัฐอัจฉริยะ")


def test_a_solution_says_its_stated_cost_and_years_of_the_readers_era(opening: Opening) -> None:
    ((_, told),) = [
        item for item in lines(whole(opening, "official_claim")) if item[0] == "Patong smart CCTV"
    ]
    assert "11 million baht" in told
    assert "Smart Living" in told
    assert told.endswith("Phuket")
    said = " ".join(item[1] for item in lines(opening("solutions", lang="en")))
    assert "617 usable in Apr 2022" in said
    assert not re.search(r"25[56]\d", said)


def test_adopters_of_public_documents_open_their_solution(opening: Opening) -> None:
    page = opening("solutions", lang="en")
    rows = listing(page, "solutions.adopter")
    assert len(rows) == 7
    assert any("adopted (public documents)" in words for words in page.captions)
    assert page.row("Traffy Fondue", "กรุงเทพมหานคร")[2:4] == ["Bangkok", "as of 16 Sep 2023"]


def test_what_no_agency_has_sent_names_the_form_and_its_sender(opening: Opening) -> None:
    words = []
    for view, of in (("adopters", {}), ("guidelines", {"list": "links"}), ("pledges", {})):
        page = opening("solutions", lang="en", view=view, **of)
        words += [info.value for info in page.app.info]
    assert len(words) == 3
    assert all(page.t("state.no_data") in said for said in words)
    assert "ONDE" in words[0]
    assert "Adoption of smart city solutions" in words[0]
    assert "Links of plans to guidelines and SDG targets" in words[1]
    assert "Provincial offices" in words[2]


def test_the_ten_guidelines_and_the_published_pledges(opening: Opening) -> None:
    page = opening("solutions", lang="en", view="guidelines")
    titles = [item[0] for item in lines(page, 1)]
    assert [title.partition(":")[0] for title in titles] == [
        f"Guideline {no}" for no in range(1, 11)
    ]
    assert any("Department of Local Administration](http" in words for words in page.captions)
    pledges = listing(opening("solutions", lang="en", view="pledges"), "solutions.occasion")
    assert [row[2] for row in pledges] == ["76 pledges", "76 provinces"]
    assert all(row[4] for row in pledges)


def test_filters_narrow_lists_and_say_what_they_leave_out(opening: Opening) -> None:
    page = opening("solutions", lang="en", province="83", view="events", list="events")
    assert all(item[1].endswith("Phuket") for item in lines(page))
    assert page.t("layout.located_province", shown=6, of=61) in page.captions
    assert page.t("solutions.unplaced_events", count=19) in page.captions
    events = listing(page, "solutions.organisers")
    assert {row[3].partition(" · ")[0] for row in events} == {"Phuket"}
    year = {"from": "2023", "to": "2023"}
    dated = opening("solutions", lang="en", view="events", list="events", **year)
    assert len(listing(dated, "solutions.organisers")) == 18
    assert page.t("table.of_period", shown=18, of=87) in dated.captions


def test_a_province_without_solutions_says_why(opening: Opening) -> None:
    page = opening("solutions", province="38")
    assert page.t("state.empty_area") in {info.value for info in page.app.info}
    assert len(page.app.get("vega_lite_chart")) == 0


def test_every_kpi_of_the_page_is_in_its_view(opening: Opening) -> None:
    page = opening("solutions", lang="en", view="kpis")
    named = {row[0]: row for row in page.listings[-1]}
    assert len(named) == 3
    assert "Areas with a city data platform" in named


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


@pytest.mark.trial
def test_forms_that_arrive_bring_their_panels_to_life(opening: Opening, reported: None) -> None:
    page = opening("solutions", lang="en")
    assert not page.app.info
    ((_, followed),) = lines(page, 2)
    assert "จังหวัดอุดรธานี" in followed
    assert "Udon Thani" in followed
    assert "Cost: 1.2 million baht" in followed
    assert "80.00%" in followed
    assert "30 Sep 2025" in followed
    assert [row[4] for row in listing(page, "solutions.known_by")].count(
        "adopted (agencies' reports)"
    ) == 1
    guided = opening("solutions", lang="en", view="guidelines")
    linked = opening("solutions", lang="en", view="guidelines", list="links")
    assert [row[0] for row in listing(linked, "solutions.serves")] == [
        "Guideline 5: Promoting equitable development",
        "SDG 11.3",
    ]
    served = lines(guided, 1)
    assert ["Yala Smart City" in item[1] for item in served] == [
        *[False] * 4,
        True,
        *[False] * 5,
    ]
    pledged = opening("solutions", lang="en", view="pledges")
    (pledge,) = listing(pledged, "profile.pledge")
    assert pledge[1] == "Phuket"
    assert pledge[2].endswith("at least 10 ร้อยละ")
    assert pledge[3] == "2027"
    assert pledge[4].startswith("under way (")
    elsewhere = opening("solutions", lang="en", province="38", view="pledges")
    assert elsewhere.t("state.empty_area") in {info.value for info in elsewhere.app.info}


def test_an_event_says_where_it_was_and_what_was_named_at_it(opening: Opening) -> None:
    page = opening("solutions", view="events", list="events")
    event = page.row("เมืองยั่งยืน 2023")
    assert event[3].endswith("ห้องประชุม Mayfair Ballroom ชั้น 11 โรงแรมเดอะ เบอร์เคลีย์")
    page = opening("solutions", view="events")
    assert "80 รายการ" in page.app.get("vega_lite_chart")[-1].proto.alt
    named = opening("solutions", view="events", list="details")
    rows = listing(named, "solutions.detail")
    assert len(rows) == 39
    kinds = [row[1] for row in rows if row[3] == "เมืองยั่งยืน 2023"]
    assert {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)} == {
        page.t(f"event_detail.{kind}"): count
        for kind, count in {"topic": 8, "body": 8, "factor": 3, "audience": 5}.items()
    }


def test_a_choice_of_another_view_is_not_told_as_a_wrong_link(opening: Opening) -> None:
    """Both views name their list `list`, and offer other lists."""
    page = opening("solutions", lang="en", view="guidelines", list="links")
    for view in ("pledges", "events"):  # the first has no list to choose: the widget forgets
        page.app.query_params["view"] = view
        page.app.run()
    assert not page.app.warning
    assert page.app.query_params["list"] == "timeline"
    page.app.query_params["list"] = "nosuch"
    page.app.run()
    assert [warning.value for warning in page.app.warning] == [page.t("link.choice")]
