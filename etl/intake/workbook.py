"""Workbooks as this project writes them: text cells only, and the same bytes for the same content.

Text cells, because a spreadsheet would otherwise read dates, codes and formulas into what an agency
wrote; the same bytes, because files are recognised by their hash.
"""

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from sql import spreadsheet

WRITTEN = datetime(2026, 1, 1)  # noqa: DTZ001  # every workbook's, so that bytes don't change
LAST_ROW = 1_048_576
NOT_IN_CELLS = re.compile(  # no XML, or what spreadsheets read as the code of a character
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_|x005F_"
)
TEXT = "@"
FONT = "TH SarabunPSK"  # the font of official papers; a reader without it gets its own
PLAIN = Font(name=FONT, size=16)
BOLD = Font(name=FONT, size=16, bold=True)
TITLE = Font(name=FONT, size=20, bold=True)
HEADING_FILL = PatternFill("solid", fgColor="DDE7F0")
BAD_FILL = PatternFill("solid", fgColor="F8CBAD")
WRAPPED, UNWRAPPED = (Alignment(vertical="top", wrap_text=wrap) for wrap in (True, False))
THIN = Side("thin", color="BFBFBF")
LINE = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


def shown(text: str | None) -> str:
    """The text as a cell can hold it: no control characters, plain line breaks."""
    lines = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    return NOT_IN_CELLS.sub("", lines)


def put(
    sheet: Worksheet,
    row: int,
    column: int,
    text: str | None,
    font: Font = PLAIN,
    *,
    wrap: bool = True,
) -> Cell | MergedCell:
    """Writes one cell as text, whatever it begins with: =1+1 is what was written, no formula."""
    cell = sheet.cell(row, column, shown(text) or None)
    if text:
        cell.data_type = "s"
        cell.quotePrefix = spreadsheet.runs(text)  # stays text also where it is edited
    cell.number_format, cell.font = TEXT, font
    cell.alignment = WRAPPED if wrap else UNWRAPPED
    return cell


def head(sheet: Worksheet, headings: Iterable[str], row: int = 1) -> None:
    """Writes a line of headings."""
    for column, heading in enumerate(headings, start=1):
        cell = put(sheet, row, column, heading, BOLD)
        cell.fill, cell.border = HEADING_FILL, LINE


def text_columns(sheet: Worksheet, widths: Iterable[float]) -> None:
    """Sets the columns' widths, and makes them text also where nothing is written yet."""
    for column, width in enumerate(widths, start=1):
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width, dimension.font, dimension.number_format = width, PLAIN, TEXT


def saved(workbook: Workbook) -> bytes:
    """The workbook's file, without the time of its writing."""
    workbook.properties.created = workbook.properties.modified = WRITTEN
    workbook.properties.creator = "Smart City Thailand"
    written = io.BytesIO()
    ExcelWriter(workbook, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED)).save()
    undated = io.BytesIO()
    with (
        zipfile.ZipFile(written) as parts,
        zipfile.ZipFile(undated, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in parts.namelist():
            part = zipfile.ZipInfo(name, WRITTEN.timetuple()[:6])
            part.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(part, parts.read(name))
    return undated.getvalue()
