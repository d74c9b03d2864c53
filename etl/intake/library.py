"""The process in which a library reads a workbook, .xls or .ods: it may abort, or take all memory.

It is run as a file and imports nothing of ours, so that it starts quickly.
"""

import json
import resource
import sys

import fastexcel

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
        empty_columns = [None] * (columns[0].absolute_index if columns else 0)
        rows = [_trimmed([*empty_columns, *row]) for row in sheet.to_polars().iter_rows()]
        found.append({"name": name, "visible": sheet.visible == "visible", "rows": rows})
    json.dump(found, sys.stdout)


def _trimmed(row: list[str | None]) -> list[str | None]:
    """The row without its empty end: a cell far to the right would add millions of empty ones."""
    while row and not row[-1]:
        row.pop()
    return row


if __name__ == "__main__":
    main()
