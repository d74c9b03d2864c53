"""Nothing is kept in the warehouse that nobody reads: no table, no column, from `core` on.

What a page's query, a check, a KPI or a model reads is asked of the engine, which prunes what a
statement doesn't use; what the frame, the macros and the code read, of their text. A column of a
table's key (`grain`) is read by who looks a row up.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from etl.build import models
from sql import warehouse
from tests.conftest import ROOT

READ = ("core", "marts", "metrics", "meta")
SQLITE = "ledger"  # the folder of queries that another engine runs
PRUNED = "unused_columns"  # the one step of the engine's planning that is left on
DAY = date(2025, 1, 1)
DAYS = {"from_date", "to_date", "known_on", "today"}
NUMBERS = {"denominator", "most", "scale", "shown", "skip", "take"}
NAMED = re.compile(r"\$([a-z_]+)")


@pytest.fixture(scope="module")
def planner(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The shipped build; plans keep every step of a query but the columns that it doesn't use."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        found = connection.execute("select name from duckdb_optimizers()").fetchall()
        others = ",".join(name for (name,) in found if name != PRUNED)
        connection.execute(f"set disabled_optimizers = '{others}'")
        yield connection


def scans(plan: dict[str, object]) -> Iterator[tuple[str, str]]:
    """The tables of a plan with the columns that are read of each."""
    extra = plan.get("extra_info")
    if isinstance(extra, dict) and "Table" in extra:
        columns = extra.get("Projections", [])
        for column in [columns] if isinstance(columns, str) else columns:
            table = ".".join(extra["Table"].replace('"', "").split(".")[-2:])
            yield table, column.replace('"', "")
    children = plan.get("children")
    for child in children if isinstance(children, list) else []:
        yield from scans(child)


def read_by(planner: duckdb.DuckDBPyConnection, query: str) -> set[tuple[str, str]]:
    """The columns that one statement reads, whatever its parameters are."""
    values = {
        name: DAY if name in DAYS else 1 if name in NUMBERS else "x"
        for name in set(NAMED.findall(query))
    }
    ((_, plan),) = planner.execute(f"explain (format json) {query}", values or None).fetchall()
    return {column for part in json.loads(plan) for column in scans(part)}


def statements() -> Iterator[str]:
    """The text of every model, check, KPI and query of pages."""
    yield from (model.sql for layer in (*READ[:3], "checks") for model in models.read(layer))
    for folder in sorted((ROOT / "sql" / "queries").iterdir()):
        if folder.name not in {SQLITE, "build", "compare", "shared", "since"}:
            yield from warehouse.page_queries(folder.name).values()


def texts() -> list[str]:
    """What names tables but is no statement of its own: frame, macros, queries of builds, code."""
    files = [
        *(ROOT / "sql").glob("*.sql"),
        *(ROOT / "sql" / "queries" / "build").glob("*.sql"),
        *(ROOT / "sql" / "queries" / "compare").glob("*.sql"),
        *(ROOT / "sql" / "queries" / "since").glob("*.sql"),
        *(path for room in ("etl", "sql", "dashboard") for path in (ROOT / room).rglob("*.py")),
    ]
    return [path.read_text(encoding="utf-8") for path in files]


def test_a_statement_reads_what_it_uses_alone(planner: duckdb.DuckDBPyConnection) -> None:
    query = "with plan as (select * from core.dim_plan) select name_th from plan where lat > 0"
    assert read_by(planner, query) == {("core.dim_plan", "name_th"), ("core.dim_plan", "lat")}


def test_every_table_and_column_is_read(planner: duckdb.DuckDBPyConnection) -> None:
    read = {column for query in statements() for column in read_by(planner, query)}
    keys = {
        model.name: str(model.header.get("grain")) for layer in READ for model in models.read(layer)
    }
    named = texts()
    kpis = {model.table for model in models.read("metrics")}
    unread = []
    for schema, table, column in planner.execute(
        "select schema_name, table_name, column_name from duckdb_columns() "
        "where database_name = current_database() and list_contains($schemas, schema_name)",
        {"schemas": list(READ)},
    ).fetchall():
        name = f"{schema}.{table}"
        if table in kpis or (name, column) in read or f"'{column}'" in keys.get(name, ""):
            continue
        told = (text for text in named if name in text)
        if not any(re.search(rf"\b{column}\b", text) for text in told):
            unread.append(f"{name}.{column}")
    assert sorted(unread) == []
