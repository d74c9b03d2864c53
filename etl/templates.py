"""The workbook that an agency fills in: Thai headings, instructions, drop-down lists, one worked row."""

from pathlib import Path


def listed() -> list[str]:
    """One line a template: the source's name, its title, who sends it."""
    raise NotImplementedError


def write(source: str | None, folder: Path) -> list[Path]:
    """Writes `<source>.xlsx` into `folder` (None: every template). Raises SourceError."""
    raise NotImplementedError
