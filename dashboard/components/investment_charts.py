"""Drawings of the investment page: amounts within one stage. Frame in, chart out."""

import altair as alt
import polars as pl

from dashboard.parts.charts import rows
from dashboard.reader.theme import Palette

STEP = 44  # pixels of one name with its bar
EDGES = 20  # above and below all of them
BAR = 14
BELOW = 9  # the name, as much above
ROOM = 1.6  # of the longest bar: what is left of the width is for its figure


def amounts(frame: pl.DataFrame, palette: Palette) -> alt.LayerChart:
    """Lying bars, each under its name and with its figure at its end, in the frame's order.

    `frame`: name, value, shown (the figure as text), is_sum: a sum is filled; a statement that is
    in no sum is an outline.
    """
    drawn = rows(frame)
    base = alt.Chart(drawn).encode(
        y=alt.Y("name:N", sort=drawn["name"].to_list(), axis=None),
        tooltip=[alt.Tooltip("name:N", title=" "), alt.Tooltip("shown:N", title="  ")],
    )
    longest = float(drawn["value"].cast(pl.Float64).max() or 1)  # type: ignore[arg-type]
    x = alt.X("value:Q", axis=None, scale=alt.Scale(domain=[0, ROOM * longest]))
    sums = (
        base.transform_filter("datum.is_sum")
        .mark_bar(height=BAR, yOffset=BELOW, cornerRadiusEnd=3, fill=palette.accent)
        .encode(x=x)
    )
    outlines = (
        base.transform_filter("!datum.is_sum")
        .mark_bar(
            height=BAR,
            yOffset=BELOW,
            cornerRadiusEnd=3,
            fill="transparent",
            stroke=palette.accent,
            strokeWidth=1.5,
            strokeDash=[4, 3],
        )
        .encode(x=x)
    )
    names = base.mark_text(
        align="left", yOffset=-BELOW, fontSize=13, color=palette.ink, limit=alt.ExprRef("width")
    ).encode(x=alt.value(0), text="name:N")
    figures = base.mark_text(
        align="left", dx=6, yOffset=BELOW, fontSize=13, fontWeight=600, color=palette.ink
    ).encode(x=x, text="shown:N")
    return alt.LayerChart(
        layer=[sums, outlines, names, figures],
        height=STEP * drawn.height + EDGES,
        config=alt.Config(view=alt.ViewConfig(strokeWidth=0)),
    )
