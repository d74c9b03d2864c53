"""Errors that are worded in both languages, by `sql/refusal.toml`: of a file, of a command."""

from pathlib import Path

from etl.errors import EtlError, SourceError
from sql import refusal

Phrase = dict[str, object]  # a `code` of `sql/refusal.toml` and the values that its text holds


class Refused(SourceError):
    """A file was refused. The message is in English; `phrase` gives it in either language."""

    def __init__(self, file: Path | str, code: str, **values: object) -> None:
        self.phrase = phrase(code, **values)
        self.file = file
        super().__init__(self.text("en"))

    def text(self, lang: str) -> str:
        """The message in a language (`th`, `en`)."""
        return f"{printable(self.file)}: {refusal.render(self.phrase, lang)}"


class NotDone(EtlError):
    """A command can't do what was asked. The message is in English; `text` gives it in either."""

    def __init__(self, code: str, **values: object) -> None:
        self.phrase = phrase(code, **values)
        super().__init__(self.text("en"))

    def text(self, lang: str) -> str:
        """The message in a language (`th`, `en`)."""
        return refusal.render(self.phrase, lang)


def printable(file: Path | str) -> str:
    """A file's name as it can be written anywhere: bytes that are no UTF-8 are question marks."""
    return str(file).encode("utf-8", "replace").decode()


def phrase(code: str, **values: object) -> Phrase:
    """A code of `sql/refusal.toml` with its values; it may be a value of another phrase."""
    return {"code": code, **values}


def row_location(row: int, sheet: str | None) -> Phrase:
    """Names a row, counted from 1, of a sheet, or of a text file where `sheet` is None."""
    return phrase("row", row=row) if sheet is None else phrase("sheet_row", row=row, sheet=sheet)
