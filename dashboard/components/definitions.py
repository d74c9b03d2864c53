"""The panels of the definitions page: KPIs, rules, conflicts, documents, files, regions.

Of the KPIs: the reporting status of each, and which source feeds which KPI.
"""

import polars as pl
import streamlit as st

from dashboard.components import definition_charts, passport
from dashboard.parts import layout, tables, tiles
from dashboard.reader import state
from dashboard.reader.page import Page

RULES = 12
PUBLIC = "public"  # the public documents, as one source
COLOURS = {  # status -> colour of its badge
    "reported": "green",
    "by_agencies": "blue",
    "partly": "orange",
    "waiting": "gray",
    "refused": "red",
}


def metrics(page: Page) -> None:
    """How many KPIs are reported, and each with its latest figure and its reporting status."""
    column = tables.Columns(page.reader)
    counts = dict(page.metrics.group_by("status").len().iter_rows())
    with layout.section(
        "definitions.metrics", timeless="record", national=True, note="definitions.metrics_note"
    ):
        st.markdown(
            " ".join(
                f":{colour}-badge[{passport.status(status, page.reader)} {counts.get(status, 0)}]"
                for status, colour in COLOURS.items()
            )
        )
        tables.listing(
            page.metrics,
            [
                column.text("definitions.code", "code"),
                column.named("definitions.kpi", "label"),
                column.figure("definitions.latest", lambda row: passport.listed(row, column)),
                column.made("table.as_of", lambda row: passport.stated_on(row, column)),
                column.made("age.heading", lambda row: tiles.age(row, column.reader) or "–"),
                column.made(
                    "definitions.status",
                    lambda row: passport.status(str(row["status"]), page.reader),
                ),
                column.made("definitions.detail", lambda row: passport.detail(row, page.reader)),
            ],
            alt="definitions.metrics",
            key="definitions_kpis",
            by=(),
        )


def matrix(page: Page) -> None:
    """Which source feeds which KPI: drawn, and as a list with dates and rows."""
    column = tables.Columns(page.reader)
    reader = column.reader
    states = reader.labels("source_state")
    used = page.matrix.filter(pl.col("state") == "used")
    awaited = page.matrix.filter(pl.col("state") == "awaited")
    with layout.section("definitions.matrix", note="definitions.matrix_note"):
        drawing, listing = st.columns([2, 3])
        with drawing:
            cells = [
                {
                    "kpi": row["code"],
                    "source": _source(row, column),
                    "order": 0 if row["source"] == PUBLIC else 1,
                    "state": states[row["state"]],
                    "shown": f"{row['code']} {reader.name(row, 'label')} · {_source(row, column)}: "
                    f"{states[row['state']]}",
                }
                for row in page.matrix.iter_rows(named=True)
            ]
            layout.chart(
                definition_charts.matrix(
                    pl.DataFrame(cells), list(states.values()), state.colours()
                ),
                alt_text=reader.t(
                    "definitions.matrix_alt",
                    kpis=page.metrics.height,
                    public=used.filter(pl.col("source") == PUBLIC).height,
                    forms=awaited["source"].n_unique(),
                ),
                credit=layout.credit_of_build(page),
            )
        with listing:
            tables.listing(
                page.matrix,
                [
                    column.text("definitions.code", "code"),
                    column.made("definitions.source", lambda row: _source(row, column)),
                    column.coded("definitions.state", "source_state", "state"),
                    column.made("definitions.newest", lambda row: _newest(row, column)),
                    column.count("definitions.rows", "rows"),
                    column.named("definitions.kpi", "label"),
                ],
                alt="definitions.matrix",
                key="definitions_matrix",
                by=(),
            )


def rules(page: Page) -> None:
    """How figures are read, kept and combined."""
    with layout.section("definitions.method"):
        lines = (page.reader.t(f"definitions.rule_{n}") for n in range(1, RULES + 1))
        st.markdown("\n".join(f"{n}. {tables.plain(line)}" for n, line in enumerate(lines, 1)))


def conflicts(page: Page) -> None:
    """Open conflicts, each side with its document."""
    column = tables.Columns(page.reader)
    reader = page.reader

    with layout.section("definitions.conflicts", timeless="record", national=True):
        st.caption(reader.t("definitions.conflicts_note", count=page.conflicts.height))
        tables.small(
            page.conflicts,
            [
                column.made("definitions.conflict", lambda row: tables.matter(row, reader)),
                column.coded("table.kind", "conflict_kind", "kind"),
                column.made(
                    "definitions.disagreement", lambda row: tables.disagreement(row, reader)
                ),
                column.marked(
                    "definitions.sides",
                    lambda row: " · ".join(
                        tables.statement_line(side, column) for side in tables.records(row, "sides")
                    ),
                ),
            ],
            alt="definitions.conflicts",
            by=(),
        )


def documents(page: Page) -> None:
    """Every document of the record, and from when it was known."""
    column = tables.Columns(page.reader)
    with layout.section("definitions.documents", note="definitions.documents_note"):
        tables.extent(page.documents.height, page.documents.height, by=())
        tables.listing(
            page.documents,
            [
                column.text("table.title", "title"),
                column.publisher("table.publisher"),
                column.coded("table.kind", "document_kind", "kind"),
                column.when("table.published_on", "published_on", "published_on_precision"),
                column.when("table.known_from", "known_from", "known_from_precision"),
                column.coded("table.known_basis", "known_from_basis"),
                column.count("table.statements", "statements"),
                column.link(),
            ],
            alt="definitions.documents",
            key="documents",
            by=(),
        )


def files(page: Page) -> None:
    """The files this build read, and where they come from."""
    column = tables.Columns(page.reader)
    with layout.section("definitions.files", note="definitions.files_note"):
        tables.listing(
            page.files,
            [
                column.named("definitions.source", "title"),
                column.coded("table.kind", "source_kind", "kind"),
                column.text("definitions.file_title", "file_title"),
                column.publisher(),
                column.link(),
                column.coded("definitions.licence", "licence"),
                column.when("definitions.accessed", "accessed", "accessed_precision"),
                column.count("definitions.rows_read", "rows_read"),
                column.count("definitions.accepted", "accepted"),
                column.count("definitions.quarantined", "quarantined"),
                column.text("definitions.file_note", "note"),
            ],
            alt="definitions.files",
            key="files",
            by=(),
        )


def regions(page: Page) -> None:
    """The region scheme in use, named, with the provinces of each region."""
    column = tables.Columns(page.reader)
    with layout.section("definitions.regions", note="definitions.regions_note"):
        tables.small(
            page.regions,
            [
                column.named("definitions.region", "name"),
                column.count("definitions.count", "provinces"),
                column.named("definitions.provinces", "provinces"),
            ],
            alt="definitions.regions",
            by=(),
        )


def _newest(row: tables.Row, column: tables.Columns) -> str:
    """The newest day that a source speaks of; a dash where it sent nothing."""
    if not row["rows"]:
        return "–"
    return column.reader.day(tables.day(row, "newest"), tables.string(row, "newest_precision"))


def _source(row: tables.Row, column: tables.Columns) -> str:
    """A source's name: the public documents together, or the title of a form."""
    if row["source"] == PUBLIC:
        return column.reader.t("definitions.public")
    return tables.string(row, f"title_{column.reader.lang}") or str(row["source"])
