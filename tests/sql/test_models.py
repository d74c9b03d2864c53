"""Models by example. A case is a folder `<model>/<case>`: a CSV for each table that matters
(`core.dim_plan.csv`) with the columns that matter, and `expected.csv` with the columns to look at
and all the rows to find. Other columns are null, other tables empty. A KPI is run in its frame: its
figures are looked at, `statement_ids` with those of the rows behind them.

Each case runs with its rows as given and reversed: what a model says must not depend on order.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.build import models
from etl.build.describe import describe_kpis
from etl.build.load import write_rows
from etl.project import SHIPPED
from sql import run, warehouse
from tests.cases import some
from tests.golden.test_worked_values import WORKED

HERE = Path(__file__).parent
LAYERS = ("staging", "core", "marts", "metrics")
MODELS = {model.table: model for layer in (*LAYERS, "checks") for model in models.read(layer)}
CASES = sorted(path.parent for path in HERE.glob("*/*/expected.csv"))


@pytest.fixture(scope="module")
def empty() -> Iterator[duckdb.DuckDBPyConnection]:
    """Every table of the warehouse with its columns and types, without a row."""
    with duckdb.connect() as connection:
        connection.execute(warehouse.text("macros.sql"))
        for source in SHIPPED.sources:
            write_rows(connection, source, [])
        describe_kpis(connection, [found for found in MODELS.values() if found.schema == "metrics"])
        run.run(connection, [found for found in MODELS.values() if found.schema in LAYERS])
        yield connection


Rows = list[list[str | None]]
KEY: dict[str, str | None] = {
    "metric_id": None, "place_kind": "national", "place_code": "TH", "segment_kind": "national",
    "segment": "TH", "phase": None,
}  # fmt: skip
# a figure with the statements of its rows
FIGURES = """
    with behind as (
        select figure_set, figure_place, flatten(list(statement_ids)) as statement_ids
        from metrics.figure_row
        group by figure_set, figure_place
    )
    select metric_value.* replace (
        ids(metric_value.statement_ids || coalesce(behind.statement_ids, [])) as statement_ids
    )
    from metrics.metric_value as metric_value
    left join behind
        on metric_value.figure_set = behind.figure_set
        and metric_value.place_code = behind.figure_place
    where metric_value.metric_id = '{kpi}'
"""


def table(path: Path) -> tuple[list[str], Rows]:
    """A CSV as its headings and rows; an empty cell is null."""
    with path.open(encoding="utf-8", newline="") as file:
        columns, *rows = csv.reader(file)
    return columns, [[cell or None for cell in row] for row in rows]


def insert(connection: duckdb.DuckDBPyConnection, path: Path, *, backwards: bool) -> None:
    """The rows of `<schema>.<table>.csv` into that table, the last one first if `backwards`.

    Those of a KPI's figures (`metrics.<metric_id>.csv`) are figures without rows behind them.
    """
    columns, rows = table(path)
    name = path.stem
    if name.startswith("metrics."):
        name, columns, rows = "metrics.metric_value", *as_figures(name, columns, rows)
    one = f"({', '.join('?' for _ in columns)})"
    connection.execute(
        f"insert into {name} ({', '.join(columns)}) values {', '.join(one for _ in rows)}",
        [cell for row in rows[:: -1 if backwards else 1] for cell in row],
    )


def as_figures(name: str, columns: list[str], rows: Rows) -> tuple[list[str], Rows]:
    """Rows of a case as whole rows of `metrics.metric_value`: its key is filled in."""
    kpi = name.removeprefix("metrics.")
    filled = [{**KEY, "metric_id": kpi} | dict(zip(columns, row, strict=True)) for row in rows]
    for number, row in enumerate(filled):
        row["figure"] = "/".join(filter(None, (row[part] for part in KEY)))
        row["figure_set"] = f"case {number}"
    return list(filled[0]), [list(row.values()) for row in filled]


def shown(cell: str, kind: str) -> str:
    """An expression of one type as text; numbers to six decimals."""
    is_number = kind == "DOUBLE" or kind.startswith("DECIMAL")
    return f"round({cell}::double, 6)::varchar" if is_number else f"{cell}::varchar"


def sort(rows: list[tuple[str | None, ...]]) -> list[tuple[str, ...]]:
    return sorted(tuple(cell or "" for cell in row) for row in rows)


def made(connection: duckdb.DuckDBPyConnection, model: models.Model) -> duckdb.DuckDBPyRelation:
    """What a model says of the rows that are there."""
    if model.schema != "metrics":
        return connection.sql(model.sql)
    run.add_figures(connection, [model])
    return connection.sql(FIGURES.format(kpi=model.table))


def _id(given: Path | bool) -> str:
    if isinstance(given, Path):
        return f"{given.parent.name}-{given.name}"
    return "reversed" if given else "as-given"


@pytest.mark.parametrize(
    ("case", "backwards"),
    [*((case, False) for case in CASES), *some([(case, True) for case in CASES], every=20)],
    ids=_id,
)
def test_a_model_says_what_its_case_expects(
    empty: duckdb.DuckDBPyConnection, case: Path, backwards: bool
) -> None:
    columns, expected = table(case / "expected.csv")
    empty.begin()
    try:
        for path in sorted(case.glob("*.*.csv")):
            insert(empty, path, backwards=backwards)
        relation = made(empty, MODELS[case.parent.name]).select(*columns)
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
    golden = {line["metric"] for line in WORKED}
    assert metrics | marts <= {case.parent.name for case in CASES} | golden
