"""Rejected rows, out to a workbook to be mended and counted by reason."""

from pathlib import Path

from etl.publish import Row


def summary() -> list[Row]:
    """source, reason, rows: the open rejected rows of the published build."""
    raise NotImplementedError


def export(path: Path) -> int:
    """Writes the open rejected rows to a workbook, bad cells coloured; gives how many."""
    raise NotImplementedError
