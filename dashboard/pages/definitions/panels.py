"""The panels of the definitions page: KPIs, terms, documents, rules, files."""

from dataclasses import replace

import polars as pl
import streamlit as st

from dashboard.pages.definitions import charts, founding, glossary
from dashboard.parts import kpis, layout, rows, tables
from dashboard.parts import views as tabs
from dashboard.parts.choose import choose, of_lists
from dashboard.reader import state
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader

RULES = 12
PUBLIC = "public"  # the public documents, as one source
STATES = ("reported", "by_agencies", "partly", "waiting", "refused")
SETS = ("all", "founding")  # of documents


def summary(page: Page) -> None:
    """How many KPIs are reported, and the states of the others."""
    reader = page.reader
    counts = dict(page.metrics.group_by("status").len().iter_rows())
    others = [
        f"{kpis.status(name, reader)} {counts[name]}" for name in STATES[1:] if name in counts
    ]
    reported = reader.t(
        "definitions.reported", count=counts.get(STATES[0], 0), of=page.metrics.height
    )
    st.subheader(tables.plain(reported), anchor=False)
    st.caption(tables.plain(" · ".join(others)))


@st.fragment
def views(page: Page) -> None:
    """The KPIs, the terms, the documents, the rules, the files."""
    state.redraw()
    reader = page.reader
    names = ("kpis", "terms", "documents", "rules", "files")
    for view in tabs.views({name: reader.t(f"definitions.view_{name}") for name in names}):
        match view:
            case "kpis":
                metrics(page)
            case "terms":
                glossary.terms(page)
            case "documents":
                sets = {name: reader.t(f"definitions.set_{name}") for name in SETS}
                if choose("set", "definitions.set", sets) == "founding":
                    founding.statements(page)
                else:
                    documents(page)
            case "rules":
                if _chosen("rule", ("rules", "regions"), reader) == "rules":
                    rules(page)
                else:
                    regions(page)
            case _:
                if _chosen("file", ("files", "matrix"), reader) == "files":
                    files(page)
                else:
                    matrix(page)


def _chosen(name: str, lists: tuple[str, ...], reader: Reader) -> str:
    """Which of the lists of a view is shown."""
    return of_lists({one: reader.t(f"definitions.{one}") for one in lists}, name)


# ------------------------------------------------------------------------------------------- KPIs


def metrics(page: Page) -> None:
    """A field to search, and the KPIs that hold what is written there, by family."""
    reader = page.reader
    column = tables.Columns(reader)
    sought = st.text_input(
        reader.t("definitions.search"), key="sought", icon=":material/search:", max_chars=100
    )
    found = page.metrics.filter(_holds(sought, reader))
    if found.is_empty():
        st.info(reader.t("glossary.none"), icon=":material/search_off:")
        return
    rows.listed(
        found,
        [
            column.made(
                "definitions.kpi", lambda row: f"{row['code']} {reader.name(row, 'label')}"
            ),
            column.made("definitions.latest", lambda row: kpis.listed(row, column)),
            tables.Column(
                reader.t("table.as_of"),
                lambda row: kpis.stated_on(row, column),
                sort=lambda row: tables.day(row, "as_of"),
            ),
            column.made("definitions.status", lambda row: kpis.status(str(row["status"]), reader)),
        ],
        alt="definitions.metrics",
        key="definitions_kpis",
        opens=lambda row: f"kpi:{row['code']}",
        by=(),
        of=page.metrics.height,
    )


def _holds(sought: str, reader: Reader) -> pl.Expr:
    """Every word that is sought stands in the code, the names or the definition."""
    names = ("code", "label_th", "label_en", f"definition_{reader.lang}")
    said = pl.concat_str(names, separator=" ", ignore_nulls=True).str.to_lowercase()
    return pl.all_horizontal(
        pl.lit(value=True),
        *(said.str.contains(word, literal=True) for word in sought.lower().split()),
    )


# -------------------------------------------------------------------------------------- documents


def documents(page: Page) -> None:
    """Every document of the record, and from when it was known."""
    column = tables.Columns(page.reader)
    st.caption(page.reader.t("definitions.documents_note"))
    rows.listed(
        page.documents,
        [
            column.text("table.title", "title"),
            column.publisher("table.publisher"),
            column.when("table.published_on", "published_on", "published_on_precision"),
            replace(
                column.when("table.known_from", "known_from", "known_from_precision"), wide=True
            ),
            column.count("table.statements", "statements"),
        ],
        alt="definitions.documents",
        key="documents",
        opens=lambda row: f"document:{row['doc_id']}",
        by=(),
    )


# ------------------------------------------------------------------------------------------ rules


def rules(page: Page) -> None:
    """How figures are read, kept and combined."""
    lines = (page.reader.t(f"definitions.rule_{n}") for n in range(1, RULES + 1))
    st.markdown("\n".join(f"{n}. {tables.plain(line)}" for n, line in enumerate(lines, 1)))


def regions(page: Page) -> None:
    """The region scheme in use, named, with the provinces of each region."""
    column = tables.Columns(page.reader)
    with layout.panel("regions", page.reader.t("definitions.regions"), is_chosen=True):
        st.caption(page.reader.t("definitions.regions_note"))
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


# ------------------------------------------------------------------------------------------ files


def files(page: Page) -> None:
    """The files this build read, and where they come from."""
    column = tables.Columns(page.reader)
    st.caption(page.reader.t("definitions.files_note"))
    rows.listed(
        page.files,
        [
            column.named("definitions.source", "title"),
            column.publisher("table.publisher"),
            column.coded("definitions.licence", "licence"),
            column.when("definitions.accessed", "accessed", "accessed_precision"),
            column.count("definitions.rows_read", "rows_read"),
        ],
        alt="definitions.files",
        key="files",
        opens=lambda row: f"file:{row['source']}/{row['edition']}",
        by=(),
    )


def matrix(page: Page) -> None:
    """Which source feeds which KPI: drawn, and as a list with dates and rows."""
    column = tables.Columns(page.reader)
    reader = column.reader
    states = reader.labels("source_state")
    used = page.matrix.filter(pl.col("state") == "used")
    awaited = page.matrix.filter(pl.col("state") == "awaited")
    with layout.panel("matrix", reader.t("definitions.matrix"), is_chosen=True):
        ways = {way: reader.t(f"health.as_{way}") for way in ("picture", "table")}
        if choose("as", "provinces.ways", ways) == "picture":
            cells = [
                {
                    "kpi": row["code"],
                    "form": _source(row, reader),
                    "order": 0 if row["source"] == PUBLIC else 1,
                    "state": states[row["state"]],
                    "shown": f"{row['code']} {reader.name(row, 'label')} · {_source(row, reader)}: "
                    f"{states[row['state']]}",
                }
                for row in page.matrix.iter_rows(named=True)
            ]
            layout.chart(
                layout.drawn(
                    charts.matrix, pl.DataFrame(cells), list(states.values()), state.colours()
                ),
                alt_text=reader.t(
                    "definitions.matrix_alt",
                    kpis=page.metrics.height,
                    public=used.filter(pl.col("source") == PUBLIC).height,
                    forms=awaited["source"].n_unique(),
                ),
                credit=layout.credit_of_build(page),
                key="sources_of_kpis",
            )
            return
        rows.listed(
            page.matrix,
            [
                column.made(
                    "definitions.kpi", lambda row: f"{row['code']} {reader.name(row, 'label')}"
                ),
                column.made("definitions.source", lambda row: _source(row, reader)),
                column.coded("definitions.state", "source_state", "state"),
                column.when("definitions.newest", "newest", "newest_precision", count="rows"),
                column.count("definitions.rows", "rows"),
            ],
            alt="definitions.matrix",
            key="definitions_matrix",
            opens=lambda row: f"kpi:{row['code']}",
            by=(),
        )


def _source(row: tables.Row, reader: Reader) -> str:
    """A source's name: the public documents together, or the title of a form."""
    if row["source"] == PUBLIC:
        return reader.t("definitions.public")
    return tables.string(row, f"title_{reader.lang}") or str(row["source"])
