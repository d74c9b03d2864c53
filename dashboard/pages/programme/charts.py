"""Drawings of the programme page: frame in, chart out.

The ladder of steps, a list that reads as one; the terms of logos over time; published counts and
what of them is named.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

import altair as alt
import polars as pl

from dashboard.parts.charts import TALL_MARKS, layered, rows, year_axis
from dashboard.parts.pictures import Line, Table
from dashboard.reader.theme import Palette

TERM, COUNT, AXIS = 30, 26, 70  # pixels: of one term, of a published count, of years and today
LATE = 0.6  # of the width: a bar that ends beyond it has its words before it


@dataclass(frozen=True)
class Rung:
    """One step of the ladder: how many plans have it as their latest, and what is said of it."""

    name: str
    count: int
    said: Sequence[str]


def ladder(rungs: Sequence[Rung], name: str) -> str:
    """The steps, one above the other, as an HTML list that is called `name`."""
    lines = []
    for rung in rungs:
        said = "".join(f"<span>{escape(words)}</span>" for words in rung.said)
        kind = "some" if rung.count else "none"
        lines.append(
            f'<li class="{kind}"><b>{rung.count}</b>'
            f"<div><strong>{escape(rung.name)}</strong>{said}</div></li>"
        )
    return f'<ol class="ladder" aria-label="{escape(name)}">{"".join(lines)}</ol>'


def rungs(listed: Sequence[Rung]) -> Table:
    """The same steps as a drawing to take along."""
    return Table(
        [
            [
                [Line(str(rung.count), is_strong=True)],
                [Line(rung.name, is_strong=True), *map(Line, rung.said)],
            ]
            for rung in listed
        ],
        shares=(0.1, 0.9),
    )


def terms(
    frame: pl.DataFrame, palette: Palette, *, today: date, today_words: str, year_shift: int
) -> alt.LayerChart:
    """One bar for the logos of one term, from their award to its end, in the frame's order.

    `frame`: began_on, ends_on, is_stated, logos (how many, which makes the bar thick), label (they
    and their end in words), left (the end, and how long that is from today), names. A stated end
    makes a full bar, an assumed one a dashed outline. The axis adds `year_shift` to years.
    """
    drawn = rows(frame).with_row_index("row")
    years = year_axis(year_shift, grid=True)
    base = alt.Chart(drawn).encode(y=alt.Y("row:O", axis=None))
    bars = base.mark_bar(cornerRadius=2, stroke=palette.accent, strokeWidth=1.2).encode(
        x=alt.X("began_on:T", axis=years, scale=alt.Scale(nice=False)),
        x2=alt.X2("ends_on:T"),
        size=alt.Size("logos:Q", scale=alt.Scale(domainMin=1, range=[8, 26]), legend=None),
        fill=alt.condition(
            "datum.is_stated", alt.value(palette.accent), alt.value(palette.classes[0])
        ),
        strokeDash=alt.condition("datum.is_stated", alt.value([1, 0]), alt.value([3, 2])),
        tooltip=[
            alt.Tooltip(f"{name}:N", title=" " * place)
            for place, name in enumerate(("label", "left", "names"), start=1)
        ],
    )
    marked = alt.Chart(pl.DataFrame({"day": [today], "words": [today_words]})).encode(
        x=alt.X("day:T")
    )
    reach = (pl.col("ends_on") - pl.col("began_on").min()).dt.total_days()
    is_late = reach > LATE * reach.max()  # there is more room before its bar than behind it
    early, late = drawn.filter(~is_late), drawn.filter(is_late)
    text = alt.Text("label:N")
    y = alt.Y("row:O", axis=None)
    behind = alt.Chart(early).mark_text(align="left", dx=6, color=palette.ink, aria=False)
    before = alt.Chart(late).mark_text(align="right", dx=-6, color=palette.ink, aria=False)
    words = [
        *([] if early.is_empty() else [behind.encode(x=alt.X("ends_on:T"), y=y, text=text)]),
        *([] if late.is_empty() else [before.encode(x=alt.X("began_on:T"), y=y, text=text)]),
    ]
    return layered(
        bars,
        marked.mark_rule(color=palette.target, strokeWidth=1.5, aria=False),
        *words,
        marked.mark_text(color=palette.muted, dy=-8, aria=False).encode(
            y=alt.value(0), text=alt.Text("words:N")
        ),
        height=drawn.height * TERM + AXIS,
    ).properties(padding=TALL_MARKS)


def named(frame: pl.DataFrame, palette: Palette) -> alt.LayerChart:
    """Published counts as dashed outlines, what of each is named as a bar in it.

    `frame`: category (the day), published, named, shown (both in words).
    """
    drawn = rows(frame)
    base = alt.Chart(drawn).encode(
        y=alt.Y(
            "category:N",
            sort=drawn["category"].to_list(),
            title=None,
            axis=alt.Axis(labelLimit=120, ticks=False, domain=False),
        ),
        tooltip=[alt.Tooltip("category:N", title=" "), alt.Tooltip("shown:N", title="  ")],
    )
    published = base.mark_bar(
        height=14, fill=palette.classes[0], stroke=palette.outline, strokeDash=[3, 2]
    ).encode(x=alt.X("published:Q", title=None, axis=None))
    return layered(
        published,
        base.mark_bar(height=8, color=palette.accent, aria=False).encode(x=alt.X("named:Q")),
        base.transform_calculate(end="max(datum.published, datum.named)")
        .mark_text(align="left", dx=6, color=palette.ink, aria=False)
        .encode(x=alt.X("end:Q"), text=alt.Text("shown:N")),
        height=drawn.height * COUNT,
    )
