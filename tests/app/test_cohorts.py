"""The cohorts page: batches side by side, ratios with their bounds, refusals, places."""

from pathlib import Path

import pytest

from etl.build.build import build
from tests.app.conftest import Opened, Opening
from tests.shipped import fill


def test_batches_stand_side_by_side_and_roles_apart(opening: Opening) -> None:
    page = opening("cohorts", lang="en")
    assert page.row("Smart City Ambassadors", "at launch")[2:4] == ["30 people", "150 people"]
    assert page.row("Smart City Ambassadors", "result")[2:4] == ["22 people", "No data yet"]
    (all_roles,) = [row for row in page.tables[0] if "446 people" in row]
    assert "No data yet" in all_roles
    (plans,) = [row for row in page.tables[0] if "126 areas" in row[3]]
    assert plans[3] == "over 120 areas; 126 areas"
    assert "900,000 baht" in {cell for row in page.tables[0] for cell in row}


def test_tiles_say_what_is_counted_of_which_batch(opening: Opening) -> None:
    """126 areas with a new plan, no plans submitted; 49 new and extended projects, no pilots."""
    page = opening("cohorts")
    words = " ".join(markdown.value for markdown in page.app.markdown)
    for label in (
        "พื้นที่ที่เกิดแผนเมืองอัจฉริยะใหม่ (นักดิจิทัลพัฒนาเมือง รุ่นที่ 2)",
        "ร้อยละของพื้นที่ที่จัดทำแผนซึ่งได้รับประกาศเป็นเขตส่งเสริม",
        "โครงการใหม่และโครงการขยายผล (นักดิจิทัลพัฒนาเมือง รุ่นที่ 1)",
        "พื้นที่ที่เกิดโครงการนำร่อง (นักดิจิทัลพัฒนาเมือง รุ่นที่ 2)",
    ):
        assert label in words
    assert "โครงการนำร่องที่เกิดขึ้น" not in words
    assert "แผนหรือข้อเสนอเมืองอัจฉริยะที่ยื่น" not in words
    # what plans would bring is no result of the batch
    (planned,) = [row for row in page.tables[0] if "กว่า 66,000 ล้านบาท" in row[3]]
    assert planned[1] == "ประมาณการตามแผน"


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("กว่า 39.68%", "กว่า 50 ÷ 126"),
        ("กว่า 523.80 ล้านบาทต่อพื้นที่", "กว่า 66,000 ÷ 126"),
        ("73.33%", "22 ÷ 30"),
        ("74.03%", "57 ÷ 77"),
        ("28.57%", "22 ÷ 77"),
        ("34.19 คนต่อหน่วยงาน", "5,813 ÷ 170"),
        ("13.03 คนต่อผู้เข้าร่วม", "5,813 ÷ 446"),
    ],
)
def test_the_worked_ratios_are_on_screen(opening: Opening, value: str, parts: str) -> None:
    page = opening("cohorts")
    (row,) = [row for row in page.tables[1] if value in row]
    assert parts in row
    assert row[-1]  # its documents


def test_plan_and_actual_are_no_conflict(opening: Opening) -> None:
    page = opening("cohorts", lang="en")
    (duration,) = [row for row in page.tables[2] if "12 months" in row]
    assert "10 months" in duration
    (areas,) = [row for row in page.tables[2] if "150 areas" in row]
    assert areas[3:5] == ["No data yet", "No data yet"]


def test_what_is_not_divided_says_why(opening: Opening) -> None:
    page = opening("cohorts")
    stated = {
        ratio.partition(" ไม่คำนวณ เนื่องจาก")[0]: tuple(
            part.partition(" (")[0] for part in parts.split(" ÷ ")
        )
        for parts, ratio in page.tables[3]
    }
    assert stated == {
        "INV-04": ("กว่า 30,900 ล้านบาท", "กว่า 66,000 ล้านบาท"),
        "CERT-07": ("37 เมือง", "190 พื้นที่"),
        "PPL-03": ("446 คน", "150 คน"),
    }


def test_places_are_narrowed_and_counted(opening: Opening) -> None:
    page = opening("cohorts", province="83")
    assert page.t("layout.located_province", shown=4, of=59) in page.captions
    assert len(page.app.dataframe[0].value) == 4
    # neither a body of batch 2 nor a project
    assert [info.value for info in page.app.info] == [page.t("state.empty_area")] * 2


def _words(page: Opened) -> list[str]:
    return [words.value.replace("\\", "").replace("\u00a0", " ") for words in page.app.markdown]


def test_the_funnel_says_what_is_stated_and_divides_plans_and_zones_alone(opening: Opening) -> None:
    page = opening("cohorts", lang="en", era="ce")
    words = _words(page)
    (first,) = [part for part in words if "**30 people**" in part]
    assert "Ambassadors, result  \n**22 people** (4 Jul 2022) [opt-news.com](https://" in first
    assert "Participants, all roles  \nno statement" in first
    (second,) = [part for part in words if "**150 people**" in part]
    assert "Ambassadors, result  \nno statement" in second
    assert "**446 people** (14 Jun 2023) depa" in second
    assert [part for part in words if part.startswith("Promotion zones added")] == [
        "Promotion zones added  \nno statement",
        *[part for part in words if "**over 50 areas** (14 Jun 2023)" in part],
    ]
    (zones,) = [part for part in words if "of the areas with a new plan of the same batch" in part]
    assert zones.endswith("over 39.68% of the areas with a new plan of the same batch")


@pytest.mark.parametrize("batch", ["SCA-2", "DLA-depa-pilots", "SCA-1"])
def test_the_reach_adds_up_to_what_was_published(opening: Opening, batch: str) -> None:
    page = opening("cohorts", lang="en", era="ce", batch=batch)
    named = {"SCA-2": 3, "DLA-depa-pilots": 11, "SCA-1": 0}[batch]
    (line,) = [part for part in _words(page) if f"ocuments name **{named}** " in part]
    published = {"SCA-2": (57, 54), "SCA-1": (22, 22)}.get(batch)
    if published:
        assert line.startswith(f"**{published[0]} provinces** announced")
        assert f"not named: **{published[1]}**" in line
    else:
        assert "announced" not in line
    listed = [rows for rows in page.listings if len(rows[0]) == 5 and rows[0][1].isdigit()]
    assert [len(rows) for rows in listed] == ([named] if named else [])


def test_awards_are_named_or_said_to_be_missing(opening: Opening) -> None:
    page = opening("cohorts", lang="en", era="ce")
    assert page.row("Smart City Ambassadors, batch 1", "0", "0")[3:6] == [
        *("7 awards", "7", "4 Jul 2022")
    ]
    assert page.row("Smart City Ambassadors, batch 2", "0", "3")[3:5] == ["3 projects", "0"]
    assert page.row("Liveable smart city awards 2025", "0", "3")[3:5] == ["22 municipalities", "19"]


def test_what_agencies_send_stands_on_the_map_and_in_a_list_of_its_own(
    opening: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    yala = {"จังหวัด": "ยะลา", "หน่วยงานต้นสังกัด": "เทศบาลนครยะลา", "บทบาท": "กัปตันเมือง"}
    assert fill("agency_cohort_places", tmp_path, {}, yala).status == "filed"
    for source in ("agency_cohort_budgets", "agency_cohort_followups", "agency_training_delivery"):
        assert fill(source, tmp_path).status == "filed"
    monkeypatch.setenv("SMARTCITY_INBOX", str(tmp_path))
    build(folder=tmp_path / "warehouse")
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(tmp_path / "warehouse"))
    page = opening("cohorts", lang="en", era="ce")
    # Yala; Nakhon Si Thammarat was named before
    (line,) = [part for part in _words(page) if "documents name **4** of them" in part]
    assert "not named: **53**" in line
    (sent,) = [rows for rows in page.listings if rows[0][1] == "budget of the batch"]
    said = {(row[1], row[2], row[4]) for row in sent}
    assert ("participants", "city captain · เทศบาลนครยะลา", "2 people") in said
    assert ("budget of the batch", "FY 2023", "20 million baht") in said
    assert ("still working for their city", "12 months after the certificate", "4 people") in said
    assert ("officials trained", "เทศบาลนครยะลา", "35 people") in said
    assert len(sent) == 5


def test_a_winner_says_what_it_did_in_which_dimension_and_to_what_end(opening: Opening) -> None:
    page = opening("cohorts")
    row = page.row("แพลตฟอร์มสัญจรอัจฉริยะ", page.t("project_kind.award_winner"))
    assert "SCA#2 Award: BEST INITIATIVE SMART CITY PROJECT AWARD" in row[5]
    assert row[6] == "การเดินทางและขนส่งอัจฉริยะ"
    assert row[7].startswith("แพลตฟอร์มดิจิทัลแบบโมบายเว็บแอปพลิเคชัน")
    assert row[8].startswith("นักท่องเที่ยวเชื่อมั่น")
