"""Drawings of the page on data quality: ages, due days, runs, what a KPI is made of.

The lineage is drawn from the models' own dependencies, never by hand: a column a layer, from the
files on the left to the KPI on the right, in as many columns as a layer builds on itself.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from statistics import fmean

import altair as alt
import polars as pl

from dashboard.parts.charts import layered, rows
from dashboard.reader.theme import Palette

LAYERS = ("raw", "staging", "core", "marts", "metrics")
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "stroke")
LETTER, GAP, WIDEST, STEP, HIGH, TOP = 5.8, 16, 160, 25, 21, 28  # pixels of the lineage
BUNDLED = 4  # files that one model alone reads, and more, are one box


@dataclass(frozen=True)
class Node:
    """A file or a model in the lineage of a KPI, and where it is drawn (column and row from 0).

    `files`: how many it stands for; 0 for a model.
    """

    name: str  # schema.table
    layer: str
    made_from: tuple[str, ...]
    column: int
    row: float
    files: int

    @property
    def table(self) -> str:
        """Its name within its layer."""
        return self.name.partition(".")[2]


@dataclass(frozen=True)
class Box:
    """Where a node's box is, in pixels; all are `HIGH` high."""

    left: float
    right: float
    top: float


def lineage(
    name: str, depends_on: Mapping[str, Sequence[str]], *, bundled: bool = False
) -> tuple[Node, ...]:
    """Everything that the model `name` is made of, and itself, from the files to the KPI.

    `depends_on`: model -> what it reads; what is no model in it is a file. `bundled`: many files
    that one model alone reads are one node, named after it.
    """
    graph: dict[str, Sequence[str]] = {}
    waiting = [name]
    while waiting:
        found = waiting.pop()
        if found not in graph:
            graph[found] = depends_on.get(found, ())
            waiting += graph[found]
    files = {found: int(found not in depends_on) for found in graph}
    if bundled:
        _bundle(graph, files)
    ranks: dict[str, tuple[int, int]] = {}
    for found in TopologicalSorter(graph).static_order():
        layer = LAYERS.index(found.partition(".")[0])
        same = [ranks[below][1] for below in graph[found] if ranks[below][0] == layer]
        ranks[found] = (layer, max(same, default=-1) + 1)
    places = _placed(graph, ranks)
    return tuple(
        Node(found, LAYERS[ranks[found][0]], tuple(graph[found]), *places[found], files[found])
        for found in sorted(graph, key=lambda found: places[found])
    )


def _bundle(graph: dict[str, Sequence[str]], files: dict[str, int]) -> None:
    """Puts one node in the place of the files that one model alone reads, where they are many."""
    read = Counter(below for found in graph for below in graph[found])
    for found in [name for name in graph if not files[name]]:
        own = [below for below in graph[found] if files[below] and read[below] == 1]
        if len(own) >= BUNDLED:
            several = f"{LAYERS[0]}.{found}"
            graph[found] = [several, *(below for below in graph[found] if below not in own)]
            graph[several], files[several] = (), len(own)
            for below in own:
                del graph[below], files[below]


def _placed(
    graph: Mapping[str, Sequence[str]], ranks: Mapping[str, tuple[int, int]]
) -> dict[str, tuple[int, float]]:
    """Column and row of each node: beside what is made of it, so that few lines cross."""
    columns = sorted(set(ranks.values()))
    tallest = max(list(ranks.values()).count(rank) for rank in columns)
    readers = {found: [name for name in graph if found in graph[name]] for found in graph}
    places: dict[str, tuple[int, float]] = {}
    for number, rank in reversed(list(enumerate(columns))):
        here = [found for found in graph if ranks[found] == rank]
        drawn = {found: [places[up][1] for up in readers[found] if up in places] for found in here}
        here.sort(key=lambda found: (fmean(drawn[found]) if drawn[found] else 0, found))
        start = (tallest - len(here)) / 2
        places |= {found: (number, start + row) for row, found in enumerate(here)}
    return places


def lineage_drawing(
    nodes: Sequence[Node],
    palette: Palette,
    *,
    titles: Mapping[str, str],
    labels: Mapping[str, str],
    several: str,
) -> alt.LayerChart:
    """The lineage as boxes in columns, with lines between. Its size is its own, not the panel's.

    `titles`: layer -> its name; `labels`: node -> what its box says, else the table's name;
    `several` ("{count} files"): what that of many files says.
    """
    words = {
        node.name: several.format(count=node.files)
        if node.files > 1
        else labels.get(node.name, node.table)
        for node in nodes
    }
    wide = _widths(nodes, words, titles)
    starts = [sum(wide[:column]) + GAP * column for column in range(len(wide))]
    at = {
        node.name: Box(
            left=starts[node.column] + 1.0,
            right=starts[node.column] + 1.0 + wide[node.column],
            top=TOP + STEP * node.row,
        )
        for node in nodes
    }
    width = starts[-1] + wide[-1] + 2
    height = TOP + STEP * (max(node.row for node in nodes) + 1)
    boxes = pl.DataFrame(
        {
            "left": [at[node.name].left for node in nodes],
            "right": [at[node.name].right for node in nodes],
            "top": [at[node.name].top for node in nodes],
            "bottom": [at[node.name].top + HIGH for node in nodes],
            "middle": [at[node.name].top + HIGH / 2 for node in nodes],
            "text": [at[node.name].left + 8 for node in nodes],
            "label": [words[node.name] for node in nodes],
            "layer": [titles[node.layer] for node in nodes],
            "last": [node.layer == "metrics" for node in nodes],
        }
    )
    scale_x = alt.Scale(domain=[0, width], nice=False, zero=False)
    scale_y = alt.Scale(domain=[height, 0], nice=False, zero=False)

    def across(name: str) -> alt.X:
        return alt.X(f"{name}:Q", scale=scale_x, axis=None)

    def down(name: str) -> alt.Y:
        return alt.Y(f"{name}:Q", scale=scale_y, axis=None)

    lines = (
        alt.Chart(_lines(nodes, at))
        .mark_line(interpolate="basis", color=palette.outline, strokeWidth=1.2, aria=False)
        .encode(x=across("x"), y=down("y"), detail=alt.Detail("line:N"), order=alt.Order("point:Q"))
    )
    base = alt.Chart(rows(boxes)).encode(
        tooltip=[alt.Tooltip("label:N", title=" "), alt.Tooltip("layer:N", title="  ")]
    )
    frames = base.mark_rect(fill=palette.panel, cornerRadius=4, aria=False).encode(
        x=across("left"),
        y=down("top"),
        x2=alt.X2("right:Q"),
        y2=alt.Y2("bottom:Q"),
        stroke=alt.condition("datum.last", alt.value(palette.accent), alt.value(palette.outline)),
        strokeWidth=alt.condition("datum.last", alt.value(2), alt.value(0.8)),
    )
    names = base.mark_text(
        align="left", baseline="middle", fontSize=12, limit=WIDEST - 12, color=palette.ink
    ).encode(x=across("text"), y=down("middle"), text=alt.Text("label:N"))
    heads = (
        alt.Chart(_heads(nodes, titles, starts))
        .mark_text(align="left", baseline="top", fontSize=12, fontWeight=600, color=palette.muted)
        .encode(x=across("x"), y=down("y"), text=alt.Text("title:N"))
    )
    return alt.LayerChart(
        layer=[lines, frames, names, heads],
        width=width,
        height=height,
        config=alt.Config(view=alt.ViewConfig(strokeWidth=0)),
    )


def _widths(
    nodes: Sequence[Node], words: Mapping[str, str], titles: Mapping[str, str]
) -> list[float]:
    """How wide each column is: as its longest name, or the title over it."""
    longest = [0] * (max(node.column for node in nodes) + 1)
    for node in nodes:
        said = max(len(words[node.name]), len(titles[node.layer]))
        longest[node.column] = max(longest[node.column], said)
    return [min(LETTER * letters + 16, WIDEST) for letters in longest]


def _heads(
    nodes: Sequence[Node], titles: Mapping[str, str], starts: Sequence[float]
) -> pl.DataFrame:
    """The name of each layer over its first column."""
    first = {node.layer: node.column for node in sorted(nodes, key=lambda node: -node.column)}
    return pl.DataFrame(
        [
            {"x": starts[column] + 1.0, "y": 2.0, "title": titles[layer]}
            for layer, column in first.items()
        ]
    )


def _lines(nodes: Sequence[Node], at: Mapping[str, Box]) -> pl.DataFrame:
    """Four points a line: out of the right side of what is read, into the left of what reads it."""
    points = [
        {"line": f"{below} {node.name}", "point": number, "x": x, "y": box.top + HIGH / 2}
        for node in nodes
        for below in node.made_from
        for number, (x, box) in enumerate(
            (
                (at[below].right - 1, at[below]),
                (at[below].right + GAP / 2, at[below]),
                (at[node.name].left - GAP / 2, at[node.name]),
                (at[node.name].left, at[node.name]),
            )
        )
    ]
    kinds = {"line": pl.String, "point": pl.Int64, "x": pl.Float64, "y": pl.Float64}
    return pl.DataFrame(points, schema=kinds)


def durations(
    frame: pl.DataFrame, colours: Mapping[str, str], palette: Palette, *, value_title: str
) -> alt.LayerChart:
    """How long each run took, a bar a run, oldest first; its outcome in colour and in shape.

    `frame`: run (its time, worded), seconds, outcome (worded), shown (all in words).
    `colours`: outcome -> colour.
    """
    drawn = rows(frame).with_row_index("order")
    names = dict(zip(map(str, drawn["order"]), drawn["run"], strict=True))
    x = alt.X(
        "order:O",
        title=None,
        axis=alt.Axis(
            labelAngle=-45,
            labelOverlap=True,
            ticks=False,
            labelExpr=f"({json.dumps(names, ensure_ascii=False)})[datum.value]",
        ),
    )
    tooltip = [alt.Tooltip("shown:N", title=" ")]
    scale = alt.Scale(domain=list(colours), range=list(colours.values()))
    base = alt.Chart(drawn).encode(
        x=x,
        y=alt.Y("seconds:Q", title=value_title, scale=alt.Scale(domainMin=0, nice=True)),
        tooltip=tooltip,
    )
    legend = alt.Legend(orient="top", columns=2, labelLimit=200)
    bars = base.mark_bar(size=3, color=palette.outline, aria=False)
    marks = base.mark_point(filled=True, size=110, opacity=1).encode(
        color=alt.Color("outcome:N", title=None, scale=scale, legend=legend),
        shape=alt.Shape(
            "outcome:N",
            title=None,
            scale=alt.Scale(domain=list(colours), range=list(SHAPES[: len(colours)])),
        ),
    )
    return alt.LayerChart(
        layer=[bars, marks],
        height=340,
        config=alt.Config(view=alt.ViewConfig(strokeWidth=0)),
    )


def ages(
    frame: pl.DataFrame, lanes: Sequence[str], palette: Palette, *, axis: str
) -> alt.LayerChart:
    """The ages of KPIs, a lane a state; KPIs of about one age are one mark with their number.

    `frame`: lane, years, count, shown.
    """
    lane = alt.Y(
        "lane:N",
        title=None,
        scale=alt.Scale(domain=list(lanes)),
        axis=alt.Axis(labelLimit=220, ticks=False, domain=False, grid=True),
    )
    base = alt.Chart(rows(frame)).encode(
        x=alt.X("years:Q", title=axis, axis=alt.Axis(tickMinStep=1, grid=False)), y=lane
    )
    marks = base.mark_point(filled=True, size=420, opacity=1).encode(
        color=alt.Color(
            "lane:N",
            legend=None,
            scale=alt.Scale(
                domain=list(lanes), range=[palette.accent, palette.muted, palette.target]
            ),
        ),
        tooltip=[alt.Tooltip("shown:N", title=" ")],
    )
    counts = base.mark_text(color=palette.surface, fontWeight=600).encode(text=alt.Text("count:Q"))
    return layered(marks, counts, height=44 * len(lanes))


def due(frame: pl.DataFrame, palette: Palette, *, title: str) -> alt.LayerChart:
    """In how many days each source is due, and today. `frame`: name, days (left), shown."""
    x = alt.X("days:Q", title=title, axis=alt.Axis(titleAnchor="end"))
    marks = (
        alt.Chart(rows(frame))
        .mark_point(filled=True, size=60, opacity=1)
        .encode(
            x=x,
            y=alt.Y(
                "name:N",
                title=None,
                sort=list(frame["name"]),
                axis=alt.Axis(
                    labelLimit=260,
                    labelOverlap=False,
                    ticks=False,
                    grid=True,
                    gridColor=palette.panel,
                ),
            ),
            color=alt.condition(
                "datum.days < 0", alt.value(palette.target), alt.value(palette.accent)
            ),
            shape=alt.condition("datum.days < 0", alt.value("diamond"), alt.value("circle")),
            tooltip=[alt.Tooltip("shown:N", title=" ")],
        )
    )
    today = alt.Chart(pl.DataFrame({"days": [0]})).mark_rule(color=palette.target).encode(x=x)
    return layered(today, marks, height=18 * frame.height)
