"""The panels of the statements page: the list of all that documents state, and one row's passport.

A row is named in the URL as `?row=<kind>:<code>`. What is searched for is in the URL too: `words`,
`kind`, `doc` and `n`, the page of the list. The words of codes are searched in both languages.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import polars as pl
import streamlit as st

from dashboard.parts import layout, tables, tiles
from dashboard.reader import state, text
from dashboard.reader.filters import ALL
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader
from dashboard.warehouse import data
from dashboard.warehouse.data import FOUND, RECORD, Value, read_page

ROWS = 25  # of one page of the list
WHOLE = 1_000_000  # rows of a download: what a sheet of Excel holds
LONGEST = 200  # characters that are searched for
OWN = ("words", "kind", "doc", "n")  # the page's own choices in the URL
CODES = (  # the code lists that the labels of rows are of
    *("event_kind", "event_detail", "stage", "plan_set", "funder", "ladder_step", "city_type"),
    *("programme_kind", "project_kind", "evidence_level", "place_role"),
)


def address(reader: Reader, kind: str, code: str) -> str:
    """The address of the passport of a row."""
    return tiles.link("statements", reader, row=f"{kind}:{code}")


# ---------------------------------------------------------------------------------------- the list


def found(page: Page) -> None:
    """What fits the words and the filters, a page of rows at a time, and all of it to download."""
    reader = page.reader
    column = tables.Columns(reader)
    with layout.section("statements.found", note="statements.found_note"):
        asked = _asked(page)
        first = _rows(reader, asked, 0)
        total = 0 if first.is_empty() else int(first["total"][0])
        pages = [str(number) for number in range(1, max(1, -(-total // ROWS)) + 1)]
        skip = (int(state.choice("n", pages)) - 1) * ROWS
        rows = _rows(reader, asked, skip) if skip else first
        if rows.is_empty():
            st.info(reader.t("statements.none"), icon=":material/search_off:")
            return
        st.caption(
            reader.t(
                "statements.count",
                total=f"{total:,}",
                first=f"{skip + 1:,}",
                last=f"{skip + rows.height:,}",
            )
        )
        tables.small(
            rows,
            [
                column.marked("statements.what", lambda row: _named(row, reader)),
                column.coded("table.kind", "record_kind", "kind"),
                tables.Column(
                    reader.t("table.value"), lambda row: _value(row, column), unbroken=True
                ),
                column.when("table.date", "as_of", "as_of_precision"),
                column.made("statements.place", lambda row: _place(row, reader)),
                column.sources(),
            ],
            alt="statements.found",
        )
        if pages[1:]:
            st.selectbox(
                reader.t("statements.page_no"),
                pages,
                key="n",
                on_change=state.chose,
                args=("n",),
                width=160,
            )
        tables.download_of(lambda: _rows(reader, asked, 0, WHOLE), key="statements")


def _asked(page: Page) -> dict[str, Value]:
    """The words, the kind and the document that are searched for, by their widgets."""
    reader = page.reader
    kinds = {ALL: reader.t("statements.all_kinds")} | reader.labels("record_kind")
    titles = {ALL: reader.t("statements.all_documents")} | {
        row["doc_id"]: f"{row['title'] or tables.publisher(row, reader)} ({row['records']})"
        for row in page.documents.iter_rows(named=True)
    }
    words = state.choice("words")
    st.text_input(
        reader.t("statements.search"),
        key="words",
        max_chars=LONGEST,
        help=reader.t("statements.search_help"),
        on_change=_searched,
        args=("words",),
        icon=":material/search:",
    )
    asked: dict[str, Value] = {"words": words[:LONGEST]}
    for drawn, name, label, options in zip(
        st.columns(2),
        ("kind", "doc"),
        ("table.kind", "statements.document"),
        (kinds, titles),
        strict=True,
    ):
        with drawn:
            chosen = state.choice(name, list(options))
            asked[name] = None if chosen == ALL else chosen
            st.selectbox(
                reader.t(label),
                list(options),
                format_func=partial(_worded, options),
                key=name,
                on_change=_searched,
                args=(name,),
            )
    return asked


def _worded(options: Mapping[str, str], code: str) -> str:
    return options.get(code, code)


def _searched(name: str) -> None:
    """Callback: another search begins on the first page of its rows."""
    state.chose(name)
    st.session_state["n"] = "1"
    state.chose("n")


def _rows(reader: Reader, asked: Mapping[str, Value], skip: int, take: int = ROWS) -> pl.DataFrame:
    """The rows of `sql/queries/statement_rows`, `take` of them from `skip` on."""
    values: dict[str, Value] = {"words": "", "kind": None, "code": None, "doc": None, **asked}
    return read_page(FOUND, reader, labels=_labels(), skip=skip, take=take, **values).rows


def _labels() -> str:
    """A line for each code of `CODES`: list and code, a tab, its words in both languages."""
    return "\n".join(
        f"{codes}.{code}\t{label} {text.label(codes, code, 'en')}"
        for codes in CODES
        for code, label in text.labels(codes, "th").items()
    )


# ---------------------------------------------------------------------------------------- passport


def passport(page: Page) -> None:
    """Everything on the row that the URL names; nothing where it names none."""
    stated = st.query_params.get("row")
    if not stated:
        return
    reader = page.reader
    facts = told(stated, reader)
    if facts is None:
        st.warning(reader.t("statements.unknown"), icon=":material/link_off:")
        return
    with layout.section("statements.passport"):
        st.markdown(f"**{tables.plain(facts[0])}**")
        tables.pairs(facts[1], alt=stated.partition(":")[2])
        own = {name: st.query_params[name] for name in OWN if name in st.query_params}
        back = tiles.link("statements", reader, **own)
        st.markdown(_linked(reader.t("statements.back"), back))


def told(named: str, reader: Reader) -> tuple[str, dict[str, str]] | None:
    """What the row `<kind>:<code>` states and its facts, in Markdown; None where there is none."""
    kind, _, code = named.partition(":")
    whole = replace(reader, region=None, province=None, from_year=None, to_year=None)
    rows = _rows(whole, {"kind": kind, "code": code}, 0)
    if rows.is_empty():
        return None
    row = rows.row(0, named=True)
    record = data.read_page(RECORD, whole, kind=kind, code=code)
    return _what(row, reader), _facts(row, record, reader)


def _facts(row: tables.Row, told: Page, reader: Reader) -> dict[str, str]:
    """A row's facts by name, in Markdown."""
    column = tables.Columns(reader)
    words = {
        "table.kind": reader.label("record_kind", str(row["kind"])),
        "statements.group": tables.string(row, f"group_{reader.lang}"),
        "table.value": _value(row, column),
        "table.date": str(column.when("table.date", "as_of", "as_of_precision").cell(row)),
        "statements.place": _place(row, reader),
        "table.phase": reader.label("phase", str(row["phase"])) if row["phase"] else None,
        "table.nature": reader.label("nature", str(row["nature"])) if row["nature"] else None,
        "statements.curated": tables.string(row, f"note_{reader.lang}"),
    }
    facts = {reader.t(key): tables.plain(value) for key, value in words.items() if value}
    kpis = " · ".join(
        _linked(
            f"{kpi['code']} {kpi[f'label_{reader.lang}']}",
            tiles.link("definitions", reader, kpi=kpi["metric_id"]),
        )
        for kpi in told.kpis.iter_rows(named=True)
    )
    conflicts = "  \n".join(
        f"{tables.plain(tables.matter(sides.row(0, named=True), reader))} "
        f"({tables.disagreement(sides.row(0, named=True), reader)}): "
        + " · ".join(tables.statement_line(side, column) for side in sides.iter_rows(named=True))
        for sides in told.conflicts.partition_by("conflict_id", maintain_order=True)
    )
    documents = "  \n".join(
        f"{tables.titled(document, reader)} · {_known(document, column)}"
        for document in told.documents.iter_rows(named=True)
    )
    linked = {
        "statements.kpis": kpis,
        "statements.conflicts": conflicts,
        "table.source": documents,
        "statements.code": f"`{row['code']}`",
    }
    return facts | {reader.t(key): value for key, value in linked.items() if value}


def _known(document: tables.Row, column: tables.Columns) -> str:
    """Who published a document and when, and from when it counts as known."""
    published = column.when("table.published_on", "published_on", "published_on_precision")
    words = [
        tables.publisher(document, column.reader),
        column.reader.label("document_kind", str(document["kind"])),
        f"{published.heading} {published.cell(document)}",
    ]
    if document["known_from_basis"] != "published":
        words.append(
            f"{column.reader.t('table.known_from')}: "
            f"{column.reader.label('known_from_basis', str(document['known_from_basis']))}"
        )
    return tables.plain(" · ".join(part for part in words if part))


# ------------------------------------------------------------------------------------------- words


def _named(row: tables.Row, reader: Reader) -> str:
    """What a row states, as a link to its passport."""
    own = {name: st.query_params[name] for name in OWN if name in st.query_params}
    place = tiles.link("statements", reader, **own, row=f"{row['kind']}:{row['code']}")
    return _linked(_what(row, reader), place)


def _linked(words: str, place: str) -> str:
    """Words as a Markdown link to a page of ours."""
    return f"[{tables.plain(words)}]({place})"


def _what(row: tables.Row, reader: Reader) -> str:
    """What a row states: its name, its group and the words of its codes, each once."""
    coded = [str(label).partition(".") for label in tables.records(row, "labels")]
    labels = [reader.label(codes, code) for codes, _, code in coded if code != "unknown"]
    parts = [
        tables.string(row, f"name_{reader.lang}"),
        tables.string(row, f"group_{reader.lang}"),
        *labels,
    ]
    return " · ".join(dict.fromkeys(part for part in parts if part))


def _value(row: tables.Row, column: tables.Columns) -> str:
    """What a row says in figures; nothing where it says none."""
    if row["value"] is None and row["lower"] is None and row["upper"] is None:
        return ""
    return str(column.value("table.value").cell(row))


def _place(row: tables.Row, reader: Reader) -> str:
    """The provinces of a row, the whole country, or that none is stated."""
    if row["is_national"]:
        return reader.t("filter.all_provinces")
    return tables.string(row, f"place_{reader.lang}") or reader.t("state.not_stated")
