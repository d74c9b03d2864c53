"""Writes workbooks with text cells alone, the same bytes for the same content.

In other cells a spreadsheet would turn what an agency wrote into dates, numbers and formulas. The
bytes are the same because files are recognised by their hash.
"""

import io
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

FIXED_TIME = datetime(2026, 1, 1)  # noqa: DTZ001  # the time of writing in every workbook
LAST_ROW = 1_048_576
TEXT = "@"
FONT = spreadsheet.FONT
PLAIN = Font(name=FONT, size=16)
BOLD = Font(name=FONT, size=16, bold=True)
TITLE = Font(name=FONT, size=20, bold=True)
HEADING_FILL = PatternFill("solid", fgColor="DDE7F0")
BAD_FILL = PatternFill("solid", fgColor="F8CBAD")
WRAPPED, UNWRAPPED = (Alignment(vertical="top", wrap_text=wrap) for wrap in (True, False))
THIN = Side("thin", color="BFBFBF")
LINE = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


def write_cell(
    sheet: Worksheet,
    row: int,
    column: int,
    text: str | None,
    font: Font = PLAIN,
    *,
    wrap: bool = True,
) -> Cell | MergedCell:
    """Writes one cell as text, whatever it begins with: =1+1 stays text and is no formula."""
    cell = sheet.cell(row, column, spreadsheet.cell_text(text) or None)
    if text:
        cell.data_type = "s"
        cell.quotePrefix = spreadsheet.is_run_as_formula(text)  # stays text also where it is edited
    cell.number_format, cell.font = TEXT, font
    cell.alignment = WRAPPED if wrap else UNWRAPPED
    return cell


def write_headings(sheet: Worksheet, headings: Iterable[str], row: int = 1) -> None:
    """Writes one row of headings."""
    for column, heading in enumerate(headings, start=1):
        cell = write_cell(sheet, row, column, heading, BOLD)
        cell.fill, cell.border = HEADING_FILL, LINE


def format_columns(sheet: Worksheet, widths: Iterable[float]) -> None:
    """Sets the widths of the columns and their text format, also for cells that are still empty."""
    for column, width in enumerate(widths, start=1):
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width, dimension.font, dimension.number_format = width, PLAIN, TEXT


def file_bytes(workbook: Workbook) -> bytes:
    """The bytes of the workbook's file, with FIXED_TIME as the time of writing."""
    workbook.properties.created = workbook.properties.modified = FIXED_TIME
    workbook.properties.creator = "Smart City Thailand"
    written = io.BytesIO()
    ExcelWriter(workbook, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED)).save()
    undated = io.BytesIO()
    with (
        zipfile.ZipFile(written) as parts,
        zipfile.ZipFile(undated, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in parts.namelist():
            part = zipfile.ZipInfo(name, FIXED_TIME.timetuple()[:6])
            part.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(part, parts.read(name))
    return undated.getvalue()
