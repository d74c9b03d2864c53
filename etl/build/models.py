"""Reads SQL models and puts them in order.

A model is one file: a TOML header in a comment, then one `select`. The folder is its schema, the
file's name its table. The schema-qualified tables in its text are its dependencies; a layer may
read only the layers named for it in LAYERS.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from graphlib import CycleError
from pathlib import Path

import sqlglot
from sqlglot import exp

from etl.errors import ModelError
from sql import run, warehouse

SQL = Path(__file__).parents[2] / "sql"

# what each layer may read
LAYERS = {
    "staging": {"raw"},
    "core": {"staging", "core"},
    "marts": {"core", "marts"},
    "metrics": {"core", "marts", "metrics"},
    "checks": {"raw", "quarantine", "staging", "core", "marts", "metrics", "meta"},
}

MACRO = re.compile(
    r"^create or replace macro (\w+)\(.*?\) as table\n(.*?);", re.DOTALL | re.MULTILINE
)
# tables that the frame makes of all KPIs. A KPI that reads one of them must also read the KPI whose
# rows it needs, so that it runs after it. One that reads the headlines runs after all others.
FRAME_TABLES = {
    "metrics.metric_value",
    "metrics.metric_row",
    "metrics.metric_age",
    "metrics.figure_row",
    run.HEADLINES,
}


@dataclass(frozen=True)
class Model:
    """One SQL file. `name` is `schema.table`; `header` its TOML; `sql` its select."""

    name: str
    header: Mapping[str, object]
    sql: str
    depends_on: tuple[str, ...] = field(default=())

    @property
    def schema(self) -> str:
        """The folder, and so the layer."""
        return self.name.partition(".")[0]

    @property
    def table(self) -> str:
        """The file's name without its ending."""
        return self.name.partition(".")[2]

    def part(self, key: str) -> Mapping[str, object]:
        """A table of the header, such as `columns`. Raises ModelError where it is none."""
        part = self.header.get(key, {})
        if not isinstance(part, dict):
            raise ModelError("model_part", file=f"sql/{self.schema}/{self.table}.sql", part=key)
        return part


def read(schema: str, folder: Path = SQL) -> list[Model]:
    """The models of one layer, by name.

    Raises ModelError where a file has no header, is not one select, or reads a layer it may not.
    """
    return [_read(schema, path) for path in sorted((folder / schema).glob("*.sql"))]


def _read(schema: str, path: Path) -> Model:
    where = f"sql/{schema}/{path.name}"
    head, end, sql = path.read_text(encoding="utf-8").partition("*/")
    if not head.startswith("/*") or not end:
        raise ModelError("model_no_header", file=where)
    try:
        header = tomllib.loads(head.removeprefix("/*"))
        tables = _tables_read(sql, where)
    except (tomllib.TOMLDecodeError, sqlglot.errors.ParseError) as error:
        raise ModelError("model_error", file=where, error=error) from error
    for table in tables:
        layer = table.partition(".")[0]
        if layer not in LAYERS[schema]:
            layers = ", ".join(sorted(LAYERS[schema]))
            raise ModelError("model_layer", file=where, layer=schema, table=table, layers=layers)
    if schema == run.KPIS:
        header = _with_defaults(header, where)
    return Model(f"{schema}.{path.stem}", header, sql.strip().rstrip(";"), tables)


def _with_defaults(header: dict[str, object], where: str) -> dict[str, object]:
    """A KPI's header, completed with the defaults of `sql/metric_default.toml`, its owner named."""
    shared = tomllib.loads(warehouse.text("metric_default.toml"))
    owners, formats = shared.pop("owners"), shared.pop("formats")
    header = (
        shared
        | {"format": formats.get(header.get("unit"), "integer")}
        | header
        | {"headline": shared["headline"] | header.get("headline", {})}
    )
    if header["owner"] not in owners:
        owner, named = header["owner"], ", ".join(owners)
        raise ModelError("model_owner", file=where, owner=owner, owners=named)
    rolls_up = header.get("rollup") != "none"
    places = ["province", "region", "national"] if rolls_up else ["own"]
    return {"places": places} | header | {"owner": owners[header["owner"]]}


@cache
def _tables_read(sql: str, where: str) -> tuple[str, ...]:
    """The tables that a model reads, sorted; parsed once per process, however many builds it makes.

    Raises ModelError, sqlglot.errors.ParseError.
    """
    statements = sqlglot.parse(sql, dialect="duckdb")
    if len(statements) != 1 or not isinstance(statements[0], exp.Query):
        raise ModelError("model_select", file=where)
    return tuple(sorted(set(_qualified_tables(statements[0], where))))


def _tables_of_macro(name: str) -> tuple[str, ...]:
    """The tables that a table macro of `figure.sql` reads; none where it is no such macro."""
    bodies = dict(MACRO.findall(warehouse.text("figure.sql")))
    return _tables_read(bodies[name], "sql/figure.sql") if name in bodies else ()


def _qualified_tables(query: exp.Query, where: str) -> Iterator[str]:
    ctes = {cte.alias for cte in query.find_all(exp.CTE)}
    for table in query.find_all(exp.Table):
        if table.db:
            yield f"{table.db}.{table.name}"
        elif isinstance(table.this, exp.Anonymous):
            yield from _tables_of_macro(table.this.name)
        elif table.name and table.name not in ctes:
            raise ModelError("model_schema", file=where, table=table.name)


def ordered(models: list[Model]) -> list[Model]:
    """Dependencies first, otherwise by name. Raises ModelError on a cycle or a missing table."""
    by_name = {model.name: model for model in models}
    for model in models:
        for table in model.depends_on:
            if not table.startswith("raw.") and table not in by_name and table not in FRAME_TABLES:
                raise ModelError("model_reads", model=model.name, table=table)
    try:
        return run.ordered(models)
    except CycleError as error:
        circle = " -> ".join(error.args[1])
        raise ModelError("model_circle", circle=circle) from error
