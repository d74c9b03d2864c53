"""The reporting matrix as a drawing: a row a KPI, a column a source. Frame in, chart out."""

from collections.abc import Sequence

import altair as alt
import polars as pl

from dashboard.parts.charts import rows
from dashboard.reader.theme import Palette

STEP, SIZE = 14, 80  # pixels: a row, the area of a mark
NAMES, LEGEND = 190, 64  # pixels: the longest name of a source, the legend of two lines
SHAPES = ("circle", "diamond", "circle")  # used, received, awaited; the last is not filled


def matrix(frame: pl.DataFrame, states: Sequence[str], palette: Palette) -> alt.LayerChart:
    """Which source feeds which KPI. The KPIs keep the order of the frame.

    `frame`: kpi (code), form (name), order (0 for the public documents, that come first), state
    (worded), shown (all in words). `states`: used, received, awaited, worded.
    """
    drawn = rows(frame)
    fills = [palette.accent, palette.target, palette.surface]
    strokes = [palette.accent, palette.target, palette.outline]
    legend = alt.Legend(orient="bottom", columns=2, labelLimit=260)
    marks = (
        alt.Chart(drawn)
        .mark_point(filled=True, size=SIZE, opacity=1, strokeWidth=1.5)
        .encode(
            x=alt.X(
                "form:N",
                title=None,
                sort=alt.EncodingSortField(field="order", op="min"),
                axis=alt.Axis(
                    orient="top",
                    labelAngle=-90,
                    labelLimit=NAMES,
                    labelOverlap=False,
                    ticks=False,
                    grid=True,
                    gridColor=palette.panel,
                ),
            ),
            y=alt.Y(
                "kpi:N",
                title=None,
                sort=list(dict.fromkeys(drawn["kpi"])),
                axis=alt.Axis(labelOverlap=False, ticks=False, grid=True, gridColor=palette.panel),
            ),
            fill=alt.Fill("state:N", title=None, scale=alt.Scale(domain=list(states), range=fills)),
            stroke=alt.Stroke(
                "state:N",
                title=None,
                scale=alt.Scale(domain=list(states), range=strokes),
                legend=legend,
            ),
            shape=alt.Shape(
                "state:N", title=None, scale=alt.Scale(domain=list(states), range=list(SHAPES))
            ),
            tooltip=[alt.Tooltip("shown:N", title=" ")],
        )
    )
    return alt.LayerChart(
        layer=[marks],
        height=STEP * drawn["kpi"].n_unique() + NAMES + LEGEND,
        config=alt.Config(view=alt.ViewConfig(strokeWidth=0)),
    )
