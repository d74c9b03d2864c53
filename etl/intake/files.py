"""Reads an agency's file into its visible sheets of text cells, with bounded memory.

The content decides how a file is read, not the end of its name: xlsx, xls, ods, or text with
separators (comma, semicolon, tab, bar) in UTF-8, UTF-16 with a byte order mark, or cp874.
"""

import csv
import io
import re
import struct
import warnings
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from pathlib import Path
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import WorkSheetParser

from etl.expressions import BLANK, INVISIBLE
from etl.intake import number_formats, ods, xls
from etl.intake.refusals import Refused, phrase, row_location

MEGABYTE = 1024 * 1024
FILE_BYTES = 50 * MEGABYTE
UNPACKED_BYTES = 150 * MEGABYTE  # of a workbook, all parts together
ELEMENTS = 10_000_000  # in one part of a workbook; five million filled cells
WORKBOOK_ROWS = 200_000
TEXT_ROWS = 2_000_000
SHEET_ROWS = 1_048_576  # no spreadsheet can have more
SHARED_TEXTS = 2_000_000
OPEN_ELEMENTS = 200_000  # in one row, or outside the rows: the parser holds them all in memory
COLUMNS = 300
CELL_CHARACTERS = 32_767
CACHED_TEXTS = 100_000
NEAR_CHARACTERS = 40  # that are shown of a line before what can't be read
HEAD_BYTES = 4096  # of a part, to see what it is
EMPTY_WORDS = (  # mean "no value", also where a program writes it; in lower case
    *("", "-", "–", "—", "−", "n/a", "ไม่มีข้อมูล"),
    *("null", "none", "nat", "<na>"),
)
ERRORS = {"#n/a", "#ref!", "#div/0!", "#value!", "#name?", "#num!", "#null!", "#spill!", "err:502"}
RAISED = {"superscript", "subscript"}

Row = list[str | None]


class NotAValue(str):
    """The text of a cell that can't be taken as a value; `reason` is in `reject_reason.toml`.

    It holds a formula, an error, a number that is shown in thousands or millions, something that is
    struck out, or a raised digit.
    """

    reason: str

    def __new__(cls, text: str, reason: str = "formula") -> "NotAValue":
        """The text as the cell holds it, and why it is no value."""
        made = super().__new__(cls, text)
        made.reason = reason
        return made


@dataclass(frozen=True)
class Merged:
    """A merged range: rows and columns counted from 1, both ends included."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True)
class Grid:
    """One sheet. `rows[i]` is spreadsheet row i + 1; all rows have equally many cells.

    An empty cell is None. `last_row_cells` counts the cells in the last row of a text that has no
    line end behind it; otherwise it is None. `hidden` and `hidden_columns` are the rows and columns
    that a reader of the sheet does not see, since they are hidden or filtered away. Of a sheet
    that is hidden itself nothing is read.
    """

    sheet: str | None
    rows: list[Row]
    merged: tuple[Merged, ...] = ()
    last_row_cells: int | None = None
    hidden: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False


def address(row: int, column: int) -> str:
    """The address of a cell as spreadsheets write it (`C12`); row and column are counted from 1."""
    return f"{get_column_letter(column)}{row}"


def read(path: Path) -> list[Grid]:
    """The sheets of the file at `path`.

    Raises SourceError where it is no table, damaged, locked by a password or beyond the limits.
    """
    content = _bytes(path)
    if not content.strip(b"\0 \t\r\n"):
        raise Refused(path, "empty")
    if kind := _unsupported_kind(content):
        raise Refused(path, "stranger", kind=phrase(kind))
    if content.startswith(b"PK"):
        return _ods(content, path) if ods.is_ods(content) else _xlsx(content, path)
    if content.startswith(_OLE):
        return _xls(content, path)
    return [_text(content, path)]


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise Refused(path, "no_such_file")
    try:
        with path.open("rb") as file:
            content = file.read(FILE_BYTES + 1)
    except OSError as error:
        raise Refused(path, "unreadable", error=error.strerror) from error
    if len(content) > FILE_BYTES:
        raise Refused(path, "too_large", limit=FILE_BYTES // MEGABYTE)
    return content


# ------------------------------------------------------------------------------ kinds of files

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UNSUPPORTED = {
    b"%PDF": "pdf",
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpeg",
    b"GIF8": "gif",
    b"BM": "bmp",
    b"II*\0": "tiff",
    b"MM\0*": "tiff",
    b"{\\rtf": "rtf",
    b"Rar!": "rar",
    b"7z\xbc\xaf": "seven_zip",
    b"\x1f\x8b": "gzip",
    b"\x7fELF": "program",
    b"MZ": "program",
}
_MARKUP = re.compile(rb"\s*<(?:!doctype html|html|head|body|table|meta|\?xml|!--)", re.IGNORECASE)
_JSON = re.compile(rb"\s*(?:\{\s*\"[^\"\n]*\"\s*:|\[\s*[\[{])")


def _unsupported_kind(content: bytes) -> str:
    """The code (in `sql/refusal.toml`) of a kind of file that can't be read; "" for any other."""
    head = content[:4096]
    for mark, kind in _UNSUPPORTED.items():
        if head.startswith(mark) and (len(mark) > 2 or b"\0" in head):
            return kind
    plain = head.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe")
    if _MARKUP.match(plain):
        return "xml" if plain.lstrip().startswith(b"<?xml") else "html"
    return "json" if _JSON.match(plain) else ""


# ---------------------------------------------------------------------------------------- text


def decode(content: bytes, path: Path) -> str:
    """The text of a file in UTF-16 with a byte order mark, UTF-8 with or without one, or cp874.

    Raises Refused where it is cut off, in none of these, or in both of the latter.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError as error:
            raise Refused(path, "cut_utf16", byte=error.start) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        failure = error
        read_so_far = content[: error.start].removeprefix(b"\xef\xbb\xbf")
        if error.reason == "unexpected end of data" and not read_so_far.isascii():
            raise Refused(path, "cut_letter", byte=error.start) from error
    if _mostly_utf8(content):  # as cp874 every other line would be letters without sense
        line, before = _line(content, failure.start)
        text = before.decode("utf-8", "ignore").removeprefix("\ufeff")[-NEAR_CHARACTERS:]
        raise Refused(path, "mixed", line=line, text=text) from failure
    try:
        return content.decode("cp874")
    except UnicodeDecodeError as error:
        raise Refused(path, "encoding", line=_line(content, error.start)[0]) from failure


def _line(content: bytes, position: int) -> tuple[int, bytes]:
    """The number of the line in which a byte stands, from 1, and the line as far as that."""
    lines = (content[:position] + b".").splitlines()
    return len(lines), lines[-1][:-1]


def _mostly_utf8(content: bytes) -> bool:
    """Whether most lines with letters beyond ASCII are UTF-8, which lines in cp874 never are."""
    found = Counter(_is_utf8(line) for line in content.splitlines() if not line.isascii())
    return found[True] > found[False]


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _text(content: bytes, path: Path) -> Grid:
    text = decode(content, path).rstrip("\x1a")
    if strange := re.search("\0", text) or re.search("[\x01-\x08\x0e-\x1f]", text):
        line = text.count("\n", 0, strange.start()) + 1
        if strange.group() == "\0":
            raise Refused(path, "nul", line=line)
        raise Refused(path, "control", line=line, character=ord(strange.group()))
    if not text.strip():
        raise Refused(path, "empty")
    separator, start = _separator(text)
    reader = csv.reader(io.StringIO(text[start:], newline=""), delimiter=separator, strict=True)
    rows: list[Row] = []
    width, plain = 0, _CellTexts()
    try:
        for cells in reader:
            _check_size(len(rows) + 1, len(cells), TEXT_ROWS, path, None)
            _check_cell_lengths(enumerate(cells, start=1), len(rows) + 1, path, None)
            rows.append([_csv_cell(plain[cell]) for cell in cells])
            width = max(width, len(cells))
    except csv.Error as error:
        raise Refused(path, "csv", line=reader.line_num, error=str(error)) from error
    last_row_cells = None if text.endswith(("\n", "\r")) else len(rows[-1])
    return Grid(None, _pad_rows(rows, width), last_row_cells=last_row_cells)


def _csv_cell(cell: str | None) -> str | None:
    """The cell, or NotAValue where it has the words that a spreadsheet writes for an error."""
    is_error = cell is not None and cell[0] in "#Ee" and cell.lower() in ERRORS
    return NotAValue(cell) if cell is not None and is_error else cell


def _separator(text: str) -> tuple[str, int]:
    """The separator, and the position in `text` where the table starts.

    A first line `sep=;`, as Excel understands it, names the separator. Otherwise it is the
    character that cuts most of the first 200 rows into the same number of cells.
    """
    if declared := re.match(r"sep=(.)(?:\r\n|\r|\n)", text):
        return declared.group(1), declared.end()
    head = text[:200_000]

    def evenness(separator: str) -> tuple[int, int]:
        try:
            reader = csv.reader(io.StringIO(head, newline=""), delimiter=separator)
            widths = Counter(len(row) for row in islice(reader, 200) if len(row) > 1)
        except csv.Error:
            return 0, 0
        return max(((rows, width) for width, rows in widths.items()), default=(0, 0))

    return max(",;\t|", key=evenness), 0


# --------------------------------------------------------------------------------------- cells


_INVISIBLE_ENDS = re.compile(rf"^[\s{INVISIBLE}{BLANK}]+|[\s{INVISIBLE}{BLANK}]+$")


class _CellTexts(dict[str, str | None]):
    """Maps the text of a cell to the text that is kept.

    Blanks and invisible characters at its ends are dropped; a text of EMPTY_WORDS becomes None. The
    first CACHED_TEXTS results are remembered, since most columns repeat a few texts.
    """

    def __missing__(self, text: str) -> str | None:
        plain = text.strip()
        if not plain.isascii():
            plain = _INVISIBLE_ENDS.sub("", plain)
        found = None if plain.lower() in EMPTY_WORDS else plain
        if len(self) < CACHED_TEXTS:
            self[text] = found
        return found


def _check_cell_lengths(
    cells: Iterable[tuple[int, str]], row: int, path: Path, sheet: str | None
) -> None:
    for column, cell in cells:
        if len(cell) > CELL_CHARACTERS:
            raise Refused(
                path,
                "long_cell",
                location=row_location(row, sheet),
                length=len(cell),
                cell=address(row, column),
                limit=CELL_CHARACTERS,
            )


def _check_size(row: int, width: int, rows: int, path: Path, sheet: str | None) -> None:
    if row > rows and sheet is None:
        raise Refused(path, "rows", limit=rows)
    if row > rows:
        raise Refused(path, "sheet_rows", limit=rows, sheet=sheet)
    if width > COLUMNS:
        raise Refused(path, "columns", location=row_location(row, sheet), limit=COLUMNS)


def _pad_rows(rows: list[Row], width: int) -> list[Row]:
    for row in rows:
        row.extend([None] * (width - len(row)))
    return rows


# ---------------------------------------------------------------------------------------- xlsx

_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, ParseError, InvalidFileException, EOFError, OverflowError),
    *(KeyError, IndexError, ValueError, TypeError, AttributeError, NotImplementedError),
    *(struct.error, LookupError),
)
_ROW = re.compile(rb"<(?:\w+:)?(?:table-)?row[\s/>]")
_TEXT = re.compile(rb"<(?:\w+:)?si[\s/>]")
_OTHER_ARCHIVES = {
    "word/document.xml": "docx",
    "ppt/presentation.xml": "pptx",
    "content.xml": "opendocument",  # a text or a presentation; tables are read
    "xl/workbook.bin": "xlsb",
}


def _xlsx(content: bytes, path: Path) -> list[Grid]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_workbook(archive, path)
            _check_archive(archive, path)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that matter to drawing only
            workbook = load_workbook(io.BytesIO(content), read_only=True, rich_text=True)
            return [
                _worksheet(workbook, sheet, path)
                if sheet.sheet_state == "visible"
                else Grid(sheet.title, [], is_hidden=True)
                for sheet in workbook.worksheets
            ]
    except _DAMAGED as error:
        raise Refused(path, "damaged", error=str(error)) from error


def _ods(content: bytes, path: Path) -> list[Grid]:
    """Workbooks of LibreOffice (OpenDocument)."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_archive(archive, path)
        return [_grid(sheet, path) for sheet in ods.sheets(content)]
    except _DAMAGED as error:
        code = "password" if "password" in str(error).lower() else "damaged"
        raise Refused(path, code, error=str(error)) from error


def _check_workbook(archive: zipfile.ZipFile, path: Path) -> None:
    """Refuses an archive that is no workbook of Excel, or one of a kind that can't be read."""
    names = archive.namelist()
    workbook = re.compile(r"/?xl[/\\]workbook\d*\.xml", re.IGNORECASE)
    found = next(filter(workbook.fullmatch, names), None)
    if found is None:
        kinds = [kind for name, kind in _OTHER_ARCHIVES.items() if name in names]
        raise Refused(path, "stranger", kind=phrase(kinds[0] if kinds else "zip"))
    with archive.open(found) as stream:
        if b"http://purl.oclc.org/ooxml/" in stream.read(HEAD_BYTES):
            raise Refused(path, "strict")


def _check_archive(archive: zipfile.ZipFile, path: Path) -> None:
    """Refuses an archive that is too large, before anything is unpacked."""
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if unpacked > UNPACKED_BYTES:
        raise Refused(path, "unpacked", size=unpacked / MEGABYTE, limit=UNPACKED_BYTES // MEGABYTE)
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(path, "password")
    for part in parts:
        if part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise ValueError(f"{part.filename} is packed in a way that workbooks are not")
        if part.filename.lower().endswith((".xml", ".rels")):
            _check_part(archive, part, path)


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, path: Path) -> None:
    """Counts the elements of one XML part while it is unpacked, without parsing it."""
    elements = rows = open_elements = 0
    tail = b""
    unit = _TEXT if part.filename.endswith("sharedStrings.xml") else _ROW
    with archive.open(part) as stream:
        while chunk := stream.read(MEGABYTE):
            opened = [piece.count(b"<") - piece.count(b"</") for piece in unit.split(chunk)]
            opened[0] += open_elements
            rows += len(opened) - 1
            elements += sum(opened) - open_elements + len(opened) - 1
            open_elements = opened[-1]
            if b"<!DOCTYPE" in tail + chunk or b"<!ENTITY" in tail + chunk:
                raise Refused(path, "entities", part=part.filename)
            tail = chunk[-8:]
            if unit is _ROW and rows > SHEET_ROWS:
                _check_size(rows, 0, SHEET_ROWS, path, part.filename)
            too_many_texts = unit is _TEXT and rows > SHARED_TEXTS
            if elements > ELEMENTS or max(opened) > OPEN_ELEMENTS or too_many_texts:
                raise Refused(
                    path, "elements", part=part.filename, limit=ELEMENTS, at_once=OPEN_ELEMENTS
                )


def _worksheet(workbook: Workbook, sheet: ReadOnlyWorksheet, path: Path) -> Grid:
    """Reads one sheet row by row.

    openpyxl's own parser is used since its public reader tells no merged cells and sets no limits.
    """
    formats, struck = _formats(workbook), _struck_styles(workbook)
    dates = {number for number, found in enumerate(formats) if number_formats.is_date(found)}
    with sheet._get_source() as source:  # type: ignore[attr-defined]
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,  # type: ignore[attr-defined]
            epoch=workbook.epoch,
            date_formats=dates,
            timedelta_formats=workbook._timedelta_formats,  # type: ignore[attr-defined]
            rich_text=True,
        )
        rows: list[Row] = []
        width, plain = 0, _CellTexts()
        for number, cells in parser.parse():
            if number > SHEET_ROWS:
                _check_size(number, 0, SHEET_ROWS, path, sheet.title)
            texts = {
                cell["column"]: _cell_text(cell, _of_style(formats, cell["style_id"]))
                for cell in cells
                if cell["value"] is not None
            }
            _check_cell_lengths(texts.items(), number, path, sheet.title)
            found = {
                column: text if isinstance(text, NotAValue) else plain[text]
                for column, text in texts.items()
            }
            for cell in cells:
                if cell["style_id"] in struck and (text := found.get(cell["column"])):
                    found[cell["column"]] = NotAValue(text, "struck_out")
            last = max((column for column, text in found.items() if text), default=0)
            if not last:
                continue
            if number <= len(rows):
                raise ValueError(f"row {number} comes twice")
            _check_size(number, last, WORKBOOK_ROWS, path, sheet.title)
            rows.extend([] for _ in range(number - 1 - len(rows)))
            rows.append([found.get(column) for column in range(1, last + 1)])
            width = max(width, last)
        ranges = parser.merged_cells.mergeCell if parser.merged_cells else []
        merged = _clip_merged((_range(str(found.ref)) for found in ranges), len(rows), width)
        hidden = frozenset(
            int(row)
            for row, attributes in parser.row_dimensions.items()
            if attributes.get("hidden") in {"1", "true"}
        )
        hidden_columns = frozenset(
            column
            for attributes in parser.column_dimensions.values()
            if attributes.get("hidden") in {"1", "true"}
            for column in range(int(attributes["min"]), min(int(attributes["max"]), width) + 1)
        )
    return Grid(
        sheet.title,
        _pad_rows(rows, width),
        merged,
        hidden=hidden,
        hidden_columns=hidden_columns,
    )


def _of_style(formats: list[str], style: object) -> str:
    return formats[style] if isinstance(style, int) and style < len(formats) else "General"


def _range(written: str) -> Merged:
    left, top, right, bottom = range_boundaries(written)
    if not (left and top and right and bottom):
        raise ValueError(f"the merged range {written} has no end")
    return Merged(left, top, right, bottom)


def _clip_merged(ranges: Iterable[Merged], rows: int, width: int) -> tuple[Merged, ...]:
    """The merged ranges, cut to the rows and columns that hold cells."""
    found = tuple(
        replace(merged, right=min(merged.right, width), bottom=min(merged.bottom, rows))
        for merged in ranges
        if merged.left <= width and merged.top <= rows
    )
    if sum(merged.bottom - merged.top for merged in found) > ELEMENTS:
        raise ValueError("merged ranges overlap")
    return found


def _formats(workbook: Workbook) -> list[str]:
    """The number format of each style of cells, by the style's number."""
    own = enumerate(workbook._number_formats, start=164)  # type: ignore[attr-defined]
    formats = number_formats.BUILT_IN | dict(own)
    styles = workbook._cell_styles  # type: ignore[attr-defined]
    return [formats.get(style.numFmtId, "General") for style in styles]


def _struck_styles(workbook: Workbook) -> set[object]:
    """The numbers of the styles whose cells are struck out."""
    fonts = workbook._fonts  # type: ignore[attr-defined]
    styles = workbook._cell_styles  # type: ignore[attr-defined]
    return {number for number, style in enumerate(styles) if fonts[style.fontId].strike}


def _rich_text(parts: CellRichText) -> str:
    """A text of parts in several fonts; NotAValue where a part is struck out or a raised digit."""
    whole = "".join(map(str, parts))
    for part in parts:
        if isinstance(part, TextBlock) and part.text.strip():
            if part.font.strike:
                return NotAValue(whole, "struck_out")
            if part.font.vertAlign in RAISED and re.search(r"\d", part.text):
                return NotAValue(whole, "raised_digit")
    return whole


def _cell_text(cell: Mapping[str, object], number_format: str) -> str:
    """The value of a cell as text; what is no value as NotAValue."""
    value = cell["value"]
    match value:
        case _ if cell["data_type"] in {"f", "e"}:  # an array's formula is not a text
            return NotAValue(value if isinstance(value, str) else getattr(value, "text", "="))
        case bool():
            return str(value).lower()
        case int() | float():
            return _number_text(_as_decimal(value), number_format)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
        case date() | time():
            return value.isoformat()
        case _:
            text = _rich_text(value) if isinstance(value, CellRichText) else str(value)
            return text if isinstance(text, NotAValue) else text.replace("_x000D_", "")


def _number_text(value: Decimal, number_format: str) -> str:
    """The number as it is shown; NotAValue where it is shown in thousands without a word of it."""
    if number_formats.hides_thousands(value, number_format):
        return NotAValue(number_formats.digits(value), "shown_in_thousands")
    return number_formats.shown(value, number_format)


def _as_decimal(value: float) -> Decimal:
    """The number as a spreadsheet shows it, to fifteen digits: 0.1 + 0.2 is 0.3."""
    return Decimal(value if isinstance(value, int) else f"{value:.15g}")


# ----------------------------------------------------------------------------------------- xls


def _xls(content: bytes, path: Path) -> list[Grid]:
    """Workbooks of before 2007."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refused(path, "password")
    if "WordDocument".encode("utf-16-le") in content:
        raise Refused(path, "stranger", kind=phrase("doc"))
    try:
        return [_grid(sheet, path) for sheet in xls.sheets(content)]
    except _DAMAGED as error:
        code = "password" if "password" in str(error).lower() else "damaged"
        raise Refused(path, code, error=str(error)) from error


def _grid(sheet: xls.Sheet, path: Path) -> Grid:
    if sheet.is_hidden:
        return Grid(sheet.name, [], is_hidden=True)
    rows: list[Row] = []
    plain, marks = _CellTexts(), sheet.marks
    for number, record in enumerate(sheet.rows, start=1):
        texts = [_without_midnight(cell or "") for cell in record]
        _check_size(number, len(texts), WORKBOOK_ROWS, path, sheet.name)
        _check_cell_lengths(enumerate(texts, start=1), number, path, sheet.name)
        rows.append([plain[text] for text in texts])
    width = max(map(len, rows), default=0)
    _pad_rows(rows, width)
    inside = {
        address
        for address in marks.formulas | marks.errors | marks.formats.keys() | marks.spoilt.keys()
        if address[0] <= len(rows) and address[1] <= width
    }
    for row, column in inside:
        cell = rows[row - 1][column - 1]
        if (row, column) in marks.formulas | marks.errors:
            rows[row - 1][column - 1] = NotAValue(f"={cell or '…'}")
        elif cell and (row, column) in marks.spoilt:
            rows[row - 1][column - 1] = NotAValue(cell, marks.spoilt[row, column])
        elif cell:
            rows[row - 1][column - 1] = _as_shown(cell, marks.formats[row, column], marks)
    merged = (Merged(left, top, right, end) for top, end, left, right in marks.merged)
    return Grid(
        sheet.name,
        rows,
        _clip_merged(merged, len(rows), width),
        hidden=frozenset(marks.hidden),
        hidden_columns=frozenset(marks.hidden_columns),
    )


def _as_shown(cell: str, number_format: str, marks: xls.Marks) -> str:
    """A number as its format shows it; what the library made a date of stays as it is."""
    if not re.fullmatch(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", cell):
        return cell
    value = float(cell)
    if not number_formats.is_date(number_format):
        return _number_text(_as_decimal(value), number_format)
    day = from_excel(value, CALENDAR_MAC_1904 if marks.since_1904 else CALENDAR_WINDOWS_1900)
    return _cell_text({"value": day, "data_type": "d"}, number_format)


def _without_midnight(cell: str) -> str:
    """The text of a cell; a date loses the 00:00:00 that the library writes behind it."""
    return re.sub(r"^(\d{4}-\d\d-\d\d) 00:00:00$", r"\1", cell)
