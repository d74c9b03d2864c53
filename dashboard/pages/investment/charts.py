"""Drawings of the investment page: the ladder of money, and amounts within one stage.

Frame in, chart out. A row has its name above its bar, and its figures at the bar's end.
"""

import altair as alt
import polars as pl

from dashboard.parts.charts import layered, rows
from dashboard.reader.theme import Palette

NARROW = 420  # pixels below which figures are told in short
AXIS = 72  # pixels below all rows, for the scale and its title


def ladder(
    frame: pl.DataFrame, statements: pl.DataFrame, palette: Palette, *, axis: str
) -> alt.LayerChart:
    """What is stated at each stage: a bar is a sum, a tick the highest statement, a dot each one.

    `frame`, in its order: name, total (the sum; null where nothing may be summed), highest, shown
    and short (the figures as text), kind: "own" of the programme, "other" beside it, "scale" to
    compare the lengths of two drawings by. `statements`: name, value, shown. Million baht.
    """
    step, name_at, bar_at, size = 34, -9, 7, 9
    drawn = rows(frame).with_columns(pl.max_horizontal("total", "highest").alias("end"))
    order = drawn["name"].to_list()
    longest = float(drawn["end"].cast(pl.Float64).max() or 1)  # type: ignore[arg-type]
    x = alt.X(
        "total:Q",
        title=axis,
        scale=alt.Scale(domain=[0, 2 * longest], nice=False),
        axis=alt.Axis(
            values=[0, _round(longest / 2), 2 * _round(longest / 2)],
            format=",.0f",
            grid=True,
            domain=False,
            ticks=False,
        ),
    )
    y = alt.Y("name:N", sort=order, axis=None)
    base = alt.Chart(drawn).encode(
        y=y, tooltip=[alt.Tooltip("name:N", title=" "), alt.Tooltip("shown:N", title="  ")]
    )
    shade = alt.Color(
        "kind:N",
        scale=alt.Scale(
            domain=["own", "other", "scale"],
            range=[palette.accent, palette.outline, palette.target],
        ),
        legend=None,
    )
    each = alt.Chart(rows(statements)).encode(
        y=y, tooltip=[alt.Tooltip("name:N", title=" "), alt.Tooltip("shown:N", title="  ")]
    )
    return layered(
        base.mark_bar(height=size, yOffset=bar_at, cornerRadiusEnd=2).encode(x=x, color=shade),
        each.mark_point(
            yOffset=bar_at, size=14, filled=True, opacity=0.55, color=palette.muted
        ).encode(x=alt.X("value:Q")),
        base.mark_tick(yOffset=bar_at, thickness=2.5, size=15, color=palette.ink).encode(
            x=alt.X("highest:Q")
        ),
        _names(base, palette, name_at),
        base.mark_text(
            align="left",
            dx=8,
            dy=bar_at,
            color=palette.ink,
            text=alt.ExprRef(f"width < {NARROW} ? datum.short : datum.shown"),
        ).encode(x=alt.X("end:Q")),
        height=step * drawn.height + AXIS,
    )


def amounts(frame: pl.DataFrame, palette: Palette) -> alt.LayerChart:
    """Lying bars, each under its name and with its figure at its end, in the frame's order.

    `frame`: name, value, shown (the figure as text), is_sum: a sum is filled; a statement that is
    in no sum is an outline.
    """
    step, at, size = 44, 9, 14
    drawn = rows(frame)
    base = alt.Chart(drawn).encode(
        y=alt.Y("name:N", sort=drawn["name"].to_list(), axis=None),
        tooltip=[alt.Tooltip("name:N", title=" "), alt.Tooltip("shown:N", title="  ")],
    )
    longest = float(drawn["value"].cast(pl.Float64).max() or 1)  # type: ignore[arg-type]
    x = alt.X("value:Q", axis=None, scale=alt.Scale(domain=[0, 1.6 * longest]))
    sums = (
        base.transform_filter("datum.is_sum")
        .mark_bar(height=size, yOffset=at, cornerRadiusEnd=3, fill=palette.accent)
        .encode(x=x)
    )
    outlines = (
        base.transform_filter("!datum.is_sum")
        .mark_bar(
            height=size,
            yOffset=at,
            cornerRadiusEnd=3,
            fill="transparent",
            stroke=palette.accent,
            strokeWidth=1.5,
            strokeDash=[4, 3],
        )
        .encode(x=x)
    )
    figures = base.mark_text(
        align="left", dx=6, yOffset=at, fontSize=13, fontWeight=600, color=palette.ink
    ).encode(x=x, text=alt.Text("shown:N"))
    names = _names(base, palette, -at)
    return layered(sums, outlines, names, figures, height=step * drawn.height + 20)


def _names(base: alt.Chart, palette: Palette, at: int) -> alt.Chart:
    """The name of each row, from the left edge on."""
    drawn: alt.Chart = base.mark_text(
        align="left", dy=at, fontSize=13, color=palette.ink, limit=alt.ExprRef("width")
    ).encode(x=alt.value(0), text=alt.Text("name:N"))
    return drawn


def _round(amount: float) -> float:
    """The largest number of one digit and zeros that is no more than an amount."""
    size = 10.0 ** (len(str(int(amount))) - 1)
    return amount // size * size
