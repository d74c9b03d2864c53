"""Reads workbooks of LibreOffice (.ods): the cells by the library, in its own process.

It does not say which cells hold formulas or errors, how numbers are shown, or which are merged.
That is read here from the parts `content.xml` and `styles.xml` (OpenDocument 1.3).
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import IO
from xml.etree.ElementTree import Element, iterparse

from etl.intake import number_formats
from etl.intake.xls import Address, Marks, Sheet, read

KIND = "application/vnd.oasis.opendocument.spreadsheet"
CONTENT = "content.xml"
HIDDEN = 1_048_577  # no row of a sheet has this number
MARKS = 1_000_000  # in a workbook; a repeated row or cell counts as often as it is repeated
_SPACES = {
    name: f"{{urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0}}"
    for name, urn in (
        *(("table", "table"), ("office", "office"), ("style", "style"), ("number", "datastyle")),
        *(("manifest", "manifest"), ("text", "text")),
    )
}
_VALUE_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"


def _name(written: str) -> str:
    """The full name of a tag or attribute, as "table:table-row"."""
    space, _, local = written.partition(":")
    return _SPACES[space] + local


def is_ods(content: bytes) -> bool:
    """Whether these bytes are an archive that calls itself a workbook of this kind."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if "mimetype" not in archive.namelist():
                return False
            with archive.open("mimetype") as kind:
                return kind.read(len(KIND) + 2).decode("ascii", "replace").strip() == KIND
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        return False


def sheets(content: bytes) -> list[Sheet]:
    """The sheets of a workbook with these bytes.

    Raises ValueError, KeyError or ParseError where the file is damaged or locked.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        manifest = "META-INF/manifest.xml"
        if manifest in archive.namelist() and b"encryption-data" in archive.read(manifest):
            raise ValueError("locked by a password")
        formats = _Formats()
        if "styles.xml" in archive.namelist():
            with archive.open("styles.xml") as stream:
                for _, element in iterparse(stream):  # noqa: S314  # `files` refused entities
                    formats.add(element)
        with archive.open(CONTENT) as stream:
            seen = list(_marks(stream, formats))
    return read(content, seen)


class _Formats:
    """The number formats of cell styles, in the words of Excel."""

    def __init__(self) -> None:
        self._of_data_style: dict[str, str] = {}
        self._of_style: dict[str, tuple[str, str]] = {}  # style -> its data style, its parent
        self._spoils: dict[str, str] = {}  # style -> why its text can't be taken as it is

    def add(self, element: Element) -> None:
        """Takes note of a style that was just read; of another element, nothing."""
        name = element.get(_name("style:name"), "")
        if element.tag == _name("style:style"):
            data = element.get(_name("style:data-style-name"), "")
            self._of_style[name] = data, element.get(_name("style:parent-style-name"), "")
            for letters in element.iter(_name("style:text-properties")):
                if letters.get(_name("style:text-line-through-style"), "none") != "none":
                    self._spoils[name] = "struck_out"
                elif letters.get(_name("style:text-position"), "").startswith(("su", "-")):
                    self._spoils[name] = "raised_digit"
        elif element.tag.startswith(_SPACES["number"]) and element.tag.endswith("-style"):
            conditions = [
                f"[{found.get(_name('style:condition'), '').removeprefix('value()')}]"
                f"{self._of_data_style.get(found.get(_name('style:apply-style-name'), ''), '0')}"
                for found in element.iter(_name("style:map"))
            ]
            self._of_data_style[name] = ";".join([*conditions, _format(element)])

    def of(self, style: str) -> str:
        """The format of a cell style, its own or its parent's."""
        seen = set[str]()
        while style and style not in seen:
            seen.add(style)
            data, style = self._of_style.get(style, ("", ""))
            if data:
                return self._of_data_style.get(data, "General")
        return "General"

    def spoils(self, cell: Element, style: str) -> str:
        """Why the text of a cell can't be taken as it is; "" where it can."""
        seen = set[str]()
        while style and style not in seen:
            seen.add(style)
            if self._spoils.get(style) == "struck_out":
                return "struck_out"
            style = self._of_style.get(style, ("", ""))[1]
        for part in cell.iter(_name("text:span")):
            why = self._spoils.get(part.get(_name("text:style-name"), ""), "")
            text = "".join(part.itertext())
            if why and re.search(r"\S" if why == "struck_out" else r"\d", text):
                return why
        return ""


def _format(style: Element) -> str:
    """A data style as Excel would write it: a number in millions is `0,,`, its text is quoted."""
    if style.tag in {_name("number:date-style"), _name("number:time-style")}:
        return "d"
    parts = []
    for part in style:
        if part.tag in {_name("number:number"), _name("number:scientific-number")}:
            factor = float(part.get(_name("number:display-factor"), "1"))
            thousands = 0
            while factor >= 1000:
                factor, thousands = factor / 1000, thousands + 1
            parts.append(f"0{',' * thousands}")
        elif part.tag == _name("number:text"):
            text = "".join(part.itertext())
            is_sign = style.tag == _name("number:percentage-style") and text.strip() == "%"
            parts.append("%" if is_sign else f'"{text}"' if text.strip() else "")
    return "".join(parts) or "General"


def _marks(stream: IO[bytes], formats: _Formats) -> Iterator[Marks]:
    """The marks of each sheet, in order."""
    found, row, columns, taken = Marks(), 1, list[str](), 0
    events = iterparse(stream, ("start", "end"))  # noqa: S314  # `files` refused entities
    for event, element in events:
        if event == "start":
            if element.tag == _name("table:table"):
                found, row, columns = Marks(), 1, []
            continue
        formats.add(element)
        if element.tag == _name("table:table-column"):
            style = element.get(_name("table:default-cell-style-name"), "")
            repeated = min(_repeated(element, "columns"), 1000)
            if element.get(_name("table:visibility"), "visible") != "visible":
                first = len(columns) + 1
                found.hidden_columns |= {*range(first, first + repeated)}
            columns += [style] * repeated
        elif element.tag == _name("table:table-row"):
            repeated = _repeated(element, "rows")
            taken += _mark_row(found, element, (row, repeated), columns, formats)
            if element.get(_name("table:visibility"), "visible") != "visible":
                last = min(row + repeated, HIDDEN)  # an empty end of a sheet may be hidden
                found.hidden.update(range(row, last))
            if taken > MARKS:
                raise ValueError(f"more than {MARKS:,} formulas or formatted numbers")
            row += repeated
            element.clear()
        elif element.tag == _name("table:table"):
            yield found


def _repeated(element: Element, what: str) -> int:
    return int(element.get(_name(f"table:number-{what}-repeated"), "1"))


def _mark_row(
    found: Marks, element: Element, rows: tuple[int, int], columns: list[str], formats: _Formats
) -> int:
    """Marks the cells of a row, which may stand for several; returns how many were marked."""
    top, repeated = rows
    column, taken = 1, 0
    own = element.get(_name("table:default-cell-style-name"), "")
    for cell in element:
        if cell.tag not in {_name("table:table-cell"), _name("table:covered-table-cell")}:
            continue
        width = _repeated(cell, "columns")
        kind = cell.get(_name("office:value-type"), "")
        formula = cell.get(_name("table:formula")) is not None
        error = cell.get(_VALUE_TYPE) == "error"
        number_format = "General"
        default = own or (columns[column - 1] if column <= len(columns) else "")
        style = cell.get(_name("table:style-name"), default)
        spoilt = formats.spoils(cell, style) if kind else ""
        if kind in {"float", "percentage", "currency"}:
            number_format = formats.of(style)
            if kind == "percentage" and "%" not in number_format:
                number_format = "0%"
        if formula or error or spoilt or number_formats.says_more(number_format):
            taken += width * repeated
            if taken > MARKS:
                return taken
            for address in _addresses(top, repeated, column, width):
                if formula or error:
                    (found.formulas if formula else found.errors).add(address)
                elif spoilt:
                    found.spoilt[address] = spoilt
                else:
                    found.formats[address] = number_format
        right = int(cell.get(_name("table:number-columns-spanned"), "1"))
        down = int(cell.get(_name("table:number-rows-spanned"), "1"))
        if right > 1 or down > 1:
            found.merged.append((top, top + down - 1, column, column + right - 1))
        column += width
    return taken


def _addresses(top: int, rows: int, left: int, columns: int) -> Iterator[Address]:
    return (
        (row, column) for row in range(top, top + rows) for column in range(left, left + columns)
    )
