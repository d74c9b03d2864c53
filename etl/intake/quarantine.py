"""Rejected rows, out to a workbook to be mended and back in again.

The workbook has one sheet a source: where the row came from, why it was rejected, what may help,
then the row as it was sent, wrong cells coloured. A row of a mended workbook replaces the text of
the row that it names wherever a cell differs; the file that was sent stays as it is.
"""

import json
import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from etl.contract import Source, read_provenance
from etl.errors import EtlError, SourceError
from etl.intake import files, inbox, reasons
from etl.intake.extract import Edition
from etl.intake.inbox import Submission
from etl.intake.overrides import Correction
from etl.intake.refusals import Refused, Said, said
from etl.intake.workbook import BAD_FILL, head, put, saved, shown, text_columns
from etl.project import SHIPPED
from etl.publish import publish
from etl.publish.publish import Row
from sql import spreadsheet, warehouse

REFERENCE, WHY, ADVICE = "อ้างอิง", "เหตุผลที่ต้องแก้ไข", "คำแนะนำ"
LEADING = (REFERENCE, WHY, ADVICE)
MENDED = "แก้ไขในแบบแก้ไขข้อมูล"
SHEET_NAME = 31  # the longest that a spreadsheet takes
OPEN = "from quarantine.rejected_row where not superseded"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Mend:
    """One row of a mended workbook: the row that it names, and its cells by heading."""

    source: str
    edition: str
    row: int
    cells: Mapping[str, str | None]
    where: Said  # sheet and row in the workbook
    evidence: str = ""
    submission: Submission | None = None  # where the workbook came through the page


# ------------------------------------------------------------------------------------------ out


def summary() -> list[Row]:
    """source, reason, rows: the open rejected rows of the published build."""
    return publish.rows(
        warehouse.current(),
        f"""
        select source, reason, count(*) as rows
        from (select source, unnest(list_distinct(reasons)) as reason {OPEN})
        group by source, reason
        order by rows desc, source, reason
        """,
    )


def export(path: Path) -> int:
    """Writes the open rejected rows to a workbook, bad cells coloured; gives how many."""
    found = publish.rows(warehouse.current(), f"select * {OPEN} order by source, edition, row")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(workbook(found))
    except OSError as error:
        raise EtlError(
            f"{path}: the workbook can't be written ({error.strerror}). Name another place."
        ) from error
    return len(found)


def workbook(rejected: Iterable[Row]) -> bytes:
    """The file of a workbook with these rows of `quarantine.rejected_row`."""
    by_source: dict[str, list[Row]] = {}
    for row in rejected:
        by_source.setdefault(str(row["source"]), []).append(row)
    book = Workbook()
    del book["Sheet"]
    declared = {source.name: source for source in SHIPPED.sources}
    if gone := sorted(by_source.keys() - declared.keys()):
        raise EtlError(f"{', '.join(gone)}: no source of that name any more. Run the build again.")
    for number, (name, rows) in enumerate(by_source.items(), start=1):
        _sheet(book.create_sheet(_title(name, number)), declared[name], rows)
    if not by_source:
        head(book.create_sheet("ไม่มีรายการ"), LEADING)
    return saved(book)


def _title(source: str, number: int) -> str:
    return source if len(source) <= SHEET_NAME else f"{source[: SHEET_NAME - 3]}~{number}"


def _sheet(sheet: Worksheet, source: Source, rows: list[Row]) -> None:
    records = [json.loads(str(row["record"])) for row in rows]
    headings = list(dict.fromkeys((*reasons.headings(source), *(k for r in records for k in r))))
    text_columns(sheet, [44, 52, 44, *(min(max(len(name) + 4, 16), 40) for name in headings)])
    head(sheet, (*LEADING, *headings))
    sheet.freeze_panes = "B2"
    for line, (row, record) in enumerate(zip(rows, records, strict=True), start=2):
        told = reasons.told(source, row)
        bad = {heading for reason in told for heading in reason.texts}
        put(sheet, line, 1, f"{row['source']}/{row['edition']}/{row['row']}")
        put(sheet, line, 2, "\n".join(map(_why, told)))
        put(sheet, line, 3, "\n".join(dict.fromkeys(_advice(source, told))))
        for column, heading in enumerate(headings, start=len(LEADING) + 1):
            cell = put(sheet, line, column, record.get(heading))
            if heading in bad:
                cell.fill = BAD_FILL


def _why(reason: reasons.Reason) -> str:
    place = f" (ช่อง {reason.cell} ในไฟล์เดิม)" if reason.cell else ""
    return f"{', '.join(reason.texts)}{place}: {reason.thai}"


def _advice(source: Source, told: list[reasons.Reason]) -> Iterable[str]:
    """What was probably meant, else what the form's instructions say."""
    for reason in told:
        if reason.suggestion:
            meant = re.sub(r" \(\d\d\)$", "", reason.suggestion)  # as a cell can hold it
            yield f"{', '.join(reason.texts)}: น่าจะหมายถึง “{meant}”"
        elif reason.repeats:
            yield "แก้ไขให้ต่างกัน หรือส่งไฟล์ใหม่ที่มีรายการนี้เพียงแถวเดียว"
        elif source.template is not None:
            for heading in reason.texts:
                if field := source.template.fields.get(heading):
                    yield f"{heading}: {field.help}"


# ----------------------------------------------------------------------------------------- back


def mended(found: list[Edition], mends: list[Mend]) -> tuple[list[Edition], list[Correction]]:
    """The editions of a source with the rows of filed mends put in, and every cell that changed.

    Where two mends touch one row, the newest counts.
    """
    there = {edition.name for edition in found}
    ours = {mend.edition for mend in mends if mend.source in {e.source.name for e in found}}
    for gone in sorted(ours - there):
        log.warning("%s: mended rows of edition %s, which is not there", found[0].source.name, gone)
    return applied(found, mends)


def curated() -> set[str]:
    """The sources that the project keeps: an operator who names one mends its rows, nobody else."""
    return {source.name for source in SHIPPED.sources if source.is_curated}


def filed(place: Path | None) -> tuple[list[Mend], list[str]]:
    """The rows of every filed mend, oldest first, and what is wrong with unreadable ones."""
    mends: list[Mend] = []
    broken = []
    for path in inbox.mends(place):
        try:
            found, left_out = _filed(path)
        except SourceError as error:
            broken.append(str(error))
        else:
            mends += found
            broken += [left_out] if left_out else []
    return mends, broken


def applied(found: list[Edition], mends: list[Mend]) -> tuple[list[Edition], list[Correction]]:
    """As `mended`, for these mends, oldest first."""
    corrections: list[Correction] = []
    editions = []
    for edition in found:
        key = (edition.source.name, edition.name)
        named = [mend for mend in mends if (mend.source, mend.edition) == key]
        frame, changed = _put_in(edition, named) if named else (edition.frame, [])
        editions.append(replace(edition, frame=frame))
        corrections += changed
    return editions, corrections


def _put_in(edition: Edition, mends: list[Mend]) -> tuple[pl.DataFrame, list[Correction]]:
    sent = {
        row["_row"]: row
        for row in edition.frame.filter(
            pl.col("_row").is_in([mend.row for mend in mends])
        ).iter_rows(named=True)
    }
    newest: dict[int, tuple[Mend, dict[str, str | None]]] = {}
    for mend in mends:
        if mend.row in sent and (changes := _changes(mend, sent[mend.row])):
            newest[mend.row] = mend, changes
    frame, corrections = edition.frame, []
    by_heading: dict[str, dict[int, str | None]] = {}
    for row, (mend, changes) in sorted(newest.items()):
        for heading, text in changes.items():
            by_heading.setdefault(heading, {})[row] = text
            was, became = sent[row][heading] or "", text or ""
            corrections.append(
                Correction(
                    *(edition.source.name, edition.name, f"row={row}", heading),
                    *(was, became, MENDED, mend.evidence),
                )
            )
    for heading, texts in by_heading.items():
        new = pl.col("_row").replace_strict(texts, default=None, return_dtype=pl.String)
        here = pl.col("_row").is_in(list(texts))
        frame = frame.with_columns(pl.when(here).then(new).otherwise(heading).alias(heading))
    return frame, corrections


def _changes(mend: Mend, sent: Mapping[str, str | None]) -> dict[str, str | None]:
    """The cells that the mend writes otherwise than they were sent."""
    return {
        heading: text
        for heading, cell in mend.cells.items()
        if heading in sent and (text := _unguarded(cell, sent[heading])) != _text(sent[heading])
    }


def _unguarded(cell: str | None, sent: str | None) -> str | None:
    """A cell without the apostrophe by which a program that wrote it guarded what isn't run."""
    if cell is None or (sent or "").lstrip().startswith("'"):
        return cell
    return spreadsheet.unguarded(cell)


def _filed(path: Path) -> tuple[list[Mend], str]:
    """The rows of a filed workbook, which never changes; its hash is their evidence.

    Rows of what the project keeps count where an operator named the source; else what is left out
    is told.
    """
    card = read_provenance(path.parent / inbox.CARD)
    if inbox.sha256(path) != card.sha256:
        raise SourceError(
            f"{path}: not the file that was filed. Put the filed one back, or remove "
            f"{path.parent} and ingest the mended workbook again."
        )
    found = read(path)
    if found is None:
        raise SourceError(f"{path}: no mended workbook. Remove {path.parent}.")
    evidence = f"{path.name}, sha256 {card.sha256}"
    came = inbox.submission(path.parent, card)
    named = [replace(mend, evidence=evidence, submission=came) for mend in found]
    kept = {mend.source for mend in found} & curated()
    if not kept or card.via == "command":
        return named, ""
    message = (
        f"{path}: left out for {', '.join(sorted(kept))}, which the project keeps itself. Look at "
        f"it, remove {path.parent}, file it with `python -m etl ingest FILE --source NAME`."
    )
    seen = card.via != ""  # by `ingest`, which refuses a workbook that would change one of them
    return [mend for mend in named if mend.source not in kept], "" if seen else message


def read(path: Path) -> list[Mend] | None:
    """The rows of a mended workbook, or nothing where the file is none.

    Raises SourceError where a row can't be understood.
    """
    sheets = [(grid, _top(grid)) for grid in files.read(path)]
    found: dict[tuple[str, str, int], Mend] = {}
    for grid, top in sheets:
        for number, row in enumerate(grid.rows[top:], start=top + 1) if top else ():
            where = said("mend_row", sheet=grid.sheet, row=number)
            if mend := _mend(path, grid.rows[top - 1], row, where):
                other = found.setdefault((mend.source, mend.edition, mend.row), mend)
                if other is not mend:
                    raise Refused(path.name, "mend_twice", place=where, other=other.where)
    return list(found.values()) if any(top for _, top in sheets) else None


def _top(grid: files.Grid) -> int:
    """The row of a sheet's headings, from 1; 0 where it is no sheet of a mended workbook."""
    tops = (number for number, row in enumerate(grid.rows, start=1) if set(LEADING) <= set(row))
    return next(tops, 0)


def _mend(path: Path, headings: files.Row, row: files.Row, where: Said) -> Mend | None:
    cells = {heading: cell for heading, cell in zip(headings, row, strict=True) if heading}
    reference, *_ = (cells.pop(heading) for heading in LEADING)
    for heading, cell in cells.items():
        if isinstance(cell, files.NoValue):
            raise Refused(path.name, "mend_value", place=where, heading=heading, text=str(cell))
    if reference is None:
        if any(cells.values()):
            raise Refused(path.name, "mend_no_reference", place=where, reference=REFERENCE)
        return None
    parts = reference.split("/")
    if len(parts) != 3 or not (parts[2].isascii() and parts[2].isdigit()):
        raise Refused(path.name, "mend_bad_reference", place=where, text=reference)
    source, edition, number = parts
    texts = {heading: _text(cell) for heading, cell in cells.items()}
    return Mend(source, edition, int(number), texts, where)


def _text(cell: str | None) -> str | None:
    """What a workbook's cell says of this text; so an untouched cell equals what was sent."""
    return shown(cell).strip() or None
