"""Drawings of the solutions page: evidence by dimension, events in time. Frame in, chart out."""

from collections.abc import Mapping

import altair as alt
import polars as pl

from dashboard.parts.charts import rows
from dashboard.reader.theme import Palette, ink_on

ROW, AROUND = 30, 170  # pixels of a row; of the legend and the axis, which the height includes


def evidence(
    frame: pl.DataFrame, levels: Mapping[str, str], palette: Palette, *, value_title: str
) -> alt.LayerChart:
    """Lying bars, a dimension each, in parts by level of evidence with the count in each part.

    `frame`: category, group (words of a level), value; a row for each of both, in order. `levels`:
    words of a level -> its colour, the strongest first.
    """
    drawn = rows(frame).with_columns(
        pl.col("value").cum_sum().over("category").alias("end"),
        pl.col("group").replace_strict({k: ink_on(v) for k, v in levels.items()}).alias("ink"),
    )
    drawn = drawn.with_columns((pl.col("end") - pl.col("value")).alias("start")).with_columns(
        ((pl.col("start") + pl.col("end")) / 2).alias("middle")
    )
    sort = drawn["category"].unique(maintain_order=True).to_list()
    base = alt.Chart(drawn.filter(pl.col("value") > 0)).encode(
        y=alt.Y(
            "category:N",
            sort=sort,
            title=None,
            scale=alt.Scale(domain=sort, paddingInner=0.25),
            axis=alt.Axis(labelLimit=190, ticks=False, domain=False),
        ),
        tooltip=[
            alt.Tooltip("category:N", title=" "),
            alt.Tooltip("group:N", title="  "),
            alt.Tooltip("value:Q", title="   "),
        ],
    )
    parts = base.mark_bar(stroke=palette.outline, strokeWidth=0.6).encode(
        x=alt.X("start:Q", title=value_title, axis=alt.Axis(grid=True, tickMinStep=1, tickCount=6)),
        x2="end:Q",
        color=alt.Color(
            "group:N",
            title=None,
            scale=alt.Scale(domain=list(levels), range=list(levels.values())),
            legend=alt.Legend(orient="top", labelLimit=260, columns=1, symbolStrokeWidth=0),
        ),
    )
    counts = base.mark_text(fontSize=12).encode(
        x="middle:Q", text="value:Q", color=alt.Color("ink:N", scale=None, legend=None)
    )
    bare = alt.Config(view=alt.ViewConfig(strokeWidth=0))
    return alt.LayerChart(layer=[parts, counts], height=ROW * len(sort) + AROUND, config=bare)


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
                axis=alt.Axis(
                    title=None,
                    tickCount={"interval": "year", "step": 1},
                    labelExpr=f"toString(year(datum.value) + {year_shift})",
                    grid=True,
                    labelOverlap=True,
                ),
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
        .properties(height=30 + 26 * len(order))
    )
    return drawing
