"""Corrections are applied where the file still says what they expect, and nowhere else."""

from pathlib import Path

import duckdb
import pytest

from etl.build.build import build
from etl.errors import SourceError
from etl.project import Project
from sql import warehouse
from tests.fixtures.small import copied

CORRECTION = """[[correction]]
edition = "2026-01-01"
key = {{ count_id = "C1" }}
column = "{column}"
expect = "{expect}"
value = "{value}"
reason = "a test"
evidence = "a document"
"""


def _corrected(folder: Path, **cells: tuple[str, str]) -> Project:
    """The small project with cells of its first count corrected: what is expected, what becomes."""
    project = copied(folder)
    (project.data / "overrides").mkdir()
    text = "".join(
        CORRECTION.format(column=column, expect=expect, value=value)
        for column, (expect, value) in cells.items()
    )
    (project.data / "overrides" / "counts.toml").write_text(text, encoding="utf-8")
    return project


def test_a_correction_is_applied_and_recorded(tmp_path: Path) -> None:
    project = _corrected(
        tmp_path / "data", cities=("30", "31"), note=("as announced", "as announced later")
    )
    build(project, tmp_path / "warehouse")
    path = str(warehouse.current(tmp_path / "warehouse"))
    with duckdb.connect(path, read_only=True) as connection:
        value = connection.sql("select cities, note from raw.counts where count_id = 'C1'")
        assert value.fetchall() == [(31, "as announced later")]
        recorded = connection.sql(
            "select column_name, was, became from meta.correction order by column_name"
        )
        assert recorded.fetchall() == [
            ("cities", "30", "31"),
            ("note", "as announced", "as announced later"),
        ]


def test_a_correction_that_no_longer_matches_stops_its_source(tmp_path: Path) -> None:
    project = _corrected(tmp_path / "data", cities=("29", "31"))
    with pytest.raises(SourceError, match="the correction expects"):
        build(project, tmp_path / "warehouse")
    assert not (tmp_path / "warehouse" / "CURRENT").exists()
