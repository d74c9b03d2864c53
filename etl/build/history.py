"""How each KPI's headline figure read in the builds so far: `meta.figure_history` of each build.

A build takes over the rows of the line of builds that it continues and adds its own, one row a
change (`sql/figure_history.sql`). A build that was rolled back is not in that line.
"""

import logging
from collections.abc import Iterable
from pathlib import Path

import duckdb

from etl.build.faults import running
from sql import warehouse
from sql.warehouse import quoted

KEPT = 60  # rows a KPI: the newest

log = logging.getLogger(__name__)


def into(connection: duckdb.DuckDBPyConnection, line: Iterable[Path]) -> None:
    """Makes `meta.figure_history` in the signed build under way, after `meta.change`.

    `line`: the builds before it, newest first; the first that tells its history is continued. It
    begins anew where none does: a first build, or one after builds of older models.
    """
    connection.execute(warehouse.text("figure_history_table.sql"))
    for build in line:
        if _taken_over(connection, build):
            break
    text = warehouse.text("figure_history.sql")
    with running("sql/figure_history.sql"):
        connection.execute(f"insert into meta.figure_history by name {text}")


def _taken_over(connection: duckdb.DuckDBPyConnection, build: Path) -> bool:
    """The newest rows of each KPI that is still there, as `build` has them; whether it has any."""
    try:
        connection.execute(f"attach '{quoted(build)}' as earlier (read_only)")
        connection.execute(
            "insert into meta.figure_history by name "
            "from earlier.meta.figure_history semi join meta.metric using (metric_id) "
            "qualify row_number() over (partition by metric_id order by build_id desc) < ?",
            [KEPT],
        )
    except duckdb.Error as error:
        log.warning("history of figures in %s can't be read: %s", build.name, error)
        return False
    finally:
        connection.execute("detach database if exists earlier")
    return True
