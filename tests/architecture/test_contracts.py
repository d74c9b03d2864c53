"""Who may know whom: the contracts hold, and each one breaks when it is broken."""

import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VERDICT = re.compile(r"^(\d .+) (KEPT|BROKEN)\b", re.MULTILINE)
SECTION = re.compile(r"^(\d .+)\n-{3,}$", re.MULTILINE)
PACKAGES = ("dashboard", "etl", "sql")

# contract (the start of its name) | module that breaks it | by importing this
BREACHES = [
    ("1 The dashboard", "dashboard.reader.format", "etl.expressions"),
    ("1 The dashboard", "etl.errors", "dashboard.reader.format"),
    ("2 The sql package", "sql.warehouse", "polars"),
    ("2 The sql package", "sql.warehouse", "streamlit"),
    ("3 Pages compose", "dashboard.pages.overview.page", "altair"),
    ("3 Pages compose", "dashboard.pages.overview.panels", "sql.warehouse"),
    ("4 Charts and maps", "dashboard.parts.charts", "streamlit"),
    ("4 Charts and maps", "dashboard.parts.map", "dashboard.warehouse.data"),
    ("4 Charts and maps", "dashboard.pages.health.charts", "streamlit"),
    ("4 Charts and maps", "dashboard.pages.overview.charts", "dashboard.warehouse.data"),
    ("5 Sources are pure", "etl.sources.observations", "sql.warehouse"),
    ("5 Sources are pure", "etl.expressions", "etl.publish.publish"),
    ("5 Sources do not", "etl.sources.observations", "etl.sources.plans"),
    ("6 Only etl.build", "dashboard.reader.format", "duckdb"),
    ("6 Only etl.build", "dashboard.parts.tables", "duckdb"),
    ("6 Only etl.build", "etl.cli", "duckdb"),
    ("6 Only etl.build", "etl.expressions", "duckdb"),
    ("6 Only etl.build", "etl.intake.workbook", "duckdb"),
    ("6 Only etl.build", "etl.service.schedule", "duckdb"),
    ("6 Only etl.build", "sql.builds", "duckdb"),
    ("7 A room", "etl.build.models", "etl.cli"),
    ("7 A room", "etl.service.schedule", "etl.build.checks"),
    ("7 A room", "etl.intake.xls", "etl.service.alerts"),
    ("7 A room", "etl.publish.ledger", "etl.intake.workbook"),
    ("7 A room", "etl.errors", "etl.sources.plans"),
    ("8 A room", "dashboard.reader.format", "dashboard.warehouse.data"),
    ("8 A room", "dashboard.parts.tiles", "dashboard.pages.overview.panels"),
    ("8 A room", "dashboard.parts.tables", "dashboard.warehouse.data"),
    ("8 A room", "dashboard.warehouse.data", "dashboard.parts.layout"),
    ("9 Pages", "dashboard.pages.overview.panels", "dashboard.pages.health.load"),
]
NO_LONGER = ("dashboard/warehouse/engines.py", "import duckdb", "from typing import Any as duckdb")


@dataclass(frozen=True)
class Judgement:
    """What the import linter finds: its exit code, which contracts are kept, and the imports that
    break each of the others.
    """

    code: int
    verdicts: dict[str, bool]
    breaches: dict[str, str]


def judge(folder: Path) -> Judgement:
    """Runs the import linter in `folder`."""
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [linter, "--no-cache", "--no-logo"], cwd=folder, capture_output=True, text=True, check=False
    )
    verdicts = {name: word == "KEPT" for name, word in VERDICT.findall(run.stdout)}
    assert verdicts, run.stdout + run.stderr
    _, *sections = SECTION.split(run.stdout)
    breaches = dict(zip(sections[::2], sections[1::2], strict=True))
    return Judgement(run.returncode, verdicts, breaches)


@pytest.fixture(scope="module")
def as_it_is() -> Judgement:
    return judge(ROOT)


def test_all_contracts_are_kept(as_it_is: Judgement) -> None:
    assert all(as_it_is.verdicts.values()), as_it_is.verdicts
    assert as_it_is.code == 0


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The three packages and the contracts, to be broken."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in PACKAGES:
        python_only = shutil.ignore_patterns("__pycache__", "*.sql", "static")
        shutil.copytree(ROOT / package, tmp_path / package, ignore=python_only)
    return tmp_path


def test_breaking_a_contract_is_seen(copy: Path) -> None:
    """All breaches at once; the linter names each below its contract."""
    for _, module, imported in BREACHES:
        path = copy / f"{module.replace('.', '/')}.py"
        path.write_text(f"{path.read_text('utf-8')}\nimport {imported}\n", encoding="utf-8")
    found = judge(copy)
    assert found.code != 0
    assert [
        (contract, module, imported)
        for contract, module, imported in BREACHES
        if not any(
            name.startswith(contract) and f"{module} -> {imported} (" in text
            for name, text in found.breaches.items()
        )
    ] == []


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
    assert "No matches for ignored import dashboard.warehouse.engines -> duckdb" in run.stdout
    assert run.returncode != 0


def test_no_chart_is_left_out_of_its_contract() -> None:
    pure = [*(ROOT / "dashboard").rglob("*charts.py"), *(ROOT / "dashboard").rglob("map.py")]
    pure += (ROOT / "dashboard").rglob("choropleth.py")
    drawn = {".".join(path.relative_to(ROOT).with_suffix("").parts) for path in pure}
    held = contract("4 Charts")["source_modules"]
    assert [name for name in drawn if not any(fnmatch(name, each) for each in held)] == []


def test_a_module_without_a_place_among_the_rooms_is_told(copy: Path) -> None:
    (copy / "etl/annexe.py").write_text('"""Belongs nowhere."""\n', encoding="utf-8")
    found = judge(copy)
    assert [name for name, text in found.breaches.items() if "etl.annexe" in text] == [
        name for name in found.verdicts if name.startswith("7 A room")
    ]


def test_every_contract_is_broken_once(as_it_is: Judgement) -> None:
    proven = {contract for contract, _, _ in BREACHES}
    assert [name for name in as_it_is.verdicts if not name.startswith(tuple(proven))] == []
