"""Attaches builds to an open engine, so that queries read old and new ones alike.

The shape of a build (`meta.build.shape`) is the layout of its tables. A build of an older shape is
read through views that give it today's shape (`shape_1.sql` and the like). The module imports no
engine: the caller gives it a connection.
"""

import logging
import re
from collections.abc import Container
from pathlib import Path

from sql import warehouse, words
from sql.run import Connection

# Raise it when tables of builds change their columns, or macros and views that queries read change
# their names or columns: a build of this shape is read with its own. Then say how it is read.
SHAPE = 4


log = logging.getLogger(__name__)


class ShapeUnknown(Exception):
    """A build has a shape that this version does not know; the message names the build."""


def attach(connection: Connection, path: Path, name: str) -> None:
    """Attaches the build at `path`, read-only, as the database `name`. Raises ShapeUnknown."""
    _attach(connection, path, name)
    shape = _shape(connection, name)
    if shape == SHAPE:
        return
    connection.execute(f"detach {name}")
    if not 1 <= shape < SHAPE:
        raise ShapeUnknown(f"{path.name}: made by another version of the models (shape {shape}).")
    log.warning(words.both("log.older_models", build=path.name))
    ((here,),) = connection.execute("select current_database()").fetchall()
    _attach(connection, path, f"{name}_as_made")
    connection.execute(f"attach ':memory:' as {name}")
    connection.execute(f"use {name}")
    try:
        _create_current_shape(connection, f"{name}_as_made", shape)
    finally:
        connection.execute(f'use "{here}"')


def mirror(connection: Connection, path: Path) -> None:
    """Creates a view of each table of the build at `path` in the current database, and the macros.

    `meta.change` is left out. The macros are today's, not those of the day on which the build was
    made. Raises ShapeUnknown.
    """
    attach(connection, path, "mirrored")
    connection.execute(warehouse.text("macros.sql"))
    _create_views(connection, "mirrored", excluded={"meta.change"})


def detach(connection: Connection, name: str) -> None:
    """Detaches what `attach` attached as `name`, if anything."""
    connection.execute(f"detach database if exists {name}")
    connection.execute(f"detach database if exists {name}_as_made")


def is_older(connection: Connection, name: str) -> bool:
    """Whether an attached or open database is of an earlier shape."""
    return _shape(connection, name) < SHAPE


def _attach(connection: Connection, path: Path, name: str) -> None:
    connection.execute(f"attach '{warehouse.quoted(path)}' as {name} (read_only)")


def _shape(connection: Connection, name: str) -> int:
    """The shape of a build; 1 where it has no column `shape`, which came with shape 2."""
    query = warehouse.text("queries/build/has_shape.sql")
    ((has_shape,),) = connection.execute(query, {"name": name}).fetchall()
    if not has_shape:
        return 1
    ((shape,),) = connection.execute(f'select shape from "{name}".meta.build').fetchall()
    return int(shape)


def _create_current_shape(connection: Connection, made: str, shape: int) -> None:
    """Creates views of the tables of `made` in the current database, in today's shape."""
    connection.execute(warehouse.text("macros.sql"))
    ours = "".join(warehouse.text(f"shape_{number}.sql") for number in range(shape, SHAPE))
    _create_views(connection, made, excluded=set(re.findall(r"create view (\S+) ", ours)))
    connection.execute(ours.replace("from as_made.", f"from {made}."))
    record = warehouse.text("marts/record.sql")
    connection.execute(f"create or replace view marts.record as {record}")
    connection.execute(warehouse.text("figure.sql"))


def _create_views(connection: Connection, made: str, excluded: Container[str]) -> None:
    """Creates, in the current database, a view of each table of `made` but those `excluded`."""
    for schema in ("raw", "quarantine", "staging", "core", "marts", "metrics", "meta"):
        connection.execute(f"create schema {schema}")
    query = warehouse.text("queries/build/tables.sql")
    for (table,) in connection.execute(query, {"name": made}).fetchall():
        if table not in excluded:
            connection.execute(f"create view {table} as from {made}.{table}")
