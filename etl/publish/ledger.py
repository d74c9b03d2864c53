"""The ledger of runs: one row per run, kept beside the builds and longer than they are.

It is `ledger.sqlite` in the warehouse folder: in SQLite, since it is read while it is written, and
the writer may be killed. Times are UTC, `2026-11-21T06:00:00Z`; `sources` and `checks` are JSON.
Nothing depends on it: where it can't be written, the run goes on and the log says so.
"""

import json
import logging
import os
import pwd
import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from sql import warehouse, words

Row = dict[str, object]
Outcome = Literal["published", "unchanged", "held", "review", "failed"]

WAIT_SECONDS = 10  # seconds for another writer
ID, TIME = "%Y%m%dT%H%M%SZ", "%Y-%m-%dT%H:%M:%SZ"

log = logging.getLogger(__name__)


@contextmanager
def open_ledger(folder: Path) -> Iterator[sqlite3.Connection]:
    """Opens the ledger of a warehouse folder, made where there is none; commits at the end.

    Raises sqlite3.Error and OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(warehouse.ledger(folder), timeout=WAIT_SECONDS)) as connection:
        connection.row_factory = sqlite3.Row
        connection.executescript(warehouse.text("ledger.sql"))
        with connection:
            yield connection


def start(folder: Path, trigger: str) -> str:
    """Records that a run begins; returns its id. The caller must hold the folder's lock.

    So no other run is at work: rows that are still `running` belong to runs that were killed.
    """
    run_id = f"{datetime.now(UTC):{ID}}-{secrets.token_hex(4)}"
    with _warn_if_unwritten(), open_ledger(folder) as connection:
        connection.execute("update run set outcome = 'killed' where outcome = 'running'")
        _insert_if_new(connection, run_id, trigger)
    return run_id


def end(
    folder: Path,
    run_id: str,
    outcome: Outcome,
    *,
    trigger: str = "command",
    seconds: float | None = None,
    build_id: str | None = None,
    message: str = "",
    sources: Sequence[Row] = (),
    checks: Sequence[Row] = (),
) -> None:
    """Records how a run ended; writes the whole row where its start could not be recorded."""
    with _warn_if_unwritten(), open_ledger(folder) as connection:
        _insert_if_new(connection, run_id, trigger)
        connection.execute(
            "update run set ended = ?, seconds = ?, outcome = ?, build_id = ?, message = ?, "
            "sources = ?, checks = ? where run_id = ?",
            (
                f"{datetime.now(UTC):{TIME}}",
                seconds,
                outcome,
                build_id,
                message,
                json.dumps(list(sources), ensure_ascii=False),
                json.dumps(list(checks), ensure_ascii=False),
                run_id,
            ),
        )


def _insert_if_new(connection: sqlite3.Connection, run_id: str, trigger: str) -> None:
    """Inserts the row of a run that has begun, unless it is there already."""
    connection.execute(
        "insert or ignore into run (run_id, trigger, who, pid, started, outcome) "
        "values (?, ?, ?, ?, ?, 'running')",
        (run_id, trigger, system_account(), os.getpid(), _start_time(run_id)),
    )


def runs(folder: Path, limit: int = 50) -> list[Row]:
    """The last `limit` runs, newest first, in the order in which they were recorded.

    None without a ledger. Raises sqlite3.Error.
    """
    if not warehouse.ledger(folder).is_file():
        return []
    with open_ledger(folder) as connection:
        found = connection.execute("select * from run order by rowid desc limit ?", (limit,))
        return [dict(row) for row in found]


@contextmanager
def _warn_if_unwritten() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        log.warning(words.both("log.ledger_unwritten", error=error))


def _start_time(run_id: str) -> str:
    began = datetime.strptime(run_id.partition("-")[0], ID).replace(tzinfo=UTC)
    return f"{began:{TIME}}"


def system_account() -> str:
    """The name of the system account that runs the load; its number where it has no name."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())
