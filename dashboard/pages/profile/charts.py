"""Where a province stands: frames in, a drawing or HTML out.

A strip is one figure: a dot for each province that has it, between the least and the most. The
chosen province is large, its peers are rings, a second province is a diamond, the median a tick.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import altair as alt
import polars as pl

from dashboard.parts.charts import layered, rows
from dashboard.parts.pictures import Line, Table
from dashboard.reader.theme import Palette

STEP, MORE = 54, 8  # pixels of one strip; and with a second province
BAND = 14  # over which the dots of a strip are spread, so that equal figures stay apart
TURN = 0.618034  # of the golden section: it spreads dots evenly, in any number
WIDE = 520  # from this width on what is said of a figure stands beside its name, not below


def strips(
    dots: pl.DataFrame,
    heads: pl.DataFrame,
    marked: Mapping[str, str],
    palette: Palette,
    *,
    median: str,
) -> alt.LayerChart:
    """The strips, one under the other.

    `dots`: strip (its number), province_code, share (0 the least, 1 the most), name, shown (the
    figure in words). `heads`: strip, name, said (figure and rank), second (those of the other
    province, or nothing; its figure alone is `short`), middle (the share of the median, or null)
    and its words `middle_shown`. `marked`: province code -> look (peer, second, own).

    What is marked lies on the dots, and these are the same whichever it is: so the browser draws
    the few marks anew for another province, and not every dot.
    """
    step = STEP + MORE * (heads["second"] != "").any()
    top = pl.col("strip") * step
    spread = (pl.int_range(pl.len()) * TURN % 1 - 0.5).over("strip")
    placed = rows(dots).with_columns((top + 26 + spread * BAND).alias("y"))
    look = pl.col("province_code").replace_strict(marked, default=None, return_dtype=pl.String)
    on_top = placed.with_columns(look.alias("look")).drop_nulls("look")
    headed = rows(heads).with_columns((top + 7).alias("y"), (top + 26).alias("line"))
    height = step * heads.height

    def x(name: str) -> alt.X:
        return alt.X(f"{name}:Q", axis=None, scale=alt.Scale(domain=[-0.01, 1.01]))

    def y(name: str) -> alt.Y:
        return alt.Y(f"{name}:Q", axis=None, scale=alt.Scale(domain=[0, height], reverse=True))

    told = [alt.Tooltip("name:N", title=" "), alt.Tooltip("shown:N", title="  ")]

    def points(drawn: pl.DataFrame, mark: alt.MarkDef) -> alt.Chart:
        bare = drawn.drop("strip", "province_code")
        return alt.Chart(bare, mark=mark).encode(x=x("share"), y=y("y"), tooltip=told)

    looks = _looks(palette)
    marks = [points(placed, looks.pop("other"))]
    for name, mark in looks.items():
        marks.append(points(on_top, mark).transform_filter(alt.datum.look == name))
    base = alt.Chart(headed)
    ends = base.transform_calculate(first="0", last="1")
    beside = f"width > {WIDE}"
    layers = [
        ends.mark_rule(color=palette.line).encode(x=x("first"), x2=alt.X2("last:Q"), y=y("line")),
        base.transform_filter("isValid(datum.middle)")
        .mark_point(shape="stroke", angle=90, size=320, strokeWidth=2, color=palette.ink, opacity=1)
        .encode(x=x("middle"), y=y("line"), tooltip=alt.Tooltip("middle_shown:N", title=median)),
        *marks,
        base.mark_text(
            x=0, align="left", baseline="middle", fontWeight=600, color=palette.ink
        ).encode(y=y("y"), text=alt.Text("name:N")),
        base.mark_text(
            x=alt.ExprRef(f"{beside} ? width : 0"),
            align=alt.ExprRef(f"{beside} ? 'right' : 'left'"),
            dy=alt.ExprRef(f"{beside} ? 0 : 36"),
            baseline="middle",
            color=palette.ink,
        ).encode(y=y("y"), text=alt.Text("said:N")),
        base.transform_calculate(told=f"{beside} ? datum.second : datum.short")
        .mark_text(
            x=alt.ExprRef("width"),
            align="right",
            dy=alt.ExprRef(f"{beside} ? 36 : 0"),
            baseline="middle",
            color=palette.muted,
        )
        .encode(y=y("y"), text=alt.Text("told:N")),
    ]
    return layered(*layers, height=height).properties(padding={"bottom": 0})


def _looks(palette: Palette) -> dict[str, alt.MarkDef]:
    """How the dot of each kind of province looks; the last lie on top."""
    return {
        "other": alt.MarkDef("point", size=26, filled=True, color=palette.outline, opacity=0.6),
        "peer": alt.MarkDef(
            "point",
            size=60,
            strokeWidth=1.6,
            stroke=palette.accent,
            fill=palette.surface,
            opacity=1,
        ),
        "second": alt.MarkDef(
            "point",
            shape="diamond",
            size=150,
            filled=True,
            color=palette.categories[4],
            opacity=1,
        ),
        "own": alt.MarkDef("point", size=200, filled=True, color=palette.accent, opacity=1),
    }


@dataclass(frozen=True)
class Alike:
    """A province beside the chosen one: its name, where it leads, why it stands here."""

    name: str
    address: str  # of its page; empty for the chosen one
    reason: str
    shares: Sequence[float]  # of each heading's figure: 0 the least of those here, 1 the most
    shown: Sequence[str]


def alike(listed: Sequence[Alike], headings: Sequence[str], caption: str) -> str:
    """The provinces as an HTML table: a name with its reason, then a dot and a figure a heading.

    How it looks is in the style sheet.
    """

    def line(one: Alike) -> str:
        name = escape(one.name)
        if one.address:
            name = f'<a href="{escape(one.address)}" target="_self">{name}</a>'
        figures = "".join(
            f'<td><div class="line"><i style="left:{share:.1%}"></i></div>{escape(shown)}</td>'
            for share, shown in zip(one.shares, one.shown, strict=True)
        )
        return f'<tr><th scope="row">{name}<small>{escape(one.reason)}</small></th>{figures}</tr>'

    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in ("", *headings))
    return (
        f'<table class="alike"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(map(line, listed))}</tbody></table>"
    )


def likened(listed: Sequence[Alike], headings: Sequence[str]) -> Table:
    """The same provinces as a drawing to take along."""
    return Table(
        [
            [
                [Line(one.name, is_strong=True), Line(one.reason)],
                *(
                    [Line(shown, at=share)]
                    for share, shown in zip(one.shares, one.shown, strict=True)
                ),
            ]
            for one in listed
        ],
        shares=(0.37, *[0.63 / len(headings)] * len(headings)),
        heads=("", *headings),
    )
