"""Corrections are applied where the file still says what they expect, and nowhere else."""

from pathlib import Path

import duckdb
import pytest

from etl.build import build
from etl.errors import SourceError
from sql import warehouse
from tests.shipped import copy_data

CORRECTION = """[[correction]]
edition = "2026-11-21"
key = {{ obs_id = "OB001" }}
column = "value"
expect = "{expect}"
value = "171"
reason = "a test"
evidence = "seed-003"
"""


def _corrected(data: Path, expect: str) -> Path:
    folder = copy_data(data)
    (folder / "overrides").mkdir(exist_ok=True)
    text = CORRECTION.format(expect=expect)
    bounds = "".join(text.replace('"value"', f'"{bound}"', 1) for bound in ("lower", "upper"))
    (folder / "overrides" / "observations.toml").write_text(text + bounds, encoding="utf-8")
    return folder


def test_a_correction_is_applied_and_recorded(tmp_path: Path) -> None:
    build(_corrected(tmp_path / "data", "170"), tmp_path / "warehouse")
    path = str(warehouse.current(tmp_path / "warehouse"))
    with duckdb.connect(path, read_only=True) as connection:
        value = connection.sql("select value from raw.observations where obs_id = 'OB001'")
        assert [float(row[0]) for row in value.fetchall()] == [171.0]
        recorded = connection.sql(
            "select column_name, was, became from meta.correction order by column_name"
        )
        assert recorded.fetchall() == [
            ("lower", "170", "171"),
            ("upper", "170", "171"),
            ("value", "170", "171"),
        ]


def test_a_correction_that_no_longer_matches_stops_its_source(tmp_path: Path) -> None:
    data = _corrected(tmp_path / "data", "169")
    with pytest.raises(SourceError, match="the correction expects"):
        build(data, tmp_path / "warehouse")
    assert not (tmp_path / "warehouse" / "CURRENT").exists()
