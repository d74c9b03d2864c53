"""The only door to the warehouse: one batched read a page, cached by build and filters.

The published file is resolved first, because an engine that holds the old one open would go on
serving it under the same path. Each read has a cursor of its own: a shared one mixes readers' rows.
"""

import json
import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import duckdb
import polars as pl
import streamlit as st

from dashboard import known
from dashboard.filters import Filters
from sql import warehouse
from sql.builds import ShapeUnknown

CONFIG: known.Config = {
    "threads": "2",
    "memory_limit": "2GB",
    "max_temp_directory_size": "1GB",
    "max_execution_time": "5000",  # milliseconds
    "enable_external_access": "false",
    "lock_configuration": "true",
    "python_enable_replacements": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_persistent_secrets": "false",
}
EVERY_PAGE = "every"  # the folder of queries that each page runs beside its own
SHELL = "shell"  # what can be chosen in the filters
HIDDEN = "known"  # what a day of `filters.known` hides
PASSPORT = "passport"  # what stands behind the figure of one KPI
HISTORY = "history"  # how the figure of one KPI read in the builds, and the days that it can be of
COMPARED = "compare"  # the folder of the queries that are run over two sides of a comparison
BARE = (SHELL, HIDDEN, HISTORY)  # no pages: they read nothing beside their own queries
WHOLE = (SHELL, HIDDEN, "health")  # what they show is of the build, whenever it became known
LEDGER = "ledger"  # the folder of the query that is run over the ledger, in SQLite
LEDGER_WAIT = 0.5  # seconds for which a run that writes its row may hold the ledger
COUNTED = ("rows_read", "accepted", "quarantined")
RUNS: dict[str, type[pl.DataType]] = {
    "run_id": pl.String,
    "trigger": pl.String,
    "who": pl.String,
    "started": pl.String,
    "seconds": pl.Float64,
    "outcome": pl.String,
    "build_id": pl.String,
    "message": pl.String,
    **dict.fromkeys(COUNTED, pl.Int64),
    "findings": pl.Int64,
}
USED = re.compile(r"\$([a-z_]+)")

Reason = Literal["missing", "damaged", "timeout", "pruned", "incomparable", "older"]
Value = str | date | None
Known = tuple[str, int, date | None]  # a build's path and inode, and the day as known on


class Unavailable(Exception):
    """The figures can't be read now; `reason` says why, in words that `text.toml` has."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


@dataclass(frozen=True)
class Page:
    """What one page shows: the result of each of its named queries, as attributes."""

    name: str
    filters: Filters
    frames: Mapping[str, pl.DataFrame]

    def __getattr__(self, name: str) -> pl.DataFrame:
        """The rows of the query `name`."""
        try:
            return self.frames[name]
        except KeyError:
            raise AttributeError(f"page '{self.name}' has no query '{name}'") from None


def read_page(name: str, filters: Filters, *, kpi: str | None = None) -> Page:
    """All queries of `sql/queries/<name>/` and of `sql/queries/every/`, in one batch.

    A query may name $page, $region, $province (null: all), $from_date, $to_date (null: open), and
    $kpi where the page is of one KPI. With `filters.known` on it runs over the record as it was
    known on that day, but for pages in `WHOLE`, whose queries may name $known_on. Raises
    Unavailable.
    """
    day = None if name in WHOLE else filters.known
    values: dict[str, Value] = {
        "page": name,
        "region": filters.region,
        "province": filters.province,
        "from_date": filters.from_date,
        "to_date": filters.to_date,
        "known_on": filters.known,
        "kpi": kpi,
    }
    shared = {} if name in BARE else warehouse.page_queries(EVERY_PAGE)
    queries = shared | warehouse.page_queries(name)
    try:
        try:
            frames = _batch(queries, values, day)
        except FileNotFoundError:  # pruned between resolving and opening: resolve again
            frames = _batch(queries, values, day)
    except (warehouse.WarehouseMissing, FileNotFoundError) as error:
        raise Unavailable("missing") from error
    except duckdb.InterruptException as error:
        raise Unavailable("timeout") from error
    except known.Older as error:
        raise Unavailable("older") from error
    except (duckdb.Error, ShapeUnknown) as error:
        raise Unavailable("damaged") from error
    return Page(name, filters, frames)


def builds() -> list[str]:
    """The ids of the builds that are kept, the published one first, then the newest."""
    published = warehouse.current().stem
    others = [path.stem for path in warehouse.builds() if path.stem != published]
    return [published, *others]


def read_comparison(before: str, after: str, kpi: str, filters: Filters) -> Page:
    """All queries of `sql/queries/compare/`, of one KPI on two sides.

    A side is the id of a build, or a day in ISO form: the published build as known on that day.
    Raises Unavailable.
    """
    try:
        sides = _side(before), _side(after)
        frames = {
            name: _compared(*sides, text, (("kpi", kpi),))
            for name, text in warehouse.page_queries(COMPARED).items()
        }
    except (warehouse.WarehouseMissing, FileNotFoundError) as error:
        raise Unavailable("pruned") from error
    except duckdb.InterruptException as error:
        raise Unavailable("timeout") from error
    except (duckdb.Error, known.Older, ShapeUnknown) as error:
        raise Unavailable("incomparable") from error
    return Page(COMPARED, filters, frames)


def _side(name: str) -> Known:
    """A side of a comparison by its name. Raises FileNotFoundError where its build is not kept."""
    try:
        return *_published(), date.fromisoformat(name)
    except ValueError:
        path = warehouse.folder() / f"{name}.duckdb"
        return str(path), path.stat().st_ino, None


def _batch(
    queries: Mapping[str, str], values: Mapping[str, Value], day: date | None
) -> dict[str, pl.DataFrame]:
    """Every query over the build that is published now, as known on `day` (None: all of it)."""
    build = _published()
    return {
        name: _rows(
            *build,
            day,
            text,
            tuple((used, values[used]) for used in sorted(set(USED.findall(text)))),
        )
        for name, text in queries.items()
    }


def _published() -> tuple[str, int]:
    """The published file's real path and inode: together they name one build."""
    path = warehouse.current()
    return str(path), path.stat().st_ino


@st.cache_resource(max_entries=2, show_spinner=False)
def _database(path: str, inode: int) -> duckdb.DuckDBPyConnection:
    """One read-only engine a build; an old one ends with its last cursor."""
    if not Path(path).exists():
        raise FileNotFoundError(path)
    return known.build(Path(path), CONFIG)


@st.cache_resource(max_entries=4, show_spinner=False)
def _known(path: str, inode: int, day: date) -> duckdb.DuckDBPyConnection:
    """One engine in memory a build and day: what was known by then."""
    if not Path(path).exists():
        raise FileNotFoundError(path)
    return known.record(Path(path), day, CONFIG)


@st.cache_data(max_entries=2048, show_spinner=False)
def _rows(
    path: str, inode: int, day: date | None, text: str, values: tuple[tuple[str, Value], ...]
) -> pl.DataFrame:
    """The rows of one query, kept for its build, day and for the filters that it names alone."""
    engine = _known(path, inode, day) if day else _database(path, inode)
    return _read(engine, text, values)


@st.cache_resource(max_entries=3, show_spinner=False)
def _comparison(before: Known, after: Known) -> duckdb.DuckDBPyConnection:
    """One engine in memory a pair of sides."""
    then, now = (known.Side(Path(path), day) for path, _, day in (before, after))
    return known.comparison(then, now, CONFIG)


@st.cache_data(max_entries=512, show_spinner=False)
def _compared(
    before: Known, after: Known, text: str, values: tuple[tuple[str, Value], ...]
) -> pl.DataFrame:
    """The rows of one query over two sides."""
    return _read(_comparison(before, after), text, values)


def _read(
    engine: duckdb.DuckDBPyConnection, text: str, values: tuple[tuple[str, Value], ...]
) -> pl.DataFrame:
    """The rows of one query, by a cursor of its own."""
    cursor = engine.cursor()
    try:
        rows: pl.DataFrame = cursor.sql(text, params=dict(values)).pl()
        return rows
    finally:
        cursor.close()


def read_runs(limit: int) -> pl.DataFrame | None:
    """The newest runs of the load, one row a run (columns of `RUNS`); none before the first one.

    `started` is UTC as ISO text; `findings` counts the checks that found rows. Gives None where
    the ledger can't be read now: damaged, or held longer than `LEDGER_WAIT`.
    """
    path = warehouse.ledger()
    written = tuple(
        file.stat().st_mtime_ns if file.exists() else 0
        for file in (path, path.with_name(f"{path.name}-wal"))
    )
    try:
        return _runs(str(path), written, limit)
    except (sqlite3.Error, ValueError, KeyError):
        return None


@st.cache_data(max_entries=8, show_spinner=False)
def _runs(path: str, written: tuple[int, ...], limit: int) -> pl.DataFrame:
    """The runs of the ledger as it was written last."""
    if not any(written):
        return pl.DataFrame(schema=RUNS)
    try:
        found = _told(path, "ro", limit)
    except sqlite3.OperationalError:  # a killed run left its journal: only a writer may undo that
        found = _told(path, "rw", limit)
    return pl.DataFrame([_counted(run) for run in found], schema=RUNS)


def _told(path: str, mode: Literal["ro", "rw"], limit: int) -> list[dict[str, str | float | None]]:
    """The newest runs, as the ledger has them. Raises sqlite3.Error."""
    query = warehouse.page_queries(LEDGER)["runs"]
    address = f"{Path(path).absolute().as_uri()}?mode={mode}"
    with closing(sqlite3.connect(address, uri=True, timeout=LEDGER_WAIT)) as ledger:
        ledger.row_factory = sqlite3.Row
        return [dict(row) for row in ledger.execute(query, {"limit": limit})]


def _counted(run: Mapping[str, str | float | None]) -> dict[str, str | float | None]:
    """A run with its sources and checks (JSON) as sums; unknown where it did not come so far."""
    sources = json.loads(str(run["sources"] or "[]"))
    findings = [check for check in json.loads(str(run["checks"] or "[]")) if check["offending"]]
    return {name: run[name] for name in RUNS if name in run} | {
        **{name: sum(row[name] or 0 for row in sources) if sources else None for name in COUNTED},
        "findings": len(findings) if run["checks"] else None,
    }
