"""The charts of statements, as specifications: counts over time, the ladder of money, amounts."""

from datetime import date
from typing import Any

import polars as pl
import pytest

from dashboard.pages.investment import charts
from dashboard.parts.charts import figure_over_time
from dashboard.reader.theme import DARK, LIGHT

FIRST, NOW = "ตามที่ประกาศครั้งแรก", "ตามที่ทราบในปัจจุบัน"
DISPUTED = "ไม่ตรงกัน"
COUNTS = pl.DataFrame(
    {
        "as_of": [date(2023, 7, 1), date(2023, 7, 1), date(2024, 4, 23)],
        "value": [36.0, 34.0, 30.0],
        "shown": ["36 เมือง · ก.ค. 2566", "34 เมือง · ก.ค. 2566", "30 เมือง · 23 เม.ย. 2567"],
        "part": [FIRST, NOW, NOW],
    }
)


def stated(counts: pl.DataFrame) -> tuple[dict[str, Any], dict[str, Any]]:
    """The line and the marks of the chart."""
    drawing = figure_over_time(
        counts,
        DARK,
        value_title="เมือง",
        year_shift=543,
        hollow={FIRST: DARK.accent, DISPUTED: DARK.conflict},
    )
    line, marks = drawing.to_dict()["layer"]
    return line, marks


def test_a_figure_holds_until_the_next_and_every_figure_has_a_mark() -> None:
    line, marks = stated(COUNTS.filter(pl.col("part") == NOW))
    assert line["mark"]["interpolate"] == "step-after"
    assert line["mark"]["color"] == DARK.accent
    assert line["encoding"]["x"]["axis"]["labelExpr"].endswith("toString(year(datum.value) + 543)")
    assert marks["encoding"]["tooltip"][0]["field"] == "shown"
    assert marks["encoding"]["fill"]["legend"] is None


def test_what_was_first_stated_and_later_revised_is_a_ring_beside_the_line() -> None:
    line, marks = stated(COUNTS)
    assert line["transform"] == [{"filter": {"field": "part", "oneOf": [NOW]}}]
    assert marks["encoding"]["fill"]["scale"] == {
        "domain": [FIRST, NOW],
        "range": [DARK.surface, DARK.accent],
    }
    assert marks["encoding"]["fill"]["legend"]["orient"] == "top"
    assert set(marks["encoding"]["stroke"]["scale"]["range"]) == {DARK.accent}


def test_what_disagrees_is_a_ring_of_its_own_colour() -> None:
    line, marks = stated(COUNTS.with_columns(part=pl.Series([NOW, NOW, DISPUTED])))
    assert line["transform"] == [{"filter": {"field": "part", "oneOf": [NOW]}}]
    strokes = marks["encoding"]["stroke"]["scale"]
    assert dict(zip(strokes["domain"], strokes["range"], strict=True)) == {
        DISPUTED: DARK.conflict,
        NOW: DARK.accent,
    }


def test_a_figure_that_was_set_aside_leaves_its_ring_alone() -> None:
    line, marks = stated(COUNTS.head(1))
    assert line["transform"]
    assert marks["encoding"]["fill"]["scale"]["domain"] == [FIRST]


def test_the_ladder_draws_a_bar_a_tick_and_a_dot_and_adds_nothing() -> None:
    frame = pl.DataFrame(
        {
            "name": ["ตามแผน", "เบิกจ่าย"],
            "total": [8_265.0, None],
            "highest": [4_000.0, 66_000.0],
            "shown": ["8,265 (1 จาก 2) · สูงสุด 4,000", "สูงสุด กว่า 66,000"],
            "short": ["8,265 · สูงสุด 4,000", "สูงสุด กว่า 66,000"],
            "kind": ["own", "other"],
        }
    )
    stated = pl.DataFrame({"name": ["ตามแผน"], "value": [4_000.0], "shown": ["ก: 4,000"]})
    spec = charts.ladder(frame, stated, LIGHT, axis="ล้านบาท").to_dict()
    bars, dots, ticks, names, figures = spec["layer"]
    assert bars["encoding"]["x"]["field"] == "total"
    assert bars["encoding"]["y"]["sort"] == ["ตามแผน", "เบิกจ่าย"]
    assert bars["encoding"]["x"]["scale"]["domain"] == [0, 132_000]  # half is for the figures
    assert bars["encoding"]["color"]["scale"]["range"] == [
        *(LIGHT.accent, LIGHT.outline, LIGHT.target),
    ]
    assert (dots["mark"]["type"], dots["encoding"]["x"]["field"]) == ("point", "value")
    assert (ticks["mark"]["type"], ticks["encoding"]["x"]["field"]) == ("tick", "highest")
    assert names["encoding"]["text"]["field"] == "name"
    assert "datum.short" in figures["mark"]["text"]["expr"]  # on a phone
    assert figures["encoding"]["x"]["field"] == "end"


def test_a_sum_is_filled_and_what_is_in_no_sum_is_an_outline() -> None:
    frame = pl.DataFrame(
        {
            "name": ["วัน แบงค็อก", "30 เมืองแรก"],
            "value": [120_000.0, 60_000.0],
            "shown": ["> 120,000", "60,000"],
            "is_sum": [True, False],
        }
    )
    spec = charts.amounts(frame, LIGHT).to_dict()
    sums, outlines, names, figures = spec["layer"]
    assert sums["transform"] == [{"filter": "datum.is_sum"}]
    assert sums["mark"]["fill"] == LIGHT.accent
    assert outlines["transform"] == [{"filter": "!datum.is_sum"}]
    assert (outlines["mark"]["fill"], outlines["mark"]["stroke"]) == ("transparent", LIGHT.accent)
    assert names["encoding"]["text"]["field"] == "name"
    assert figures["encoding"]["text"]["field"] == "shown"
    assert sums["encoding"]["y"]["sort"] == ["วัน แบงค็อก", "30 เมืองแรก"]
    assert sums["encoding"]["x"]["scale"]["domain"] == [0, 1.6 * 120_000]  # 37% left for figures
    assert spec["height"] == 2 * 44 + 20


def test_exact_decimals_never_reach_a_chart() -> None:
    frame = pl.DataFrame({"value": [1]}).with_columns(pl.col("value").cast(pl.Decimal(18, 2)))
    with pytest.raises(TypeError, match="value: cast money to double"):
        charts.amounts(frame, LIGHT)
