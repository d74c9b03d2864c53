"""The drawer of one record: what it states, and every fact of it."""

from dataclasses import replace

from dashboard.parts import picks, records, tables
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader
from dashboard.warehouse import data, statements


def told(named: str, reader: Reader) -> tuple[str, dict[str, str]] | None:
    """What the row `<kind>:<code>` states and its facts, in Markdown; None where there is none."""
    kind, _, code = named.partition(":")
    whole = replace(reader, region=None, province=None, from_year=None, to_year=None)
    rows = statements.rows(whole, {"kind": kind, "code": code}, take=1)
    if rows.is_empty():
        return None
    row = rows.row(0, named=True)
    record = data.read_page(data.RECORD, whole, kind=kind, code=code)
    return tables.plain(records.what(row, reader)), _facts(row, record, reader)


def _facts(row: tables.Row, told: Page, reader: Reader) -> dict[str, str]:
    """A row's facts by name, in Markdown."""
    column = tables.Columns(reader)
    words = {
        "table.kind": reader.label("record_kind", str(row["kind"])),
        "explore.group": tables.string(row, f"group_{reader.lang}"),
        "table.value": records.value(row, column),
        "table.date": str(column.when("table.date", "as_of", "as_of_precision").cell(row)),
        "explore.place": records.place(row, reader),
        "table.phase": reader.label("phase", str(row["phase"])) if row["phase"] else None,
        "table.nature": reader.label("nature", str(row["nature"])) if row["nature"] else None,
        "explore.curated": tables.string(row, f"note_{reader.lang}"),
    }
    facts = {reader.t(key): tables.plain(value) for key, value in words.items() if value}
    kpis = " · ".join(
        _linked(
            f"{kpi['code']} {kpi[f'label_{reader.lang}']}",
            picks.address(f"kpi:{kpi['metric_id']}"),
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
        "explore.kpis": kpis,
        "explore.conflicts": conflicts,
        "table.source": documents,
        "explore.code": f"`{row['code']}`",
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


def _linked(words: str, place: str) -> str:
    """Words as a Markdown link to a page of ours."""
    return f"[{tables.plain(words)}]({place})"
