"""Ratios that are not computed, each with the sentence that says why."""

from collections.abc import Sequence

import streamlit as st

from dashboard.parts import tables, take, views
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader

PARTS = ("numerator", "denominator")
TOLD = ("qualifier", "unit", "as_of", "as_of_precision", "documents")  # of each, beside its value


def why(page: Page, rules: Sequence[str]) -> None:
    """A button that opens the rules in full and every ratio that is not computed, with its parts.

    The rows are those of the query `refused`, to take along too. They are drawn once it is open.
    """
    reader = page.reader
    column = tables.Columns(reader)
    shown = views.opened(reader.t("refused.why"), icon=":material/help:", key="why_refused")
    if not shown:
        return
    with shown:
        told = [f"- {tables.plain(rule)}" for rule in rules]
        for row in page.refused.iter_rows(named=True):
            parts = " ÷ ".join(_part_with_documents(row, part, column) for part in PARTS)
            told.append(f"- {tables.plain(sentence(row, reader))}  \n  {parts}")
        st.markdown("\n".join(told))
        take.offer(lambda: page.refused, key="refused_ratios", title=reader.t("refused.why"))


def sentence(row: tables.Row, reader: Reader) -> str:
    """What stands in place of the KPI that the ratio would have been: that it is not, and why."""
    return reader.t("refused.not_computed", code=row["code"], reason=row[f"reason_{reader.lang}"])


def _part_with_documents(row: tables.Row, part: str, column: tables.Columns) -> str:
    """One part of the ratio as its documents state it: figure, date, documents."""
    side = {name: row[f"{part}_{name}"] for name in TOLD} | {"value": row[part]}
    figure = column.measured("table.value", "value", "qualifier").cell(side)
    when = column.when("table.as_of", "as_of", "as_of_precision").cell(side)
    shown = tables.plain(str(figure)).replace(" ", "\u00a0")
    return f"{shown} ({when}) {tables.sources(side, column.reader)}"
