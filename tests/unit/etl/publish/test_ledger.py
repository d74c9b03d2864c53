"""The ledger tells of every run, in order, and never stands in a run's way."""

import json
import logging
import os
import sqlite3
from pathlib import Path

import pytest

from etl.publish import ledger
from sql import warehouse


def test_a_run_from_start_to_end(tmp_path: Path) -> None:
    run_id = ledger.start(tmp_path, "schedule")
    (running,) = ledger.runs(tmp_path)
    assert (running["outcome"], running["pid"]) == ("running", os.getpid())
    assert running["ended"] is None
    sources = [{"source": "plans", "rows_read": 3, "accepted": 2, "quarantined": 1}]
    ledger.end(
        tmp_path, run_id, "published", seconds=1.5, build_id="b", message="แผน", sources=sources
    )
    (ended,) = ledger.runs(tmp_path)
    assert ended["trigger"] == "schedule"  # as it began
    assert (ended["outcome"], ended["seconds"], ended["build_id"]) == ("published", 1.5, "b")
    assert str(ended["started"]) <= str(ended["ended"])
    assert str(ended["started"]).endswith("Z")
    assert json.loads(str(ended["sources"])) == sources
    assert ended["message"] == "แผน"


def test_a_run_that_never_ended_was_killed(tmp_path: Path) -> None:
    ledger.start(tmp_path, "command")
    ledger.start(tmp_path, "command")
    assert [run["outcome"] for run in ledger.runs(tmp_path)] == ["running", "killed"]


def test_runs_stand_in_their_order_when_the_clock_went_back(tmp_path: Path) -> None:
    for run_id in ("20361121T060000Z-0", "20261121T060000Z-1", "20261120T060000Z-2"):
        ledger.end(tmp_path, run_id, "unchanged")
    found = [str(run["run_id"])[-1] for run in ledger.runs(tmp_path, limit=2)]
    assert found == ["2", "1"]


def test_an_end_without_a_start_is_the_whole_row(tmp_path: Path) -> None:
    ledger.end(tmp_path, "20261121T060000Z-1", "failed", trigger="inbox", message="disk full")
    (run,) = ledger.runs(tmp_path)
    assert (run["trigger"], run["started"]) == ("inbox", "2026-11-21T06:00:00Z")


def test_a_ledger_that_cant_be_written_is_only_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    warehouse.ledger(tmp_path).write_bytes(b"not a ledger" * 100)
    with caplog.at_level(logging.WARNING):
        ledger.end(tmp_path, ledger.start(tmp_path, "command"), "published")
    assert caplog.text.count("ledger: not written") == 2


def test_there_is_room_for_alerts(tmp_path: Path) -> None:
    with ledger.open_ledger(tmp_path) as connection:
        connection.execute("insert into alert values ('k', 'run_failed', 'm', 't', 't')")
    with ledger.open_ledger(tmp_path) as connection:
        assert [tuple(row) for row in connection.execute("select key, kind from alert")] == [
            ("k", "run_failed")
        ]
    with pytest.raises(sqlite3.IntegrityError), ledger.open_ledger(tmp_path) as connection:
        connection.execute("insert into alert values ('k', '', '', '', '')")


def test_without_a_ledger_there_are_no_runs(tmp_path: Path) -> None:
    assert ledger.runs(tmp_path) == []
    assert not warehouse.ledger(tmp_path).exists()
