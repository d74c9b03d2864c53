"""A KPI in words: its reporting status, its latest figure, the rows behind it; those of a page.

The list of all KPIs and the drawer say the same.
"""

from collections.abc import Callable

import streamlit as st

from dashboard.parts import rows, tables, tiles, views
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader

LIST = "page_kpis"
TAKEN = (  # columns of the list of a page's KPIs that its files have
    *("code", "label_th", "label_en", "value", "lower", "upper", "qualifier", "unit", "as_of"),
    *("as_of_precision", "age_months", "is_secondary", "documents"),
)
ROW_KINDS = {"provinces", "deadline", "residents"}  # rows that no statement tells of


def status(status: str, reader: Reader) -> str:
    """A reporting status in words; on an earlier day nothing is waited for."""
    if reader.known and status == "waiting":
        return reader.t("state.no_statement")
    return reader.label("reporting_status", status)


def detail(row: tables.Row, reader: Reader) -> str:
    """What stands behind a status: how much is stated, what is lacking, who can supply it."""
    match row["status"]:
        case "waiting" if reader.known:
            return ""
        case "waiting":
            return _supply(row, reader)
        case "refused":
            return tables.string(row, f"reason_{reader.lang}") or ""
    key = "definitions.reported_with" if row["provinces"] else "definitions.national_only"
    stated = reader.t(key, figures=row["figures"], provinces=row["provinces"])
    lacking = reader.label("partly", tables.string(row, "part")) if row["part"] else ""
    return " · ".join(words for words in (lacking, stated) if words)


def _supply(row: tables.Row, reader: Reader) -> str:
    """The forms that a KPI waits for, and who fills them in."""
    forms = tables.records(row, "templates")
    names = [reader.t("tile.form", form=form[f"title_{reader.lang}"]) for form in forms]
    return " · ".join([*names, reader.t("tile.supplier", owner=tiles.owners(row, reader))])


def latest(row: tables.Row, column: tables.Columns) -> str:
    """The latest figure; of a ratio that is refused, that it is not computed."""
    if row["status"] == "refused":
        return column.reader.label("reporting_status", "refused")
    if row["is_passed"]:
        return column.reader.t("overview.pace_passed")
    return str(column.kpi("definitions.latest").cell(row))


def listed(row: tables.Row, column: tables.Columns) -> str:
    """The latest figure in the list of KPIs; the score of an index says whose it is."""
    shown = latest(row, column)
    is_score = row["segment_kind"] == "index" and row["unit"] != "rank"
    return f"{shown} ({row[f'segment_{column.reader.lang}']})" if is_score else shown


def stated_on(row: tables.Row, column: tables.Columns) -> str:
    """The day of the latest figure; a dash where there is none."""
    if not tiles.has_figure(row):
        return "–"
    return str(column.when("table.as_of", "as_of", "as_of_precision").cell(row))


def behind(reader: Reader) -> Callable[[tables.Row], str]:
    """What a row behind a figure is, composed of the labels of its codes."""

    def words(row: tables.Row) -> str:
        kind = str(row["kind"])
        if kind in ROW_KINDS:
            place = tables.string(row, f"place_{reader.lang}")
            return " · ".join(filter(None, (reader.label("row_kind", kind), place)))
        if kind == "kpi":
            return str(row[f"subject_{reader.lang}"])
        if kind in {"province", "document"}:
            return str(row["title"] if kind == "document" else row[f"place_{reader.lang}"])
        coded = (
            ("statement_kind", "target" if row["statement_kind"] == "target" else None),
            ("event_kind", tables.string(row, "event_kind")),
            ("stage", tables.string(row, "stage")),
            ("plan_set", tables.string(row, "plan_set")),
            ("phase", None if row["phase"] == "announced" else tables.string(row, "phase")),
        )
        labels = [reader.label(codes, code) if code else None for codes, code in coded]
        names = [
            tables.string(row, f"{name}_{reader.lang}") for name in ("plan", "subject", "segment")
        ]
        place = tables.string(row, f"place_{reader.lang}")
        parts = [labels[0], *names, *labels[1:], place]
        return " · ".join(dict.fromkeys(part for part in parts if part))

    return words


def of_page(page: Page, shown: int = 6) -> None:
    """Every KPI whose definition names the page, in a list; one opens with all that is behind it.

    One without a figure yet says who can supply it; the drawer has the forms.
    """
    reader, column = page.reader, tables.Columns(page.reader)
    compared = tables.Column(
        reader.t("tile.compared"), lambda row: _compared(row, reader), wide=True
    )
    is_compared = any(map(compared.cell, page.tiles.iter_rows(named=True)))
    rows.listed(
        page.tiles,
        [
            column.named("definitions.kpi", "label"),
            column.figure("definitions.latest", lambda row: _figure(row, reader)),
            *([compared] if is_compared else []),
            tables.Column(
                reader.t("table.as_of"),
                lambda row: stated_on(row, column),
                unbroken=True,
                sort=lambda row: tables.day(row, "as_of"),
            ),
            column.made("tile.noted", lambda row: _noted(row, reader)),
        ],
        alt="definitions.metrics",
        key=LIST,
        opens=lambda row: f"kpi:{row['code']}",
        by=(),
        shown=shown,
        whole=lambda: page.tiles.select(TAKEN),
    )


def show_all() -> None:
    """Callback: open the view of all KPIs of a page, its list in full."""
    st.session_state[rows.whole_of(LIST)] = True
    views.show("kpis")


def _figure(row: tables.Row, reader: Reader) -> str:
    """The figure with its unit; a dash where it is of another period, or that there is none."""
    if not tiles.has_figure(row):
        return reader.t("state.no_statement" if reader.known else "state.no_data")
    return " ".join(filter(None, tiles.amount(row, reader))) if row["is_in_period"] else "—"


def _compared(row: tables.Row, reader: Reader) -> str:
    """What the figure may be compared with: the one before, its target, what others state."""
    if not tiles.has_figure(row):
        return ""
    if row["today"] is not None:
        return tiles.paces(row, reader)
    change, _, before = tiles.comparison(row, reader)
    told = (f"{change} {before}".strip(), tiles.beside(row, reader), tiles.target(row, reader))
    return " · ".join(filter(None, told))


def _age(row: tables.Row, reader: Reader) -> str:
    """How old the figure is; of another period, what is stated and when."""
    if not row["is_in_period"]:
        value, date = " ".join(tiles.amount(row, reader)), tiles.as_of(row, reader)
        return reader.t("tile.outside", value=value, date=date)
    return " · ".join(filter(None, (tiles.age(row, reader), *tiles.rows_behind(row, reader))))


def _noted(row: tables.Row, reader: Reader) -> str:
    """How old the figure is, of what, from which kind of source, and how much disagrees."""
    if not tiles.has_figure(row):
        partly = [reader.t("tile.partly")] if row["is_stated"] else []
        return " · ".join([*partly, *([] if reader.known else [_supply(row, reader)])])
    told = [_age(row, reader)]
    if reader.place and row["place_kind"] in {None, "national"}:
        told.append(reader.t("layout.national"))
    if row["segment_kind"] not in {None, "national"}:
        told.append(tables.string(row, f"segment_{reader.lang}") or "")
    if row["phase"] not in {None, "announced"}:
        told.append(reader.label("phase", tables.string(row, "phase")))
    if row["is_secondary"]:
        told += [reader.t("tile.secondary"), tiles.other_basis(row["metric_id"], reader)]
    if row["today"] is not None:
        told.append(tiles.worked_out(row, reader))
        if row["is_timeless"]:
            told.append(reader.t("layout.timeless"))
    told += tiles.disagreements(row, reader)
    if count := len(tables.records(row, "documents")):
        told.append(reader.t("card.documents", count=count))
    elif row["value"] == 0:  # that nothing is named rests on all of the record
        told.append(reader.t("tile.in_no_document"))
    return " · ".join(filter(None, told))
