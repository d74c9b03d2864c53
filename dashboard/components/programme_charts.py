"""Drawings of the programme page: the months in which logos end. Frame in, chart out."""

from datetime import date

import altair as alt
import polars as pl

from dashboard.parts.charts import rows
from dashboard.reader.theme import Palette


def calendar(
    frame: pl.DataFrame,
    palette: Palette,
    *,
    today: date,
    today_words: str,
    value_title: str,
    year_shift: int,
) -> alt.LayerChart:
    """Logos by the month in which their term ends: stated ends filled, assumed ones outlined.

    `frame`: month (its first day), until (its last), stated, assumed (counts), shown (the month in
    words). A line marks `today`. The axis adds `year_shift` to years.
    """
    months = rows(frame).with_columns(
        (pl.col("stated") + pl.col("assumed")).alias("all"),
        pl.col("month").dt.offset_by("14d").alias("middle"),
    )
    parts = pl.concat(
        [
            months.with_columns(
                pl.lit(0).alias("low"), high="stated", is_stated=pl.lit(value=True)
            ),
            months.with_columns(low="stated", high="all", is_stated=pl.lit(value=False)),
        ],
        how="vertical_relaxed",
    ).filter(pl.col("high") > pl.col("low"))
    years = alt.Axis(
        title=None,
        tickCount={"interval": "year", "step": 1},
        labelExpr=f"toString(year(datum.value) + {year_shift})",
        grid=False,
        labelOverlap=True,
    )
    counts = alt.Axis(tickMinStep=1, tickCount=5, format="d")
    bars = (
        alt.Chart(parts)
        .mark_bar(stroke=palette.accent, strokeWidth=1.5)
        .encode(
            x=alt.X("month:T", axis=years),
            x2="until:T",
            y=alt.Y("low:Q", title=value_title, axis=counts, scale=alt.Scale(nice=True)),
            y2="high:Q",
            fill=alt.condition(
                "datum.is_stated", alt.value(palette.accent), alt.value("transparent")
            ),
            strokeDash=alt.condition("datum.is_stated", alt.value([1, 0]), alt.value([3, 2])),
            tooltip=[alt.Tooltip("shown:N", title=" "), alt.Tooltip("all:Q", title=value_title)],
        )
    )
    totals = (
        alt.Chart(months)
        .mark_text(dy=-8, color=palette.ink, aria=False)
        .encode(x="middle:T", y="all:Q", text="all:Q")
    )
    marked = alt.Chart(pl.DataFrame({"day": [today], "words": [today_words]})).encode(x="day:T")
    return alt.LayerChart(
        layer=[
            bars,
            totals,
            marked.mark_rule(color=palette.target, strokeWidth=1.5, aria=False),
            marked.mark_text(
                color=palette.target, align="right", dx=2, baseline="bottom", aria=False
            ).encode(y=alt.value(-6), text="words:N"),
        ],
        height=200,
        config=alt.Config(view=alt.ViewConfig(strokeWidth=0)),
    )
