"""The overview's targets: every version, whether it is in force, and what was reached of it."""

import re

import pytest

from dashboard.text import LANGS, Lang
from tests.app.conftest import Opened, Opening

FIRST_VERSION = {"th": "100 เมือง", "en": "100 cities"}


def versions(page: Opened) -> list[list[str]]:
    """The rows of the table, one a version."""
    heading = page.t("target.status")
    (found,) = (table.value for table in page.app.table if heading in table.value.columns)
    return [
        [str(cell).replace("\\", "").replace("\u00a0", " ") for cell in row]
        for row in found.to_numpy().tolist()
    ]


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
            "แทนด้วย 100 เมือง ภายในปี 2565",
            latest,
            "–",
        ],
        ["100 เมือง", "ภายในปี 2583", "พ.ศ. 2561", older, latest, "–"],
        ["100 เมือง", "ภายในปี 2565", "ก.ค. 2563", "แทนด้วย 100 เมือง ภายในปี 2567", latest, by_2565],
        ["100 เมือง", "ภายในปี 2567", "ต.ค. 2563", "แทนด้วย 105 เมือง ภายในปี 2570", latest, by_2567],
        ["105 เมือง", "ภายในปี 2570", "19 มิ.ย. 2567", "ใช้อยู่", in_force, "–"],
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


@pytest.mark.parametrize("lang", LANGS)
def test_as_known_on_a_day_later_versions_are_not_there(opening: Opening, lang: Lang) -> None:
    page = opening("overview", lang=lang, known="2021-12-31")
    rows = [row for row in versions(page) if row[1] == FIRST_VERSION[lang]]
    assert page.t("target.in_force") in rows[-1][4]
    assert not [row for row in versions(page) if row[1].startswith("105")]


def test_before_any_target_the_panel_says_that_there_is_none(opening: Opening) -> None:
    page = opening("overview", known="1999-12-31")
    assert page.t("target.versions") in [heading.value for heading in page.app.subheader]
    assert page.t("state.empty_record") in [notice.value for notice in page.app.info]
