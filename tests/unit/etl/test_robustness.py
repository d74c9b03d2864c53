"""Whatever happens to a build as a real process, what is published stays, and the next one works.

`python -m benchmarks.kills` is the long version of the first test.
"""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from benchmarks import kills
from etl import ledger, publish
from etl.build import build
from sql import warehouse
from tests.shipped import copy_data, records, rewrite

ROOT = Path(__file__).parents[3]
SMALL = 10 * 2**20  # bytes; a whole build has about three times as many
MOUNT = ("mount", "-t", "tmpfs", "-o")


def _start(
    folder: Path, data: Path | None = None, before: Callable[[], None] | None = None
) -> "subprocess.Popen[str]":
    """`python -m etl build` under way."""
    return subprocess.Popen(
        [sys.executable, "-m", "etl", "build", *(["--data", str(data)] if data else [])],
        cwd=ROOT,
        env=os.environ | {"SMARTCITY_WAREHOUSE": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=before,  # noqa: PLW1509  # limits of the child alone; no threads here
    )


def _until_logged(process: "subprocess.Popen[str]", word: str) -> None:
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith(word):
            return
    raise AssertionError(f"the build ended before {word!r}")


def _changed(tmp_path: Path) -> Path:
    """Shipped data with one cell changed, so that there is something to publish."""
    data = copy_data(tmp_path / "data")
    path = next((data / "raw" / "observations").glob("*/observations.csv"))
    heading, *rows = records(path)
    rows[0][heading.index("note")] = "changed"
    rewrite(path, [heading, *rows])
    return data


@pytest.mark.timeout(600)
def test_killed_builds_disturb_no_reader_and_no_later_build(tmp_path: Path) -> None:
    figures = kills.run(tmp_path, kills=3, readers=1)
    assert figures.kills == 3
    assert figures.builds_after >= 3
    assert (figures.failed_builds, figures.damaged, figures.failed_reads) == ([], [], [])
    assert all(reader.reads > 0 and reader.builds > 1 for reader in figures.readers)
    outcomes = [run["outcome"] for run in ledger.runs(tmp_path / "warehouse", 100)]
    assert "running" not in outcomes
    assert outcomes.count("published") >= 3


def test_of_two_builds_at_once_one_works_and_the_other_names_it(tmp_path: Path) -> None:
    with _start(tmp_path) as first:
        _until_logged(first, "load")
        with _start(tmp_path) as second:
            _, said = second.communicate()
        assert second.returncode == 1
        assert f"another build is at work (process {first.pid}, since " in said
        assert "Bangkok time" in said
        assert "Traceback" not in said
        first.communicate()
    assert first.returncode == 0
    assert [run["outcome"] for run in ledger.runs(tmp_path)] == ["published"]
    assert [run["pid"] for run in ledger.runs(tmp_path)] == [first.pid]


def test_a_build_told_to_stop_stops_clean(tmp_path: Path) -> None:
    with _start(tmp_path) as process:
        _until_logged(process, "model")
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate()
    assert process.returncode == 1
    assert "stopped (SIGTERM)" in said
    assert "Traceback" not in said
    assert not (tmp_path / "CURRENT").is_symlink()
    assert not list(tmp_path.glob(".build-*"))
    (run,) = ledger.runs(tmp_path)
    assert run["outcome"] == "failed"


# ----------------------------------------------------------------------------------- full disk


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, SMALL))


def test_a_file_that_can_grow_no_further_leaves_the_old_build(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    before = build(folder=folder).build_id
    with _start(folder, _changed(tmp_path), _limit) as process:
        _, said = process.communicate()
    _refused(folder, before, process.returncode, said)
    assert build(tmp_path / "data", folder).outcome == "published"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for one build and a part of a second, where this account may mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = not subprocess.run(
        [*MOUNT, f"size={4 * SMALL}", "tmpfs", str(disk)], check=False, capture_output=True
    ).returncode
    assert mounted or os.geteuid() != 0, "root, yet no tmpfs can be mounted"
    yield disk
    if mounted:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("room", [SMALL, 0])
def test_a_full_disk_leaves_the_old_build(small_disk: Path, tmp_path: Path, room: int) -> None:
    folder, data = small_disk / "warehouse", _changed(tmp_path)
    before = build(folder=folder).build_id
    mounted = small_disk.is_mount()
    if mounted:
        _fill(small_disk, room)
    with _start(folder, data, None if mounted else _limit) as process:
        _, said = process.communicate()
    (small_disk / "filler").unlink(missing_ok=True)
    _refused(folder, before, process.returncode, said)


def _fill(disk: Path, room: int) -> None:
    """Leaves `room` bytes on the disk."""
    with (disk / "filler").open("wb", buffering=0) as file, suppress(OSError):
        while os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize > room:
            file.write(b"\0" * 2**12)


def _refused(folder: Path, before: str, code: int, said: str) -> None:
    """The build failed with one clear message, the old one stays, nothing else is left."""
    assert code == 1, said
    assert "Traceback" not in said
    assert str(folder) in said.splitlines()[-1]
    assert "Free space" in said.splitlines()[-1]
    assert publish.status(folder)["build_id"] == before
    assert publish.published_hash(folder)
    assert not list(folder.glob(".build-*"))
    last = ledger.runs(folder, 1)[0]
    if "ledger: not written" in said:  # no room even for that
        assert last["build_id"] == before
    else:
        assert last["outcome"] == "failed"
        assert "Free space" in str(last["message"])


# ----------------------------------------------------------------------------------- clock


def test_a_build_made_while_the_clock_was_ahead_does_not_hide_the_next(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    build(folder=folder)
    ahead = folder / "20990101T000000Z-00000000.duckdb"
    warehouse.current(folder).rename(ahead)
    (folder / "CURRENT").unlink()
    (folder / "CURRENT").symlink_to(ahead.name)
    start = time.monotonic()
    outcome = build(_changed(tmp_path), folder)
    assert outcome.build_id.startswith("20990101T000001Z-")
    assert warehouse.current(folder).stem == outcome.build_id
    (run,) = ledger.runs(folder, 1)
    assert 0 < float(str(run["seconds"])) <= time.monotonic() - start
