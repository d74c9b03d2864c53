"""Where a province stands: frames in, a drawing or HTML out.

A strip is one figure: a dot for each province that has it, between the least and the most. The
chosen province is large, its peers are rings, a second province is a diamond, the median a tick.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import polars as pl

from dashboard.parts.charts import Spec, rows
from dashboard.parts.pictures import Line, Table
from dashboard.reader.theme import Palette

STEP, MORE = 54, 8  # pixels of one strip; and with a second province
BAND = 8  # over which dots of equal figures are spread; a mark among them touches no words
TURN = 0.618034  # of the golden section: it spreads dots evenly, in any number
WIDE = 520  # from this width on what is said of a figure stands beside its name, not below


def strips(
    dots: pl.DataFrame,
    heads: pl.DataFrame,
    marked: Mapping[str, str],
    palette: Palette,
    *,
    median: str,
) -> Spec:
    """The strips, one under the other, as a specification.

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

    def y(field: str) -> Spec:
        return _placed(field, domain=[0, height], reverse=True)

    def at(across: str, down: str, **more: object) -> Spec:
        return {"x": _placed(across, domain=[-0.01, 1.01]), "y": y(down), **more}

    def points(of: str, mark: Spec, *kept: Spec) -> Spec:
        told = [_worded("name", title=" "), _worded("shown", title="  ")]
        drawn = at("share", "y", tooltip=told)
        return {"data": {"name": of}, "mark": mark, "encoding": drawn, "transform": [*kept]}

    def text(of: str, mark: Spec, *made: Spec) -> Spec:
        mark = {"type": "text", "baseline": "middle", "color": palette.ink, **mark}
        drawn: Spec = {"y": y("y"), "text": _worded(of)}
        return {"data": {"name": "heads"}, "mark": mark, "encoding": drawn, "transform": [*made]}

    looks = _looks(palette)
    beside = f"width > {WIDE}"
    ends: list[Spec] = [{"calculate": "0", "as": "first"}, {"calculate": "1", "as": "last"}]
    middle: Spec = {"type": "point", "shape": "stroke", "angle": 90, "size": 320, "strokeWidth": 2}
    middle |= {"color": palette.ink, "opacity": 1}
    return {
        "height": height,
        "padding": {"bottom": 0},
        "config": {"view": {"strokeWidth": 0}},
        "datasets": {
            "dots": placed.select("share", "name", "shown", "y").to_dicts(),
            "marks": on_top.select("share", "name", "shown", "y", "look").to_dicts(),
            "heads": headed.to_dicts(),
        },
        "layer": [
            {
                "data": {"name": "heads"},
                "transform": ends,
                "mark": {"type": "rule", "color": palette.line},
                "encoding": at("first", "line", x2={"field": "last"}),
            },
            {
                "data": {"name": "heads"},
                "transform": [{"filter": "isValid(datum.middle)"}],
                "mark": middle,
                "encoding": at("middle", "line", tooltip=_worded("middle_shown", title=median)),
            },
            points("dots", looks.pop("other")),
            *(
                points("marks", mark, {"filter": f"datum.look === '{name}'"})
                for name, mark in looks.items()
            ),
            text("name", {"x": 0, "align": "left", "fontWeight": 600}),
            text(
                "said",
                {
                    "x": {"expr": f"{beside} ? width : 0"},
                    "align": {"expr": f"{beside} ? 'right' : 'left'"},
                    "dy": {"expr": f"{beside} ? 0 : 36"},
                },
            ),
            text(
                "told",
                {
                    "x": {"expr": "width"},
                    "align": "right",
                    "dy": {"expr": f"{beside} ? 36 : 0"},
                    "color": palette.muted,
                },
                {"calculate": f"{beside} ? datum.second : datum.short", "as": "told"},
            ),
        ],
    }


def _placed(field: str, **scale: object) -> Spec:
    return {"field": field, "type": "quantitative", "axis": None, "scale": scale}


def _worded(field: str, **more: str) -> Spec:
    return {"field": field, "type": "nominal", **more}


def _looks(palette: Palette) -> dict[str, Spec]:
    """How the dot of each kind of province looks; the last lie on top."""
    own, second = {"color": palette.accent}, {"color": palette.categories[4]}
    ring = {"strokeWidth": 1.6, "stroke": palette.accent, "fill": palette.surface}
    full = {"type": "point", "filled": True, "opacity": 1}
    return {
        "other": {**full, "size": 26, "color": palette.outline, "opacity": 0.6},
        "peer": {"type": "point", "size": 60, "opacity": 1, **ring},
        "second": {**full, "size": 150, "shape": "diamond", **second},
        "own": {**full, "size": 160, **own},
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
