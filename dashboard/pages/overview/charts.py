"""The race to the target: frames in, chart out.

The count stands as steps; beside it, as rings, what disagrees with it and what a secondary source
alone states. Ahead of today: the way that is needed, and the fan of what the pace seen would bring.
"""

from dataclasses import dataclass
from datetime import date

import altair as alt
import polars as pl

from dashboard.parts.charts import layered, over_years, rows
from dashboard.reader.theme import Palette

HEIGHT = 310
KINDS = ("held", "disputed", "secondary")
CENTRE, ASIDE = alt.ExprRef("'center'"), alt.ExprRef("width < 400 ? 'left' : 'center'")


@dataclass(frozen=True)
class Words:
    """What is written in the picture, in the reader's language."""

    axis: str
    today: str
    needed: str
    fan: str


@dataclass(frozen=True)
class Ahead:
    """What may come: from the newest count today to the target on its day.

    `least` and `most`: the count by then at the pace seen; None where nothing can be said of it.
    """

    today: date
    newest: float
    target: float
    deadline: date
    least: float | None
    most: float | None


def race(
    counts: pl.DataFrame,
    targets: pl.DataFrame,
    ahead: Ahead,
    words: Words,
    palette: Palette,
    *,
    year_shift: int,
) -> alt.LayerChart:
    """The picture. `counts`: as_of, value, shown (the figure in words), label, kind (of KINDS).

    `targets`: as_of (their last day), value, shown, label; in the order in which they were set.
    """
    x, y = over_years(words.axis, year_shift)
    marks = rows(counts)

    def told(day: date, value: float, label: str) -> alt.Chart:
        one = pl.DataFrame({"as_of": [day], "value": [value], "label": [label]})
        return alt.Chart(one).encode(x=x, y=y, text=alt.Text("label:N"))

    held = marks.filter(kind="held").select("as_of", "value")
    newest = pl.DataFrame({"as_of": [ahead.today], "value": [ahead.newest]}, schema=held.schema)
    line = alt.Chart(pl.concat([held, newest])).encode(x=x, y=y)
    aims = alt.Chart(rows(targets)).encode(x=x, y=y)
    edges = _by_kind(palette.accent, palette.conflict, palette.accent)
    fills = _by_kind(palette.accent, palette.surface, palette.surface)
    points = alt.Chart(marks).encode(
        x=x,
        y=y,
        stroke=alt.Stroke("kind:N", scale=edges, legend=None),
        fill=alt.Fill("kind:N", scale=fills, legend=None),
        tooltip=alt.Tooltip("shown:N", title=" "),
    )
    layers = [
        *(_to_come(ahead, words, palette, x, y) if ahead.today < ahead.deadline else ()),
        alt.Chart(newest).mark_rule(color=palette.target).encode(x=x),
        line.mark_line(interpolate="step-after", color=palette.accent, strokeWidth=2.5),
        aims.mark_line(color=palette.target, strokeDash=[1, 4], strokeWidth=1.5),
        aims.mark_point(
            shape="diamond", size=90, filled=True, opacity=1, color=palette.target
        ).encode(tooltip=alt.Tooltip("shown:N", title=" ")),
        aims.mark_text(dy=-14, color=palette.ink).encode(text=alt.Text("label:N")),
        points.mark_point(size=50, opacity=1, strokeWidth=1.6),
        *(
            alt.Chart(part)
            .mark_text(align=align, dy=dy, color=colour)
            .encode(x=x, y=y, text=alt.Text("label:N"))
            for part, align, dy, colour in (
                (marks.filter(kind="held"), CENTRE, -12, palette.ink),
                (marks.filter(kind="disputed"), CENTRE, 16, palette.muted),
                (
                    marks.filter(kind="secondary"),
                    ASIDE,
                    16,
                    palette.muted,
                ),  # clear of a ring before
            )
            if not part.is_empty()
        ),
        told(ahead.today, 0, words.today).mark_text(
            align="right", dx=-5, dy=-9, color=palette.muted
        ),
    ]
    return layered(*layers, height=HEIGHT)


def _by_kind(*colours: str) -> alt.Scale:
    return alt.Scale(domain=list(KINDS), range=list(colours))


def _to_come(ahead: Ahead, words: Words, palette: Palette, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The way to the target, and the fan of what the lowest and the highest pace seen bring."""
    halfway = ahead.today + (ahead.deadline - ahead.today) / 2
    way = pl.DataFrame(
        {
            "as_of": [ahead.today, halfway, ahead.deadline],
            "value": [ahead.newest, (ahead.newest + ahead.target) / 2, ahead.target],
            "label": ["", words.needed, ""],
        }
    )
    ahead_of_it = alt.Chart(way).encode(x=x, y=y)
    drawn = [
        ahead_of_it.mark_line(color=palette.target, strokeDash=[6, 4]),
        ahead_of_it.mark_text(align="left", dx=10, color=palette.target).encode(
            text=alt.Text("label:N")
        ),
    ]
    if ahead.least is None or ahead.most is None:
        return drawn
    ends = pl.DataFrame(
        {
            "as_of": [ahead.today, ahead.deadline],
            "value": [ahead.newest, ahead.most],
            "least": [ahead.newest, ahead.least],
            "label": ["", words.fan],
        }
    )
    fan = alt.Chart(ends).encode(x=x, y=y)
    return [
        fan.mark_area(color=palette.accent, opacity=0.2).encode(y2=alt.Y2("least:Q")),
        fan.mark_text(align="left", dx=6, color=palette.ink).encode(text=alt.Text("label:N")),
        *drawn,
    ]
