"""Who may know whom: the contracts hold, and each one breaks when it is broken."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VERDICT = re.compile(r"^(\d .+) (KEPT|BROKEN)\b", re.MULTILINE)
PACKAGES = ("dashboard", "etl", "sql")
KNOWN_TO_SOURCES = {
    *("etl.contract", "etl.errors", "etl.expressions", "etl.forms", "etl.vocabulary"),
}

# contract (the start of its name) | module that breaks it | the line that does
BREACHES = [
    ("1 The dashboard", "dashboard/format.py", "import etl.expressions"),
    ("1 The dashboard", "etl/errors.py", "import dashboard.format"),
    ("2 The sql package", "sql/warehouse.py", "import polars"),
    ("2 The sql package", "sql/warehouse.py", "import streamlit"),
    ("3 Pages compose", "dashboard/pages/overview.py", "import altair"),
    ("3 Pages compose", "dashboard/pages/overview.py", "import sql.warehouse"),
    ("4 Charts and maps", "dashboard/components/charts.py", "import streamlit"),
    ("4 Charts and maps", "dashboard/components/map.py", "import dashboard.data"),
    ("4 Charts and maps", "dashboard/components/health_charts.py", "import streamlit"),
    ("5 Sources are pure", "etl/sources/observations.py", "import sql.warehouse"),
    ("5 Sources are pure", "etl/expressions.py", "import etl.publish"),
    ("5 Sources do not", "etl/sources/observations.py", "import etl.sources.plans"),
    ("6 Only build", "dashboard/format.py", "import duckdb"),
    ("6 Only build", "etl/expressions.py", "import duckdb"),
]
NO_LONGER = ("dashboard/known.py", "import duckdb", "from typing import Any as duckdb")


def judge(folder: Path) -> tuple[int, dict[str, bool]]:
    """Exit code of the import linter in `folder`, and for each contract whether it is kept."""
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [linter, "--no-cache", "--no-logo"], cwd=folder, capture_output=True, text=True, check=False
    )
    verdicts = {name: word == "KEPT" for name, word in VERDICT.findall(run.stdout)}
    assert verdicts, run.stdout + run.stderr
    return run.returncode, verdicts


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The three packages and the contracts, to be broken."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in PACKAGES:
        python_only = shutil.ignore_patterns("__pycache__", "*.sql", "static")
        shutil.copytree(ROOT / package, tmp_path / package, ignore=python_only)
    return tmp_path


def test_all_contracts_are_kept() -> None:
    code, verdicts = judge(ROOT)
    assert all(verdicts.values()), verdicts
    assert code == 0


@pytest.mark.parametrize(("contract", "module", "line"), BREACHES)
def test_breaking_a_contract_is_seen(copy: Path, contract: str, module: str, line: str) -> None:
    path = copy / module
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    code, verdicts = judge(copy)
    broken = [name for name, kept in verdicts.items() if not kept]
    assert any(name.startswith(contract) for name in broken), verdicts
    assert code != 0


def contract(name: str) -> dict[str, list[str]]:
    """The contract whose name begins so."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    (found,) = [found for found in contracts if found["name"].startswith(name)]
    return dict(found)


def test_an_exception_that_is_no_longer_needed_is_told(copy: Path) -> None:
    path, line, instead = NO_LONGER
    words = (copy / path).read_text(encoding="utf-8")
    assert line in words
    (copy / path).write_text(words.replace(line, instead), encoding="utf-8")
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [linter, "--no-cache", "--no-logo"], cwd=copy, capture_output=True, text=True, check=False
    )
    assert "No matches for ignored import dashboard.known -> duckdb" in run.stdout
    assert run.returncode != 0


def test_no_chart_is_left_out_of_its_contract() -> None:
    rooms = (ROOT / "dashboard/components").glob("*.py")
    drawn = {f"dashboard.components.{path.stem}" for path in rooms if path.stem.endswith("charts")}
    assert drawn | {"dashboard.components.map"} == set(contract("4 Charts")["source_modules"])


def test_no_build_module_is_left_out_of_the_sources_contract() -> None:
    build_code = {
        f"etl.{path.stem}" for path in (ROOT / "etl").glob("[a-z]*.py")
    } - KNOWN_TO_SOURCES
    assert build_code <= set(contract("5 Sources are pure")["forbidden_modules"])


def test_every_contract_is_broken_once() -> None:
    _, verdicts = judge(ROOT)
    proven = {contract for contract, _, _ in BREACHES}
    assert {name for name in verdicts if not name.startswith(tuple(proven))} == set()
