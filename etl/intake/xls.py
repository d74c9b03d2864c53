"""Reads workbooks in the format of before 2007 (.xls), in a process of their own.

The library aborts its process over some damaged files, so it gets its own, with bounded memory. It
does not say which cells hold formulas, percentages or errors, or which are merged. That is read
here from the file itself: a compound file (MS-CFB) whose stream `Workbook` is a series of records
(MS-XLS), each with its kind and length.
"""

import io
import json
import resource
import struct
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import fastexcel
import olefile

Address = tuple[int, int]  # row and column, both counted from 1

BOF, EOF, LOCKED, SHEET, FORMAT, XF = 0x0809, 0x000A, 0x002F, 0x0085, 0x041E, 0x00E0
FORMULA, NUMBER, RK, MULRK, BOOLERR, MERGED = 0x0006, 0x0203, 0x027E, 0x00BD, 0x0205, 0x00E5
PERCENT = {9, 10}  # formats that every workbook has: 0% and 0.00%
MEMORY, SECONDS = 4 * 1024**3, 120  # bytes and seconds that the process may use


@dataclass
class Marks:
    """What the library does not say of a sheet: cells with a formula, an error or a percentage.

    `merged` holds ranges as (first row, last row, first column, last column), counted from 1.
    """

    formulas: set[Address] = field(default_factory=set)
    errors: set[Address] = field(default_factory=set)
    percents: set[Address] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Sheet:
    """A visible sheet. `rows` are all cells as text, from A1 to the last filled one of each row."""

    name: str
    rows: list[list[str | None]]
    marks: Marks


def sheets(content: bytes) -> list[Sheet]:
    """The visible sheets of a workbook with these bytes.

    Raises ValueError, IndexError or struct.error where the file is damaged or locked.
    """
    seen = marks(content)
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(Path(__file__))],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ValueError(f"not read within {SECONDS} seconds") from None
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        raise ValueError(lines[-1] if lines else "no word from its reader")
    found = json.loads(done.stdout)
    return [
        Sheet(sheet["name"], sheet["rows"], of_sheet)
        for sheet, of_sheet in zip(found, seen, strict=True)
        if sheet["visible"]
    ]


def main() -> None:
    """The process: a workbook from standard input, its sheets as JSON to standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    workbook = fastexcel.read_excel(sys.stdin.buffer.read())
    found = []
    for name in workbook.sheet_names:
        sheet = workbook.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
        columns = sheet.available_columns()
        # the library drops empty columns on the left
        empty_columns = [None] * (columns[0].absolute_index if columns else 0)
        rows = [_trimmed([*empty_columns, *row]) for row in sheet.to_polars().iter_rows()]
        found.append({"name": name, "visible": sheet.visible == "visible", "rows": rows})
    json.dump(found, sys.stdout)


def _trimmed(row: list[str | None]) -> list[str | None]:
    """The row without its empty end: a cell far to the right would add millions of empty ones."""
    while row and not row[-1]:
        row.pop()
    return row


def marks(content: bytes) -> list[Marks]:
    """The marks of every sheet. Raises ValueError, IndexError or struct.error where damaged."""
    stream = _stream(content)
    formats, styles, starts = set(PERCENT), list[int](), list[int]()
    for kind, body in _records(stream, 0):
        if kind == LOCKED:
            raise ValueError("locked by a password")
        if kind == FORMAT and b"%" in body[2:]:
            formats.add(_uint16(body, 0))
        elif kind == XF:
            styles.append(_uint16(body, 2))
        elif kind == SHEET:
            starts.append(struct.unpack_from("<I", body)[0])
    percent = {number for number, style in enumerate(styles) if style in formats}
    return [_sheet(stream, start, percent) for start in starts]


def _stream(content: bytes) -> bytes:
    """The stream `Workbook`. Raises ValueError where there is none or the file is damaged."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as file, file.openstream("Workbook") as stream:
            found: bytes = stream.read()
    except (OSError, RecursionError) as error:  # its own errors are OSErrors
        raise ValueError(f"no stream Workbook: {error}") from None
    return found


def _sheet(stream: bytes, start: int, percent: set[int]) -> Marks:
    found = Marks()
    for kind, body in _records(stream, start):
        if kind == MERGED:
            ranges = struct.iter_unpack("<4H", body[2 : 2 + 8 * _uint16(body, 0)])
            found.merged += [
                (top + 1, end + 1, left + 1, right + 1) for top, end, left, right in ranges
            ]
        if kind not in {FORMULA, NUMBER, RK, MULRK, BOOLERR}:
            continue
        row, column, style = struct.unpack_from("<3H", body)
        address = row + 1, column + 1
        if kind == FORMULA:
            found.formulas.add(address)
        elif kind == BOOLERR:
            if body[7]:
                found.errors.add(address)
        elif kind == MULRK:
            for step, (style, _) in enumerate(struct.iter_unpack("<HI", body[4:-2])):
                if style in percent:
                    found.percents.add((row + 1, column + 1 + step))
        elif style in percent:
            found.percents.add(address)
    return found


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records (kind, body) of a sheet, or of the workbook, that begins at `start`.

    Those of charts within it are left out.
    """
    depth = 0
    if struct.unpack_from("<H", stream, start)[0] != BOF:
        raise ValueError("a sheet does not begin where it should")
    while True:
        kind, length = struct.unpack_from("<2H", stream, start)
        body = stream[start + 4 : start + 4 + length]
        start += 4 + length
        depth += (kind == BOF) - (kind == EOF)
        if depth == 0:
            return
        if depth == 1:
            yield kind, body


def _uint16(body: bytes, start: int) -> int:
    return int.from_bytes(body[start : start + 2], "little")


if __name__ == "__main__":
    main()
