"""The programme page: steps, reconciliation, plans, events, and what filters do to them."""

from pathlib import Path

import pytest

from dashboard.reader.text import Lang
from etl.build.build import build
from tests.app.conftest import Opened, Opening
from tests.shipped import fill


def _table(page: Opened, *opening: str) -> list[list[str]]:
    """The HTML table that has a row beginning with these cells."""
    (found,) = [
        table
        for table in page.tables
        if any(row[: len(opening)] == list(opening) and len(row) > 2 for row in table)
        and len(table) < 50  # not the list of plans
        and all(len(row) != 5 for row in table)  # nor that of their dimensions
    ]
    return found


def test_the_pipeline_counts_each_national_plan_once(opening: Opening) -> None:
    page = opening("programme", era="be")
    steps = page.listings[0]
    assert [row[0] for row in steps][:2] == ["ยื่นแผน", "ประกาศเขตส่งเสริม"]
    assert sum(int(row[1]) for row in steps) == 59
    renewed = ["ต่ออายุตราสัญลักษณ์", "5", "5", "27 ส.ค. 2568", "27 ส.ค. 2568", "15 เดือน", "–"]
    assert renewed in steps
    assert page.row("เพิกถอนตราสัญลักษณ์")[1:] == ["0", "0", "–", "–", "–", "–"]


def test_a_step_has_an_age_from_today_and_undated_plans_stay_out_of_it(opening: Opening) -> None:
    page = opening("programme", lang="en", era="ce")
    ages = {row[0]: row[5:] for row in page.listings[0]}
    assert ages["submitted"] == ["34 months", "–"]  # 23 Jan 2024 to 29 Nov 2026
    # eight dated zones: 31 Oct 2019, 21 Oct 2020 five times, 7 Apr 2022, 23 Nov 2023
    assert ages["promotion zone declared"] == ["73 months", "13 plans"]
    assert ages["plan approved"] == ["–", "–"]
    # the 16th and 17th of 32 were endorsed on 9 Nov 2022, before the ceremony of Jan 2023
    assert ages["logo awarded"] == ["48 months", "–"]
    note = page.t("programme.age_note", today="29 Nov 2026", newest="27 Aug 2025")
    assert note in page.captions


def test_money_stands_at_its_step_or_is_said_to_be_missing(opening: Opening) -> None:
    page = opening("programme", lang="en", era="ce")
    money = _table(page, "submitted", "–")
    assert [row[:5] for row in money if row[3] != "no statement"] == [
        # Samyan, told as Chula Smart City, 4,000; Ko Samui, told as Koh Samui Smart City, 265
        ["logo awarded", "planned", "public documents", "4,265 million baht", "2 of 32"],
        [
            *("logo renewed", "approved", "public documents"),
            *("15 million baht (counted sum of 1 of 5)", "1 of 5"),
        ],
        [
            *("logo renewed", "disbursed", "public documents"),
            *("386 million baht (counted sum of 1 of 4)", "1 of 5"),
        ],
        ["logo renewed", "planned", "public documents", "4,000 million baht", "1 of 5"],
    ]
    # the newest day, and how many of the rows have none: Samyan's
    assert page.row("logo awarded", "planned")[5] == "23 Jul 2020 · 1 undated"
    assert page.row("logo renewed", "planned")[5] == "16 Mar 2020 · 1 undated"
    at_steps = {row[0]: int(row[4].split(" of ")[1]) for row in money}
    assert sum(at_steps.values()) == 59
    assert "](https://" in money[-1][6]


def test_the_calendar_holds_every_logo_and_marks_what_is_assumed(opening: Opening) -> None:
    page = opening("programme", lang="en", era="ce")
    months = _table(page, "May 2023")
    assert [row[0] for row in months][-1] == "Aug 2027"
    assert sum(int(row[1]) for row in months) == 0
    assert sum(int(row[2]) for row in months) == 37
    logos = _table(page, "Mae Moh Smart City")
    assert len(logos) == 37
    assert {row[5] for row in logos} == {"assumed (two years)"}
    assert logos[0][3:7] == ["24 May 2021", "23 May 2023", "assumed (two years)", "1,286 days past"]
    assert logos[-1][3:5] == ["27 Aug 2025", "26 Aug 2027"]
    assert logos[-1][6] == "270 days left"
    assert all(row[7] for row in logos)
    said = " ".join(words.value for words in page.app.markdown)
    assert "assumed: **37** (past the assumed day, and named in no renewal: 31)" in said
    # 16 renewed, 5 of them named; all 37 cities are named, so the other 11 are among the 31
    assert "**16 cities** were renewed: named **5**, not named **11**." in said
    assert "So **11** of the 31 past the assumed day have been renewed" in said


def test_renewals_that_no_document_names_may_be_of_cities_without_a_name(opening: Opening) -> None:
    """As known on 27 April 2569 seven cities had no name: 11 - 7 = 4 at least are among the 24."""
    page = opening("programme", known="2026-04-27")
    said = " ".join(words.value for words in page.app.markdown)
    assert "ต่ออายุตราสัญลักษณ์ **16 เมือง**: ปรากฏชื่อ **5** เมือง ไม่ปรากฏชื่อ **11** เมือง" in said
    assert "ในจำนวน 24 เมืองที่ผ่านวันที่สันนิษฐานแล้ว มี **4 ถึง 11** เมืองที่ต่ออายุแล้ว" in said


def test_one_fact_has_one_date(opening: Opening) -> None:
    """Nakhon Sawan: noted on 7 November 2564, handed over on 24 December."""
    page = opening("programme")
    for name, day in (("นครสวรรค์", "7 พ.ย. 2564"), ("ปัตตานี", "9 พ.ย. 2565")):
        rows = [row for table in page.tables for row in table if name in row[0]]
        logos = [row for row in rows if "ได้รับตราสัญลักษณ์" in row[2]]
        assert len(logos) == 2  # calendar and list of plans
        assert all(row[3] == day for row in logos)


def test_proposals_zones_and_logos_stand_side_by_side(opening: Opening) -> None:
    page = opening("programme")
    (states,) = [table for table in page.tables if any("227 พื้นที่" in row for row in table)]
    assert [row[1] for row in states] == [
        *("39 พื้นที่", "กว่า 100 พื้นที่", "37 เมือง"),
        *("227 พื้นที่", "190 พื้นที่", "37 เมือง"),
    ]
    said = " ".join(words.value for words in page.app.markdown)
    assert "ข้อเสนอ 227 รายการ เขตส่งเสริม 190 พื้นที่ และเมืองที่ได้รับตราสัญลักษณ์ 37 เมือง" in said
    renewed = page.row("27 ส.ค. 2568", "16 เมือง")
    assert renewed[2:4] == ["5", "11"]
    assert page.row("27 ส.ค. 2568", "1 เมือง")[2:4] == ["1", page.t("programme.all_named")]


def test_what_agencies_state_comes_before_what_is_assumed(
    opening: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    awarded = {"เหตุการณ์": "ต่ออายุตราสัญลักษณ์", "วันที่เกิดเหตุการณ์": "1 กุมภาพันธ์ 2568"}
    ends = {"ตราสัญลักษณ์มีผลถึงวันที่": "31 มกราคม 2570"}
    assert fill("agency_plan_events", tmp_path, awarded | ends).status == "filed"
    assert fill("agency_investment_flows", tmp_path).status == "filed"
    monkeypatch.setenv("SMARTCITY_INBOX", str(tmp_path))
    build(folder=tmp_path / "warehouse")
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(tmp_path / "warehouse"))
    page = opening("programme", lang="en", era="ce")
    (yala,) = [row for row in _table(page, "Mae Moh Smart City") if row[0] == "Yala Smart City"]
    assert yala[2:7] == ["logo renewed", "1 Feb 2025", "31 Jan 2027", "stated", "63 days left"]
    assert page.row("Jan 2027")[1:3] == ["1", "0"]
    money = _table(page, "submitted", "–")
    renewed = [row[1:5] for row in money if row[0] == "logo renewed"]
    assert renewed == [  # side by side, never one sum
        ["approved", "public documents", "15 million baht (counted sum of 1 of 5)", "1 of 6"],
        ["disbursed", "public documents", "386 million baht (counted sum of 1 of 4)", "1 of 6"],
        ["planned", "public documents", "4,000 million baht", "1 of 6"],
        ["disbursed", "agencies' files", "12.5 million baht", "1 of 6"],
    ]


def test_the_published_count_is_taken_apart_so_that_rows_add_up(opening: Opening) -> None:
    page = opening("programme", lang="en", era="ce")
    (apart,) = [
        table for table in page.tables if table[-1][0] == page.t("programme_part.published")
    ]
    *named, not_named, published = apart
    assert not_named[:2] == ["not named in public documents", "0"]
    assert published[1] == "37"
    assert sum(int(row[1]) for row in named) == 37
    assert len(named) == 25
    assert page.row("28 Aug 2025", "37 cities")[2:4] == ["37", "all are named"]
    assert page.row("9 Nov 2022", "30 cities")[2:4] == ["30", "all are named"]
    # of 29 zones named 8 hold the logo; 13 without a date are of the last count alone
    without = "the 37 certified not among them"
    assert page.row("Jan 2026", f"190 areas · {without}")[2:4] == ["21", "169"]
    assert page.row("2025", f"173 areas · {without}")[2:4] == ["8", "165"]
    assert page.row("7 Nov 2021", "50 areas")[2:4] == ["14", "36"]
    fewer = "announced 9 provinces fewer than are named"
    assert page.row("28 Aug 2025", "16 provinces")[2:4] == ["25", fewer]
    fewer = "announced 6 cities fewer than are named"
    assert page.row("23 Apr 2024", "30 cities")[2:4] == ["36", fewer]
    assert page.row("31 Oct 2019", "27 areas", "3")[3] == "24"


def test_as_known_before_all_were_named_the_rest_is_not_named(opening: Opening) -> None:
    page = opening("programme", lang="en", era="ce", known="2026-04-27")
    (apart,) = [
        table for table in page.tables if table[-1][0] == page.t("programme_part.published")
    ]
    *named, not_named, published = apart
    assert (len(named), not_named[1], published[1]) == (19, "7", "37")
    fewer = "announced 3 provinces fewer than are named"
    assert page.row("28 Aug 2025", "16 provinces")[2:4] == ["19", fewer]


@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_plan_has_its_documents(opening: Opening, lang: Lang) -> None:
    page = opening("programme", lang=lang)
    (plans,) = [table for table in page.tables if len(table) == 59]
    assert all(row[-1] for row in plans)
    assert any("](https://" in row[-1] for row in plans)
    assert len(page.app.dataframe[2].value) == 224


def test_plans_outside_the_programme_stand_apart(opening: Opening) -> None:
    page = opening("programme")
    assert len(page.app.dataframe[3].value) == 38
    assert page.captions.count(page.t("table.all", of=38)) == 1


def test_a_province_narrows_lists_and_says_so(opening: Opening) -> None:
    page = opening("programme", province="83")
    assert page.t("layout.located_province", shown=2, of=59) in page.captions
    assert page.t("layout.located_province", shown=1, of=38) in page.captions
    assert len([row for row in page.listings[0] if row[1] != "0"]) == 2
    assert sum(int(row[2]) for row in page.listings[0]) == 59  # the country beside it
    assert page.row("28 ส.ค. 2568", "37 เมือง")  # national figures stay


def test_a_province_without_plans_says_why(opening: Opening) -> None:
    page = opening("programme", province="38", lang="en")
    assert [info.value for info in page.app.info] == [page.t("state.empty_area")] * 6


def test_a_period_narrows_what_is_dated(opening: Opening) -> None:
    page = opening("programme", **{"from": "2023", "to": "2023"})
    assert page.t("table.of_period", shown=53, of=224) in page.captions
    assert len(page.app.dataframe[2].value) == 53
    assert sum(int(row[1]) for row in page.listings[0]) == 59


def test_each_kpi_stated_more_than_once_has_a_chart_and_its_documents(opening: Opening) -> None:
    page = opening("programme", lang="en", era="ce")
    words = [text.value for text in page.app.markdown]
    charted = (
        "Certified smart cities",
        "Promotion zones declared",
        "Areas that submitted a smart city proposal",
        "Provinces with a certified city",
    )
    assert all(f"**{name}**" in words for name in charted)
    (zones,) = [row for table in page.tables for row in table if "40 areas · known" in row[1]]
    source = "[telluspost.com](https://www.telluspost.com/2020/10/13-40.html)"
    assert zones[:2] == ["21 Oct 2020", f"40 areas · known 21 Oct 2020 · {source}"]
    assert zones[2].startswith("40 areas · [telluspost.com](")
    assert page.captions.count(page.t("series.unrevised")) == 4


def test_a_period_with_one_figure_of_a_kpi_charts_none(opening: Opening) -> None:
    page = opening("programme", lang="en", **{"from": "2019", "to": "2019"})
    assert page.t("series.unrevised") not in page.captions
    page = opening("programme", lang="en", **{"from": "2020", "to": "2020"})
    assert page.captions.count(page.t("series.unrevised")) == 1  # zones: 27 stood before, 40 now


def test_a_plan_says_its_dimensions_and_who_placed_it(opening: Opening) -> None:
    page = opening("programme")
    (rows,) = [
        table
        for table, drawn in zip(page.tables, page.app.table, strict=True)
        if page.t("programme.dimension_count") in drawn.value.columns
    ]
    assert len(rows) == 14
    assert sum(int(row[2]) for row in rows) == 65
    wangchan = next(row for row in rows if row[0] == "เมืองอัจฉริยะวังจันทร์วัลเลย์")
    assert len(wangchan[3].split(", ")) == int(wangchan[2])
    (listed,) = [
        table
        for table, drawn in zip(page.tables, page.app.table, strict=True)
        if page.t("table.location") in drawn.value.columns
    ]
    (satun,) = [row for row in listed if row[0] == "สตูลเมืองอัจฉริยะ"]
    assert satun[4:6] == ["ไม่ระบุ", "ระดับจังหวัด (ผู้จัดทำข้อมูลประมาณ)"]
