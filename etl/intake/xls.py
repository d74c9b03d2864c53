"""Reads workbooks in the format of before 2007 (.xls), in a process of their own.

The library aborts its process over some damaged files, so it gets its own, with bounded memory. It
does not say which cells hold formulas or errors, how numbers are shown, or which are merged. That
is read here from the file itself: a compound file (MS-CFB) whose stream `Workbook` is a series of
records (MS-XLS), each with its kind and length. `etl.intake.ods` does the same for its format.
"""

import io
import json
import struct
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import olefile

from etl.intake import number_formats

Address = tuple[int, int]  # row and column, both counted from 1

BOF, EOF, LOCKED, SHEET, FORMAT, XF = 0x0809, 0x000A, 0x002F, 0x0085, 0x041E, 0x00E0
SINCE_1904, ROW, IS_HIDDEN = 0x0022, 0x0208, 0x20
COLUMNS, ARE_HIDDEN = 0x007D, 0x01
FORMULA, NUMBER, RK, MULRK, BOOLERR, MERGED = 0x0006, 0x0203, 0x027E, 0x00BD, 0x0205, 0x00E5
FONT, IS_STRUCK, LABEL, LABELSST = 0x0031, 0x08, 0x0204, 0x00FD
NUMBERS = {NUMBER, RK, MULRK}
CELLS = {FORMULA, BOOLERR, LABEL, LABELSST, *NUMBERS}
NO_FONT = 4  # fonts are counted without this number
SECONDS = 120  # that the process may take


@dataclass
class Marks:
    """What the library does not say of a sheet: formulas, errors, number formats, what is hidden.

    `formats` are those that say more than the number does. `spoilt` are cells whose text can't be
    taken as it is, with the reason: it is struck out, or has a raised digit. `merged` holds ranges
    as (first row, last row, first column, last column), counted from 1.
    """

    formulas: set[Address] = field(default_factory=set)
    errors: set[Address] = field(default_factory=set)
    formats: dict[Address, str] = field(default_factory=dict)
    spoilt: dict[Address, str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)  # rows
    hidden_columns: set[int] = field(default_factory=set)
    since_1904: bool = False


@dataclass(frozen=True)
class Sheet:
    """A sheet. `rows` are all cells as text, from A1 to the last filled one of each row."""

    name: str
    rows: list[list[str | None]]
    marks: Marks
    is_hidden: bool


def sheets(content: bytes) -> list[Sheet]:
    """The sheets of a workbook with these bytes.

    Raises ValueError, IndexError or struct.error where the file is damaged or locked.
    """
    return read(content, marks(content))


def read(content: bytes, seen: list[Marks]) -> list[Sheet]:
    """The sheets as the library reads them in its own process, each with its marks.

    Raises ValueError where the file is damaged.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(Path(__file__).with_name("library.py"))],
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
        Sheet(sheet["name"], sheet["rows"], of_sheet, not sheet["visible"])
        for sheet, of_sheet in zip(found, seen, strict=True)
    ]


def marks(content: bytes) -> list[Marks]:
    """The marks of every sheet. Raises ValueError, IndexError or struct.error where damaged."""
    stream = _stream(content)
    formats = dict(number_formats.BUILT_IN)
    styles, fonts, starts, since_1904 = list[tuple[int, int]](), list[bool](), list[int](), False
    for kind, body in _records(stream, 0):
        if kind == LOCKED:
            raise ValueError("locked by a password")
        if kind == FORMAT:
            width, encoding = (2, "utf-16-le") if body[4] & 1 else (1, "latin-1")
            written = body[5 : 5 + width * _uint16(body, 2)]
            formats[_uint16(body, 0)] = written.decode(encoding)
        elif kind == SINCE_1904:
            since_1904 = _uint16(body, 0) == 1
        elif kind == FONT:
            fonts += [False] * (len(fonts) == NO_FONT)
            fonts.append(bool(body[2] & IS_STRUCK))
        elif kind == XF:
            styles.append((_uint16(body, 0), _uint16(body, 2)))
        elif kind == SHEET:
            starts.append(struct.unpack_from("<I", body)[0])
    telling = {
        number: found
        for number, (_, style) in enumerate(styles)
        if number_formats.says_more(found := formats.get(style, "General"))
    }
    struck = {number for number, (font, _) in enumerate(styles) if fonts[font : font + 1] == [True]}
    return [_sheet(stream, start, telling, struck, since_1904) for start in starts]


def _stream(content: bytes) -> bytes:
    """The stream `Workbook`. Raises ValueError where there is none or the file is damaged."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as file, file.openstream("Workbook") as stream:
            found: bytes = stream.read()
    except (OSError, RecursionError) as error:  # its own errors are OSErrors
        raise ValueError(f"no stream Workbook: {error}") from None
    return found


def _sheet(
    stream: bytes, start: int, formats: dict[int, str], struck: set[int], since_1904: bool
) -> Marks:
    """The marks of the sheet that begins at `start`; its styles are told by their number."""
    found = Marks(since_1904=since_1904)
    for kind, body in _records(stream, start):
        if kind == MERGED:
            ranges = struct.iter_unpack("<4H", body[2 : 2 + 8 * _uint16(body, 0)])
            found.merged += [
                (top + 1, end + 1, left + 1, right + 1) for top, end, left, right in ranges
            ]
        if kind == ROW and body[12] & IS_HIDDEN:
            found.hidden.add(_uint16(body, 0) + 1)
        if kind == COLUMNS and body[8] & ARE_HIDDEN:
            found.hidden_columns |= {*range(_uint16(body, 0) + 1, _uint16(body, 2) + 2)}
        for address, style in _styled(kind, body):
            if kind == FORMULA:
                found.formulas.add(address)
            elif kind == BOOLERR and body[7]:
                found.errors.add(address)
            elif kind in NUMBERS and style in formats:
                found.formats[address] = formats[style]
            if style in struck:
                found.spoilt[address] = "struck_out"
    return found


def _styled(kind: int, body: bytes) -> Iterator[tuple[Address, int]]:
    """The cells of a record, each with the number of its style; none where it holds no cell."""
    if kind not in CELLS:
        return
    row, column, style = struct.unpack_from("<3H", body)
    if kind != MULRK:
        yield (row + 1, column + 1), style
        return
    for step, (of_cell, _) in enumerate(struct.iter_unpack("<HI", body[4:-2])):
        yield (row + 1, column + 1 + step), of_cell


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
