import json
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from dashboard.parts import map as maps
from dashboard.reader.theme import DARK, LIGHT, rgb

Spec = dict[str, Any]  # a deck.gl specification
VALUES = pl.DataFrame({"province_code": ["10", "38", "50", "83"], "value": [3.0, 0.0, 1.0, None]})
BREAKS = [1.0, 2.0, 4.0]
PLANS = pl.DataFrame(
    {
        "province_code": ["83", "10", "50"],
        "name_th": ["ก", "ข", "ค"],
        "name_en": ["a", "b", "c"],
        "lat": [7.9, 13.7, 18.8],
        "lon": [98.4, 100.5, 98.9],
        "location_precision": ["province", "exact_site", "municipality"],
    }
)


def deck(selected: tuple[str, ...] = (), plans: pl.DataFrame | None = None) -> Spec:
    drawn = maps.provinces(
        VALUES,
        BREAKS,
        LIGHT,
        url="/geo/provinces.geojson",
        tooltip="{name_th}",
        selected=selected,
        plans=plans,
    )
    spec: Spec = json.loads(drawn.to_json())
    return spec


def layer(spec: Spec, name: str) -> Spec:
    found: Spec = next(drawn for drawn in spec["layers"] if drawn["id"] == name)
    return found


@pytest.mark.parametrize(
    ("value", "number"),
    [(0.0, 0), (0.99, 0), (1.0, 1), (3.0, 2), (4.0, 3), (99.0, 3), (None, None)],
)
def test_a_break_opens_its_class(value: float | None, number: int | None) -> None:
    assert maps.class_of(value, BREAKS) == number


def test_the_map_asks_no_other_host_for_anything() -> None:
    spec = deck()
    assert spec.get("mapProvider") is None
    assert "://" not in json.dumps(spec)
    assert layer(spec, "provinces")["data"] == "/geo/provinces.geojson"


def test_each_class_has_its_colour_and_no_report_none() -> None:
    fill = maps.fill_expression(VALUES, BREAKS, LIGHT)
    for code, number in (("38", 0), ("50", 1), ("10", 2)):
        red, green, blue = rgb(maps.colour(LIGHT, number, BREAKS))
        assert f"(properties.province_code=='{code}') ? [{red}, {green}, {blue}, 255]" in fill
    assert "'83'" not in fill
    assert fill.endswith(": [0, 0, 0, 0]")


def test_what_most_provinces_have_is_named_once() -> None:
    many = pl.DataFrame({"province_code": ["10", "11", "12", "13"], "value": [0.0, 0, 0, 1]})
    fill = maps.fill_expression(many, BREAKS, LIGHT)
    assert "'10'" not in fill
    assert "'13') ? [" in fill
    assert fill.endswith(f": [{', '.join(map(str, rgb(maps.colour(LIGHT, 0, BREAKS))))}, 255]")


def test_zero_and_no_report_do_not_look_the_same() -> None:
    colours, widths = maps.line_expression(VALUES, (), LIGHT)
    assert f"'83') ? [{', '.join(map(str, rgb(LIGHT.no_report)))}, 255]" in colours
    assert "'83') ? 1.4" in widths
    assert "'38'" not in colours


def test_the_chosen_province_stands_out_and_keeps_its_colour() -> None:
    plain, chosen = (layer(deck(selected=codes), "provinces") for codes in ((), ("50",)))
    parts = "_subLayerProps"
    assert chosen[parts]["polygons-fill"] == plain[parts]["polygons-fill"]
    assert "'50') ? 3" in chosen["getLineWidth"]
    assert chosen[parts]["polygons-stroke"] != plain[parts]["polygons-stroke"]  # drawn anew


def test_a_selection_does_not_fade_the_other_provinces() -> None:
    assert all("getFillColor" not in found for found in deck(plans=PLANS)["layers"])


def test_colours_keep_their_meaning_when_a_filter_takes_values_away() -> None:
    fewer = VALUES.with_columns(
        pl.when(pl.col("province_code") == "50").then("value").alias("value")
    )
    red, green, blue = rgb(maps.colour(LIGHT, 1, BREAKS))
    for values in (VALUES, fewer):
        fill = maps.fill_expression(values, BREAKS, LIGHT)
        assert f"'50') ? [{red}, {green}, {blue}, 255]" in fill


def test_a_change_of_filter_sends_kilobytes() -> None:
    full = pl.DataFrame(
        {"province_code": [str(code) for code in range(10, 87)], "value": [1.0] * 77}
    )
    drawn = maps.provinces(full, BREAKS, LIGHT, url="/geo/x", tooltip="{name_th}")
    assert len(drawn.to_json()) < 10_000


def test_a_vague_point_is_a_ring_and_wider() -> None:
    features = layer(deck(plans=PLANS), "plans")["data"]["features"]
    points = {found["properties"]["name_th"]: found["properties"] for found in features}
    assert f"properties.radius == {points['ก']['radius']}" == maps.VAGUE
    assert points["ก"]["radius"] > points["ค"]["radius"] > points["ข"]["radius"]


def test_without_points_there_is_no_layer_of_them() -> None:
    assert [found["id"] for found in deck(plans=PLANS.clear())["layers"]] == ["provinces"]


def test_layers_can_be_clicked() -> None:
    assert all(found["pickable"] for found in deck(plans=PLANS)["layers"])


def test_exact_decimals_stop_at_the_door() -> None:
    exact = pl.DataFrame({"province_code": ["10"], "value": [Decimal("1.50")]})
    with pytest.raises(TypeError, match="value: cast money"):
        maps.provinces(exact, BREAKS, LIGHT, url="/geo/x", tooltip="{name_th}")


def words(*, whole: bool) -> list[str]:
    entries = maps.legend(
        [1.0, 2.0, 5.0],
        LIGHT,
        shown=lambda value: f"{value:g}",
        between="{low}–{high}",
        above="{low} ขึ้นไป",
        unknown="ไม่มีรายงาน",
        whole=whole,
    )
    return [entry.words for entry in entries]


def test_the_legend_names_every_class_and_no_report_last() -> None:
    assert words(whole=True) == ["0", "1", "2–4", "5 ขึ้นไป", "ไม่มีรายงาน"]
    assert words(whole=False) == ["0–1", "1–2", "2–5", "5 ขึ้นไป", "ไม่มีรายงาน"]


def test_the_legend_has_the_maps_colours() -> None:
    entries = maps.legend(
        BREAKS, DARK, shown=str, between="{low}{high}", above="{low}", unknown="?", whole=True
    )
    assert [entry.colour for entry in entries] == [
        *(maps.colour(DARK, number, BREAKS) for number in range(4)),
        None,
    ]
    assert len({entry.colour for entry in entries}) == 5
