"""The process in which a library reads a workbook, .xls or .ods: it may abort, or take all memory.

It is run as a file and imports nothing of ours, so that it starts quickly.
"""

import json
import resource
import sys

import fastexcel
import polars as pl

MEMORY = 4 * 1024**3  # bytes that it may use


def main() -> None:
    """The process: a workbook from standard input, its sheets as JSON to standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    workbook = fastexcel.read_excel(sys.stdin.buffer.read())
    found = []
    for name in workbook.sheet_names:
        sheet = workbook.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
        columns = sheet.available_columns()
        # the library drops empty columns on the left
        left = columns[0].absolute_index if columns else 0
        rows = _rows(sheet.to_polars(), left)
        found.append({"name": name, "visible": sheet.visible == "visible", "rows": rows})
    json.dump(found, sys.stdout)


def _rows(frame: pl.DataFrame, left: int) -> list[list[str | None]]:
    """The cells row by row, `left` empty ones first.

    Filled ones alone are looked at: a cell far down and to the right makes millions of empty ones.
    """
    rows: list[list[str | None]] = [[] for _ in range(frame.height)]
    for column, cells in enumerate(frame, start=left):
        filled = cells.is_not_null().arg_true()
        for number, cell in zip(filled, cells.gather(filled), strict=True):
            row = rows[number]
            row += [None] * (column - len(row))
            row.append(cell)
    return [_trimmed(row) for row in rows]


def _trimmed(row: list[str | None]) -> list[str | None]:
    """The row without its empty end."""
    while row and not row[-1]:
        row.pop()
    return row


if __name__ == "__main__":
    main()
