"""What all tests share: one warehouse, built once from the shipped data."""

import gc
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sql import warehouse as published

ROOT = Path(__file__).parents[1]
TODAY = "2026-11-21"  # the day that the dashboard takes for today in every test


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The published file of a build over `data/`; the dashboard under test reads it too.

    Given under a second name: a process may open one file with one configuration only, and the
    dashboard has the first name open with its own.
    """
    folder = tmp_path_factory.mktemp("warehouse")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SMARTCITY_WAREHOUSE", str(folder))
        patch.setenv("SMARTCITY_TODAY", TODAY)
        build = subprocess.run(
            [sys.executable, "-m", "etl", "build", "--json"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert build.returncode == 0, build.stderr
        second_name = folder / "for_tests.duckdb"
        second_name.hardlink_to(published.current())
        yield second_name


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
