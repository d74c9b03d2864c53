"""A file that can't be taken in: an error that says why in the words of `sql/refusal.toml`."""

from pathlib import Path

from etl.errors import SourceError
from sql import refusal

Said = dict[str, object]  # a code of `sql/refusal.toml`, and what its words hold


class Refused(SourceError):
    """Why a file was refused: English for the operator, its code and values for the dashboard."""

    def __init__(self, file: Path | str, code: str, **values: object) -> None:
        self.said = said(code, **values)
        super().__init__(f"{file}: {refusal.worded(self.said, 'en')}")


def said(code: str, **values: object) -> Said:
    """A code of `sql/refusal.toml` with its values, also as a value of another."""
    return {"code": code, **values}


def place(row: int, sheet: str | None) -> Said:
    """A row, counted from 1, of a sheet or of a text."""
    return said("row", row=row) if sheet is None else said("sheet_row", row=row, sheet=sheet)
