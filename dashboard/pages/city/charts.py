"""The steps of one plan over time: frame in, chart out."""

from datetime import date

import altair as alt
import polars as pl

from dashboard.parts.charts import TALL_MARKS, layered, rows, year_axis
from dashboard.reader.theme import Palette

STEP, AXIS = 40, 40  # pixels of a step, and of the years below


def steps(
    events: pl.DataFrame,
    term: pl.DataFrame,
    order: list[str],
    palette: Palette,
    *,
    today: date,
    today_words: str,
    year_shift: int,
) -> alt.LayerChart:
    """A mark for each document that tells of a step, the steps of `order` from the bottom up.

    `events`: day, step, shown, is_secondary (a ring then). `term`: how long the logo holds, at its
    step, one row or none: day, until, step, is_stated, shown. The axis adds `year_shift` to years.
    """
    x = alt.X("day:T", axis=year_axis(year_shift))
    axis = alt.Axis(labelLimit=150, ticks=False, domain=False, grid=True, labelPadding=8)
    y = alt.Y(
        "step:N", sort=order[::-1], title=None, scale=alt.Scale(domain=order[::-1]), axis=axis
    )
    told = alt.Tooltip("shown:N", title=" ")
    marked = alt.Chart(pl.DataFrame({"day": [today], "words": [today_words]})).encode(x=x)
    held = (
        alt.Chart(rows(term))
        .mark_bar(height=12, cornerRadius=2, stroke=palette.accent, strokeWidth=1.2)
        .encode(
            x=x,
            x2=alt.X2("until:T"),
            y=y,
            fill=alt.condition(
                "datum.is_stated", alt.value(palette.accent), alt.value(palette.classes[0])
            ),
            strokeDash=alt.condition("datum.is_stated", alt.value([1, 0]), alt.value([3, 2])),
            tooltip=told,
        )
    )
    points = alt.Chart(rows(events)).mark_point(
        size=80, opacity=1, strokeWidth=1.8, stroke=palette.accent
    )
    return layered(
        marked.mark_rule(color=palette.target, strokeWidth=1.5, aria=False),
        *([] if term.is_empty() else [held]),
        points.encode(
            x=x,
            y=y,
            fill=alt.condition(
                "datum.is_secondary", alt.value(palette.surface), alt.value(palette.accent)
            ),
            tooltip=told,
        ),
        marked.mark_text(dy=-8, color=palette.muted, aria=False).encode(
            y=alt.value(0), text=alt.Text("words:N")
        ),
        height=len(order) * STEP + AXIS,
    ).properties(padding=TALL_MARKS)
