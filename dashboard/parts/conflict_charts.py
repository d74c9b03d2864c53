"""Disagreements as intervals of dots: frame in, chart out."""

import altair as alt
import polars as pl

from dashboard.parts.charts import layered, rows
from dashboard.reader.theme import Palette

STEP = 34  # pixels of a row: its name, and below it the interval
AXIS = 73  # below all rows, for the scale and its title
NAME, LINE = -8, 8  # where in a row they are, from its middle
ROOM = 2.8  # of the widest half: what is left beside it is for the figures
SELECTION = "conflict"  # what a click chooses, by its `conflict_id`


def intervals(
    sides: pl.DataFrame, palette: Palette, *, axis_title: str, middle: str
) -> alt.LayerChart:
    """A row a conflict, in the frame's order: its name, and a dot for each side of it.

    `sides`: conflict_id, name (of the row), offset (percent from the middle of its lowest and
    highest), end ("low" and "high" of those two, which have a label: the figure), shown (all that
    is said of a side), is_open (a disagreement that nobody decided; else the dot is a ring).
    `middle` names the line at zero.
    """
    drawn = rows(sides)
    order = drawn["conflict_id"].unique(maintain_order=True).to_list()
    widest = max((abs(offset) for offset in drawn["offset"]), default=0.0) or 1.0
    scale = alt.Scale(domain=[-ROOM * widest, ROOM * widest], nice=False)
    ticks = alt.Axis(
        title=axis_title,
        tickCount=5,
        labelExpr=f"datum.value == 0 ? '{middle}' : format(datum.value, '+') + '%'",
        grid=True,
        domain=False,
        ticks=False,
    )
    picked = alt.selection_point(name=SELECTION, fields=["conflict_id"], on="click", empty=False)
    base = alt.Chart(drawn).encode(
        y=alt.Y("conflict_id:N", sort=order, axis=None),
        tooltip=[alt.Tooltip("name:N", title=" "), alt.Tooltip("shown:N", title="  ")],
    )
    x = alt.X("offset:Q", scale=scale, axis=ticks)
    colour = alt.condition("datum.is_open", alt.value(palette.conflict), alt.value(palette.muted))
    fill = alt.condition("datum.is_open", alt.value(palette.conflict), alt.value(palette.surface))
    band = base.mark_rect(opacity=0, cursor="pointer", aria=False).encode(
        x=alt.value(0), x2=alt.value("width")
    )
    lowest = base.transform_filter(alt.datum["end"] == "low")
    names = lowest.mark_text(
        align="left", dy=NAME, fontSize=13, color=palette.ink, limit=alt.ExprRef("width")
    ).encode(x=alt.value(0), text=alt.Text("name:N"))
    spans = (
        lowest.transform_calculate(until="-datum.offset")
        .mark_rule(yOffset=LINE, strokeWidth=2, aria=False)
        .encode(x=x, x2=alt.X2("until:Q"), color=colour)
    )
    dots = (
        base.mark_point(yOffset=LINE, size=70, opacity=1, strokeWidth=1.8, cursor="pointer")
        .encode(x=x, stroke=colour, fill=fill)
        .add_params(picked)
    )
    highest = base.transform_filter(alt.datum["end"] == "high")
    figures = [
        lowest.mark_text(align="right", dx=-9, dy=LINE, color=palette.ink),
        highest.mark_text(align="left", dx=9, dy=LINE, color=palette.ink),
    ]
    labels = [figure.encode(x=x, text=alt.Text("label:N")) for figure in figures]
    return layered(band, spans, dots, names, *labels, height=STEP * len(order) + AXIS)
