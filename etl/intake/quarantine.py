"""Exports rejected rows to a workbook, and reads the workbook back once its rows are repaired.

The workbook has one sheet per source and one line per rejected row: a reference to the row, why it
was rejected, advice, then the row as it was sent, wrong cells coloured. Each cell that differs in a
repaired workbook replaces the text of that cell in the row that the line refers to; the file that
was sent stays as it is.
"""

import json
import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from etl.contract import Source, read_provenance
from etl.errors import EtlError, SourceError
from etl.intake import files, inbox, reasons
from etl.intake.extract import Edition
from etl.intake.inbox import Submission
from etl.intake.overrides import Correction
from etl.intake.refusals import Phrase, Refused, phrase
from etl.intake.templates import LIST_SHEET, drop_down
from etl.intake.workbook import (
    BAD_FILL,
    file_bytes,
    format_columns,
    write_cell,
    write_headings,
)
from etl.project import SHIPPED
from etl.publish import publish
from etl.publish.publish import Row
from sql import spreadsheet, warehouse, words

REFERENCE, WHY, ADVICE = "อ้างอิง", "เหตุผลที่ต้องแก้ไข", "คำแนะนำ"
LEADING = (REFERENCE, WHY, ADVICE)
REPAIR_REASON = "แก้ไขในแบบแก้ไขข้อมูล"
SHEET_NAME_LENGTH = 31  # the longest that a spreadsheet takes
OPEN_ROWS = "from quarantine.rejected_row where not superseded"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Repair:
    """One line of a repaired workbook: the row of an edition that it refers to, and its cells.

    `evidence` names the workbook and its hash once it is filed.
    """

    source: str
    edition: str
    row: int
    cells: Mapping[str, str | None]
    where: Phrase  # sheet and row of the line in the workbook
    evidence: str = ""
    submission: Submission | None = None  # where the workbook came through the page


# --------------------------------------------------------------------------------------- export


def summary() -> list[Row]:
    """How many rejected rows of the published build are open: one row per source and reason."""
    found = publish.published_rows(warehouse.page_queries("health")["reasons"])
    return [{key: row[key] for key in ("source", "reason", "rows")} for row in found]


def export(path: Path) -> int:
    """Writes the open rejected rows of the published build to a workbook; see `write`."""
    return write(
        path, publish.published_rows(f"select * {OPEN_ROWS} order by source, edition, row")
    )


def write(path: Path, rejected: Sequence[Row]) -> int:
    """Writes rows of `quarantine.rejected_row` to a workbook at `path`, to be repaired.

    Returns how many. Raises EtlError where the workbook can't be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(workbook(rejected))
    except OSError as error:
        raise EtlError("not_written", path=str(path), error=error.strerror) from error
    return len(rejected)


def workbook(rejected: Iterable[Row]) -> bytes:
    """The bytes of a workbook with these rows of `quarantine.rejected_row`, to be repaired."""
    by_source: dict[str, list[Row]] = {}
    for row in rejected:
        by_source.setdefault(str(row["source"]), []).append(row)
    book = Workbook()
    del book["Sheet"]
    declared = {source.name: source for source in SHIPPED.sources}
    if gone := sorted(by_source.keys() - declared.keys()):
        raise EtlError("sources_gone", names=", ".join(gone))
    lists: dict[tuple[str, ...], int] = {}  # choices -> their column in the list sheet
    for number, (name, rows) in enumerate(by_source.items(), start=1):
        sheet = book.create_sheet(_sheet_name(name, number))
        _fill_sheet(sheet, declared[name], rows, lists)
    if lists:
        _fill_list_sheet(book.create_sheet(LIST_SHEET), lists)
    if not by_source:
        write_headings(book.create_sheet("ไม่มีรายการ"), LEADING)
    return file_bytes(book)


def _sheet_name(source: str, number: int) -> str:
    return (
        source
        if len(source) <= SHEET_NAME_LENGTH
        else f"{source[: SHEET_NAME_LENGTH - 3]}~{number}"
    )


def _fill_list_sheet(sheet: Worksheet, lists: Mapping[tuple[str, ...], int]) -> None:
    for choices, column in lists.items():
        for row, choice in enumerate(choices, start=2):  # as in a form, whose first row is a title
            write_cell(sheet, row, column, choice)


def _add_drop_downs(
    sheet: Worksheet, source: Source, headings: list[str], lists: dict[tuple[str, ...], int]
) -> None:
    """The drop-down lists of the form, below the same headings."""
    fields = source.template.fields if source.template else {}
    for column, heading in enumerate(headings, start=len(LEADING) + 1):
        if heading in fields and (choices := fields[heading].choices):
            rule = drop_down(lists.setdefault(choices, len(lists) + 1), len(choices))
            letter = get_column_letter(column)
            rule.add(f"{letter}2:{letter}{sheet.max_row}")
            sheet.add_data_validation(rule)


def _fill_sheet(
    sheet: Worksheet, source: Source, rows: list[Row], lists: dict[tuple[str, ...], int]
) -> None:
    records = [json.loads(str(row["record"])) for row in rows]
    headings = list(dict.fromkeys((*reasons.headings(source), *(k for r in records for k in r))))
    format_columns(sheet, [44, 52, 44, *(min(max(len(name) + 4, 16), 40) for name in headings)])
    write_headings(sheet, (*LEADING, *headings))
    sheet.freeze_panes = "B2"
    for line, (row, record) in enumerate(zip(rows, records, strict=True), start=2):
        row_reasons = reasons.explain(source, row)
        bad = {heading for reason in row_reasons for heading in reason.texts}
        write_cell(sheet, line, 1, f"{row['source']}/{row['edition']}/{row['row']}")
        write_cell(sheet, line, 2, "\n".join(map(_explanation, row_reasons)))
        write_cell(sheet, line, 3, "\n".join(dict.fromkeys(_advice(source, row_reasons))))
        for column, heading in enumerate(headings, start=len(LEADING) + 1):
            cell = write_cell(sheet, line, column, record.get(heading))
            if heading in bad:
                cell.fill = BAD_FILL
    _add_drop_downs(sheet, source, headings, lists)


def _explanation(reason: reasons.Reason) -> str:
    cell = f" (ช่อง {reason.cell} ในไฟล์เดิม)" if reason.cell else ""
    return f"{', '.join(reason.texts)}{cell}: {reason.thai}"


def _advice(source: Source, row_reasons: list[reasons.Reason]) -> Iterable[str]:
    """What was probably meant, else what the form's instructions say, per reason."""
    for reason in row_reasons:
        if reason.suggestion:
            meant = re.sub(r" \(\d\d\)$", "", reason.suggestion)  # as a cell can hold it
            yield f"{', '.join(reason.texts)}: น่าจะหมายถึง “{meant}”"
        if reason.next_thai:
            yield reason.next_thai
        elif not reason.suggestion and source.template is not None:
            for heading in reason.texts:
                if field := source.template.fields.get(heading):
                    yield f"{heading}: {field.help}"
        if reason.allowed:
            yield reasons.what_next(reason, "th").strip()


# -------------------------------------------------------------------------------------- repairs


def apply_filed_repairs(
    found: list[Edition], repairs: list[Repair]
) -> tuple[list[Edition], list[Correction]]:
    """Applies filed repairs to all editions of a source; warns of those of a missing edition.

    Returns the editions and one correction per cell that changed. `repairs` are oldest first: of
    two repairs of one row, the newest counts.
    """
    there = {edition.name for edition in found}
    ours = {repair.edition for repair in repairs if repair.source in {e.source.name for e in found}}
    for gone in sorted(ours - there):
        source = found[0].source.name
        log.warning(words.both("log.repairs_lost", source=source, edition=gone))
    return apply_repairs(found, repairs)


def curated_sources() -> set[str]:
    """The sources that the project keeps: only an operator who names one may repair its rows."""
    return {source.name for source in SHIPPED.sources if source.is_curated}


def filed_repairs(inbox_folder: Path | None) -> tuple[list[Repair], list[Phrase]]:
    """The repairs of every workbook filed in the inbox, oldest first, and what could not be used.

    The second list says so of each workbook that can't be read or is partly left out.
    """
    repairs: list[Repair] = []
    broken: list[Phrase] = []
    for path in inbox.repairs(inbox_folder):
        try:
            found, left_out = _read_filed(path)
        except SourceError as error:
            broken.append(error.told())
        else:
            repairs += found
            broken += [left_out] if left_out else []
    return repairs, broken


def apply_repairs(
    found: list[Edition], repairs: list[Repair]
) -> tuple[list[Edition], list[Correction]]:
    """As `apply_filed_repairs`, without its warning: `found` may lack editions."""
    corrections: list[Correction] = []
    editions = []
    for edition in found:
        key = (edition.source.name, edition.name)
        named = [repair for repair in repairs if (repair.source, repair.edition) == key]
        frame, changed = _repair_edition(edition, named) if named else (edition.frame, [])
        editions.append(replace(edition, frame=frame))
        corrections += changed
    return editions, corrections


def _repair_edition(
    edition: Edition, repairs: list[Repair]
) -> tuple[pl.DataFrame, list[Correction]]:
    sent = {
        row["_row"]: row
        for row in edition.frame.filter(
            pl.col("_row").is_in([repair.row for repair in repairs])
        ).iter_rows(named=True)
    }
    newest: dict[int, tuple[Repair, dict[str, str | None]]] = {}
    for repair in repairs:
        if repair.row in sent and (changes := _changed_cells(repair, sent[repair.row])):
            newest[repair.row] = repair, changes
    frame, corrections = edition.frame, []
    by_heading: dict[str, dict[int, str | None]] = {}
    for row, (repair, changes) in sorted(newest.items()):
        for heading, text in changes.items():
            by_heading.setdefault(heading, {})[row] = text
            was, became = sent[row][heading] or "", text or ""
            corrections.append(
                Correction(
                    source=edition.source.name,
                    edition=edition.name,
                    record=f"row={row}",
                    column_name=heading,
                    was=was,
                    became=became,
                    reason=REPAIR_REASON,
                    evidence=repair.evidence,
                )
            )
    for heading, texts in by_heading.items():
        new = pl.col("_row").replace_strict(texts, default=None, return_dtype=pl.String)
        here = pl.col("_row").is_in(list(texts))
        frame = frame.with_columns(pl.when(here).then(new).otherwise(heading).alias(heading))
    return frame, corrections


def _changed_cells(repair: Repair, sent: Mapping[str, str | None]) -> dict[str, str | None]:
    """The cells in which the repair differs from the row as it was sent: heading -> new text."""
    return {
        heading: text
        for heading, cell in repair.cells.items()
        if heading in sent
        and (text := _unguarded(cell, sent[heading])) != _round_trip_text(sent[heading])
    }


def _unguarded(cell: str | None, sent: str | None) -> str | None:
    """The cell without the apostrophe that keeps a spreadsheet from running it as a formula.

    An apostrophe that was there when the row was sent stays.
    """
    if cell is None or (sent or "").lstrip().startswith("'"):
        return cell
    return spreadsheet.unguarded(cell)


def _read_filed(path: Path) -> tuple[list[Repair], Phrase | None]:
    """The repairs of one filed workbook, and why some of them are left out, if they are.

    Repairs of a source that the project keeps are left out unless an operator's command filed the
    workbook. Raises SourceError where it can't be read or is not the file that was filed.
    """
    card = read_provenance(path.parent / inbox.CARD)
    if inbox.sha256(path) != card.sha256:
        raise SourceError("not_as_filed", path=path, folder=path.parent)
    found = read(path)
    if found is None:
        raise SourceError("no_repaired_workbook", path=path, folder=path.parent)
    evidence = f"{path.name}, sha256 {card.sha256}"
    came = inbox.submission(path.parent, card)
    named = [replace(repair, evidence=evidence, submission=came) for repair in found]
    kept = {repair.source for repair in found} & curated_sources()
    if not kept or card.via == "command":
        return named, None
    left_out = phrase(
        "repairs_left_out", path=path, sources=", ".join(sorted(kept)), folder=path.parent
    )
    seen = card.via != ""  # `ingest` looked at it: it refuses one that would change such a row
    return [repair for repair in named if repair.source not in kept], None if seen else left_out


def read(path: Path) -> list[Repair] | None:
    """The repairs in a workbook, or None where the file is no quarantine workbook.

    Raises SourceError where a line can't be understood.
    """
    sheets = [(grid, _heading_row(grid)) for grid in files.read(path)]
    found: dict[tuple[str, str, int], Repair] = {}
    for grid, top in sheets:
        for number, row in enumerate(grid.rows[top:], start=top + 1) if top else ():
            where = phrase("repair_row", sheet=grid.sheet, row=number)
            if repair := _read_repair(path, grid.rows[top - 1], row, where):
                other = found.setdefault((repair.source, repair.edition, repair.row), repair)
                if other is not repair:
                    raise Refused(path.name, "repair_twice", location=where, other=other.where)
    return list(found.values()) if any(top for _, top in sheets) else None


def _heading_row(grid: files.Grid) -> int:
    """The row of a sheet's headings, from 1; 0 where it is no sheet of a quarantine workbook."""
    tops = (number for number, row in enumerate(grid.rows, start=1) if set(LEADING) <= set(row))
    return next(tops, 0)


def _read_repair(path: Path, headings: files.Row, row: files.Row, where: Phrase) -> Repair | None:
    cells = {heading: cell for heading, cell in zip(headings, row, strict=True) if heading}
    reference, *_ = (cells.pop(heading) for heading in LEADING)
    for heading, cell in cells.items():
        if isinstance(cell, files.NotAValue):
            raise Refused(
                path.name, "repair_value", location=where, heading=heading, text=str(cell)
            )
    if reference is None:
        if any(cells.values()):
            raise Refused(path.name, "repair_no_reference", location=where, reference=REFERENCE)
        return None
    parts = reference.split("/")
    if len(parts) != 3 or not (parts[2].isascii() and parts[2].isdigit()):
        raise Refused(path.name, "repair_bad_reference", location=where, text=reference)
    source, edition, number = parts
    if not edition:
        raise Refused(path.name, "repair_unfiled", location=where)
    texts = {heading: _round_trip_text(cell) for heading, cell in cells.items()}
    return Repair(source, edition, int(number), texts, where)


def _round_trip_text(cell: str | None) -> str | None:
    """The text as it comes back from a workbook's cell, so that untouched cells compare equal."""
    return spreadsheet.cell_text(cell).strip() or None
