"""Charts as Vega-Lite specifications: frame in, chart out. No server, no warehouse, no clock.

Every frame passes one door, `rows`, which refuses exact decimals: a browser draws 1.50 as 150.
"""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import altair as alt
import polars as pl

from dashboard.reader.theme import Palette, ink_on

Spec = dict[str, object]  # a Vega-Lite specification

GRID = Path(__file__).with_name("tile_grid.toml")
TALL_MARKS = {"top": 8}  # pixels for what Thai words above a drawing have over their letters
LENGTHS = {
    "height", "step", "fontSize", "labelFontSize", "titleFontSize", "labelLimit", "strokeWidth",
    "size", "dx", "dy", "xOffset", "yOffset", "offset", "labelPadding", "cornerRadiusEnd",
}  # fmt: skip  # what of a specification is in pixels


def rows(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame, if a chart can draw it. Raises TypeError where a column is an exact decimal."""
    exact = [name for name, kind in frame.schema.items() if isinstance(kind, pl.Decimal)]
    if exact:
        raise TypeError(f"{', '.join(exact)}: cast money to double before a chart")
    return frame


def words(palette: Palette) -> dict[str, dict[str, object]]:
    """The part of a chart's configuration that all share: sizes of its words, colours of its axes.

    The font is the page's: the library hands it on.
    """
    colours = {"labelColor": palette.muted, "titleColor": palette.muted}
    sizes = {"labelFontSize": 12, "titleFontSize": 12}
    return {
        "axis": {**sizes, **colours, "gridColor": palette.line},
        "header": {**sizes, **colours},
        "mark": {"aria": False},  # the text of the whole says it; a mark's would name columns
        "legend": {"labelFontSize": 13, "titleFontSize": 13, "labelColor": palette.ink},
        "text": {"fontSize": 12},
    }


def enlarged(part: object, by: float) -> object:
    """A specification, or a part of one, with all its lengths `by` times as long.

    Widths stay: a chart is as wide as its place.
    """
    if isinstance(part, list):
        return [enlarged(one, by) for one in part]
    if not isinstance(part, dict):
        return part
    return {
        name: value * by
        if name in LENGTHS and isinstance(value, int | float)
        else enlarged(value, by)
        for name, value in part.items()
    }


def layered(*layers: alt.Chart, height: int | alt.Step) -> alt.LayerChart:
    """Charts on top of each other, without a frame around them."""
    bare = alt.Config(view=alt.ViewConfig(strokeWidth=0))
    return alt.LayerChart(layer=list(layers), height=height, config=bare)


@dataclass(frozen=True)
class Place:
    """Where a province's tile is in the grid, and its label in each language."""

    row: int
    column: int
    th: str
    en: str


@cache
def tiles() -> dict[str, Place]:
    """Province code -> its place in the grid."""
    laid_out = tomllib.loads(GRID.read_text(encoding="utf-8"))
    return {code: Place(**place) for code, place in laid_out.items()}


def tile_grid(
    values: pl.DataFrame,
    colours: Mapping[str, str],
    palette: Palette,
    *,
    lang: str,
    unknown: str,
    selected: Collection[str] = (),
) -> alt.LayerChart:
    """The provinces as tiles of one size, each in the colour of its class; clickable.

    `values`: one row per province: province_code, name, shown (the value as text), class (the words
    of its legend entry). `colours`: legend entry -> colour, low to high; the entry `unknown` is a
    dashed outline, never a colour.
    """
    placed = rows(values).with_columns(
        pl.col("province_code")
        .replace_strict({code: getattr(place, part) for code, place in tiles().items()})
        .alias(name)
        for part, name in (("row", "row"), ("column", "column"), (lang, "tile"))
    )
    dark = {name: ink_on(colour) for name, colour in colours.items()}
    placed = placed.with_columns(
        pl.col("class").replace_strict(dark, default=palette.ink).alias("ink"),
        pl.col("province_code").is_in(list(selected)).alias("selected"),
    )
    picked = alt.selection_point(name="province", fields=["province_code"], on="click", empty=False)
    tooltip = [alt.Tooltip("name:N", title=" "), alt.Tooltip("shown:N", title="  ")]
    base = alt.Chart(placed).encode(
        x=alt.X("column:O", axis=None, scale=alt.Scale(paddingInner=0.06)),
        y=alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0.06)),
        tooltip=tooltip,
    )
    scale = alt.Scale(domain=[*colours, unknown], range=[*colours.values(), "transparent"])
    boxes = (
        base.mark_rect(cornerRadius=2, cursor="pointer")
        .encode(
            fill=alt.Fill("class:N", scale=scale, legend=None),
            stroke=alt.condition(
                "datum.selected", alt.value(palette.target), alt.value(palette.outline)
            ),
            strokeWidth=alt.condition("datum.selected", alt.value(3), alt.value(0.6)),
        )
        .add_params(picked)
    )
    dashes = base.transform_filter(alt.datum["class"] == unknown).mark_rect(
        cornerRadius=2,
        filled=False,
        stroke=palette.no_report,
        strokeWidth=1.5,
        strokeDash=[3, 2],
        aria=False,  # the box below it speaks; without a tile this mark would be a nameless picture
    )
    labels = base.mark_text(fontSize=12).encode(
        text=alt.Text("tile:N"), color=alt.Color("ink:N", scale=None, legend=None)
    )
    return layered(boxes, dashes, labels, height=520)


def bars(
    frame: pl.DataFrame,
    palette: Palette,
    *,
    value_title: str,
    colours: Mapping[str, str] | None = None,
    order: Sequence[str] | None = None,
    log: bool = False,
) -> alt.LayerChart:
    """Lying bars with their value at the end, in the frame's order or in `order`.

    `frame`: category, value, shown (value as text) and, with `colours` (group -> colour), group.
    """
    drawn = rows(frame)
    sort = list(order) if order else drawn["category"].unique(maintain_order=True).to_list()
    base = alt.Chart(drawn).encode(
        y=alt.Y(
            "category:N",
            sort=sort,
            title=None,
            axis=alt.Axis(labelLimit=260, ticks=False, domain=False),
        ),
        x=alt.X(
            "value:Q",
            title=value_title,
            scale=alt.Scale(type="log" if log else "linear", nice=True),
            axis=alt.Axis(grid=True, tickCount=5),
        ),
        tooltip=[alt.Tooltip("category:N", title=" "), alt.Tooltip("shown:N", title="  ")],
    )
    shade = (
        alt.Color(
            "group:N",
            title=None,
            scale=alt.Scale(domain=list(colours), range=list(colours.values())),
            legend=alt.Legend(orient="top", labelLimit=260),
        )
        if colours
        else alt.value(palette.accent)
    )
    labels = base.mark_text(align="left", dx=4, color=palette.ink).encode(text=alt.Text("shown:N"))
    return layered(
        base.mark_bar(cornerRadiusEnd=3).encode(color=shade), labels, height=28 * len(sort)
    )


def figure_over_time(
    frame: pl.DataFrame,
    palette: Palette,
    *,
    value_title: str,
    year_shift: int,
    hollow: Mapping[str, str],
) -> alt.LayerChart:
    """One figure over time: it holds until the next. The time axis adds `year_shift` to years.

    `frame`: as_of (date), value, shown (the figure in words), part (its legend entry). The parts
    `hollow` are drawn as rings of their colour beside the line: what was first stated and later
    revised, what a secondary source alone states, what disagrees. A legend stands only where one is
    there.
    """
    x, y = over_years(value_title, year_shift)
    entries = frame["part"].n_unique()
    taken = entries * 30 if set(hollow) & set(frame["part"]) else 0  # by the legend
    return layered(*_counts(frame, palette, x, y, hollow), height=180 + taken)


def over_years(value_title: str, year_shift: int) -> tuple[alt.X, alt.Y]:
    """Days on an axis of years, to which `year_shift` is added, and values from zero up."""
    values = alt.Y("value:Q", title=value_title, scale=alt.Scale(domainMin=0, nice=True))
    return alt.X("as_of:T", axis=year_axis(year_shift)), values


def year_axis(year_shift: int, *, grid: bool = False) -> alt.Axis:
    """An axis of days on which a year is named at its middle, and begins at a tick.

    `year_shift` is added to years; `grid` draws a line where each begins.
    """
    begins = "month(datum.value) === 0"
    return alt.Axis(
        title=None,
        tickCount={"interval": "month", "step": 6},
        labelExpr=f"{begins} ? '' : toString(year(datum.value) + {year_shift})",
        labelOverlap="greedy",
        tickWidth=alt.condition(begins, alt.value(1), alt.value(0)),
        grid=grid,
        gridWidth=alt.condition(begins, alt.value(1), alt.value(0)),
    )


def _counts(
    frame: pl.DataFrame, palette: Palette, x: alt.X, y: alt.Y, hollow: Mapping[str, str]
) -> tuple[alt.Chart, alt.Chart]:
    """The line through the figures that hold, and a mark for each figure."""
    base = alt.Chart(rows(frame)).encode(x=x, y=y)
    parts = frame["part"].unique(maintain_order=True).to_list()
    filled = [part for part in parts if part not in hollow]
    rings = [part for part in hollow if part in parts]
    on_line = alt.FieldOneOfPredicate(field="part", oneOf=filled)
    line = base.transform_filter(on_line).mark_line(
        interpolate="step-after", color=palette.accent, strokeWidth=2
    )
    legend = alt.Legend(orient="top", columns=1, labelLimit=360, symbolType="circle")
    own = legend if rings else None

    def colours(of_rings: list[str]) -> alt.Scale:
        every = [*of_rings, *[palette.accent] * len(filled)]
        return alt.Scale(domain=[*rings, *filled], range=every)

    fills = colours([palette.surface] * len(rings))
    edges = colours([hollow[part] for part in rings])
    marks = base.mark_point(strokeWidth=2, size=60, opacity=1).encode(
        fill=alt.Fill("part:N", title=None, scale=fills, legend=own),
        stroke=alt.Stroke("part:N", title=None, scale=edges, legend=own),
        tooltip=[alt.Tooltip("shown:N", title=" "), alt.Tooltip("part:N", title="  ")],
    )
    return line, marks
