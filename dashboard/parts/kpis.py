"""A KPI in words: its reporting status, its latest figure, the rows behind it.

The list of all KPIs and the drawer say the same.
"""

from collections.abc import Callable

from dashboard.parts import tables, tiles
from dashboard.reader.reader import Reader

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
            forms = tables.records(row, "templates")
            names = [reader.t("tile.form", form=form[f"title_{reader.lang}"]) for form in forms]
            supplier = reader.t("tile.supplier", owner=tiles.owners(row, reader))
            return " · ".join([*names, supplier])
        case "refused":
            return tables.string(row, f"reason_{reader.lang}") or ""
    key = "definitions.reported_with" if row["provinces"] else "definitions.national_only"
    stated = reader.t(key, figures=row["figures"], provinces=row["provinces"])
    lacking = reader.label("partly", tables.string(row, "part")) if row["part"] else ""
    return " · ".join(words for words in (lacking, stated) if words)


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
