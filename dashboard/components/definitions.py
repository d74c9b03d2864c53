"""The panels of the definitions page: KPIs, rules, conflicts, documents, files, regions."""

import streamlit as st

from dashboard import text
from dashboard.components import layout, tables
from dashboard.data import Page

RULES = 12


def metrics(page: Page) -> None:
    """Every KPI: its latest figure in a table, and its passport one click below."""
    column = tables.Columns.of(page.filters)
    with layout.section("definitions.metrics", national=True, note="definitions.metrics_note"):
        tables.small(
            page.metrics,
            [
                column.text("definitions.code", "code"),
                column.named("definitions.kpi", "label"),
                column.kpi("definitions.latest"),
                column.when("table.as_of", "as_of", "as_of_precision"),
                column.made("definitions.status", lambda row: _status(row, column)),
                column.sources(),
            ],
            alt="definitions.metrics",
            by=(),
        )
        for row in page.metrics.iter_rows(named=True):
            with st.expander(tables.plain(f"{row['code']} · {row[f'label_{column.lang}']}")):
                tables.pairs(_passport(row, column), alt=str(row[f"label_{column.lang}"]))


def rules(page: Page) -> None:
    """How figures are read, kept and combined."""
    with layout.section("definitions.method"):
        lines = (text.t(f"definitions.rule_{n}", page.filters.lang) for n in range(1, RULES + 1))
        st.markdown("\n".join(f"{n}. {tables.plain(line)}" for n, line in enumerate(lines, 1)))


def conflicts(page: Page) -> None:
    """Open conflicts, each side with its document."""
    column = tables.Columns.of(page.filters)
    lang = page.filters.lang

    def subject(row: tables.Row) -> str:
        measure = tables.string(row, f"measure_{lang}")
        if measure:
            return measure
        name = text.label("plan_set", tables.string(row, "plan_set"), lang)
        return f"{name} · {text.label('stage', tables.string(row, 'measure_or_stage'), lang)}"

    with layout.section("definitions.conflicts", national=True):
        st.caption(text.t("definitions.conflicts_note", lang, count=page.conflicts.height))
        tables.small(
            page.conflicts,
            [
                column.made("definitions.conflict", subject),
                column.coded("table.kind", "conflict_kind", "kind"),
                column.marked(
                    "definitions.sides",
                    lambda row: " · ".join(
                        tables.stated(side, column) for side in tables.records(row, "sides")
                    ),
                ),
            ],
            alt="definitions.conflicts",
            by=(),
        )


def documents(page: Page) -> None:
    """Every document of the record, and from when it was known."""
    column = tables.Columns.of(page.filters)
    with layout.section("definitions.documents", note="definitions.documents_note"):
        tables.extent(page.documents.height, page.documents.height, by=())
        tables.listing(
            page.documents,
            [
                column.text("table.title", "title"),
                column.text("table.publisher", "publisher"),
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
    column = tables.Columns.of(page.filters)
    with layout.section("definitions.files", note="definitions.files_note"):
        tables.listing(
            page.files,
            [
                column.coded("definitions.source", "source"),
                column.coded("table.kind", "source_kind", "kind"),
                column.coded("definitions.licence", "licence"),
                column.when("definitions.accessed", "accessed", "accessed_precision"),
                column.count("definitions.rows_read", "rows_read"),
                column.count("definitions.accepted", "accepted"),
                column.count("definitions.quarantined", "quarantined"),
            ],
            alt="definitions.files",
            key="files",
            by=(),
        )


def regions(page: Page) -> None:
    """The region scheme in use, named, with the provinces of each region."""
    column = tables.Columns.of(page.filters)
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


def _status(row: tables.Row, column: tables.Columns) -> str:
    """How much of a KPI public documents fill, or who can supply it."""
    owner = row[f"owner_{column.lang}"]
    if not row["figures"]:
        return text.t("definitions.waiting", column.lang, owner=owner)
    key = "definitions.reported_with" if row["provinces"] else "definitions.national_only"
    return text.t(key, column.lang, figures=row["figures"], provinces=row["provinces"])


def _passport(row: tables.Row, column: tables.Columns) -> dict[str, str]:
    """A KPI's facts by name, in Markdown."""
    lang = column.lang
    words = {
        "definitions.definition": str(row[f"definition_{lang}"]),
        "definitions.formula": str(row[f"formula_{lang}"]),
        "definitions.unit": text.unit(str(row["unit"]), lang),
        "definitions.segment": tables.string(row, f"segment_{lang}") or "–",
        "definitions.latest": str(column.kpi("definitions.latest").cell(row)),
        "table.as_of": str(column.when("table.as_of", "as_of", "as_of_precision").cell(row)),
        "definitions.direction": text.label("direction", tables.string(row, "direction"), lang),
        "definitions.time": text.label("time", tables.string(row, "time"), lang),
        "definitions.rollup": text.label("rollup", tables.string(row, "rollup"), lang),
        "definitions.absence": text.label("absence", tables.string(row, "absence"), lang),
        "definitions.caveats": tables.string(row, f"caveats_{lang}") or "–",
        "definitions.owner": str(row[f"owner_{lang}"]),
        "definitions.status": _status(row, column),
    }
    facts = {text.t(key, lang): tables.plain(value) for key, value in words.items()}
    return facts | {text.t("definitions.documents_of", lang): tables.sources(row, lang) or "–"}
