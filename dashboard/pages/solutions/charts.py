"""Drawings of the solutions page: dimensions by evidence, events in time. Frame in, chart out."""

from collections.abc import Sequence

import altair as alt
import polars as pl

from dashboard.parts.charts import layered, rows, year_axis
from dashboard.reader.theme import Palette, ink_on

ROW, NAME, GAP, HEAD = 43, 16, 2, 20  # pixels: a row, its name in it, between squares, above all
STEPS = (1, 3, 6, 10, 15)  # from how many solutions on a square has the next darker colour


def matrix(frame: pl.DataFrame, levels: Sequence[str], palette: Palette) -> alt.LayerChart:
    """A row a dimension, under its name a square a level of evidence with its count.

    `frame`: dimension, level (one of `levels`, the columns in order), count, shown (all in words).
    """
    drawn = rows(frame)
    order = drawn["dimension"].unique(maintain_order=True).to_list()
    at = {
        name: {each: place for place, each in enumerate(listed)}
        for name, listed in (("dimension", order), ("level", levels))
    }
    shade = pl.lit(0)
    for step in STEPS:
        shade = shade + (pl.col("count") >= step).cast(pl.Int32)
    height = HEAD + ROW * len(order)
    placed = drawn.with_columns(
        pl.col("level").replace_strict(at["level"], return_dtype=pl.Float64).alias("x"),
        (
            HEAD + ROW * pl.col("dimension").replace_strict(at["dimension"], return_dtype=pl.Int64)
        ).alias("top"),
        shade.replace_strict(dict(enumerate(palette.classes))).alias("fill"),
    ).with_columns(
        (pl.col("x") + 1).alias("x2"),
        (pl.col("x") + 0.5).alias("middle"),
        (pl.col("top") + NAME).alias("y"),
        (pl.col("top") + ROW - GAP).alias("y2"),
        (pl.col("top") + (NAME + ROW - GAP) / 2).alias("centre"),
        (pl.col("top") + NAME / 2).alias("name_at"),
        pl.col("fill")
        .replace_strict({each: ink_on(each) for each in palette.classes})
        .alias("ink"),
    )
    heads = pl.DataFrame(
        {"level": levels, "middle": [place + 0.5 for place in range(len(levels))], "y": HEAD / 2}
    )
    across = alt.Scale(domain=[0, len(levels)], nice=False)
    down = alt.Scale(domain=[height, 0], nice=False)

    def x(name: str) -> alt.X:
        return alt.X(f"{name}:Q", scale=across, axis=None)

    def y(name: str) -> alt.Y:
        return alt.Y(f"{name}:Q", scale=down, axis=None)

    base = alt.Chart(placed).encode(
        tooltip=[alt.Tooltip("dimension:N", title=" "), alt.Tooltip("shown:N", title="  ")]
    )
    first = base.transform_filter(alt.datum["x"] == 0)
    return layered(
        base.mark_rect(stroke=palette.surface, strokeWidth=GAP, cornerRadius=3).encode(
            x=x("x"),
            x2=alt.X2("x2:Q"),
            y=y("y"),
            y2=alt.Y2("y2:Q"),
            color=alt.Color("fill:N", scale=None),
        ),
        base.mark_text(fontSize=13, fontWeight=600).encode(
            x=x("middle"),
            y=y("centre"),
            text=alt.Text("count:Q"),
            color=alt.Color("ink:N", scale=None, legend=None),
        ),
        first.mark_text(align="left", fontSize=13, color=palette.ink).encode(
            x=alt.value(0), y=y("name_at"), text=alt.Text("dimension:N")
        ),
        alt.Chart(heads)
        .mark_text(color=palette.muted)
        .encode(x=x("middle"), y=y("y"), text=alt.Text("level:N")),
        height=height,
    )


def timeline(frame: pl.DataFrame, palette: Palette, *, year_shift: int) -> alt.Chart:
    """Events on one axis of time, a row a kind: filled where the day is known, else hollow.

    `frame`: category (the row's name), start (date), exact (boolean), name and shown (the date in
    words); in the order of the rows. The axis adds `year_shift` to years.
    """
    drawn = rows(frame)
    order = drawn["category"].unique(maintain_order=True).to_list()
    drawing: alt.Chart = (
        alt.Chart(drawn)
        .mark_point(size=80, opacity=0.75, stroke=palette.accent, strokeWidth=1.5)
        .encode(
            x=alt.X(
                "start:T",
                axis=year_axis(year_shift, grid=True),
            ),
            y=alt.Y(
                "category:N",
                sort=order,
                title=None,
                axis=alt.Axis(labelLimit=230, ticks=False, domain=False, grid=True),
            ),
            fill=alt.condition("datum.exact", alt.value(palette.accent), alt.value("transparent")),
            tooltip=[
                alt.Tooltip("name:N", title=" "),
                alt.Tooltip("shown:N", title="  "),
                alt.Tooltip("category:N", title="   "),
            ],
        )
        .properties(height=30 + 17 * len(order))
    )
    return drawing
