"""The overview's targets: pace, projection, the count over time, and every version."""

import json
import re
from pathlib import Path

import pytest

from dashboard.text import LANGS, Lang
from etl.build.build import build
from tests.app.conftest import Opened, Opening
from tests.shipped import fill

FIRST_VERSION = {"th": "100 เมือง", "en": "100 cities"}


def headed(page: Opened, key: str) -> list[list[str]]:
    """The one table with the heading `key`, row by row, without Markdown's escapes."""
    (found,) = (table.value for table in page.app.table if page.t(key) in table.value.columns)
    return [
        [str(cell).replace("\\", "").replace("\u00a0", " ") for cell in row]
        for row in found.to_numpy().tolist()
    ]


def versions(page: Opened) -> list[list[str]]:
    """The targets, one row per version."""
    return headed(page, "target.status")


def test_a_version_says_what_replaced_it_and_what_was_reached(opening: Opening) -> None:
    rows = [row[1:7] for row in versions(opening("overview"))[:5]]
    latest = "37 เมือง (27 ส.ค. 2568) · ร้อยละ 37.00"
    older = "ประกาศก่อนฉบับที่ใช้อยู่ ไม่พบเอกสารยกเลิก"
    by_2565 = "30 เมือง (9 พ.ย. 2565) · ร้อยละ 30.00"
    by_2567 = "30 เมือง (23 เม.ย. 2567) · ร้อยละ 30.00"
    in_force = "37 เมือง (27 ส.ค. 2568) · ร้อยละ 35.24"
    assert rows == [
        [
            "100 เมือง",
            "ไม่ระบุปี (ภายใน 20 ปี)",
            "พ.ย. 2560",
            "แทนด้วย 100 เมือง ภายในปี พ.ศ. 2565",
            latest,
            "–",
        ],
        ["100 เมือง", "ภายในปี พ.ศ. 2583", "พ.ศ. 2561", older, latest, "–"],
        [
            "100 เมือง",
            "ภายในปี พ.ศ. 2565",
            "ก.ค. 2563",
            "แทนด้วย 100 เมือง ภายในปี พ.ศ. 2567",
            latest,
            by_2565,
        ],
        [
            "100 เมือง",
            "ภายในปี พ.ศ. 2567",
            "ต.ค. 2563",
            "แทนด้วย 105 เมือง ภายในปี พ.ศ. 2570",
            latest,
            by_2567,
        ],
        ["105 เมือง", "ภายในปี พ.ศ. 2570", "19 มิ.ย. 2567", "ใช้อยู่", in_force, "–"],
    ]


def test_repeated_statements_are_one_row_with_all_their_documents(opening: Opening) -> None:
    page = opening("overview", lang="en", era="ce")
    (row,) = [row for row in versions(page) if row[1] == "105 cities"]
    assert row[7].count("](http") == 6
    (zones,) = [row for row in versions(page) if row[1] == "150 areas"]
    assert zones[2] == "year not stated (with Smart City Ambassadors, batch 2)"


def test_deadlines_without_a_year_are_in_thai(opening: Opening) -> None:
    deadlines = [row[2] for row in versions(opening("overview"))]
    assert len(deadlines) == 14
    assert not [words for words in deadlines if re.search("[A-Za-z]", words)]


def test_units_that_differ_make_no_share_and_what_nobody_stated_says_so(opening: Opening) -> None:
    rows = {row[1]: row for row in versions(opening("overview", lang="en", era="ce"))}
    assert rows["175 cities"][5] == "7 areas (undated) · no share: units differ"
    assert rows["200,000 million baht"][5:7] == ["No statement yet", "–"]
    assert rows["77 provinces"][4:7] == ["its year has passed", *["No statement yet"] * 2]


def test_both_readings_of_the_deadline_and_both_starting_days(opening: Opening) -> None:
    page = opening("overview")
    assert page.row("ปีปฏิทิน 2570 (31 ธ.ค. 2570)")[1:] == ["2.43", "5.23"]
    assert page.row("ปีงบประมาณ 2570 (30 ก.ย. 2570)")[1:] == ["2.72", "6.80"]


def test_the_pace_seen_names_its_two_statements_or_says_that_there_are_none(
    opening: Opening,
) -> None:
    page = opening("overview")
    last = "ถึง 37 (27 ส.ค. 2568)"
    spans = {
        page.t("target.last_months", months=12): [page.t("target.no_two"), "–"],
        page.t("target.last_months", months=36): [f"30 (9 พ.ย. 2565) {last}", "0.21"],
        page.t("target.since_highest"): [f"36 (ก.ค. 2566) {last}", "0.04"],
        page.t("target.since_first"): [f"5 (24 พ.ค. 2564) {last}", "0.63"],
    }
    assert {span: page.row(span)[1:] for span in spans} == spans


@pytest.mark.parametrize(("lang", "year"), [("th", "พ.ศ. 2608"), ("en", "2608 BE")])
def test_the_projection_says_how_it_is_made_and_what_it_rests_on(
    opening: Opening, lang: Lang, year: str
) -> None:
    page = opening("overview", lang=lang)
    (said,) = [words.value for words in page.app.markdown if projection(page) in words.value]
    for part in (year, "105 ", " 40 ", " 4 ", "36 ", "0.14 "):
        assert part in said


def test_a_projection_that_can_not_be_made_says_why(opening: Opening) -> None:
    page = opening("overview", lang="en", known="2021-10-31")
    (said,) = [words.value for words in page.app.markdown if projection(page) in words.value]
    assert "Withheld: fewer than 4 dated counts in the 36 months" in said


def projection(page: Opened) -> str:
    return f"**{page.t('target.projection')}**"


def test_the_chart_has_a_legend_of_revised_figures_only_where_there_are_some(
    opening: Opening,
) -> None:
    page = opening("overview")
    (chart,) = page.app.get("vega_lite_chart")
    fill = json.loads(chart.proto.spec)["layer"][-1]["encoding"]["fill"]
    assert fill["legend"] is None
    assert page.t("series.unrevised") in page.captions
    assert "5 เมือง (24 พ.ค. 2564) ถึง 37 เมือง (27 ส.ค. 2568)" in chart.proto.alt
    assert "105 เมือง ภายในปี พ.ศ. 2570" in chart.proto.alt


def test_each_count_has_the_document_of_its_first_statement_and_all_that_agree(
    opening: Opening,
) -> None:
    rows = headed(opening("overview"), "series.first")
    assert len(rows) == 9
    assert rows[2][1].startswith("15 เมือง · ทราบเมื่อ 8 พ.ย. 2564 · [The Phuket News](https://")
    assert rows[4][1].startswith("30 เมือง · ทราบเมื่อ 9 พ.ย. 2565 (ถือตามวันที่ของข้อมูล) · ")
    assert [rows[-1][cell].count("](https://") for cell in (1, 2)] == [1, 2]
    assert rows[-1][1].startswith("37 เมือง · ทราบเมื่อ 27 ส.ค. 2568 · [Matichon](")


@pytest.mark.parametrize("lang", LANGS)
def test_as_known_on_a_day_later_versions_are_not_there(opening: Opening, lang: Lang) -> None:
    page = opening("overview", lang=lang, known="2021-12-31")
    rows = [row for row in versions(page) if row[1] == FIRST_VERSION[lang]]
    assert page.t("target.in_force") in rows[-1][4]
    assert not [row for row in versions(page) if row[1].startswith("105")]


def test_a_target_that_an_agency_sends_is_a_version_and_the_one_in_force(
    opening: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    aim = {
        "ค่าเป้าหมาย": "120",
        "กำหนดบรรลุเป้าหมาย": "พ.ศ. 2575",
        "วันที่ประกาศเป้าหมาย": "1 ตุลาคม 2569",
    }
    assert fill("agency_targets", tmp_path, {}, aim).status == "filed"  # the first repeats 105
    monkeypatch.setenv("SMARTCITY_INBOX", str(tmp_path))
    build(folder=tmp_path / "warehouse")
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(tmp_path / "warehouse"))
    page = opening("overview")
    rows = {row[1]: row for row in versions(page)}
    assert rows["120 เมือง"][2:5] == ["ภายในปี พ.ศ. 2575", "1 ต.ค. 2569", page.t("target.in_force")]
    assert rows["120 เมือง"][5] == "37 เมือง (27 ส.ค. 2568) · ร้อยละ 30.83"  # 37/120
    assert rows["105 เมือง"][4] == page.t("target.older")
    assert rows["105 เมือง"][7].count(" · ") == 6  # seven documents
    assert page.row("ปีปฏิทิน 2575 (31 ธ.ค. 2575)")[1] == "0.94"  # 83 / 88 months


def test_before_any_target_the_panel_says_that_there_is_none(opening: Opening) -> None:
    page = opening("overview", known="2015-06-20")
    assert page.t("target.versions") in [heading.value for heading in page.app.subheader]
    assert page.t("state.empty_record") in [notice.value for notice in page.app.info]
