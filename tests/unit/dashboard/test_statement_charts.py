"""The charts of statements, as specifications: counts over time, amounts as points."""

from datetime import date

import polars as pl
import pytest

from dashboard.components import charts, investment_charts
from dashboard.theme import DARK, LIGHT


def test_a_published_count_steps_and_shows_every_statement() -> None:
    frame = pl.DataFrame(
        {
            "as_of": [date(2023, 7, 1), date(2024, 4, 23)],
            "value": [36.0, 30.0],
            "shown": ["36 เมือง · ก.ค. 2566", "30 เมือง · 23 เม.ย. 2567"],
        }
    )
    spec = charts.stated(frame, DARK, value_title="เมือง", year_shift=543).to_dict()
    line, points = spec["layer"]
    assert line["mark"]["interpolate"] == "step-after"
    assert line["mark"]["color"] == DARK.accent
    assert line["encoding"]["x"]["axis"]["labelExpr"] == "toString(year(datum.value) + 543)"
    assert points["encoding"]["tooltip"][0]["field"] == "shown"


def test_amounts_are_points_on_a_logarithmic_axis_and_never_stacked() -> None:
    frame = pl.DataFrame(
        {
            "category": ["ตามแผน", "อนุมัติ", "ตามแผน"],
            "value": [66_000.0, 36.0, 60_000.0],
            "shown": ["ก: 1", "ข: 2", "ค: 3"],
            "part": ["นับ", "ไม่นับ", "ไม่นับ"],
        }
    )
    order = ["ตามแผน", "อนุมัติ"]
    spec = charts.strip(frame, LIGHT, value_title="ล้านบาท", order=order).to_dict()
    assert spec["mark"]["type"] == "point"
    assert spec["encoding"]["x"]["scale"]["type"] == "log"
    assert spec["encoding"]["y"]["sort"] == order
    assert spec["encoding"]["color"]["scale"]["domain"] == ["นับ", "ไม่นับ"]
    assert "split(datum.label" in spec["encoding"]["y"]["axis"]["labelExpr"]
    assert spec["height"] == 60 + 46 * 2


def test_a_sum_is_filled_and_what_is_in_no_sum_is_an_outline() -> None:
    frame = pl.DataFrame(
        {
            "name": ["วัน แบงค็อก", "30 เมืองแรก"],
            "value": [120_000.0, 60_000.0],
            "shown": ["> 120,000", "60,000"],
            "is_sum": [True, False],
        }
    )
    spec = investment_charts.amounts(frame, LIGHT).to_dict()
    sums, outlines, names, figures = spec["layer"]
    assert sums["transform"] == [{"filter": "datum.is_sum"}]
    assert sums["mark"]["fill"] == LIGHT.accent
    assert outlines["transform"] == [{"filter": "!datum.is_sum"}]
    assert (outlines["mark"]["fill"], outlines["mark"]["stroke"]) == ("transparent", LIGHT.accent)
    assert names["encoding"]["text"]["field"] == "name"
    assert figures["encoding"]["text"]["field"] == "shown"
    assert sums["encoding"]["y"]["sort"] == ["วัน แบงค็อก", "30 เมืองแรก"]
    assert sums["encoding"]["x"]["scale"]["domain"] == [0, 1.6 * 120_000]  # 37% left for figures
    assert spec["height"] == 2 * investment_charts.STEP + investment_charts.EDGES


def test_exact_decimals_never_reach_a_chart() -> None:
    frame = pl.DataFrame({"value": [1]}).with_columns(pl.col("value").cast(pl.Decimal(18, 2)))
    with pytest.raises(TypeError, match="value: cast money to double"):
        charts.strip(frame, LIGHT, value_title="", order=[])
    with pytest.raises(TypeError, match="value: cast money to double"):
        investment_charts.amounts(frame, LIGHT)
