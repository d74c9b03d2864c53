"""Whatever happens to a build as a real process, what is published stays, and the next one works.

Kills at random moments, under the eyes of readers, are in `tests/trial/test_kills.py`.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from etl.build.build import build
from etl.project import Project
from etl.publish import ledger, publish
from sql import warehouse
from tests.cases import some
from tests.fixtures.small import Gate, Publish, change, copied, counts

ROOT = Path(__file__).parents[4]
ENOUGH = 2**20  # bytes; a whole build of the small project has some five times as many
KILLED = """
import os, signal, sys
from dataclasses import replace
from pathlib import Path
from pkgutil import resolve_name
from etl.build.build import build
from tests.fixtures.small import SMALL

module, _, name = sys.argv[1].rpartition(".")
setattr(resolve_name(module), name, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
build(replace(SMALL, data=Path(sys.argv[2])), Path(sys.argv[3]))
"""
MOUNT = ("mount", "-t", "tmpfs", "-o")


LIMITED = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
os.execv(sys.executable, [sys.executable, *sys.argv[2:]])
"""


def _start(folder: Path, data: Path | None = None, largest: int = 0) -> "subprocess.Popen[str]":
    """The command `build` under way; no file of it may be larger than `largest` bytes, if given."""
    return subprocess.Popen(
        [
            sys.executable,
            *(["-c", LIMITED, str(largest)] if largest else []),
            *("-m", "tests.fixtures.small", "build"),
            *(["--data", str(data)] if data else []),
        ],
        cwd=ROOT,
        env=os.environ | {"SMARTCITY_WAREHOUSE": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _changed(tmp_path: Path) -> Project:
    """The small project with one cell changed, so that there is something to publish."""
    project = copied(tmp_path / "data")
    change(project, "C1", note="changed")
    return project


@pytest.mark.parametrize(
    ("last", "is_out"),
    some(
        [
            ("etl.build.load.write_rows", False),
            ("etl.build.build._run", False),
            ("etl.build.checks.run", False),
            ("etl.publish.publish._move_into", False),
            ("etl.publish.publish._point_current_to", False),
            ("etl.publish.publish._prune", True),
            ("etl.publish.ledger.end", True),
        ],
        every=4,
    ),
)
def test_a_killed_build_leaves_a_whole_one_and_the_next_one_works(
    publish_small: Publish, tmp_path: Path, last: str, is_out: bool
) -> None:
    """Killed as it comes to one of its steps, before the pointer is moved and after."""
    folder, project = publish_small(tmp_path / "warehouse"), _changed(tmp_path)
    before = warehouse.current(folder).stem
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, last, str(project.data), str(folder)], cwd=ROOT, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    assert ledger.runs(folder, 1)[0]["outcome"] == "running"
    assert (publish.status(folder)["build_id"] != before) == is_out
    assert publish.published_hash(folder)
    assert build(project, folder).outcome == ("unchanged" if is_out else "published")
    assert [run["outcome"] for run in ledger.runs(folder)][1] == "killed"
    assert not list(folder.glob(".build-*"))


def test_of_two_builds_at_once_one_works_and_the_other_names_it(tmp_path: Path) -> None:
    folder, project = tmp_path / "warehouse", copied(tmp_path / "data")
    gate = Gate(counts(project))
    with _start(folder, project.data) as first:
        gate.reached()
        with _start(folder, project.data) as second:
            _, said = second.communicate()
        assert second.returncode == 1
        assert f"another build is at work (process {first.pid}, since " in said
        assert "Bangkok time" in said
        assert "Traceback" not in said
        gate.open()
        first.communicate()
    assert first.returncode == 0
    assert [run["outcome"] for run in ledger.runs(folder)] == ["published"]
    assert [run["pid"] for run in ledger.runs(folder)] == [first.pid]


def test_a_build_told_to_stop_stops_clean(tmp_path: Path) -> None:
    folder, project = tmp_path / "warehouse", copied(tmp_path / "data")
    gate = Gate(counts(project))
    with _start(folder, project.data) as process:
        gate.reached()
        process.send_signal(signal.SIGTERM)
        gate.open()
        _, said = process.communicate()
    assert process.returncode == 1
    assert "stopped (SIGTERM)" in said
    assert "Traceback" not in said
    assert not (folder / "CURRENT").is_symlink()
    assert not list(folder.glob(".build-*"))
    (run,) = ledger.runs(folder)
    assert run["outcome"] == "failed"


# ----------------------------------------------------------------------------------- full disk


def test_a_file_that_can_grow_no_further_leaves_the_old_build(
    publish_small: Publish, tmp_path: Path
) -> None:
    folder, project = publish_small(tmp_path / "warehouse"), _changed(tmp_path)
    before = warehouse.current(folder).stem
    with _start(folder, project.data, ENOUGH) as process:
        _, said = process.communicate()
    _refused(folder, before, process.returncode, said)
    assert build(project, folder).outcome == "published"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for one build and a part of a second, where this account may mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = not subprocess.run(
        [*MOUNT, f"size={8 * ENOUGH}", "tmpfs", str(disk)], check=False, capture_output=True
    ).returncode
    assert mounted or os.geteuid() != 0, "root, yet no tmpfs can be mounted"
    yield disk
    if mounted:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("room", some([ENOUGH, 0], every=2))
def test_a_full_disk_leaves_the_old_build(
    publish_small: Publish, small_disk: Path, tmp_path: Path, room: int
) -> None:
    folder, data = publish_small(small_disk / "warehouse"), _changed(tmp_path).data
    before = warehouse.current(folder).stem
    mounted = small_disk.is_mount()
    if mounted:
        _fill(small_disk, room)
    with _start(folder, data, 0 if mounted else ENOUGH) as process:
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


def test_a_build_made_while_the_clock_was_ahead_does_not_hide_the_next(
    publish_small: Publish, tmp_path: Path
) -> None:
    folder = publish_small(tmp_path / "warehouse")
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
