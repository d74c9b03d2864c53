from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import altair as alt
import polars as pl
import pytest

from dashboard.parts import charts, conflict_charts
from dashboard.reader.theme import DARK, LIGHT, Palette

Spec = dict[str, Any]  # a Vega-Lite specification
CODES = list(charts.tiles())
TREND = [(date(2021, 5, 24), 5.0), (date(2022, 11, 9), 30.0), (date(2025, 8, 27), 37.0)]
SERIES = pl.DataFrame(
    {"as_of": [date(2021, 5, 24), date(2022, 11, 9), date(2025, 8, 27)], "value": [5.0, 30.0, 37.0]}
)
VALUES = pl.DataFrame(
    {
        "province_code": CODES,
        "name": CODES,
        "shown": ["1 เมือง"] * 76 + ["ไม่มีรายงาน"],
        "class": ["1"] * 76 + ["ไม่มีรายงาน"],
    }
)


def grid(palette: Palette = LIGHT, lang: str = "th", selected: tuple[str, ...] = ()) -> Spec:
    colours = {"0": palette.classes[0], "1": palette.classes[3]}
    return charts.tile_grid(
        VALUES, colours, palette, lang=lang, unknown="ไม่มีรายงาน", selected=selected
    ).to_dict()


def data(spec: Spec) -> list[dict[str, str]]:
    return max(spec["datasets"].values(), key=len)


def test_every_province_has_a_tile_of_its_own() -> None:
    places = {(tile.row, tile.column) for tile in charts.tiles().values()}
    assert len(CODES) == len(places) == 77
    for lang in ("th", "en"):
        assert len({getattr(tile, lang) for tile in charts.tiles().values()}) == 77


def test_tiles_lie_as_the_provinces_do() -> None:
    tiles = charts.tiles()
    row = {code: tile.row for code, tile in tiles.items()}
    column = {code: tile.column for code, tile in tiles.items()}
    assert row["57"] < row["50"] < row["10"] < row["83"] < row["96"]  # north to south
    assert column["58"] < column["10"] < column["34"]  # west to east


@pytest.mark.parametrize(("lang", "bangkok"), [("th", "กทม"), ("en", "BKK")])
def test_a_tile_is_labelled_in_the_readers_language(lang: str, bangkok: str) -> None:
    labels = {row["province_code"]: row["tile"] for row in data(grid(lang=lang))}
    assert labels["10"] == bangkok


def test_no_report_is_a_dashed_outline_and_no_colour() -> None:
    spec = grid()
    boxes = spec["layer"][0]["encoding"]
    scale = boxes["fill"]["scale"]
    assert dict(zip(scale["domain"], scale["range"], strict=True))["ไม่มีรายงาน"] == "transparent"
    dashes = spec["layer"][1]
    assert (dashes["mark"]["strokeDash"], dashes["mark"]["filled"]) == ([3, 2], False)
    assert "ไม่มีรายงาน" in dashes["transform"][0]["filter"]


def test_a_tile_can_be_clicked_by_its_code() -> None:
    (picked,) = grid()["params"]
    assert picked["name"] == "province"
    assert picked["select"]["fields"] == ["province_code"]


def test_the_chosen_province_is_marked() -> None:
    chosen = {row["province_code"] for row in data(grid(selected=("83",))) if row["selected"]}
    assert chosen == {"83"}


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.mode)
def test_labels_read_on_every_colour(palette: Palette) -> None:
    inks = {row["class"]: row["ink"] for row in data(grid(palette))}
    assert inks["ไม่มีรายงาน"] == palette.ink


def test_bars_keep_the_order_of_the_frame() -> None:
    frame = pl.DataFrame({"category": ["ข", "ก"], "value": [1.0, 2.0], "shown": ["1", "2"]})
    spec = charts.bars(frame, LIGHT, value_title="").to_dict()
    assert spec["layer"][0]["encoding"]["y"]["sort"] == ["ข", "ก"]


def test_bars_take_colours_by_group() -> None:
    frame = pl.DataFrame({"category": ["a"], "value": [1.0], "shown": ["1"], "group": ["g"]})
    spec = charts.bars(frame, LIGHT, value_title="", colours={"g": LIGHT.accent}).to_dict()
    assert spec["layer"][0]["encoding"]["color"]["scale"]["range"] == [LIGHT.accent]


def bars(frame: pl.DataFrame) -> alt.LayerChart:
    return charts.bars(frame, LIGHT, value_title="")


@pytest.mark.parametrize("chart", [bars])
def test_exact_decimals_stop_at_the_door(
    chart: Callable[[pl.DataFrame], alt.LayerChart],
) -> None:
    frame = pl.DataFrame({"category": ["a"], "shown": ["a"], "as_of": [date(2025, 1, 1)]})
    exact = frame.with_columns(value=pl.Series([Decimal("1.50")], dtype=pl.Decimal(18, 2)))
    with pytest.raises(TypeError, match="value: cast money"):
        chart(exact)
    assert chart(exact.with_columns(pl.col("value").cast(pl.Float64))).to_dict()


def test_a_conflict_is_an_interval_from_its_lowest_side_to_its_highest() -> None:
    sides = pl.DataFrame(
        {
            "conflict_id": ["a", "a", "b", "b"],
            "name": ["เมือง", "เมือง", "แผน", "แผน"],
            "offset": [-9.0, 9.0, 0.0, 0.0],
            "end": ["low", "high", "low", "high"],
            "label": ["30", "36", "60", "กว่า 60"],
            "shown": ["30", "36", "60", "กว่า 60"],
            "is_open": [True, True, False, False],
        }
    )
    spec = conflict_charts.intervals(sides, LIGHT, axis_title="ร้อยละ", middle="กึ่งกลาง").to_dict()
    (picked,) = spec["params"]
    assert (picked["name"], picked["select"]["fields"]) == ("conflict", ["conflict_id"])
    dots = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "point")
    assert dots["encoding"]["x"]["scale"]["domain"] == pytest.approx([-25.2, 25.2])
    assert dots["encoding"]["y"]["sort"] == ["a", "b"]
    assert dots["encoding"]["fill"]["condition"]["value"] == LIGHT.conflict
    assert dots["encoding"]["fill"]["value"] == LIGHT.surface  # a ring, not a colour alone
