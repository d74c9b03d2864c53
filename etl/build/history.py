"""Keeps, in each build, the history of every KPI's headline figure: `meta.figure_history`.

One row per change of a figure. A build copies the rows of the build that it follows and adds a row
for each figure that it changes (`sql/figure_history.sql`). Builds that were rolled back are left
out of the history.
"""

import logging
from collections.abc import Iterable
from pathlib import Path

import duckdb

from etl.build.faults import name_file_in_errors
from sql import builds, warehouse, words
from sql.warehouse import quoted

KEPT_ROWS = 60  # per KPI: the newest

log = logging.getLogger(__name__)


def write_history(connection: duckdb.DuckDBPyConnection, line: Iterable[Path]) -> None:
    """Creates `meta.figure_history` in the build under way; needs `meta.build` and `meta.change`.

    `line` are the builds before it, newest first. The history of the first that has one is
    continued; where none has, it begins anew.
    """
    connection.execute(warehouse.text("figure_history_table.sql"))
    for build in line:
        if _continued_from(connection, build):
            break
    text = warehouse.text("figure_history.sql")
    with name_file_in_errors("sql/figure_history.sql"):
        connection.execute(f"insert into meta.figure_history by name {text}")


def _continued_from(connection: duckdb.DuckDBPyConnection, build: Path) -> bool:
    """Copies the newest rows of each KPI that still exists from `build`.

    The definitions of a build of another shape can't be compared: they count as today's.

    Returns whether `build` has a history that can be read.
    """
    try:
        connection.execute(f"attach '{quoted(build)}' as earlier (read_only)")
        is_older = builds.is_older(connection, "earlier")
        connection.execute(warehouse.text("queries/build/history.sql"), [is_older, KEPT_ROWS])
    except duckdb.Error as error:
        log.warning(words.both("log.history_unread", build=build.name, error=error))
        return False
    finally:
        connection.execute("detach database if exists earlier")
    return True
