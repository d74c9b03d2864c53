"""Publishing moves one pointer to a file that was read back whole; what was published stays.

The builds here are small files with the tables that publishing looks at; `test_build.py` and
`test_robustness.py` publish whole ones.
"""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from etl.errors import PublishError
from etl.publish import ledger, publish
from etl.publish.publish import Tables
from sql import clock, warehouse

OLD, MIDDLE, NEW = "20261101T000000Z", "20261102T000000Z", "20261103T000000Z"
HOLDER = """
import sys
from pathlib import Path
from etl.publish import publish
with publish.lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def made(path: Path, build_id: str, content: str, previous: str | None = None) -> Tables:
    """A file of one build; gives what was written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema meta; create schema metrics")
        connection.execute(
            "create table meta.build as select $1 as build_id, $2 as content_hash, "
            "$3::varchar as previous, timestamp '2026-11-21 06:00:00' as built_at, 1.5 as seconds",
            [build_id, content, previous],
        )
        connection.execute(
            "create table metrics.metric_value as select range as value from range(9)"
        )
        connection.execute("create table meta.source_problem (source varchar, message varchar)")
        connection.execute(
            "create table meta.source_load as "
            "select 10 as rows_read, 9 as accepted, 1 as quarantined"
        )
        connection.execute("create table meta.check_result as select 1 as offending")
        return publish.table_checksums(connection)


def published(folder: Path, stamp: str, content: str) -> str:
    """Publishes a build with that content; gives its id."""
    build_id = f"{stamp}-{content:0<8}"
    working = publish.working_file(folder)
    pointer = folder / "CURRENT"
    tables = made(
        working, build_id, content, pointer.readlink().stem if pointer.is_symlink() else None
    )
    publish.publish(working, folder, build_id, tables)
    return build_id


def waiting(folder: Path, stamp: str, content: str) -> str:
    """Leaves a build for review; gives its id."""
    build_id, working = f"{stamp}-{content:0<8}", publish.working_file(folder)
    previous = (folder / "CURRENT").readlink().stem
    tables = made(working, build_id, content, previous)
    publish.stage_candidate(working, folder, build_id, tables)
    return build_id


def current(folder: Path) -> str:
    return warehouse.current(folder).stem


# ------------------------------------------------------------------------------------- reading back


def test_a_file_that_is_not_as_written_is_not_published(tmp_path: Path) -> None:
    before = published(tmp_path, OLD, "a")
    working = publish.working_file(tmp_path)
    tables = made(working, "b", "b")
    with duckdb.connect(str(working)) as connection:
        connection.execute("update metrics.metric_value set value = 99 where value = 3")
    with pytest.raises(PublishError, match=r'metrics\."metric_value" can\'t be read back'):
        publish.publish(working, tmp_path, "b", tables)
    assert current(tmp_path) == before


def test_a_file_with_its_log_beside_it_is_not_published(tmp_path: Path) -> None:
    working = publish.working_file(tmp_path)
    tables = made(working, "b", "b")
    Path(f"{working}.wal").write_bytes(b"")
    with pytest.raises(PublishError, match="not written out whole"):
        publish.publish(working, tmp_path, "b", tables)
    assert not (tmp_path / "CURRENT").is_symlink()


def test_a_cut_file_is_not_published(tmp_path: Path) -> None:
    working = publish.working_file(tmp_path)
    tables = made(working, "b", "b")
    os.truncate(working, working.stat().st_size // 2)
    with pytest.raises(PublishError, match="can't be read back"):
        publish.publish(working, tmp_path, "b", tables)


def test_a_strangers_log_under_the_builds_name_is_removed(tmp_path: Path) -> None:
    (tmp_path / f"{OLD}-a0000000.duckdb.wal").write_bytes(b"of another file")
    published(tmp_path, OLD, "a")
    assert publish.published_hash(tmp_path) == "a"


# ------------------------------------------------------------------------------------- lock


def test_the_lock_names_its_holder_in_bangkok_time(tmp_path: Path) -> None:
    with publish.lock(tmp_path), pytest.raises(PublishError) as refused, publish.lock(tmp_path):
        pass
    day = datetime.now(clock.BANGKOK).strftime("%Y-%m-%d")
    assert f"process {os.getpid()}, since {day} " in str(refused.value)
    assert "Bangkok time" in str(refused.value)
    assert "เวลาไทย" in refused.value.text("th")


def test_the_lock_goes_with_its_holder(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with (
            pytest.raises(PublishError, match=f"process {holder.pid},"),
            publish.lock(tmp_path),
        ):
            pass
        holder.kill()
        holder.wait()
        with publish.lock(tmp_path):
            pass


def test_what_a_killed_build_left_is_removed_under_the_lock_alone(tmp_path: Path) -> None:
    build_id = published(tmp_path, OLD, "a")
    left = [tmp_path / name for name in (".build-7.duckdb", ".build-7.duckdb.wal", ".build-HELD")]
    left.append(tmp_path / f"{build_id}.duckdb.wal")
    swapped = tmp_path / ".build-7.duckdb.tmp"
    with publish.lock(tmp_path):
        for path in left:
            path.write_bytes(b"left")
        swapped.mkdir()
        (swapped / "block").write_bytes(b"left")
        with pytest.raises(PublishError), publish.lock(tmp_path):
            pass
        assert all(path.exists() for path in (*left, swapped))
    with publish.lock(tmp_path):
        assert not any(path.exists() for path in (*left, swapped))
    assert publish.published_hash(tmp_path) == "a"


# ------------------------------------------------------------------------------------- ids, keeping


def test_ids_go_on_when_the_clock_goes_back(tmp_path: Path) -> None:
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    ahead = published(tmp_path, f"{tomorrow:{publish.ID_TIME}}", "a")
    following = publish.new_id(tmp_path, "0" * 64)
    assert following > ahead
    assert following.startswith(f"{tomorrow + timedelta(seconds=1):{publish.ID_TIME}}")
    waiting(tmp_path, f"{tomorrow + timedelta(days=1):{publish.ID_TIME}}", "b")
    assert publish.new_id(tmp_path, "0" * 64) > following


def test_ids_follow_a_pointer_whose_file_is_gone(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").symlink_to("20990101T000000Z-0.duckdb")
    assert publish.new_id(tmp_path, "0" * 64).startswith("20990101T000001Z-")


def test_the_published_build_is_kept_beside_the_newest(tmp_path: Path) -> None:
    ids = [published(tmp_path, f"2026110{day}T000000Z", str(day)) for day in range(1, 5)]
    assert [path.stem for path in sorted(tmp_path.glob("*.duckdb"))] == ids[1:]
    publish.rollback(tmp_path, ids[1])
    ids.append(published(tmp_path, "20261105T000000Z", "5"))
    assert [path.stem for path in sorted(tmp_path.glob("*.duckdb"))] == ids[2:]


# ------------------------------------------------------------------------------------- review


def test_a_candidate_is_published_by_its_id_alone(tmp_path: Path) -> None:
    before = published(tmp_path, OLD, "a")
    candidate = waiting(tmp_path, MIDDLE, "b")
    assert current(tmp_path) == before
    with pytest.raises(PublishError, match=candidate):
        publish.publish_candidate(tmp_path, "20990101T000000Z-0")
    assert publish.publish_candidate(tmp_path, candidate) == current(tmp_path) == candidate
    assert publish.status(tmp_path)["waiting"] is None
    with pytest.raises(PublishError, match="build --review"):
        publish.publish_candidate(tmp_path, candidate)
    (run,) = ledger.runs(tmp_path)
    assert (run["outcome"], run["build_id"]) == ("published", candidate)


def test_a_candidate_compared_with_another_build_is_refused(tmp_path: Path) -> None:
    before = published(tmp_path, OLD, "a")
    published(tmp_path, MIDDLE, "b")
    candidate = waiting(tmp_path, NEW, "c")
    publish.rollback(tmp_path)
    with pytest.raises(PublishError, match=f"{before} is published now"):
        publish.publish_candidate(tmp_path, candidate)
    assert current(tmp_path) == before


def test_a_damaged_candidate_is_refused(tmp_path: Path) -> None:
    before = published(tmp_path, OLD, "a")
    candidate = waiting(tmp_path, MIDDLE, "b")
    path = tmp_path / "review" / f"{candidate}.duckdb"
    os.truncate(path, path.stat().st_size // 2)
    with pytest.raises(PublishError, match="can't be read back"):
        publish.publish_candidate(tmp_path, candidate)
    assert current(tmp_path) == before


# ------------------------------------------------------------------------------------- rollback


def test_rollback_goes_to_the_build_before_and_holds_what_it_left(tmp_path: Path) -> None:
    first, second = published(tmp_path, OLD, "a"), published(tmp_path, MIDDLE, "b")
    assert publish.rollback(tmp_path) == current(tmp_path) == first
    assert publish.held_hashes(tmp_path) == {"b"}
    (run,) = ledger.runs(tmp_path)
    assert run["message"] == f"Rolled back from {second} / ย้อนกลับจากชุด {second}"
    assert publish.rollback(tmp_path, second) == current(tmp_path) == second
    assert publish.held_hashes(tmp_path) == {"a"}


def test_rollback_passes_by_a_build_that_says_the_same(tmp_path: Path) -> None:
    first = published(tmp_path, OLD, "a")
    published(tmp_path, MIDDLE, "b")
    published(tmp_path, NEW, "b")
    assert publish.rollback(tmp_path) == first


def test_rollback_passes_by_a_build_that_was_rolled_back(tmp_path: Path) -> None:
    first, _ = published(tmp_path, OLD, "a"), published(tmp_path, MIDDLE, "b")
    publish.rollback(tmp_path)
    published(tmp_path, NEW, "c")
    assert publish.rollback(tmp_path) == first


def test_rollback_from_a_damaged_build(tmp_path: Path) -> None:
    first, second = published(tmp_path, OLD, "a"), published(tmp_path, MIDDLE, "b")
    (tmp_path / f"{second}.duckdb").write_bytes(b"damaged")
    assert publish.rollback(tmp_path) == first
    assert publish.held_hashes(tmp_path) == set()  # its content was not at fault


def test_rollback_never_goes_to_a_damaged_build(tmp_path: Path) -> None:
    first, second = published(tmp_path, OLD, "a"), published(tmp_path, MIDDLE, "b")
    (tmp_path / f"{first}.duckdb").write_bytes(b"damaged")
    with pytest.raises(PublishError, match="can't be read back"):
        publish.rollback(tmp_path)
    assert current(tmp_path) == second


@pytest.mark.parametrize("wanted", [None, "20990101T000000Z-0", f"{MIDDLE}-b0000000"])
def test_rollback_names_what_is_kept(tmp_path: Path, wanted: str | None) -> None:
    published(tmp_path, MIDDLE, "b")
    later = published(tmp_path, NEW, "b")
    publish.rollback(tmp_path, f"{MIDDLE}-b0000000")
    with pytest.raises(PublishError, match=later):
        publish.rollback(tmp_path, wanted)


def test_publishing_a_held_candidate_releases_it(tmp_path: Path) -> None:
    published(tmp_path, OLD, "a")
    published(tmp_path, MIDDLE, "b")
    publish.rollback(tmp_path)
    publish.publish_candidate(tmp_path, waiting(tmp_path, NEW, "b"))
    assert publish.held_hashes(tmp_path) == set()


# ------------------------------------------------------------------------------------- status


def test_status_tells_what_lies_about_the_published_build(tmp_path: Path) -> None:
    first, second = published(tmp_path, OLD, "a"), published(tmp_path, MIDDLE, "b")
    candidate = waiting(tmp_path, NEW, "c")
    ledger.end(tmp_path, "20261121T060000Z-1", "failed", message="disk full")
    found = publish.status(tmp_path)
    assert (found["build_id"], found["kept"], found["waiting"]) == (second, [first], candidate)
    assert (found["rows_read"], found["accepted"], found["quarantined"]) == (10, 9, 1)
    assert (found["last_outcome"], found["last_message"]) == ("failed", "disk full")
    assert found["problems"] == []


def test_status_of_a_damaged_build_says_what_to_do(tmp_path: Path) -> None:
    build_id = published(tmp_path, OLD, "a")
    (tmp_path / f"{build_id}.duckdb").write_bytes(b"damaged")
    with pytest.raises(PublishError, match="rollback"):
        publish.status(tmp_path)


def test_a_build_is_read_while_the_process_has_it_open_in_another_way(tmp_path: Path) -> None:
    build_id = published(tmp_path, OLD, "a")
    config: dict[str, str | bool | int | float | list[str]] = {"threads": "1"}
    path = str(tmp_path / f"{build_id}.duckdb")
    with duckdb.connect(path, read_only=True, config=config):
        assert publish.published_hash(tmp_path) == "a"
