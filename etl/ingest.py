"""An agency's file, checked and filed in the inbox as a new edition, unchanged."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True)
class Outcome:
    """What became of one file.

    `filed`: a new edition, or mended rows. `checked`: the same, but a dry run. `known`: filed
    before. `empty`: no row, so nothing to file. `refused`: see `message`.
    """

    file: str
    status: Literal["filed", "checked", "known", "empty", "refused"]
    message: str
    source: str | None = None
    edition: str | None = None
    rows_read: int = 0
    accepted: int = 0
    quarantined: int = 0
    left_out: tuple[tuple[int, str], ...] = ()  # rows that are no records: totals, notes
    rejected: tuple[dict[str, object], ...] = ()  # as quarantine.rejected_row


def ingest(path: Path, *, name: str | None = None, dry_run: bool = False) -> Outcome:
    """Checks the file and, unless `dry_run`, files it. Bad files are an outcome, not an error."""
    raise NotImplementedError
