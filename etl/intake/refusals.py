"""Why a file is refused, worded in both languages by `sql/refusal.toml`."""

from collections.abc import Sequence
from pathlib import Path

from etl.errors import Phrase, SourceError

__all__ = ["Phrase", "Refused", "phrase", "printable", "row_location", "some"]


class Refused(SourceError):
    """A file was refused. The message is in English; `phrase` says why in either language."""

    def __init__(self, file: Path | str, code: str, **values: object) -> None:
        self.file = file
        super().__init__(code, **values)

    def told(self) -> Phrase:
        """The file, and why."""
        return phrase("of_file", file=printable(self.file), why=self.phrase)


def printable(file: Path | str) -> str:
    """A file's name as it can be written anywhere: bytes that are no UTF-8 are question marks."""
    return str(file).encode("utf-8", "replace").decode()


def phrase(code: str, **values: object) -> Phrase:
    """A code of `sql/refusal.toml` with its values; it may be a value of another phrase."""
    return {"code": code, **values}


def some(names: Sequence[str], most: int = 5) -> Phrase:
    """The first few of names, and how many more there are."""
    shown, more = ", ".join(names[:most]), len(names) - most
    return phrase("and_more", names=shown, count=more) if more > 0 else phrase("said", text=shown)


def row_location(row: int, sheet: str | None) -> Phrase:
    """Names a row, counted from 1, of a sheet, or of a text file where `sheet` is None."""
    return phrase("row", row=row) if sheet is None else phrase("sheet_row", row=row, sheet=sheet)
