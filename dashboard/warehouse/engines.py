"""A part of the record: what was known on a day, or what primary sources state, or both.

A document is known from the day that `core.dim_document` gives; one without such a day is known on
none. A secondary source only cites another document. Nothing is told twice here: a build carries
its models (`meta.model`), and they are run again, in memory, over the rows of the documents that
count. So every figure, count and conflict has the definition that it has over the whole record.

Two sides, each a build or such a part, stand side by side in one engine to be compared.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

import duckdb

from sql import builds, run, warehouse

Config = dict[str, str | bool | int | float | list[str]]

# set once all is copied and made: the engine then reads no file, and takes no other setting
LAST = ("enable_external_access", "lock_configuration")
TIMELESS = {"staging.stg_provinces"}  # rest on a document, but are no news


class Older(Exception):
    """A build whose models an earlier version wrote: they can't be run again."""


class _Model(NamedTuple):
    """A model as a build carries it."""

    name: str
    sql: str
    depends_on: list[str]


@dataclass(frozen=True)
class Side:
    """The build at `path`, or the part of it known on `day` or stated by `primary` sources."""

    path: Path
    day: date | None = None
    primary: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether it is the build itself."""
        return self.day is None and not self.primary


def published(path: Path, config: Config) -> duckdb.DuckDBPyConnection:
    """The build at `path` itself, read-only, as the database `published` of an engine of its own.

    Opened by its path, a file that was written over would be the old one while anyone reads that.
    Raises ShapeUnknown.
    """
    connection = _opened(config)
    builds.attach(connection, path, "published")
    _lock(connection, config)
    return connection


def record(
    path: Path, day: date | None, config: Config, *, primary: bool = False
) -> duckdb.DuckDBPyConnection:
    """The build at `path` as it was known on `day`, in memory: staging to metrics, and meta.

    None is all that is known now. `primary`: without the documents that only cite others.

    Raises duckdb.InterruptException where one statement takes longer than the configuration says.
    """
    connection = _opened(config)
    _fill(connection, Side(path, day, primary))
    _lock(connection, config)
    return connection


def comparison(before: Side, after: Side, config: Config) -> duckdb.DuckDBPyConnection:
    """Two sides in memory: `after` as a build has its tables, `before` as the database `previous`.

    `meta.change` is what `after` changes against `before` (`sql/change.sql`). The two may not be
    one build. Raises duckdb.Error where one has not the tables of the other.
    """
    connection = _opened(config)
    if not before.is_whole:
        connection.execute("attach ':memory:' as previous")
        connection.execute("use previous")
        _fill(connection, before)
        connection.execute("use memory")
    else:
        builds.attach(connection, before.path, "previous")
    if not after.is_whole:
        _fill(connection, after)
        connection.execute("drop table meta.change")
    else:
        builds.mirror(connection, after.path)
    connection.execute(f"create table meta.change as {warehouse.text('change.sql')}")
    _lock(connection, config)
    return connection


def _opened(config: Config) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(
        config={name: value for name, value in config.items() if name not in LAST}
    )


def _lock(connection: duckdb.DuckDBPyConnection, config: Config) -> None:
    for name in LAST:
        connection.execute(f"set {name} = {config[name]}")


def _fill(connection: duckdb.DuckDBPyConnection, side: Side) -> None:
    """A part of a build, into the database in use."""
    builds.attach(connection, side.path, "published")
    if builds.is_older(connection, "published"):
        raise Older(side.path.name)
    connection.execute(warehouse.text("macros.sql"))
    for schema in ("staging", "meta", "core", "marts", "metrics"):
        connection.execute(f"create schema {schema}")
    _copy(connection, side)
    connection.execute("detach published")
    found = connection.execute(warehouse.text("queries/build/models.sql")).fetchall()
    connection.begin()  # once for all models: a seventh less work than once for each
    run.run(connection, [_Model(*row) for row in found])
    connection.commit()


def _copy(connection: duckdb.DuckDBPyConnection, side: Side) -> None:
    """The rows of documents that count; a plan once one names it; decisions taken; the rest."""
    counting = {"day": side.day, "primary": side.primary}
    plans = []
    copied = connection.execute(warehouse.text("queries/build/copied.sql")).fetchall()
    counted = warehouse.text("queries/build/counting.sql")
    for name, names_document, names_plan, is_decision in copied:
        copy = f"create table {name} as from published.{name}"
        if names_document and name not in TIMELESS:
            connection.execute(f"{copy} where doc_id in ({counted})", counting)
            plans += [f"from {name} select plan_key"] if names_plan else []
        elif names_plan:
            connection.execute(f"{copy} where plan_key in ({' union '.join(plans)})")
        elif is_decision and side.day:
            connection.execute(f"{copy} where decided_on <= ?", [side.day])
        else:
            connection.execute(copy)
