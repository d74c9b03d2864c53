"""The record as it was known on a day: the same models over the documents that were out by then.

A document is known from the day that `core.dim_document` gives; one without such a day is known on
none. Nothing is told twice here: a build carries its models (`meta.model`), and they are run again,
in memory, over the rows of the documents known by then. So every figure, count and conflict of that
day has the definition that it has today.

Two sides, each a build or such a record, stand side by side in one engine to be compared.
"""

from dataclasses import dataclass
from datetime import date
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb

from sql import warehouse

Config = dict[str, str | bool | int | float | list[str]]

# set once all is copied and made: the engine then reads no file, and takes no other setting
LAST = ("enable_external_access", "lock_configuration")
MODELS = """
    select
        name,
        sql,
        depends_on,
    from meta.model
    where schema_name in ('core', 'marts', 'metrics')
"""
COPIED = """
    select
        schema_name || '.' || table_name as name,
        list_contains(list(column_name), 'doc_id') as names_document,
        list_contains(list(column_name), 'plan_key') as names_plan,
        list_contains(list(column_name), 'decided_on') as is_decision,
    from duckdb_columns()
    where database_name = 'published' and schema_name in ('staging', 'meta')
    group by schema_name, table_name
    order by names_document desc, name
"""
MIRRORED = """
    select
        schema_name || '."' || table_name || '"' as name,
    from duckdb_tables()
    where
        database_name = 'mirrored'
        and schema_name in ('meta', 'core', 'marts', 'metrics')
        and (schema_name, table_name) <> ('meta', 'change')
"""
TIMELESS = {"staging.stg_provinces"}  # rest on a document, but are no news
KNOWN = "select doc_id from published.core.dim_document where known_from <= ?"


@dataclass(frozen=True)
class Side:
    """One side of a comparison: the build at `path`, or what it knows as known on `day`."""

    path: Path
    day: date | None = None


def published(path: Path, config: Config) -> duckdb.DuckDBPyConnection:
    """The build at `path` itself, read-only, as the database `published` of an engine of its own.

    Opened by its path, a file that was written over would be the old one while anyone reads that.
    """
    connection = _opened(config)
    _attach(connection, path, "published")
    _lock(connection, config)
    return connection


def record(path: Path, day: date, config: Config) -> duckdb.DuckDBPyConnection:
    """The build at `path` as it was known on `day`, in memory: staging to metrics, and meta.

    Raises duckdb.InterruptException where one statement takes longer than the configuration says.
    """
    connection = _opened(config)
    _fill(connection, path, day)
    _lock(connection, config)
    return connection


def comparison(before: Side, after: Side, config: Config) -> duckdb.DuckDBPyConnection:
    """Two sides in memory: `after` as a build has its tables, `before` as the database `previous`.

    `meta.change` is what `after` changes against `before` (`sql/change.sql`). The two may not be
    one build. Raises duckdb.Error where one has not the tables of the other.
    """
    connection = _opened(config)
    if before.day:
        connection.execute("attach ':memory:' as previous")
        connection.execute("use previous")
        _fill(connection, before.path, before.day)
        connection.execute("use memory")
    else:
        _attach(connection, before.path, "previous")
    if after.day:
        _fill(connection, after.path, after.day)
        connection.execute("drop table meta.change")
    else:
        _mirror(connection, after.path)
    connection.execute(f"create table meta.change as {warehouse.text('change.sql')}")
    _lock(connection, config)
    return connection


def _opened(config: Config) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(
        config={name: value for name, value in config.items() if name not in LAST}
    )


def _attach(connection: duckdb.DuckDBPyConnection, path: Path, name: str) -> None:
    connection.execute(f"attach '{warehouse.quoted(path)}' as {name} (read_only)")


def _lock(connection: duckdb.DuckDBPyConnection, config: Config) -> None:
    for name in LAST:
        connection.execute(f"set {name} = {config[name]}")


def _fill(connection: duckdb.DuckDBPyConnection, path: Path, day: date) -> None:
    """The build at `path` as known on `day`, into the database in use."""
    _attach(connection, path, "published")
    connection.execute(warehouse.text("macros.sql"))
    for schema in ("staging", "meta", "core", "marts", "metrics"):
        connection.execute(f"create schema {schema}")
    _copy(connection, day)
    connection.execute("detach published")
    _run(connection)


def _mirror(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """The tables of the build at `path` but its changes, as views."""
    _attach(connection, path, "mirrored")
    for schema in ("meta", "core", "marts", "metrics"):
        connection.execute(f"create schema {schema}")
    for (name,) in connection.execute(MIRRORED).fetchall():
        connection.execute(f"create view {name} as from mirrored.{name}")


def _copy(connection: duckdb.DuckDBPyConnection, day: date) -> None:
    """The rows of documents known by then; a plan once one names it; decisions taken; the rest."""
    plans = []
    for name, names_document, names_plan, is_decision in connection.execute(COPIED).fetchall():
        copy = f"create table {name} as from published.{name}"
        if names_document and name not in TIMELESS:
            connection.execute(f"{copy} where doc_id in ({KNOWN})", [day])
            plans += [f"from {name} select plan_key"] if names_plan else []
        elif names_plan:
            connection.execute(f"{copy} where plan_key in ({' union '.join(plans)})")
        elif is_decision:
            connection.execute(f"{copy} where decided_on <= ?", [day])
        else:
            connection.execute(copy)


def _run(connection: duckdb.DuckDBPyConnection) -> None:
    """Every model above staging, and the union of the KPIs, as a build runs them."""
    found = connection.execute(MODELS).fetchall()
    models = {name: text for name, text, _ in found}
    for name in TopologicalSorter({name: needed for name, _, needed in found}).static_order():
        if name in models:  # staging is there
            connection.execute(f"create table {name} as {models[name]}")
    metrics = [name for name in models if name.startswith("metrics.")]
    union = " union all by name ".join(f"from {name}" for name in metrics)
    connection.execute(f"create temp view stated as {union}")
    connection.execute(warehouse.text("metric_value.sql"))
    connection.execute("drop view stated")
