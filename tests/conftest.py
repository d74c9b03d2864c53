"""What all tests share: one warehouse, built once from the shipped data."""

import fcntl
import gc
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("POLARS_MAX_THREADS", "1")  # before it is imported: each core has a worker
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # of a hundred commands one compiles for all

import pytest
from hypothesis import HealthCheck, settings

from sql import warehouse as published
from tests.shipped import count_38

# a busy machine is no fault: nothing that is tested waits for a time
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")

ROOT = Path(__file__).parents[1]
TODAY = "2026-11-29"  # the day that the dashboard takes for today in every test


@pytest.hookimpl(trylast=True)  # the rooms have marked theirs
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves trials out, unless `-m trial` or their folder asks for them."""
    named = any("trial" in Path(word).parts for word in config.args)
    if named or "trial" in config.option.markexpr:
        return
    trials = [item for item in items if item.get_closest_marker("trial")]
    config.hook.pytest_deselected(items=trials)
    items[:] = [item for item in items if not item.get_closest_marker("trial")]


MADE_OF = ("etl", "sql", "data/raw", "data/reference", "data/overrides", "requirements/run.txt")


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The published file of a build over `data/`; the dashboard under test reads it too.

    Given under a second name: a process may open one file with one configuration only, and the
    dashboard has the first name open with its own.
    """
    folder = tmp_path_factory.mktemp("warehouse")
    with made_once(tmp_path_factory, "shipped", _build) as built:
        for path in (built / "CURRENT", built / "ledger.sqlite"):
            shutil.copy(path, folder, follow_symlinks=False)
        build = published.current(built)
        for name in (build.name, "for_tests.duckdb"):
            (folder / name).hardlink_to(build)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SMARTCITY_WAREHOUSE", str(folder))
        patch.setenv("SMARTCITY_TODAY", TODAY)
        yield folder / "for_tests.duckdb"


@pytest.fixture(scope="session")
def two_builds(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped build, and upon it one where the 37 certified cities are 38.

    A copy of the process's own, since tests lay others beside them.
    """
    folder = tmp_path_factory.mktemp("two") / "warehouse"
    with made_once(tmp_path_factory, "two", lambda made: count_38(warehouse, made)) as made:
        return shutil.copytree(made / "warehouse", folder, symlinks=True)


@contextmanager
def made_once(
    tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]
) -> Iterator[Path]:
    """A folder that `make` fills from what is there now, for all processes of a run to read.

    The first process that asks for it makes it. It stays until the block ends; a link to one of its
    files stays for good.
    """
    shelf = tmp_path_factory.getbasetemp().parent
    if "PYTEST_XDIST_WORKER" in os.environ:
        shelf = shelf.parent
    folder = shelf / f"{name}-{_key()}"
    with (shelf / f"{name}.lock").open("a") as lock, _used(folder).open("a") as used:
        fcntl.flock(lock, fcntl.LOCK_EX)  # while it is made; who uses it holds up nobody else
        fcntl.flock(used, fcntl.LOCK_SH)
        if not (folder / "WHOLE").exists():
            for earlier in shelf.glob(f"{name}-*/"):
                _drop(earlier)
            shutil.rmtree(folder, ignore_errors=True)  # left unfinished
            make(folder)
            (folder / "WHOLE").touch()
        fcntl.flock(lock, fcntl.LOCK_UN)
        yield folder


def _used(folder: Path) -> Path:
    """The file that processes hold a share of while they use a folder."""
    return folder.with_name(f"{folder.name}.used")


def _drop(folder: Path) -> None:
    """Removes a folder of an earlier run, unless a run that goes on still uses it."""
    with _used(folder).open("a") as used:
        try:
            fcntl.flock(used, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        shutil.rmtree(folder, ignore_errors=True)


def _build(folder: Path) -> None:
    """Publishes a build of the shipped data in `folder`."""
    build = subprocess.run(
        [sys.executable, "-m", "etl", "build", "--json"],
        cwd=ROOT,
        env=os.environ | {"SMARTCITY_WAREHOUSE": str(folder), "SMARTCITY_TODAY": TODAY},
        capture_output=True,
        text=True,
        check=False,
    )
    assert build.returncode == 0, build.stderr


def _key() -> str:
    """Changes with every file that a build is made of."""
    digest = hashlib.sha256()
    for name in MADE_OF:
        place = ROOT / name
        for path in sorted([place] if place.is_file() else place.rglob("*.*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@pytest.fixture(autouse=True)
def own_main(monkeypatch: pytest.MonkeyPatch) -> None:
    """Gives `__main__` back: a page under test takes its place, and new processes would run it."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


@pytest.fixture(scope="session", autouse=True)
def quiet_exit() -> Iterator[None]:
    """Takes Hypothesis' watch off the garbage collector at the end of the session.

    While it is on, DuckDB's module can't be freed in order and lists its own types as leaked below
    the results.
    """
    yield
    gc.callbacks.clear()
