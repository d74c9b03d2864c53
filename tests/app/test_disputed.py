"""What an open disagreement, another basis or a secondary source leaves of a tile.

Worked by hand on the record of 29 November 2569: 36 certified cities (July 2566) against 30 (April
2567), 25 provinces against 16; 50 zones (November 2564) and more than 50 added (June 2566) are over
100; 190 (January 2569) is a secondary source's, without the 37 certified.
"""

import json

import polars as pl
import pytest

from dashboard.reader.text import LANGS, Lang, t
from tests.app.conftest import Opening
from tests.app.test_overview import kpis, prose, tiles

CITIES = {"th": "เมืองอัจฉริยะที่ได้รับตราสัญลักษณ์", "en": "Certified smart cities"}
SHARE = {"th": "สัดส่วนจังหวัดที่มีเมืองอัจฉริยะ", "en": "Provinces with a certified city"}
ZONES = {"th": "เขตส่งเสริมเมืองอัจฉริยะที่ประกาศแล้ว", "en": "Promotion zones declared"}
OVER = {"th": "กว่า", "en": "over"}
HISTORY = {  # a day against itself: the history alone, without a comparison that is not read here
    "part": "history",
    "from_build": "2024-01-01",
    "to_build": "2024-01-01",
}
UNITS = {"th": ("เมือง", "จังหวัด", "พื้นที่"), "en": ("cities", "provinces", "areas")}


@pytest.mark.parametrize("lang", LANGS)
def test_no_change_is_told_through_an_open_disagreement(opening: Opening, lang: Lang) -> None:
    words = tiles(kpis(opening, lang=lang))
    cities, provinces, _ = UNITS[lang]
    told = words[CITIES[lang]]
    assert told.startswith(f"37 {cities} ")
    sides = f"36 {cities} / 30 {cities}"
    assert t("tile.previous_disputed", lang, values=sides) in told
    told = words[SHARE[lang]]
    assert told.startswith("32% ")
    sides = f"25 {provinces} / 16 {provinces}"
    assert t("tile.disputed", lang, values=sides) in told
    assert not [label for label in (CITIES[lang], SHARE[lang]) if set("▲▼") & set(words[label])]


@pytest.mark.parametrize("lang", LANGS)
def test_what_a_secondary_source_repeats_stands_second(opening: Opening, lang: Lang) -> None:
    words = tiles(kpis(opening, lang=lang))
    day = {"th": "ม.ค. 2569", "en": "Jan 2026"}[lang]
    same = f"37 {UNITS[lang][0]}"
    assert t("tile.repeated", lang, value=same, date=day) in words[CITIES[lang]]
    assert t("tile.repeated", lang, value="32%", date=day) in words[SHARE[lang]]
    assert t("tile.secondary", lang) not in words[CITIES[lang]].split(same)[0]


@pytest.mark.parametrize("lang", LANGS)
def test_zones_of_a_secondary_source_have_the_primary_bound_beside_them_and_no_share(
    opening: Opening, lang: Lang
) -> None:
    page = kpis(opening, lang=lang)
    told = tiles(page)[ZONES[lang]]
    areas = UNITS[lang][2]
    assert told.startswith(f"190 {areas} ")
    assert t("tile.secondary", lang) in told
    assert t("other_basis.promotion_zones", lang) in told
    day = {"th": "14 มิ.ย. 2566", "en": "14 Jun 2023"}[lang]
    assert t("tile.primary", lang, value=f"{OVER[lang]} 100 {areas}", date=day) in told
    assert "150" not in told
    drawer = opening("overview", lang=lang, open="kpi:CERT-04")
    assert t("tile.undated", lang) in [title.value for title in drawer.app.subheader]
    assert f"61 {areas}" in prose(drawer)
    assert f"92 {areas}" in prose(drawer)


@pytest.mark.trial
def test_zones_as_known_before_the_secondary_source(opening: Opening) -> None:
    told = tiles(kpis(opening, lang="en", known="2026-04-27"))["Promotion zones declared"]
    assert told.startswith("over 100 areas ")
    assert "14 Jun 2023" in told
    assert "150" not in told
    told = tiles(kpis(opening, lang="en", known="2026-07-19"))["Promotion zones declared"]
    assert told.startswith("190 areas ")


def test_real_disagreements_are_told_apart_from_rounding(opening: Opening) -> None:
    page = opening("health", view="conflicts", lang="en", **{"as": "table"})
    assert any(t("status.conflicts", "en", count=3) in caption for caption in page.captions)
    how = [row[1] for rows in page.listings for row in rows if len(row) == 4]
    by_rounding = t("disagreement.rounding", "en")
    assert [words == by_rounding for words in how] == [*[False] * 3, *[True] * 7]


def test_zones_over_time_are_of_two_bases(opening: Opening) -> None:
    page = opening("programme", lang="en", open="kpi:CERT-04", **HISTORY)
    (marks,) = [
        layer
        for chart in page.app.get("vega_lite_chart")
        if "27 areas" in chart.proto.alt and "190 areas" in chart.proto.alt
        for layer in json.loads(chart.proto.spec)["layer"]
        if "fill" in layer["encoding"]
    ]
    assert marks["encoding"]["fill"]["scale"]["domain"] == [
        page.t("series.other_basis"),
        page.t("series.now"),
    ]


@pytest.mark.parametrize(
    ("kpi", "beside"),
    [
        ("CERT-01", {("disagrees", 30.0), ("secondary source", 37.0)}),
        ("COV-01", {("disagrees", 20.78), ("secondary source", 32.47)}),
    ],
)
def test_a_history_keeps_off_its_line_what_its_count_would_have_to_fall_to(
    opening: Opening, kpi: str, beside: set[tuple[str, float]]
) -> None:
    page = opening("programme", lang="en", open=f"kpi:{kpi}", **HISTORY)
    (chart,) = [
        chart
        for chart in page.app.get("vega_lite_chart")
        if "all values are in the table" in chart.proto.alt
    ]
    (named,) = chart.proto.datasets
    marks = pl.read_ipc_stream(named.data.data).to_dicts()
    now = page.t("series.now")
    assert {
        (mark["part"], round(mark["value"], 2)) for mark in marks if mark["part"] != now
    } == beside
    held = [mark["value"] for mark in marks if mark["part"] == now]
    assert held == sorted(held)
