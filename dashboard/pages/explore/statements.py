"""Statements: what is searched for, and what of all that documents state fits it.

What is searched for is in the URL: `words`, `kind` and `doc`; `lines` says whether a row of several
provinces is one line or one for each of them. The words of codes are searched in
both languages.
"""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from dashboard.parts import choose, records, tables
from dashboard.parts import rows as listing
from dashboard.reader import state
from dashboard.reader.filters import ALL
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader
from dashboard.warehouse import statements
from dashboard.warehouse.data import Value

SHOWN = 300  # rows of the list
FACT = "observation"  # the kind of most rows


def found(page: Page) -> None:
    """What fits the words and the filters; all of it to take along."""
    reader = page.reader
    column = tables.Columns(reader)
    asked = _asked(page)
    ways = {way: reader.t(f"explore.lines_{way}") for way in ("record", "province")}
    asked["each_place"] = choose.choose("lines", "explore.lines", ways) == "province"
    if asked["each_place"]:
        st.caption(reader.t("explore.lines_note"))
    rows = statements.rows(reader, asked, take=SHOWN)
    if rows.is_empty():
        st.info(reader.t("explore.none"), icon=":material/search_off:")
        return
    listing.listed(
        rows,
        [
            column.made("explore.what", lambda row: _what(row, reader)),
            tables.Column(
                reader.t("table.value"),
                lambda row: records.value(row, column),
                unbroken=True,
                sort=column.value("table.value").sort,
            ),
            column.when("table.date", "as_of", "as_of_precision"),
            column.made("explore.place", lambda row: records.place(row, reader)),
            column.made("table.source", lambda row: records.cited(row, reader)),
        ],
        alt="explore.found",
        key="statements",
        opens=lambda row: f"{row['kind']}:{row['code']}",
        of=int(rows["total"][0]),
        whole="statements",
    )


def _what(row: tables.Row, reader: Reader) -> str:
    """What a row states, and of what kind it is unless it is a figure or fact."""
    kind = "" if row["kind"] == FACT else f"{reader.label('record_kind', str(row['kind']))}: "
    return f"{kind}{records.what(row, reader)}"


def _asked(page: Page) -> dict[str, Value]:
    """The words, the kind and the document that are searched for, by their widgets."""
    reader = page.reader
    kinds = {ALL: reader.t("explore.all_kinds")} | reader.labels("record_kind")
    titles = {ALL: reader.t("explore.all_documents")} | {
        row["doc_id"]: f"{row['title'] or tables.publisher(row, reader)} ({row['records']})"
        for row in page.documents.iter_rows(named=True)
    }
    words = state.choice("words")
    wide, kind, document = st.columns([2, 1, 2])
    wide.text_input(
        reader.t("explore.search"),
        key="words",
        max_chars=statements.LONGEST,
        help=reader.t("explore.search_help"),
        on_change=state.chose,
        args=("words",),
        icon=":material/search:",
    )
    asked: dict[str, Value] = {"words": words[: statements.LONGEST]}
    for drawn, name, label, options in (
        (kind, "kind", "table.kind", kinds),
        (document, "doc", "explore.document", titles),
    ):
        chosen = state.choice(name, list(options))
        asked[name] = None if chosen == ALL else chosen
        drawn.selectbox(
            reader.t(label),
            list(options),
            format_func=partial(_worded, options),
            key=name,
            on_change=state.chose,
            args=(name,),
        )
    return asked


def _worded(options: Mapping[str, str], code: str) -> str:
    return options.get(code, code)
