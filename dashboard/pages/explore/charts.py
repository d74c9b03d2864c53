"""Places side by side: frames in, drawings out.

The chosen ones are told apart by where they stand and by their names, never by a colour alone.
"""

from collections.abc import Sequence

import altair as alt
import polars as pl

from dashboard.parts.charts import layered, rows
from dashboard.reader.theme import Palette

HEAD, LINE, GAP = 24, 22, 10  # pixels: a figure's name, each line under it, the room below
TURN, BAND = 0.618034, 10  # how the dots of all are spread, so that equal ones stay apart
TALLEST = 420  # pixels of bars
NARROW = 520  # below this width names are cut shorter
LEFT = f"width > {NARROW} ? 200 : 112"  # pixels, where dots begin
RIGHT = f"width > {NARROW} ? width - 190 : width - 104"  # and where they end


def strips(dots: pl.DataFrame, lines: pl.DataFrame, palette: Palette) -> alt.LayerChart:
    """A block a figure: its name, a line with a dot for every place, then a line a chosen place.

    `dots`: figure (its number), share (0 the least, 1 the most), name, shown. `lines`: figure, line
    (0 for all places, then the chosen in order), name, shown, share (null for all and for what has
    no value), is_first; the head of a figure is the line -1 with its name.
    """
    block = HEAD + LINE * (1 + _int_max(lines, "line")) + GAP
    spread = (pl.int_range(pl.len()) * TURN % 1 - 0.5).over("figure") * BAND
    placed = rows(dots).with_columns((pl.col("figure") * block + HEAD + 8 + spread).alias("y"))
    top = pl.col("figure") * block
    laid = rows(lines).with_columns(
        pl.when(pl.col("line") < 0)
        .then(top + 10)
        .otherwise(top + HEAD + 8 + LINE * pl.col("line"))
        .alias("y")
    )
    height = block * (1 + _int_max(lines, "figure"))
    scale = alt.Scale(domain=[0, 1], range=[{"expr": LEFT}, {"expr": RIGHT}])

    def y() -> alt.Y:
        return alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, height], reverse=True))

    def x(name: str) -> alt.X:
        return alt.X(f"{name}:Q", axis=None, scale=scale)

    told = [alt.Tooltip("name:N", title=" "), alt.Tooltip("shown:N", title="  ")]
    base = alt.Chart(laid)
    under = base.transform_filter("datum.line >= 0").transform_calculate(first="0", last="1")
    chosen = base.transform_filter("isValid(datum.share)")
    words = base.mark_text(
        align="left", baseline="middle", limit=alt.ExprRef(f"({LEFT}) - 10"), x=0
    ).transform_filter("datum.line > 0")
    return layered(
        under.mark_rule(color=palette.line).encode(x=x("first"), x2=alt.X2("last:Q"), y=y()),
        alt.Chart(placed)
        .mark_point(size=26, filled=True, color=palette.outline, opacity=0.55)
        .encode(x=x("share"), y=y(), tooltip=told),
        chosen.mark_point(
            size=150, strokeWidth=2, stroke=palette.accent, opacity=1, filled=True
        ).encode(
            x=x("share"),
            y=y(),
            fill=alt.condition(
                "datum.is_first", alt.value(palette.accent), alt.value(palette.surface)
            ),
            tooltip=told,
        ),
        base.transform_filter("datum.line < 0")
        .mark_text(x=0, align="left", baseline="middle", fontWeight=600, color=palette.ink)
        .encode(y=y(), text=alt.Text("name:N")),
        words.encode(y=y(), text=alt.Text("name:N"), color=alt.value(palette.ink)),
        base.transform_filter("datum.line >= 0")
        .mark_text(x=alt.ExprRef("width"), align="right", baseline="middle", color=palette.ink)
        .encode(y=y(), text=alt.Text("shown:N")),
        height=height,
    ).properties(padding={"bottom": 0})


def _int_max(frame: pl.DataFrame, column: str) -> int:
    return max(map(int, frame[column].to_list()), default=0)


def scatter(
    frame: pl.DataFrame, palette: Palette, *, titles: Sequence[str], logs: Sequence[bool]
) -> alt.LayerChart:
    """A dot a place by two figures; those that are `named` have their names beside them.

    `frame`: name, shown (both figures in words), x, y, is_chosen, is_named,
    is_left (of its dot). `titles` and `logs`
    (whether an axis is logarithmic) are of x and y.
    """
    scales = [alt.Scale(type="log") if log else alt.Scale(zero=False, nice=True) for log in logs]
    ticks = [alt.Axis(tickCount=5, grid=not log, format=",~f") for log in logs]
    base = alt.Chart(rows(frame)).encode(
        x=alt.X("x:Q", title=titles[0], scale=scales[0], axis=ticks[0]),
        y=alt.Y("y:Q", title=titles[1], scale=scales[1], axis=ticks[1]),
        tooltip=[alt.Tooltip("name:N", title=" "), alt.Tooltip("shown:N", title="  ")],
    )
    return layered(
        base.transform_filter("!datum.is_chosen").mark_point(
            size=60, filled=True, color=palette.outline, opacity=0.6
        ),
        base.transform_filter("datum.is_chosen").mark_point(
            size=150, filled=True, color=palette.accent, opacity=1
        ),
        base.transform_filter("datum.is_named && !datum.is_left")
        .mark_text(align="left", dx=9, dy=-5, color=palette.ink)
        .encode(text=alt.Text("name:N")),
        base.transform_filter("datum.is_named && datum.is_left")
        .mark_text(align="right", dx=-9, dy=-5, color=palette.ink)
        .encode(text=alt.Text("name:N")),
        height=420,
    )


def grouped(
    frame: pl.DataFrame, palette: Palette, *, title: str, columns: Sequence[str]
) -> alt.LayerChart:
    """Bars of rows, a bar a column beside each other, in their order.

    `frame`: row, column, value, shown (in words). `columns`: their names, as many as have colours.
    """
    names = frame["row"].unique(maintain_order=True).to_list()
    base = alt.Chart(rows(frame)).encode(
        y=alt.Y("row:N", sort=names, title=None, axis=alt.Axis(labelLimit=220, ticks=False)),
        yOffset=alt.YOffset("column:N", sort=list(columns)),
        x=alt.X("value:Q", title=title, axis=alt.Axis(tickCount=5, format=",~f")),
        tooltip=[
            alt.Tooltip(f"{name}:N", title=" " * place)
            for place, name in enumerate(("row", "column", "shown"), start=1)
        ],
    )
    colours = alt.Scale(domain=list(columns), range=list(palette.categories[: len(columns)]))
    legend = alt.Legend(orient="top", columns=3, labelLimit=260) if len(columns) > 1 else None
    bars = base.mark_bar(cornerRadiusEnd=2).encode(
        color=alt.Color("column:N", scale=colours, title=None, legend=legend)
    )
    height = len(names) * (14 * len(columns) + 10)
    return layered(bars, height=min(height, TALLEST))
