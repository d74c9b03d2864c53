"""The provinces page: picker, map, tiles, table twin, plans that can't be placed."""

import json
from datetime import date
from typing import Any

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.reader import boundaries
from dashboard.reader.text import LANGS, Lang, t
from tests.app.conftest import Opened, Opening

Spec = dict[str, Any]  # a deck.gl specification


def deck(page: Opened) -> Spec:
    (chart,) = page.app.get("deck_gl_json_chart")
    spec: Spec = json.loads(chart.proto.json)
    return spec


@pytest.mark.parametrize("lang", LANGS)
def test_all_77_provinces_are_in_the_table(opening: Opening, lang: Lang) -> None:
    page = opening("provinces", lang=lang)
    assert len(page.listings[0]) == 77
    bangkok = {"th": "กรุงเทพมหานคร", "en": "Bangkok"}[lang]
    assert page.row(bangkok)[2] == {"th": "4 เมือง", "en": "4 cities"}[lang]


def test_named_cities_add_up_to_what_documents_name(opening: Opening) -> None:
    page = opening("provinces", lang="en")
    assert sum(int(row[2].split()[0]) for row in page.listings[0]) == 37


def test_the_map_takes_boundaries_from_this_server_alone(opening: Opening) -> None:
    spec = deck(opening("provinces"))
    assert spec["layers"][0]["data"] == boundaries.address()
    assert "://" not in json.dumps(spec)


@pytest.mark.parametrize(
    ("query", "points"),
    [
        ({}, 37),
        ({"to": "2023", "year": "fiscal"}, 36),
        ({"to": "2021"}, 15),
        ({"known": "2026-04-27"}, 30),
        ({"known": "2026-04-27", "to": "2022"}, 23),
    ],
)
def test_every_plan_certified_by_then_is_a_point(
    opening: Opening, query: dict[str, str], points: int
) -> None:
    layer = deck(opening("provinces", **query))["layers"][1]
    assert len(layer["data"]["features"]) == points


def test_a_province_without_a_plan_has_none_where_all_were_named(opening: Opening) -> None:
    page = opening("provinces", lang="en", to="2023", year="fiscal")
    assert page.row("Saraburi")[2] == "0 cities"
    assert page.t("map.complete_list") in " ".join(page.captions)


@pytest.mark.parametrize("lang", LANGS)
def test_the_boundaries_are_credited(opening: Opening, lang: Lang) -> None:
    captions = " ".join(opening("provinces", lang=lang).captions)
    assert t("layout.boundaries", lang) in captions
    assert "Natural Earth" in captions


def test_the_picker_offers_only_kpis_with_provinces(opening: Opening) -> None:
    page = opening("provinces", lang="en")
    picker = page.app.segmented_control(key="kpi")
    assert picker.options == ["Certified smart cities", "Promotion zones declared"]


def test_another_kpi_is_in_the_link(opening: Opening) -> None:
    page = opening("provinces", lang="en")
    page.app.segmented_control(key="kpi").set_value("promotion_zones").run()
    assert page.app.query_params["kpi"] == "promotion_zones"
    assert page.row("Chiang Mai")[2] == "at least 1 area"


def test_the_list_keeps_its_order_and_a_chosen_region_is_on_top(opening: Opening) -> None:
    whole, one = (opening("provinces", lang="en", province=code) for code in ("all", "38"))
    assert whole.listings == one.listings
    assert len(one.listings[0]) == 77
    assert any("Bueng Kan: 0 cities" in caption for caption in one.captions)
    border = opening("provinces", lang="en", region="southern_border").listings[0]
    assert {row[0] for row in border[:3]} == {"Pattani", "Yala", "Narathiwat"}
    assert len(border) == 77


def test_a_year_is_a_choice_of_time(opening: Opening) -> None:
    """Chiang Mai had 2 at the end of 2565 and 3 at the end of 2566 (rule 25)."""
    page = opening("provinces", lang="en", to="2022")
    assert page.row("Chiang Mai")[2] == "2 cities"
    page.app.select_slider(key="map_year").set_value("2023").run()
    assert page.app.query_params["to"] == "2023"
    assert page.row("Chiang Mai")[2] == "3 cities"


@pytest.mark.parametrize(
    ("way", "element"), [("map", "deck_gl_json_chart"), ("tiles", "vega_lite_chart")]
)
def test_the_way_it_is_drawn_is_in_the_link(opening: Opening, way: str, element: str) -> None:
    assert len(opening("provinces", **{"as": way}).app.get(element)) == 1
    page = opening("provinces", **{"as": "table"})
    assert not page.app.get(element)
    assert len(page.listings[0]) == 77


def test_the_chosen_province_is_outlined_and_no_colour_changes(opening: Opening) -> None:
    whole, chosen = (
        deck(opening("provinces", province=code))["layers"][0] for code in ("all", "83")
    )
    fills = [layer["_subLayerProps"]["polygons-fill"] for layer in (whole, chosen)]
    assert fills[0] == fills[1]
    assert "'83') ? 3" in chosen["getLineWidth"]


def test_all_national_plans_have_a_place_today(opening: Opening) -> None:
    page = opening("provinces", lang="en")
    assert page.t("provinces.unplaced") not in [title.value for title in page.app.subheader]


def unplaced() -> None:
    """A page of one panel over a plan that no document places."""
    from dashboard.parts import provinces  # noqa: PLC0415
    from dashboard.reader.reader import Reader  # noqa: PLC0415
    from tests.app.test_provinces import NOWHERE  # noqa: PLC0415

    provinces.unplaced(NOWHERE, Reader())


NOWHERE = pl.DataFrame(
    {
        "name_th": ["เมืองที่มีที่ตั้ง", "เมืองที่ไม่รู้ที่ตั้ง"],
        "name_en": ["Placed", "Nowhere"],
        "province_th": ["ภูเก็ต", None],
        "province_en": ["Phuket", None],
        "lat": [7.9, None],
        "lon": [98.4, None],
        "status": ["logo_awarded", "zone_declared"],
        "status_since": [date(2021, 5, 24), None],
        "precision": ["day", None],
    }
)


def test_a_plan_without_a_place_is_listed_below_the_map() -> None:
    app = AppTest.from_function(unplaced, default_timeout=250).run()
    assert not app.exception
    (table,) = app.table
    words = table.value.to_numpy().tolist()
    assert [row[0] for row in words] == ["เมืองที่ไม่รู้ที่ตั้ง"]
    assert app.caption[0].value == t("provinces.unplaced_note", "th")


def test_a_change_of_province_changes_the_rows_of_the_tiles_and_not_their_drawing(
    opening: Opening,
) -> None:
    drawn = [
        opening("provinces", province=code, **{"as": "tiles"}).app.get("vega_lite_chart")[0].proto
        for code in ("10", "83")
    ]
    assert drawn[0].spec == drawn[1].spec
    assert [part.name for part in drawn[0].datasets] == ["rows-0"]
    assert drawn[0].datasets[0].data.data != drawn[1].datasets[0].data.data


def test_the_legend_has_what_plans_have_and_says_who_placed_them(opening: Opening) -> None:
    page = opening("provinces")
    legend = " ".join(html.proto.body for html in page.app.get("html"))
    assert page.t("map.point_area") in legend
    assert page.t("map.point_province") in legend
    assert page.t("map.point_exact") not in legend  # no plan is placed so
    assert page.t("map.estimated", count=27, of=37) in " ".join(page.captions)
    # a document without a date is known on no day, and still it placed them
    known = opening("provinces", known="2026-04-27")
    assert page.t("map.estimated", count=22, of=30) in " ".join(known.captions)
