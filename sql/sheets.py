"""A workbook written as it streams: one sheet of rows under a frozen heading, one of facts.

Text is text, whatever it begins with; numbers and days are typed. A library that builds a workbook
whole needs six times the time and holds it in memory: so its few parts are written here.
"""

import math
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from xml.sax.saxutils import escape, quoteattr

from sql import spreadsheet

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PLAIN, _HEADING, _DAY, _MOMENT, _TEXT, _QUOTED, _TITLE, _WRAPPED = range(8)  # styles, as below
_STYLES = f"""{_XML}<styleSheet {_MAIN}>
<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>
<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd hh:mm"/></numFmts>
<fonts count="3"><font><sz val="16"/><name val="{spreadsheet.FONT}"/></font>
<font><b/><sz val="16"/><name val="{spreadsheet.FONT}"/></font>
<font><b/><sz val="20"/><name val="{spreadsheet.FONT}"/></font></fonts>
<fills count="3"><fill><patternFill patternType="none"/></fill>
<fill><patternFill patternType="gray125"/></fill>
<fill><patternFill patternType="solid"><fgColor rgb="FFDDE7F0"/></patternFill></fill></fills>
<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="8"><xf/>
<xf fontId="1" fillId="2" applyFont="1" applyFill="1" applyAlignment="1">
<alignment vertical="top" wrapText="1"/></xf>
<xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/>
<xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" applyNumberFormat="1" quotePrefix="1"/>
<xf fontId="2" applyFont="1"/>
<xf numFmtId="49" applyNumberFormat="1" applyAlignment="1">
<alignment vertical="top" wrapText="1"/></xf></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""
_FIRST = date(1899, 12, 30)  # day 0 of a workbook, counted back from 1 March 1900
_EXACT_FROM = date(1900, 3, 1)  # before it, spreadsheets do not agree which day a number is
_TALL = 1_048_576  # rows of a sheet
_LONGEST = 32_767  # characters of a cell
_NARROWEST, _WIDEST = 9, 50
_FACTS = (28, 60, 40, 60, 60)
_AT_ONCE = 1000  # rows that are written before more are asked for


class Book:
    """A workbook in an open archive; each sheet is written at once, `end` is called last."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names: list[str] = []

    def table(
        self, name: str, headings: Sequence[str], rows: Iterable[Sequence[object]]
    ) -> Iterator[None]:
        """Rows under headings, a step with each thousand; what no sheet holds is on the next."""
        waiting = iter(rows)
        ready = [*islice(waiting, _AT_ONCE)]
        widths = _widths(headings, ready)
        number = 1
        while number == 1 or ready:
            room = _TALL - 1
            with self._sheet(name if number == 1 else f"{name} {number}", widths) as write:
                write(_row(_cell(heading, _HEADING) for heading in headings))
                while ready and room:
                    part, ready = ready[:room], ready[room:]
                    write("".join(_row(map(_cell, row)) for row in part))
                    yield
                    room -= len(part)
                    ready = ready or [*islice(waiting, _AT_ONCE)]
            number += 1

    def facts(self, name: str, lines: Iterable[Sequence[str]]) -> None:
        """A sheet of names and what they are; a line of one cell is a title."""
        with self._sheet(name, _FACTS, frozen=False) as write:
            for cells in lines:
                style = _TITLE if len(cells) == 1 else _WRAPPED
                write(_row(_cell(cell, style) for cell in cells))

    def end(self) -> None:
        """What the sheets have in common, and where everything is."""
        numbers = range(1, len(self._names) + 1)
        listed = "".join(
            f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
            for number, name in zip(numbers, self._names, strict=True)
        )
        parts = {f"/xl/worksheets/sheet{number}.xml": "worksheet" for number in numbers}
        parts |= {"/xl/styles.xml": "styles"}
        relations = "".join(
            f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{part}"/>'
            for number, (part, kind) in enumerate(parts.items(), start=1)
        )
        types = "".join(
            f'<Override PartName="{part}" ContentType="{_TYPE}.{kind}+xml"/>'
            for part, kind in {**parts, "/xl/workbook.xml": "sheet.main"}.items()
        )
        linked = f'<Relationships xmlns="{_PACKAGE}/relationships">'
        book = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        for path, text in {
            "xl/styles.xml": _STYLES,
            "xl/workbook.xml": f'{_XML}<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>{listed}'
            "</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f"{_XML}{linked}{relations}</Relationships>",
            "_rels/.rels": f"{_XML}{linked}{book}</Relationships>",
            "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            f'relationships+xml"/>{types}</Types>',
        }.items():
            self._archive.writestr(path, text)

    @contextmanager
    def _sheet(
        self, name: str, widths: Iterable[float], *, frozen: bool = True
    ) -> Iterator[Callable[[str], None]]:
        """A sheet to which rows are written as text."""
        self._names.append(name)
        wide = "".join(
            f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
            for number, width in enumerate(widths, start=1)
        )
        pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        view = f'<sheetView workbookViewId="0">{pane if frozen else ""}</sheetView>'
        with self._archive.open(f"xl/worksheets/sheet{len(self._names)}.xml", "w") as out:

            def write(text: str) -> None:
                out.write(text.encode())

            write(
                f"{_XML}<worksheet {_MAIN}><sheetViews>{view}</sheetViews>"
                f"<cols>{wide}</cols><sheetData>"
            )
            yield write
            write("</sheetData></worksheet>")


def _row(cells: Iterable[str]) -> str:
    return f"<row>{''.join(cells)}</row>"


def _cell(value: object, style: int | None = None) -> str:
    """A cell as XML. Order tells where it stands, so that an empty one is written too."""
    match value:
        case str():
            text = spreadsheet.cell_text(value)[:_LONGEST]
            if style is None:
                style = _QUOTED if spreadsheet.is_run_as_formula(text) else _TEXT
            words = f'<t xml:space="preserve">{escape(text)}</t>'
            return f'<c t="inlineStr" s="{style}"><is>{words}</is></c>'
        case bool():
            return f'<c t="b"><v>{value:d}</v></c>'
        case datetime():
            seconds = value.hour * 3600 + value.minute * 60 + value.second
            return _dated(value.date(), seconds / 86_400, value, _MOMENT)
        case date():
            return _dated(value, 0, value, _DAY)
        case int() | float() | Decimal() if math.isfinite(value):
            return f"<c><v>{value}</v></c>"
        case _:  # unknown
            return "<c/>"


def _dated(day: date, part: float, value: date, style: int) -> str:
    if day < _EXACT_FROM:
        return _cell(value.isoformat())
    return f'<c s="{style}"><v>{(day - _FIRST).days + part}</v></c>'


def _widths(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> list[float]:
    """How wide columns are, in characters, as far as the first rows tell."""
    return [
        max(
            _NARROWEST,
            min(_WIDEST, 2 + max(len(heading), *(len(str(row[place] or "")) for row in rows), 0)),
        )
        for place, heading in enumerate(headings)
    ]
