"""The error of a file that is refused; its texts in both languages are in `sql/refusal.toml`."""

from pathlib import Path

from etl.errors import SourceError
from sql import refusal

Phrase = dict[str, object]  # a `code` of `sql/refusal.toml` and the values that its text holds


class Refused(SourceError):
    """A file was refused. The message is in English; `phrase` gives it in either language."""

    def __init__(self, file: Path | str, code: str, **values: object) -> None:
        self.phrase = phrase(code, **values)
        super().__init__(f"{file}: {refusal.render(self.phrase, 'en')}")


def phrase(code: str, **values: object) -> Phrase:
    """A code of `sql/refusal.toml` with its values; it may be a value of another phrase."""
    return {"code": code, **values}


def row_location(row: int, sheet: str | None) -> Phrase:
    """Names a row, counted from 1, of a sheet, or of a text file where `sheet` is None."""
    return phrase("row", row=row) if sheet is None else phrase("sheet_row", row=row, sheet=sheet)
