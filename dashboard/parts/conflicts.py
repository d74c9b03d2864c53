"""Figures that disagree: every conflict with its sides next to each other."""

from collections.abc import Sequence
from itertools import groupby

import polars as pl
import streamlit as st

from dashboard.parts import layout, tables
from dashboard.parts.decisions import decision, mark
from dashboard.parts.tables import Row, day, string
from dashboard.reader.figure import Figure
from dashboard.reader.reader import Reader


def listed(sides: pl.DataFrame, reader: Reader) -> None:
    """Every conflict, its sides next to each other with their documents; last, those decided."""
    with layout.section(
        "overview.conflicts", timeless="record", national=True, note="overview.conflicts_note"
    ):
        if sides.is_empty() and reader.is_partial:
            layout.empty("known.no_conflicts" if reader.known else "sources.no_conflicts")
            return
        texts = []
        for _, group in groupby(sides.to_dicts(), key=lambda row: row["conflict_id"]):
            rows = list(group)
            title = tables.matter(rows[0], reader)
            kind = reader.label("conflict_kind", string(rows[0], "kind"))
            real = tables.disagreement(rows[0], reader)
            texts.append(f"**{tables.plain(title)}** · {tables.plain(kind)} · {real}")
            if made := decision(rows[0], reader):
                texts.append(made)
            texts.append(_side_by_side(rows, reader))
        st.markdown("\n\n".join(texts))


def _side_by_side(sides: Sequence[Row], reader: Reader) -> str:
    """The statements of a conflict as a Markdown table, one a column: figure, date, document."""
    figures = [tables.plain(reader.figure(Figure.of(side))) + mark(side, reader) for side in sides]
    dates = [reader.day(day(side, "as_of"), string(side, "as_of_precision")) for side in sides]
    documents = [tables.source(side, reader) for side in sides]
    lines = (figures, ["---"] * len(sides), dates, documents)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
