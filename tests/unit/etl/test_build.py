"""A build: same facts, same hash; one cell changed, another hash; nothing half-published."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pytest

from etl import publish
from etl.__main__ import main
from etl.build import build
from etl.errors import CheckFailed, EtlError, PublishError, SourceError
from sql import warehouse
from tests.shipped import copy_data, records, rewrite, shuffle


def _observations(data: Path) -> Path:
    return next((data / "raw" / "observations").glob("*/observations.csv"))


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder with one build from the shipped data, and its hash."""
    folder = tmp_path_factory.mktemp("warehouse")
    return folder, build(folder=folder).content_hash


def test_the_same_facts_publish_nothing_new(first: tuple[Path, str]) -> None:
    folder, content_hash = first
    before = sorted(path.name for path in folder.iterdir())
    again = build(folder=folder)
    assert again.unchanged
    assert again.content_hash == content_hash
    assert again.build_id == warehouse.current(folder).stem
    assert sorted(path.name for path in folder.iterdir()) == before


def test_the_order_of_rows_does_not_matter(first: tuple[Path, str], tmp_path: Path) -> None:
    data = copy_data(tmp_path / "data")
    shuffle(data, seed=2570)
    assert build(data, tmp_path / "warehouse").content_hash == first[1]


def test_one_cell_changes_the_hash(first: tuple[Path, str], tmp_path: Path) -> None:
    data = copy_data(tmp_path / "data")
    path = _observations(data)
    heading, *rows = records(path)
    note = heading.index("note")
    rows[0][note] += " changed"
    rewrite(path, [heading, *rows])
    assert build(data, tmp_path / "warehouse").content_hash != first[1]


def test_a_bad_row_is_quarantined_and_counted(tmp_path: Path) -> None:
    data, folder = copy_data(tmp_path / "data"), tmp_path / "warehouse"
    path = _observations(data)
    heading, *rows = records(path)
    rows[0][heading.index("value")] = "สิบ"
    rewrite(path, [heading, *rows])
    outcome = build(data, folder)
    counts = outcome.counts()["observations"]
    assert counts == {"rows_read": len(rows), "accepted": len(rows) - 1, "quarantined": 1}
    with duckdb.connect(str(warehouse.current(folder)), read_only=True) as connection:
        found = connection.sql(
            "select source, row, columns, reasons from quarantine.rejected_row"
        ).fetchall()
    assert found == [("observations", 2, ["value"], ["not_a_number"])]


def test_a_broken_source_publishes_nothing(first: tuple[Path, str], tmp_path: Path) -> None:
    folder, _ = first
    data = copy_data(tmp_path / "data")
    _observations(data).write_bytes(b"")
    before = warehouse.current(folder)
    with pytest.raises(SourceError, match=r"observations\.csv"):
        build(data, folder)
    assert warehouse.current(folder) == before
    assert not list(folder.glob(".build-*"))


def test_a_blocking_check_publishes_nothing(first: tuple[Path, str], tmp_path: Path) -> None:
    folder, _ = first
    data = copy_data(tmp_path / "data")
    path = next((data / "raw" / "plan_events").glob("*/plan_events.csv"))
    heading, *rows = records(path)
    rows[0][heading.index("plan_key")] = "no-such-plan"
    rewrite(path, [heading, *rows])
    before = warehouse.current(folder)
    with pytest.raises(CheckFailed, match="no-such-plan"):
        build(data, folder)
    assert warehouse.current(folder) == before


def test_two_builds_at_once_name_the_holder(tmp_path: Path) -> None:
    with publish.lock(tmp_path), pytest.raises(PublishError, match=f'"pid": {os.getpid()}'):
        build(folder=tmp_path)


def test_a_reader_keeps_its_build_while_another_is_published(
    first: tuple[Path, str], tmp_path: Path
) -> None:
    data, folder = copy_data(tmp_path / "data"), tmp_path / "warehouse"
    build(data, folder)
    reader = duckdb.connect(str(warehouse.current(folder)), read_only=True)
    rows = reader.execute("select count(*) from metrics.metric_value").fetchone()
    path = _observations(data)
    heading, *records_ = records(path)
    rewrite(path, [heading, *records_[:-1]])
    card = path.parent / "provenance.toml"
    card.write_text(
        card.read_text("utf-8").replace(f"rows = {len(records_)}", f"rows = {len(records_) - 1}"),
        encoding="utf-8",
    )
    thread = threading.Thread(target=build, args=(data, folder))
    thread.start()
    thread.join()
    assert reader.execute("select count(*) from metrics.metric_value").fetchone() == rows
    reader.close()
    assert len(list(folder.glob("*.duckdb"))) == 2


def test_a_damaged_published_file_is_built_over(first: tuple[Path, str], tmp_path: Path) -> None:
    build(folder=tmp_path)
    warehouse.current(tmp_path).write_bytes(b"damaged")
    outcome = build(folder=tmp_path)
    assert not outcome.unchanged
    assert outcome.content_hash == first[1]


def test_only_the_last_builds_are_kept(tmp_path: Path) -> None:
    tmp_path.joinpath("CURRENT").symlink_to("20200101T000000Z-0.duckdb")
    for year in range(2016, 2021):
        (tmp_path / f"{year}0101T000000Z-0.duckdb").write_bytes(b"old")
    build(folder=tmp_path)
    assert len(list(tmp_path.glob("*.duckdb"))) == publish.KEPT


def test_the_command_prints_one_json_object(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(tmp_path))
    assert main(["build", "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["build_id"].endswith(printed["content_hash"][:8])
    for counts in printed["sources"].values():
        assert counts["rows_read"] == counts["accepted"] + counts["quarantined"]


def test_the_command_says_what_went_wrong_without_a_traceback(tmp_path: Path) -> None:
    finished = subprocess.run(
        [sys.executable, "-m", "etl", "build", "--data", str(tmp_path)],
        env=os.environ | {"SMARTCITY_WAREHOUSE": str(tmp_path / "warehouse")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 1
    assert "no edition of source" in finished.stderr
    assert "Traceback" not in finished.stderr


def test_status_without_a_build_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(tmp_path))
    assert main(["status"]) == 1
    assert "python -m etl build" in capsys.readouterr().err


def test_every_error_is_one_family() -> None:
    for kind in (SourceError, CheckFailed, PublishError):
        assert issubclass(kind, EtlError)
