"""Models by example. A case is a folder `<model>/<case>`: a CSV for each table that matters
(`core.dim_plan.csv`) with the columns that matter, and `expected.csv` with the columns to look at
and all the rows to find. Other columns are null, other tables empty.

Each case runs with its rows as given and reversed: what a model says must not depend on order.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl import models
from etl.load import load, materialise
from etl.project import SHIPPED

HERE = Path(__file__).parent
GOLDEN = HERE.parent / "golden" / "values.csv"
LAYERS = ("staging", "core", "marts", "metrics")
MODELS = {model.table: model for layer in (*LAYERS, "checks") for model in models.read(layer)}
CASES = sorted(path.parent for path in HERE.glob("*/*/expected.csv"))


@pytest.fixture(scope="module")
def empty() -> Iterator[duckdb.DuckDBPyConnection]:
    """Every table of the warehouse with its columns and types, without a row."""
    with duckdb.connect() as connection:
        connection.execute((models.SQL / "macros.sql").read_text(encoding="utf-8"))
        for source in SHIPPED.sources:
            load(connection, source, [])
        for model in models.ordered([model for layer in LAYERS for model in models.read(layer)]):
            materialise(connection, model)
        union = " union all by name ".join(f"from {model.name}" for model in models.read("metrics"))
        connection.execute(f"create table metrics.metric_value as {union}")
        yield connection


Rows = list[list[str | None]]


def table(path: Path) -> tuple[list[str], Rows]:
    """A CSV as its headings and rows; an empty cell is null."""
    with path.open(encoding="utf-8", newline="") as file:
        columns, *rows = csv.reader(file)
    return columns, [[cell or None for cell in row] for row in rows]


def insert(connection: duckdb.DuckDBPyConnection, path: Path, *, backwards: bool) -> None:
    """The rows of `<schema>.<table>.csv` into that table, the last one first if `backwards`."""
    columns, rows = table(path)
    for row in rows[:: -1 if backwards else 1]:
        connection.execute(
            f"insert into {path.stem} ({', '.join(columns)}) "
            f"values ({', '.join('?' for _ in columns)})",
            row,
        )


def shown(cell: str, kind: str) -> str:
    """An expression of one type as text; numbers to six decimals."""
    is_number = kind == "DOUBLE" or kind.startswith("DECIMAL")
    return f"round({cell}::double, 6)::varchar" if is_number else f"{cell}::varchar"


def sort(rows: list[tuple[str | None, ...]]) -> list[tuple[str, ...]]:
    return sorted(tuple(cell or "" for cell in row) for row in rows)


@pytest.mark.parametrize("backwards", [False, True], ids=["as-given", "reversed"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.name}")
def test_a_model_says_what_its_case_expects(
    empty: duckdb.DuckDBPyConnection, case: Path, backwards: bool
) -> None:
    columns, expected = table(case / "expected.csv")
    empty.begin()
    try:
        for path in sorted(case.glob("*.*.csv")):
            insert(empty, path, backwards=backwards)
        relation = empty.sql(MODELS[case.parent.name].sql).select(*columns)
        kinds = [str(kind) for kind in relation.types]
        texts = [shown(name, kind) for name, kind in zip(columns, kinds, strict=True)]
        found = relation.project(", ".join(texts)).fetchall()
        marks = ", ".join(
            shown("?" if kind.startswith("ENUM") else f"?::{kind}", kind) for kind in kinds
        )
        wanted = [
            row for cells in expected for row in empty.execute(f"select {marks}", cells).fetchall()
        ]
    finally:
        empty.rollback()
    assert sort(found) == sort(wanted)


def test_no_case_is_for_a_model_that_is_gone() -> None:
    assert {case.parent.name for case in CASES} <= MODELS.keys()


def test_every_kpi_conflict_and_status_model_has_a_case_or_a_golden_value() -> None:
    metrics = {model.table for model in models.read("metrics")}
    marts = {model.table for model in models.read("marts")}
    golden = {row[0] for row in table(GOLDEN)[1]}
    assert metrics | marts <= {case.parent.name for case in CASES} | golden
