"""Runs the data checks: queries that return the offending rows; a blocking one stops the build."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.build import models
from etl.build.faults import name_file_in_errors
from etl.errors import CheckFailed

SHOWN_ROWS = 5


@dataclass(frozen=True)
class Result:
    """The result of one check; a row of `meta.check_result`. `offending` counts rows.

    The message says what is wrong, and of a check that passed what holds.
    """

    check_name: str
    blocking: bool
    offending: int
    message_th: str
    message_en: str
    depends_on: tuple[str, ...]  # the tables that it reads
    rows: tuple[str, ...]  # the first offending rows, as text


def run(connection: duckdb.DuckDBPyConnection, sql: Path) -> list[Result]:
    """Runs every check in the folder `checks` of `sql`, in order of name. Raises ModelError."""
    return [_run(connection, model) for model in models.read("checks", sql)]


def _run(connection: duckdb.DuckDBPyConnection, check: models.Model) -> Result:
    with name_file_in_errors(f"sql/checks/{check.table}.sql"):
        relation = connection.sql(check.sql)
        names = relation.columns
        rows = relation.fetchall()
    message = check.part("message" if rows else "holds")
    shown = (dict(zip(names, row, strict=True)) for row in rows[:SHOWN_ROWS])
    return Result(
        check_name=check.table,
        blocking=bool(check.header["blocking"]),
        offending=len(rows),
        message_th=str(message["th"]),
        message_en=str(message["en"]),
        depends_on=check.depends_on,
        rows=tuple(", ".join(f"{key}={value}" for key, value in row.items()) for row in shown),
    )


def stop_if_blocked(results: list[Result]) -> None:
    """Raises CheckFailed that names every blocking check and its first offending rows."""
    blocked = [result for result in results if result.blocking and result.offending]
    if blocked:
        thai, english = (
            "\n".join(_found(result, message) for result, message in told)
            for told in (
                [(result, result.message_th) for result in blocked],
                [(result, result.message_en) for result in blocked],
            )
        )
        raise CheckFailed("blocked", thai=thai, english=english)


def _found(result: Result, message: str) -> str:
    rows = "\n".join(f"  {row}" for row in result.rows)
    return f"check {result.check_name}: {message} ({result.offending:,})\n{rows}"
