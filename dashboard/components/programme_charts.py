"""Drawings of the programme page: the months in which logos end. Frame in, chart out."""

from datetime import date

import altair as alt
import polars as pl

from dashboard.components.charts import rows
from dashboard.theme import Palette


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
    drawn = rows(frame).with_columns(
        (pl.col("stated") + pl.col("assumed")).alias("all"),
        pl.lit(0).alias("ground"),
        pl.col("month").dt.offset_by("14d").alias("middle"),
    )
    months = alt.Axis(
        title=None,
        tickCount={"interval": "year", "step": 1},
        labelExpr=f"toString(year(datum.value) + {year_shift})",
        grid=False,
        labelOverlap=True,
    )
    base = alt.Chart(drawn).encode(
        x=alt.X("month:T", axis=months),
        x2="until:T",
        tooltip=[alt.Tooltip("shown:N", title=" "), alt.Tooltip("all:Q", title=value_title)],
    )
    counts = alt.Axis(tickMinStep=1, tickCount=5, format="d")
    stated = base.transform_filter("datum.stated > 0").mark_bar(color=palette.accent)
    assumed = base.transform_filter("datum.assumed > 0").mark_bar(
        color="transparent", stroke=palette.accent, strokeWidth=1.5, strokeDash=[3, 2]
    )
    totals = (
        alt.Chart(drawn)
        .mark_text(dy=-8, color=palette.ink, aria=False)
        .encode(x="middle:T", y="all:Q", text="all:Q")
    )
    marked = alt.Chart(pl.DataFrame({"day": [today], "words": [today_words]})).encode(x="day:T")
    return alt.LayerChart(
        layer=[
            stated.encode(
                y=alt.Y("ground:Q", title=value_title, axis=counts, scale=alt.Scale(nice=True)),
                y2="stated:Q",
            ),
            assumed.encode(y="stated:Q", y2="all:Q"),
            totals,
            marked.mark_rule(color=palette.target, strokeWidth=1.5, aria=False),
            marked.mark_text(
                color=palette.target, align="right", dx=-4, baseline="top", aria=False
            ).encode(y=alt.value(0), text="words:N"),
        ],
        height=200,
        config=alt.Config(view=alt.ViewConfig(strokeWidth=0)),
    )
