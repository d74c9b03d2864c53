"""Builds beside others in one engine, in today's shape whatever shape they have.

`meta.build.shape` says how a build's tables are laid out. One that an earlier version made is read
through views that give its tables today's shape (`shape_1.sql`). Knows no engine: it is given one.
"""

import re
from collections.abc import Container
from pathlib import Path

from sql import warehouse
from sql.run import Connection

# Raise it when tables of builds change their columns, or macros and views that queries read change
# their names or columns: a build of this shape is read with its own. Then say how it is read.
SHAPE = 2
READ = """
    select distinct
        schema_name || '.' || table_name as name,
    from duckdb_columns()
    where
        database_name = '{name}'
        and schema_name in ('raw', 'quarantine', 'staging', 'core', 'marts', 'metrics', 'meta')
    order by name
"""
SIGNED = """
    select count(*)
    from duckdb_columns()
    where
        database_name = '{name}'
        and schema_name = 'meta'
        and table_name = 'build'
        and column_name = 'shape'
"""


class ShapeUnknown(Exception):
    """A build that a later version made; the message names it."""


def attach(connection: Connection, path: Path, name: str) -> None:
    """The build at `path` as the database `name`, not to be written. Raises ShapeUnknown."""
    _attach(connection, path, name)
    shape = _shape(connection, name)
    if shape == SHAPE:
        return
    connection.execute(f"detach {name}")
    if shape != 1:
        raise ShapeUnknown(f"{path.name}: made by another version of the models (shape {shape}).")
    ((here,),) = connection.execute("select current_database()").fetchall()
    _attach(connection, path, f"{name}_as_made")
    connection.execute(f"attach ':memory:' as {name}")
    connection.execute(f"use {name}")
    try:
        _view(connection, f"{name}_as_made")
    finally:
        connection.execute(f'use "{here}"')


def mirror(connection: Connection, path: Path) -> None:
    """What the build at `path` has but its changes, as views in the database in use, and macros.

    The macros are of today: those that a build carries are of the day on which it was made. Raises
    ShapeUnknown.
    """
    attach(connection, path, "mirrored")
    connection.execute(warehouse.text("macros.sql"))
    _create(connection, "mirrored", but={"meta.change"})


def detach(connection: Connection, name: str) -> None:
    """Lets go of what `attach` attached, if it did."""
    connection.execute(f"detach database if exists {name}")
    connection.execute(f"detach database if exists {name}_as_made")


def is_older(connection: Connection, name: str) -> bool:
    """Whether an attached or open database is of an earlier shape."""
    return _shape(connection, name) < SHAPE


def _attach(connection: Connection, path: Path, name: str) -> None:
    connection.execute(f"attach '{warehouse.quoted(path)}' as {name} (read_only)")


def _shape(connection: Connection, name: str) -> int:
    """1 where a build does not say it: it was made before shapes were told."""
    ((is_said,),) = connection.execute(SIGNED.format(name=name)).fetchall()
    if not is_said:
        return 1
    ((shape,),) = connection.execute(f'select shape from "{name}".meta.build').fetchall()
    return int(shape)


def _view(connection: Connection, made: str) -> None:
    """What the build `made` has, as views in the database in use; its figures in today's shape."""
    connection.execute(warehouse.text("macros.sql"))
    ours = warehouse.text("shape_1.sql")
    _create(connection, made, but=set(re.findall(r"create view (\S+) ", ours)))
    connection.execute(ours.replace("from as_made.", f"from {made}."))
    connection.execute(warehouse.text("figure.sql"))


def _create(connection: Connection, made: str, but: Container[str]) -> None:
    """A view of each table of the database `made`, in the database in use."""
    for schema in ("raw", "quarantine", "staging", "core", "marts", "metrics", "meta"):
        connection.execute(f"create schema {schema}")
    for (table,) in connection.execute(READ.format(name=made)).fetchall():
        if table not in but:
            connection.execute(f"create view {table} as from {made}.{table}")
