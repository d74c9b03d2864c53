"""The programme page: finding, ladder, terms, views, and what filters do to them."""

import html
import re
from pathlib import Path

import polars as pl
import pytest

from dashboard.reader.text import Lang
from etl.build.build import build
from tests.app.conftest import Opened, Opening
from tests.shipped import fill


def said(page: Opened) -> str:
    """All that the page says in running text and small print, without Markdown's escapes."""
    words = [text.value for text in page.app.markdown] + page.captions
    return " ".join(words).replace("\\", "")


def rungs(page: Opened) -> dict[str, tuple[int, str]]:
    """The ladder: a step -> how many plans, and what is said of it."""
    (drawn,) = [
        block.proto.body for block in page.app.get("html") if 'class="ladder"' in block.proto.body
    ]
    found = re.findall(r"<b>(\d+)</b><div><strong>(.*?)</strong>(.*?)</div>", drawn)
    return {
        html.unescape(name): (
            int(count),
            html.unescape(" | ".join(re.findall("<span>(.*?)<", told))),
        )
        for count, name, told in found
    }


def terms(page: Opened) -> list[dict[str, object]]:
    """The rows of the picture of terms."""
    frames = [
        pl.read_ipc_stream(named.data.data)
        for chart in page.app.get("vega_lite_chart")
        for named in chart.proto.datasets
    ]
    return next(frame for frame in frames if "logos" in frame.columns).to_dicts()


def test_the_finding_tells_what_is_named_and_who_came_last(opening: Opening) -> None:
    told = said(opening("programme", lang="en"))
    assert "## All 37 certified cities are named, but only 21 of 190 promotion zones" in told
    assert "From **36** cities (Jul 2023) to **37** (27 Aug 2025): [Phuket Tinicon Valley]" in told
    assert "plan=phuket-tinicon-valley" in told


def test_the_cities_of_each_rise_are_listed(opening: Opening) -> None:
    """From 30 to 37 in two steps; a count that fell in between is none of them."""
    listed = opening("programme", lang="en", view="announced", **{"as": "growth"}).listings[0]
    rises = [row[2] for row in listed]
    assert rises[:8] == ["36 → 37 cities", *["30 → 36 cities"] * 6, "15 → 30 cities"]
    assert listed[0][0] == "Phuket Tinicon Valley"
    assert len(listed) == 37 - 5


def test_a_finding_of_bounds_or_of_nothing_is_withheld(opening: Opening) -> None:
    told = said(opening("programme", lang="en", **{"from": "2019", "to": "2019"}))
    assert "## Public documents name 59 plans of the national programme" in told
    told = said(opening("programme", lang="en", known="2022-12-31"))
    assert "of the 15 new ones" in told
    assert "Tinicon" not in told


def test_the_ladder_counts_each_national_plan_once(opening: Opening) -> None:
    page = opening("programme", era="be")
    steps = rungs(page)
    assert sum(count for count, _ in steps.values()) == 59
    assert list(steps)[:2] == ["ยื่นแผน", "ประกาศเขตส่งเสริม"]
    assert steps["ต่ออายุตราสัญลักษณ์"] == (
        5,
        "ประกาศ 16 เมือง (27 ส.ค. 2568) | อยู่ในขั้นนี้ 15 เดือน (มัธยฐาน) · มีข้อมูลวงเงิน 3 จาก 5 แผน",
    )
    assert "เพิกถอนตราสัญลักษณ์" not in steps  # a way out that no plan took
    page = opening("programme", era="be", of="steps")
    listed = page.listings[0]
    assert sum(int(row[1]) for row in listed) == 59
    assert page.row("เพิกถอนตราสัญลักษณ์")[1:] == ["0", "0", "–", "–"]
    assert page.row("ต่ออายุตราสัญลักษณ์")[1:4] == ["5", "5", "27 ส.ค. 2568"]


def test_announced_counts_stand_beside_the_steps_of_their_own_sets(opening: Opening) -> None:
    steps = rungs(opening("programme"))
    assert "ประกาศ 227 พื้นที่ (ม.ค. 2569 · ทุติยภูมิ) · 39 (2 ก.ค. 2563)" in steps["ยื่นแผน"][1]
    zones = steps["ประกาศเขตส่งเสริม"][1]
    assert "ประกาศ 190 พื้นที่ (ม.ค. 2569 · ทุติยภูมิ) · กว่า 100 (14 มิ.ย. 2566)" in zones
    assert "37 เมือง (ม.ค. 2569 · ทุติยภูมิ) · 37 (27 ส.ค. 2568)" in steps["ได้รับตราสัญลักษณ์"][1]
    page = opening("programme", view="announced", count="promotion_zones_cumulative")
    told = said(page)
    assert "ข้อเสนอ 227 รายการ เท่ากับเขตส่งเสริม 190 พื้นที่รวมกับเมืองที่ได้รับตราสัญลักษณ์ 37 เมือง" in told


def test_a_step_has_an_age_from_today_and_undated_plans_stay_out_of_it(opening: Opening) -> None:
    page = opening("programme", lang="en", of="steps")
    ages = {row[0]: row[4] for row in page.listings[0]}
    assert ages["submitted"] == "34 months here (median)"  # 23 Jan 2024 to 29 Nov 2026
    # eight dated zones: 31 Oct 2019, 21 Oct 2020 five times, 7 Apr 2022, 23 Nov 2023
    assert ages["promotion zone declared"] == "73 months here (median) · 13 undated"
    assert ages["plan approved"] == "–"
    # the 16th and 17th of 32 were endorsed on 9 Nov 2022, before the ceremony of Jan 2023
    assert ages["logo awarded"] == "48 months here (median)"
    note = page.t("programme.steps_note", today="29 Nov 2026", newest="27 Aug 2025")
    assert note in page.captions


def test_money_stands_at_its_step_or_is_said_to_be_missing(opening: Opening) -> None:
    page = opening("programme", lang="en", of="money")
    (money,) = page.tables
    assert [row[:2] for row in money if not row[0].endswith("no statement")] == [
        # Samyan, told as Chula Smart City, 4,000; Ko Samui, told as Koh Samui Smart City, 265
        ["logo awarded: planned · public documents", "4,265 million baht · 2 of 32 plans"],
        [
            "logo renewed: approved · public documents",
            "15 million baht (counted sum of 1 of 5) · 1 of 5 plans",
        ],
        [
            "logo renewed: disbursed · public documents",
            "386 million baht (counted sum of 1 of 4) · 1 of 5 plans",
        ],
        ["logo renewed: planned · public documents", "4,000 million baht · 1 of 5 plans"],
    ]
    # the newest day, and how many of the rows have none: Samyan's
    told = {row[0]: row[2] for row in money}
    awarded = told["logo awarded: planned · public documents"]
    assert awarded.startswith("23 Jul 2020 · 1 undated · [")
    assert "](https://" in awarded
    renewed = told["logo renewed: planned · public documents"]
    assert renewed.startswith("16 Mar 2020 · 1 undated · [")
    there = {
        row[0].partition(":")[0]: int(row[1].removesuffix(" plans").split(" of ")[-1])
        for row in money
    }
    assert sum(there.values()) == 59


def test_terms_hold_every_logo_and_mark_what_is_assumed(opening: Opening) -> None:
    page = opening("programme", lang="en")
    drawn = terms(page)
    assert sum(int(str(row["logos"])) for row in drawn) == 37
    assert {row["is_stated"] for row in drawn} == {False}
    assert drawn[0]["label"] == "2 cities until May 2023"
    assert drawn[0]["left"] == "23 May 2023 · 1,286 days past"
    assert "Mae Moh Smart City" in str(drawn[0]["names"])
    assert drawn[-1]["label"] == "6 cities until Aug 2027"
    assert drawn[-1]["left"] == "26 Aug 2027 · 270 days left"
    logos = page.listings[0]
    assert len(logos) == 37
    first = ["logo awarded", "24 May 2021", "23 May 2023 · 1,286 days past"]
    assert "Term ends (assumed)" in page.app.dataframe[0].value.columns
    assert page.row("Mae Moh Smart City")[2:] == first
    told = said(page)
    assert "assume two years, as no document states an end" in told
    assert "named in no renewal: 31." in told
    # 16 renewed, 5 of them named; all 37 cities are named, so the other 11 are among the 31
    assert "11 of them not named; 11 of those are among the 31 past the assumed day" in told
    titles = [heading.value for heading in page.app.subheader]
    assert "16 cities renewed (5 named); 20 of 36 passed two years unseen" in titles


def test_renewals_that_no_document_names_may_be_of_cities_without_a_name(opening: Opening) -> None:
    """As known on 27 April 2569 seven cities had no name: 11 - 7 = 4 at least are among the 24."""
    page = opening("programme", known="2026-04-27")
    told = said(page)
    assert "ต่ออายุ 16 เมือง (27 ส.ค. 2568) ไม่ปรากฏชื่อ 11 ซึ่ง 4 ถึง 11 เมืองอยู่ในกลุ่ม 24 เมือง" in told
    assert any("อีก 13–20 จาก 29 เมือง" in heading.value for heading in page.app.subheader)
    assert "ปรากฏชื่อ 30 จาก 37 เมือง" in told


def test_one_fact_has_one_date(opening: Opening) -> None:
    """Nakhon Sawan: noted on 7 November 2564, handed over on 24 December."""
    for name, day in (("นครสวรรค์", "7 พ.ย. 2564"), ("ปัตตานี", "9 พ.ย. 2565")):
        for of in ("logos", "all"):
            page = opening("programme", of=of)
            (row,) = [row for row in page.listings[0] if name in row[0] and "ได้รับตรา" in row[2]]
            assert row[3] == day


@pytest.mark.trial
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
    page = opening("programme", lang="en")
    yala = page.row("Yala Smart City")
    assert yala[2:] == ["logo renewed", "1 Feb 2025", "31 Jan 2027 (stated) · 63 days left"]
    assert [row["logos"] for row in terms(page) if row["is_stated"]] == [1]
    page = opening("programme", lang="en", of="money")
    renewed = dict(row[:2] for row in page.tables[0] if row[0].startswith("logo renewed: "))
    assert renewed == {  # side by side, never one sum
        "logo renewed: approved · public documents": (
            "15 million baht (counted sum of 1 of 5) · 1 of 6 plans"
        ),
        "logo renewed: disbursed · public documents": (
            "386 million baht (counted sum of 1 of 4) · 1 of 6 plans"
        ),
        "logo renewed: planned · public documents": "4,000 million baht · 1 of 6 plans",
        "logo renewed: disbursed · agencies' files": "12.5 million baht · 1 of 6 plans",
    }
    city = opening("city", lang="en", plan="yala", about="missing")
    sent = {"Events of smart city plans", "Money of smart city plans"}
    assert not sent & {row[0] for row in city.listings[0]}


def announced(opening: Opening, count: str, **query: str) -> Opened:
    return opening("programme", lang="en", view="announced", count=count, **{"as": "list"}, **query)


def test_the_published_count_is_taken_apart_so_that_rows_add_up(opening: Opening) -> None:
    page = announced(opening, "provinces")
    *named, not_named, published = page.listings[0]
    assert not_named[:2] == ["not named in public documents", "0"]
    assert published[:2] == [page.t("programme_part.published"), "37"]
    assert sum(int(row[1]) for row in named) == 37
    assert len(named) == 25
    cities = announced(opening, "certified_cities")
    assert cities.row("28 Aug 2025", "37 cities")[2:4] == ["37", "all are named"]
    assert cities.row("9 Nov 2022", "30 cities")[2:4] == ["30", "all are named"]
    fewer = "announced 6 cities fewer than are named"
    assert cities.row("23 Apr 2024", "30 cities")[2:4] == ["36", fewer]
    # of 29 zones named 8 hold the logo; 13 without a date are of the last count alone
    zones = announced(opening, "promotion_zones_cumulative")
    without = "the 37 certified not among them"
    assert zones.row("Jan 2026", f"190 areas · {without}")[2:4] == ["21", "169"]
    assert zones.row("2025", f"173 areas · {without}")[2:4] == ["8", "165"]
    assert zones.row("7 Nov 2021", "50 areas")[2:4] == ["14", "36"]
    assert zones.row("31 Oct 2019", "27 areas", "3")[3] == "24"
    provinces = announced(opening, "certified_provinces")
    fewer = "announced 9 provinces fewer than are named"
    assert provinces.row("28 Aug 2025", "16 provinces")[2:4] == ["25", fewer]
    renewals = announced(opening, "renewals")
    assert [row[2:] for row in renewals.listings[0]] == [
        ["16 cities", "5", "11"],
        ["1 city", "1", renewals.t("programme.all_named")],
    ]


def test_announced_counts_are_drawn_with_what_of_them_is_named(opening: Opening) -> None:
    page = opening("programme", lang="en", view="announced")
    (picture,) = [
        chart.proto.alt
        for chart in page.app.get("vega_lite_chart")
        if chart.proto.alt.startswith(page.t("programme.view_announced"))
    ]
    assert "7 Nov 2021: announced: 15 cities · named: 8" in picture
    assert not page.listings


def test_as_known_before_all_were_named_the_rest_is_not_named(opening: Opening) -> None:
    page = announced(opening, "provinces", known="2026-04-27")
    *named, not_named, published = page.listings[0]
    assert (len(named), not_named[1], published[1]) == (19, "7", "37")
    fewer = "announced 3 provinces fewer than are named"
    page = announced(opening, "certified_provinces", known="2026-04-27")
    assert page.row("28 Aug 2025", "16 provinces")[2:4] == ["19", fewer]


@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_plan_stands_in_a_list_that_leads_to_its_page(opening: Opening, lang: Lang) -> None:
    page = opening("programme", lang=lang, of="all")
    assert len(page.listings[0]) == 59
    (lines,) = [
        block.proto.body for block in page.app.get("html") if 'class="rows"' in block.proto.body
    ]
    assert lines.count('href="city?') == 6
    zones = opening("programme", lang=lang, of="zones")
    assert len(zones.listings[0]) == 21
    assert all(row[-1] for row in zones.listings[0])
    events = opening("programme", lang=lang, view="events")
    assert len(events.listings[0]) == 224


def test_plans_outside_the_programme_stand_apart(opening: Opening) -> None:
    page = opening("programme", view="other")
    assert len(page.listings[0]) == 38
    assert page.t("rows.all", count=38) in page.captions


def test_a_province_narrows_lists_and_says_so(opening: Opening) -> None:
    page = opening("programme", province="83", of="all")
    assert page.t("rows.of", shown=2, of=59) in page.captions
    steps = rungs(page)
    assert len([count for count, _ in steps.values() if count]) == 2
    assert "ทั้งประเทศปรากฏชื่อ 21 แผน" in steps["ประกาศเขตส่งเสริม"][1]
    assert page.t("layout.located_province", shown=2, of=59) in page.captions
    other = opening("programme", province="83", view="other")
    assert other.t("rows.of", shown=1, of=38) in other.captions
    cities = opening("programme", province="83", view="announced", **{"as": "list"})
    assert cities.row("28 ส.ค. 2568", "37 เมือง")  # national figures stay
    assert page.t("programme.terms") in [heading.value for heading in page.app.subheader]


def test_a_province_without_plans_says_why(opening: Opening) -> None:
    page = opening("programme", province="38", lang="en")
    assert [info.value for info in page.app.info] == [page.t("state.empty_area")] * 2


def test_a_period_narrows_what_is_dated(opening: Opening) -> None:
    page = opening("programme", view="events", **{"from": "2023", "to": "2023"})
    assert page.t("table.of_period", shown=53, of=224) in page.captions
    assert len(page.listings[0]) == 53
    assert sum(count for count, _ in rungs(page).values()) == 59


def test_each_statement_of_a_count_is_listed(opening: Opening) -> None:
    page = announced(opening, "documents")
    zones = [row for row in page.listings[0] if row[1] == "40 areas"]
    assert ["21 Oct 2020", "telluspost.com"] in [[row[2], row[4]] for row in zones]
    assert page.t("programme.series_note") in page.captions


def test_the_indicators_without_data_are_one_line_and_a_view(opening: Opening) -> None:
    page = opening("programme", lang="en")
    assert page.app.button(key="awaited").label == page.t("card.awaited", count=10)
    page.app.button(key="awaited").click().run()
    waiting = page.row("Time from submission to certification")
    assert waiting[1] == page.t("state.no_data")
    told = page.t("rows.more", count=11)
    assert not any(told in block.proto.body for block in page.app.get("html"))  # the list is whole


def test_a_plan_says_its_dimensions_and_who_placed_it(opening: Opening) -> None:
    page = opening("programme", of="dimensions")
    rows = page.listings[0]
    assert len(rows) == 14
    assert sum(int(row[2]) for row in rows) == 65
    wangchan = page.row("เมืองอัจฉริยะวังจันทร์วัลเลย์")
    assert len(wangchan[3].split(", ")) == int(wangchan[2])
    page = opening("programme", of="all")
    assert page.row("สตูลเมืองอัจฉริยะ")[4] == "ระดับจังหวัด (ผู้จัดทำข้อมูลประมาณ)"
