"""What disagrees: every conflict as an interval of dots and as a list; one of them, told in full.

A frame of sides has a row for each statement of a conflict: the rows of
`sql/queries/shared/conflicts.sql`. Whoever shows them hands them in.
"""

from collections import Counter
from collections.abc import Sequence

import polars as pl
import streamlit as st

from dashboard.parts import choose, conflict_charts, layout, picks, rows, tables
from dashboard.parts.decisions import decision, mark
from dashboard.parts.pictures import Drawn
from dashboard.parts.tables import Row, number, string
from dashboard.reader import state
from dashboard.reader.figure import Figure
from dashboard.reader.reader import Reader


def panel(sides: pl.DataFrame, reader: Reader, *, key: str) -> None:
    """The conflicts, the widest first, drawn or listed; one opens in the drawer. In a fragment."""
    with layout.panel(key, title(sides, reader)):
        layout.national_note()
        layout.timeless_note("record")
        if sides.is_empty():
            part = "known" if reader.known else "sources"
            layout.empty(f"{part}.no_conflicts" if reader.is_partial else "state.empty_record")
            return
        found = _found(sides, reader)
        ways = {way: reader.t(f"health.as_{way}") for way in ("picture", "table")}
        if choose.choose("as", "provinces.ways", ways) == "picture":
            st.caption(reader.t("conflict.note"))
            picture(sides, reader, key=key)
            return
        column = tables.Columns(reader)
        rows.listed(
            found,
            [
                column.text("conflict.matter", "matter"),
                column.text("conflict.how", "how"),
                column.text("conflict.sides", "sides"),
                column.count("conflict.statements", "statements"),
            ],
            alt="conflict.list",
            key=f"{key}_list",
            opens=lambda row: f"conflict:{row['conflict_id']}",
            by=(),
        )


def told(sides: pl.DataFrame, reader: Reader) -> None:
    """One conflict: why it is one, what was decided, and each side with its day and document."""
    listed = sides.to_dicts()
    first = listed[0]
    why = "rounding" if first["is_rounding"] else str(first["kind"])
    lines = [f"**{tables.plain(tables.matter(first, reader))}**", _how(first, reader)]
    lines.append(tables.plain(reader.label("conflict_why", why)))
    if made := decision(first, reader):
        lines.append(made)
    lines.append("\n".join(_side(side, listed, reader) for side in listed))
    st.markdown("\n\n".join(lines))


def _side(side: Row, listed: Sequence[Row], reader: Reader) -> str:
    """A side as an item of a Markdown list; its subject, where the sides have several."""
    parts = [
        f"**{tables.plain(reader.figure(Figure.of(side)))}**{mark(side, reader)}",
        reader.as_of(side),
        tables.source(side, reader),
    ]
    if len({_subject(one, reader) for one in listed}) > 1:
        parts.append(tables.plain(_subject(side, reader)))
    return f"- {' · '.join(parts)}"


def _subject(side: Row, reader: Reader) -> str:
    """What an amount is of, in the document's words; nothing of what is no amount."""
    return reader.name(side, "subject")


def _how(side: Row, reader: Reader) -> str:
    """How the sides of a conflict differ: decided, by rounding, as a total that fell, or else."""
    if side["is_decided"]:
        return reader.t("conflict.decided")
    if side["is_rounding"] or side["kind"] != "cumulative_fall":
        return tables.disagreement(side, reader)
    return reader.label("conflict_kind", string(side, "kind"))


def _size(side: Row) -> float:
    """Where a side stands: its value, else its bound."""
    return next(
        size for name in ("value", "lower", "upper") if (size := number(side, name)) is not None
    )


def _found(sides: pl.DataFrame, reader: Reader) -> pl.DataFrame:
    """A row a conflict: what it is about, its lowest and highest side; the widest first."""
    listed = []
    conflicts = sides.partition_by("conflict_id", maintain_order=True)
    matters = Counter(tables.matter(one.row(0, named=True), reader) for one in conflicts)
    for one in conflicts:
        ordered = sorted(one.iter_rows(named=True), key=_size)
        low, high = ordered[0], ordered[-1]
        matter = tables.matter(low, reader)
        if matters[matter] > 1:  # several of one set of plans: by their own names
            matter = min((_subject(side, reader) for side in ordered), key=len) or matter
        middle = (_size(low) + _size(high)) / 2
        listed.append(
            {
                "conflict_id": low["conflict_id"],
                "matter": matter,
                "how": _how(low, reader),
                "lowest": reader.figure(Figure.of(low)),
                "highest": reader.figure(Figure.of(high)),
                "sides": _listed(ordered, reader),
                "statements": low["statement_count"],
                "doc_ids": sorted({str(side["doc_id"]) for side in ordered}),
                "middle": middle,
                "spread": 100 * (_size(high) - _size(low)) / middle if middle else 0.0,
                "is_decided": low["is_decided"],
                "is_open": not (low["is_decided"] or low["is_rounding"]),
            }
        )
    return pl.DataFrame(listed).sort(
        "is_decided", "spread", descending=[False, True], maintain_order=True
    )


def _listed(ordered: Sequence[Row], reader: Reader) -> str:
    """The figures of all sides, each once, and their unit: `37,600 / 37,700 ล้านบาท`."""
    said = [reader.said(Figure.of(side)) for side in ordered]
    figures = " / ".join(dict.fromkeys(one.bare for one in said))
    return f"{figures} {said[-1].unit}".strip()


def picture(sides: pl.DataFrame, reader: Reader, *, key: str) -> None:
    """The drawing of all conflicts; a click on a row opens it in the drawer."""
    found, name = _found(sides, reader), picks.fresh(key, _picked)
    spec = layout.drawn(
        conflict_charts.intervals,
        _dots(found, sides, reader),
        state.colours(),
        axis_title=reader.t("conflict.axis"),
        middle=reader.t("conflict.middle"),
    )
    st.vega_lite_chart(
        layout.sent(spec),
        width="stretch",
        on_select=lambda: picks.taken(name, _picked),
        selection_mode=conflict_charts.SELECTION,
        key=name,
        alt=_in_words(found, reader),
    )
    layout.credit_line(
        layout.sourced(sides),
        lambda: sides,
        lambda: Drawn(spec, state.colours()),
        credit=lambda: layout.credit_of(sides),
        key=key,
        title=title(sides, reader),
    )


def _picked(name: str) -> str | None:
    """The conflict that the drawing remembers as clicked."""
    if not state.holds(name):
        return None
    chosen = st.session_state[name].selection.get(conflict_charts.SELECTION, [])
    return f"conflict:{chosen[0]['conflict_id']}" if chosen else None


def _dots(found: pl.DataFrame, sides: pl.DataFrame, reader: Reader) -> pl.DataFrame:
    """A row a side, as the drawing takes it."""
    dots = []
    for row in found.iter_rows(named=True):
        own = sides.filter(pl.col("conflict_id") == row["conflict_id"]).to_dicts()
        ordered = sorted(own, key=_size)
        for place, side in enumerate(ordered):
            end = "low" if place == 0 else "high" if place == len(ordered) - 1 else ""
            offset = 100 * (_size(side) - row["middle"]) / row["middle"] if row["middle"] else 0.0
            figure = reader.figure(Figure.of(side))
            said = (figure, reader.as_of(side), tables.named(side, reader))
            dots.append(
                {
                    "conflict_id": row["conflict_id"],
                    "name": f"{row['matter']} · {row['how']}",
                    "offset": offset,
                    "end": end,
                    "label": figure if end else "",
                    "shown": " · ".join(said),
                    "is_open": row["is_open"],
                }
            )
    return pl.DataFrame(dots)


def title(sides: pl.DataFrame, reader: Reader) -> str:
    """How many disagree in substance, and how many by rounding; the topic where none does."""
    each = sides.unique("conflict_id")
    counts = {
        "real": each.filter(~pl.col("is_rounding") & ~pl.col("is_decided")).height,
        "rounding": each.filter(pl.col("is_rounding") & ~pl.col("is_decided")).height,
    }
    if not any(counts.values()):
        return reader.t("conflict.topic")
    key = "both" if all(counts.values()) else next(name for name in counts if counts[name])
    return reader.t(f"conflict.title_{key}", **counts)


def _in_words(found: pl.DataFrame, reader: Reader) -> str:
    """The drawing in a sentence: how many there are, and the widest."""
    widest = found.row(0, named=True)
    return reader.t(
        "conflict.alt",
        count=found.height,
        matter=widest["matter"],
        lowest=widest["lowest"],
        highest=widest["highest"],
    )
