"""The only door to the warehouse: the queries of a page, kept by build and filters.

The published file is resolved once a run of the script, so that no page shows two builds. A file
that was written over in place is another build. Each read has a cursor of its own: a shared one
mixes readers' rows.

What was known on a day changes on a few hundred days only: any other day is read as the last of
those before it. Such parts of the record (of primary sources alone, too), and comparisons of two,
are made two at a time.
"""

import json
import logging
import re
import sqlite3
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache, lru_cache, partial
from pathlib import Path
from threading import Event
from time import sleep
from typing import Literal, NamedTuple, cast

import duckdb
import polars as pl
import pyarrow as pa
import streamlit as st

from dashboard.reader import once
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader
from dashboard.warehouse import bounded, engines, uploads
from sql import warehouse, words
from sql.builds import ShapeUnknown, is_older
from sql.clock import today

CONFIG: engines.Config = {
    "threads": "2",
    "memory_limit": "2GB",
    "max_temp_directory_size": "1GB",
    "max_execution_time": "5000",  # milliseconds
    "enable_external_access": "false",
    # over a small record they take longer than they save: a third of the time of a query of tiles
    "disabled_optimizers": "projection_pullup,statistics_propagation",
    "lock_configuration": "true",
    "python_enable_replacements": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_persistent_secrets": "false",
}
IN_MEMORY = CONFIG | {"threads": "1", "memory_limit": "512MB"}  # of a record: some 40 MB
EVERY_PAGE = "every"  # the folder of queries that each page runs beside its own
SHELL = "shell"  # what can be chosen in the filters
STATUS = "status"  # how old the headline figure is, and whether the build can be trusted
NAMED = "place_names"  # the regions and provinces that words may name
HIDDEN = "known"  # what a day of `reader.known` hides
PASSPORT = "passport"  # the figure of one KPI, and what it is made of
BEHIND = "behind"  # the rows behind a figure that was read before
FOUND = "statement_rows"  # what documents state, as far as it fits what was searched for
TAKEN = "take"  # what files and pictures that are taken along say of KPIs, documents, places
PIVOT = "pivot"  # tables of rows and columns, and the records of a cell
RECORD = "record"  # what stands behind one of those
HISTORY = "history"  # how the figure of one KPI read in the builds, and the days that it can be of
SINCE = "since"  # the folder of the queries that tell what became known after a day
COMPARED = "compare"  # the folder of the queries that are run over two sides of a comparison
BARE = (
    SHELL,
    STATUS,
    NAMED,
    HIDDEN,
    BEHIND,
    HISTORY,
    FOUND,
    PIVOT,
    RECORD,
    TAKEN,
)  # no pages: they read nothing beside their own queries
WHOLE = (SHELL, HIDDEN, TAKEN, "health")  # what they show is of the build, whenever it became known
OF_PLACE = "of_place"  # the column of rows that are given for each place: which one
OF_PLACES = "of_places"  # the column of rows that several places have: all of those
HERE_IN = "here_in"  # the same, of rows that are told whichever place is chosen
COUNTRY = "TH"
LEDGER = "ledger"  # the folder of the query that is run over the ledger, in SQLite
LEDGER_WAIT = 0.5  # seconds for which a run that writes its row may hold the ledger
AT_ONCE = 2_000  # rows of a file that are made at a time: others wait no longer
KEPT = 512  # results of queries, of all readers
ROWS_SHOWN = 500  # rows behind a figure that a page lists, above the line and below it: the largest
LONGEST_NAME = 100  # characters of a place's name that are looked up
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
# of some hundred rows a copy costs less than a relation, which plans its query twice
warnings.filterwarnings("ignore", "Arrow output on a DB-API result")

log = logging.getLogger("dashboard")

Reason = (
    Literal["missing", "damaged", "timeout", "busy", "pruned"]
    | Literal["incomparable", "early", "same", "older", "lacking"]
)
Missed = Literal["gone", "older", "unreadable"]  # why a build that a link asks for is not shown
Value = str | bool | int | float | date | None


class Build(NamedTuple):
    """One build's file: its path, and what changes when it is written over in place."""

    path: str
    inode: int
    size: int
    mtime_ns: int


class Side(NamedTuple):
    """A build, or the part of it known on `day` or stated by `primary` sources."""

    build: Build
    day: date | None = None
    primary: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether it is the build itself."""
        return self.day is None and not self.primary


Values = tuple[tuple[str, Value], ...]
Opened = Callable[..., duckdb.DuckDBPyConnection]  # gives the engine of one side, or of two
_drawn = Event()  # a page was drawn since `rest` looked last
_of_this_run: ContextVar[Build | None] = ContextVar("build", default=None)
_engines_of_this_run: ContextVar[dict[tuple[Side, ...], duckdb.DuckDBPyConnection] | None] = (
    ContextVar("engines", default=None)
)


class Unavailable(Exception):
    """The figures can't be read now; `reason` says why, in words that `text.toml` has."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


class Batch(Mapping[str, pl.DataFrame]):
    """The rows of named queries, each read when it is first asked for."""

    def __init__(self, queries: Mapping[str, str], read: Callable[[str], pl.DataFrame]) -> None:
        self._queries = queries
        self._read = cache(read)

    def __getitem__(self, name: str) -> pl.DataFrame:
        """The rows of one query. Raises KeyError where there is none of that name."""
        return self._read(self._queries[name])

    def __iter__(self) -> Iterator[str]:
        """The names of the queries."""
        return iter(self._queries)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._queries)


def read_page(name: str, reader: Reader, **asked: Value) -> Page:
    """All queries of `sql/queries/<name>/` and of `sql/queries/every/`, of one build.

    Where a query gives rows for each place, they are those of the chosen one (`of_place`).

    A query may name $today (the day as known on, else the clock's), $page, $region, $province
    (null: all), $from_date, $to_date (null: open), $shown (how many rows behind a figure are
    listed), $operator (whether what is not public may be in its rows), and whatever else is
    `asked`: $kpi. With `reader.known` or primary `reader.sources` on it runs over that part of
    the record, but for pages in `WHOLE`, whose queries may name $known_on and $primary, and whose
    today is the clock's.

    Raises Unavailable, as does reading what it gives.
    """
    queries = ({} if name in BARE else warehouse.page_queries(EVERY_PAGE)) | (
        warehouse.page_queries(name)
    )
    with _readable("missing", "damaged"):
        values, side = _asked(name, reader, shown=ROWS_SHOWN, **asked)

    def read(text: str) -> pl.DataFrame:
        with _readable("missing", "damaged"):
            rows = _rows((side,), text, _used(text, values), _engine)
        return of_place(rows, reader.place or "")

    return Page(name, reader, Batch(queries, read))


def of_place(rows: pl.DataFrame, place: str) -> pl.DataFrame:
    """Of rows that say of which places they are, those of one, "" where none is chosen.

    Of a KPI that has no row of the place the country's stays. Rows with `here_in` all stay, and
    say whether they are of the place (`is_here`). So another place is no other query: of records
    as small as these it is planning a query that takes long.
    """
    return _of_place(rows, place) if {OF_PLACE, OF_PLACES, HERE_IN} & {*rows.columns} else rows


@once.once
def _of_place(rows: pl.DataFrame, place: str) -> pl.DataFrame:
    if HERE_IN in rows.columns:
        is_here = pl.col(HERE_IN).list.contains(place).fill_null(value=False)
        return rows.with_columns(is_here=is_here).drop(HERE_IN)
    if OF_PLACES in rows.columns:
        return rows.filter(pl.col(OF_PLACES).list.contains(place)).drop(OF_PLACES)
    is_own = pl.col(OF_PLACE) == place
    if "metric_id" in rows.columns:
        is_own |= (pl.col(OF_PLACE) == COUNTRY) & ~is_own.any().over("metric_id")
    return rows.filter(is_own).drop(OF_PLACE)


def read_text(name: str, text: str, reader: Reader, **asked: Value) -> pl.DataFrame:
    """The rows of a query that was made of one of `sql/queries/<name>/`: see `read_page`.

    Raises Unavailable.
    """
    with _readable("missing", "damaged"):
        values, side = _asked(name, reader, **asked)
        return _rows((side,), text, _used(text, values), _engine)


def places(reader: Reader, words: str) -> pl.DataFrame:
    """The regions and provinces that words name, or begin: code, is_named; the likeliest first.

    No rows while the warehouse can't be read.
    """
    try:
        told = read_page(NAMED, reader, words=words[:LONGEST_NAME])
        sought, spelling = told.sought.item(), pl.col("spelling")
        begun = told.spellings.filter(spelling.str.starts_with(sought), pl.lit(sought != ""))
    except Unavailable:
        return pl.DataFrame(schema={"code": pl.String, "is_named": pl.Boolean})
    named = begun.group_by("code").agg(is_named=(spelling == sought).any())
    return named.sort("is_named", "code", descending=[True, False])


def spooled(
    name: str, query: str, reader: Reader, **asked: Value
) -> tuple[str, pa.RecordBatchReader]:
    """A build's id, and all rows of one of a page's queries, however many.

    They are read at once, within the limit of time of any query, into a file that nobody else can
    open, and from there as slowly as whoever takes them along. Raises Unavailable.
    """
    with _readable("missing", "damaged"):
        values, side = _asked(name, reader, **asked)
        text = warehouse.page_queries(name)[query]
        cursor = _cursor((side,), _engine)
        try:
            rows = cursor.sql(text, params=dict(_used(text, values))).to_arrow_reader(AT_ONCE)
            with tempfile.TemporaryDirectory() as folder:
                kept = f"{folder}/rows"
                with pa.OSFile(kept, "wb") as sink, pa.ipc.new_stream(sink, rows.schema) as out:
                    for batch in rows:
                        out.write_batch(batch)
                opened = pa.ipc.open_stream(pa.OSFile(kept))  # the file is gone when this is
        finally:
            cursor.close()
    return Path(side.build.path).stem, opened


def parted(
    name: str, query: str, reader: Reader, **asked: Value
) -> tuple[str, pa.RecordBatchReader]:
    """A build's id, and all rows of a query that can be told which records it is to read.

    `AT_ONCE` are read at a time ($from_record, $to_record), when they are asked for: none are kept,
    and who takes them slowly keeps no query waiting. The query `<query>_of` says how many records
    there are. Raises Unavailable, as does reading what it gives.
    """
    with _readable("missing", "damaged"):
        values, side = _asked(name, reader, **asked)
        queries = warehouse.page_queries(name)
        cursor = _cursor((side,), _engine)

    def read(first: int) -> pa.Table:
        part = values | {"from_record": first, "to_record": first + AT_ONCE}
        with _readable("missing", "damaged"):
            return cursor.sql(
                queries[query], params=dict(_used(queries[query], part))
            ).to_arrow_table()

    def rest() -> Iterator[pa.RecordBatch]:
        with closing(cursor):
            yield from first.to_batches(AT_ONCE)
            for start in range(AT_ONCE, records, AT_ONCE):
                yield from read(start).to_batches(AT_ONCE)

    with _readable("missing", "damaged"):
        ((records,),) = cursor.execute(queries[f"{query}_of"]).fetchall()
    first = read(0)
    return Path(side.build.path).stem, pa.RecordBatchReader.from_batches(first.schema, rest())


def pin(asked: str | None = None) -> Missed | None:
    """Whatever this run of the script reads from now on is of one build: the one asked for by id.

    None is the one that is published now. Gives why it is that one although another was asked for.
    Raises Unavailable.
    """
    _drawn.set()
    with _readable("missing", "damaged"):
        _engines_of_this_run.set({})
        _of_this_run.set(None)
        _of_this_run.set(_build())
        if asked is None or asked == build_id():
            return None
        try:
            build = _stamped(_kept(asked))
            older = is_older(_database(build), "published")
        except FileNotFoundError:
            return "gone"
        except ShapeUnknown:
            older = True
        except duckdb.Error as error:
            log.warning(words.both("log.link_unread", error=error))
            return "unreadable"
        if older:
            return "older"
        _of_this_run.set(build)
        return None


def rest(seconds: float) -> None:
    """Waits until pages were drawn, and then none for so many seconds; lets go of all that is kept.

    Whoever comes next has engines, rows and drawings made anew.
    """
    _drawn.wait()
    while _drawn.is_set():
        _drawn.clear()
        sleep(seconds)
    forget()


def forget() -> None:
    """Lets go of every engine, row and drawing that is kept for readers."""
    _rows.cache_clear()
    once.forget()
    st.cache_data.clear()
    st.cache_resource.clear()


def published_id() -> str:
    """The id of the build that is published now. Raises Unavailable."""
    with _readable("missing", "damaged"):
        return warehouse.current().stem


def build_id() -> str:
    """The id of the build that this run of the script reads. Raises Unavailable."""
    with _readable("missing", "damaged"):
        return Path(_build().path).stem


def builds() -> list[str]:
    """The ids of the builds that are kept, the published one first, then the newest.

    Raises Unavailable.
    """
    with _readable("missing", "damaged"):
        published = Path(_build().path).stem
        others = [path.stem for path in warehouse.builds() if path.stem != published]
        return [published, *others]


def read_comparison(before: str, after: str, kpi: str, reader: Reader) -> Page:
    """All queries of `sql/queries/compare/`, of one KPI on two sides.

    A side is the id of a build, or a day in ISO form: the published build as known on that day.
    Raises Unavailable.
    """
    with _readable("pruned", "incomparable"):
        primary = reader.sources == "primary"
        sides = _side(before, primary=primary), _side(after, primary=primary)
    return _compared(COMPARED, sides, warehouse.page_queries(COMPARED), reader, kpi=kpi)


def read_since(day: date, reader: Reader) -> Page:
    """What became known after `day`, up to what the reader sees: changes, documents, conflicts.

    Raises Unavailable.
    """
    with _readable("missing", "damaged"):
        build, primary = _build(), reader.sources == "primary"
        known = _turning_day(build, reader.known) if reader.known else None
        sides = Side(build, _turning_day(build, day), primary), Side(build, known, primary)
    queries = {
        "changes": warehouse.page_queries("overview")["changes"],
        **warehouse.page_queries(SINCE),
    }
    return _compared(SINCE, sides, queries, reader, operator=uploads.operator_view())


def read_since_build(then: str, reader: Reader) -> Page:
    """What the published build changes against the one of the id `then`. Raises Unavailable."""
    with _readable("pruned", "incomparable"):
        sides = Side(_stamped(_kept(then))), Side(_stamped(warehouse.current()))
    queries = {"changes": warehouse.page_queries("overview")["changes"]}
    return _compared(SINCE, sides, queries, reader, operator=uploads.operator_view())


def _kept(name: str) -> Path:
    """The file of a build by its id. Raises FileNotFoundError where none is kept."""
    path = warehouse.folder() / f"{name}.duckdb"
    if path not in warehouse.builds():
        raise FileNotFoundError(path.name)
    return path


def _compared(
    name: str, sides: tuple[Side, Side], queries: Mapping[str, str], reader: Reader, **asked: Value
) -> Page:
    """Queries over two sides of a comparison. Raises Unavailable."""
    if sides[0] == sides[1]:
        raise Unavailable("same")

    def read(text: str) -> pl.DataFrame:
        with _readable("pruned", "incomparable"):
            return _rows(sides, text, _used(text, asked), _comparison)

    return Page(name, reader, Batch(queries, read)).read()


@contextmanager
def _readable(gone: Reason, unreadable: Reason) -> Iterator[None]:
    """Whatever goes wrong with a file or an engine becomes a reason in words."""
    try:
        yield
    except bounded.Busy as error:
        raise Unavailable("busy") from error
    except (warehouse.WarehouseMissing, FileNotFoundError) as error:
        raise Unavailable(gone) from error
    except (duckdb.InterruptException, duckdb.OutOfMemoryException) as error:
        raise Unavailable("timeout") from error
    except engines.Older as error:
        raise Unavailable("older") from error
    except (duckdb.Error, ShapeUnknown, OSError) as error:
        log.warning(words.both("log.figures_unread", error=error))
        raise Unavailable("lacking" if _is_lacking(error) else unreadable) from error


def _is_lacking(error: Exception) -> bool:
    """Whether a build that a link asks for was made before a table or column that is read."""
    pinned = _of_this_run.get()
    is_named = isinstance(error, duckdb.CatalogException | duckdb.BinderException)
    return is_named and pinned is not None and Path(pinned.path) != warehouse.current()


def _asked(name: str, reader: Reader, **asked: Value) -> tuple[dict[str, Value], Side]:
    """What the queries of a page may name, and over which side they run. Raises Unavailable."""
    build = _build()
    day = _turning_day(build, reader.known) if reader.known else None
    values: dict[str, Value] = {
        "page": name,
        "region": reader.region,
        "province": reader.province,
        "from_date": reader.from_date,
        "to_date": reader.to_date,
        "known_on": day,
        "primary": reader.sources == "primary",
        "today": today() if name in WHOLE else reader.today,
        "kpi": None,
        "code": None,
        "operator": uploads.operator_view(),
        **asked,
    }
    whole = Side(build)
    return values, whole if name in WHOLE else Side(build, day, reader.sources == "primary")


def _side(name: str, *, primary: bool) -> Side:
    """A side of a comparison by its name. Raises FileNotFoundError where its build is not kept."""
    build = _build()
    try:
        return Side(build, _turning_day(build, date.fromisoformat(name)), primary)
    except ValueError:
        is_shown = name == Path(build.path).stem
        return Side(build if is_shown else _stamped(_kept(name)), primary=primary)


def _batch(
    queries: Mapping[str, str], values: Mapping[str, Value], side: Side
) -> dict[str, pl.DataFrame]:
    """Every query over one side, whose engine is opened only where a result is not kept."""
    return {
        name: _rows((side,), text, _used(text, values), _engine) for name, text in queries.items()
    }


def _used(text: str, values: Mapping[str, Value]) -> Values:
    """The values that a query names."""
    return tuple((name, values[name]) for name in sorted(set(USED.findall(text))))


def _turning_day(build: Build, day: date) -> date:
    """The last day up to `day` on which something became known. Raises Unavailable before any."""
    query = {"days": warehouse.page_queries(SHELL)["days"]}
    days = _batch(query, {}, Side(build))["days"]["known_on"]
    found = days.filter(days <= day).max()
    if found is None:
        raise Unavailable("early")
    return cast("date", found)


def _build() -> Build:
    """The build of this run, else the one that is published now, which can be opened."""
    if pinned := _of_this_run.get():
        return pinned
    try:
        build = _stamped(warehouse.current())
        _database(build)
    except FileNotFoundError:  # pruned between resolving and opening: resolve again
        build = _stamped(warehouse.current())
        _database(build)
    return build


def _stamped(path: Path) -> Build:
    found = path.stat()
    return Build(str(path), found.st_ino, found.st_size, found.st_mtime_ns)


@st.cache_resource(max_entries=2, show_spinner=False)
def _database(build: Build) -> duckdb.DuckDBPyConnection:
    """One read-only engine a build; an old one ends with its last cursor."""
    _stamped(Path(build.path))
    return engines.published(Path(build.path), CONFIG)


@st.cache_resource(max_entries=4, show_spinner=False)
def _known(side: Side) -> duckdb.DuckDBPyConnection:
    """One engine in memory a part of a build."""
    path = Path(side.build.path)
    _stamped(path)
    return bounded.run(partial(engines.record, path, side.day, IN_MEMORY, primary=side.primary))


@st.cache_resource(max_entries=3, show_spinner=False)
def _comparison(before: Side, after: Side) -> duckdb.DuckDBPyConnection:
    """One engine in memory a pair of sides."""
    then, now = (
        engines.Side(Path(side.build.path), side.day, side.primary) for side in (before, after)
    )
    return bounded.run(partial(engines.comparison, then, now, IN_MEMORY))


def _engine(side: Side) -> duckdb.DuckDBPyConnection:
    return _database(side.build) if side.is_whole else _known(side)


@lru_cache(KEPT)
def _rows(sides: tuple[Side, ...], text: str, values: Values, opened: Opened) -> pl.DataFrame:
    """The rows of one query, kept for its sides and for the filters that it names alone.

    Found by Python's own hash: the library's takes longer than most of what a page does. The frame
    is the same for all who ask, and nobody changes it.
    """
    return _read(sides, text, values, opened)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _read(sides: tuple[Side, ...], text: str, values: Values, _opened: Opened) -> pl.DataFrame:
    """The rows of one query, read by a cursor of its own, once for all who ask at a time."""
    cursor = _cursor(sides, _opened)
    try:
        rows = cursor.execute(text, dict(values)).to_arrow_table()
        return cast("pl.DataFrame", pl.from_arrow(rows))
    finally:
        cursor.close()


def _cursor(sides: tuple[Side, ...], opened: Opened) -> duckdb.DuckDBPyConnection:
    """A cursor of an engine that is the same for a whole run, whatever others ask for meanwhile."""
    held = _engines_of_this_run.get()
    engine = held.get(sides) if held else None
    if engine is None:
        engine = opened(*sides)
        if held is not None:
            held[sides] = engine
    cursor = engine.cursor()
    if len(sides) == 1 and sides[0].is_whole:  # a file is attached to its engine
        cursor.execute("use published")
    return cursor


def read_runs(limit: int) -> pl.DataFrame | None:
    """The newest runs of the load, one row per run (columns of `RUNS`); none before the first one.

    `started` is UTC as ISO text; `findings` counts the checks that found rows. Gives None where
    the ledger can't be read now: damaged, or held longer than `LEDGER_WAIT`.
    """
    path = warehouse.ledger()
    try:
        written = tuple(
            _stamped(file) if file.exists() else None
            for file in (path, path.with_name(f"{path.name}-wal"))
        )
        return _runs(str(path), written, limit, operator=uploads.operator_view())
    except (sqlite3.Error, OSError, ValueError, KeyError):
        return None


@st.cache_data(max_entries=8, show_spinner=False)
def _runs(
    path: str, written: tuple[Build | None, ...], limit: int, *, operator: bool
) -> pl.DataFrame:
    """The runs of the ledger as it was written last."""
    if not any(written):
        return pl.DataFrame(schema=RUNS)
    try:
        found = _told(path, "ro", limit, operator=operator)
    except sqlite3.OperationalError:  # a killed run left its journal: only a writer may undo that
        found = _told(path, "rw", limit, operator=operator)
    return pl.DataFrame([_counted(run) for run in found], schema=RUNS)


def _told(
    path: str, mode: Literal["ro", "rw"], limit: int, *, operator: bool
) -> list[dict[str, str | float | None]]:
    """The newest runs, as the ledger has them; account and message for operators alone.

    Raises sqlite3.Error.
    """
    query = warehouse.page_queries(LEDGER)["runs"]
    address = f"{Path(path).absolute().as_uri()}?mode={mode}"
    with closing(sqlite3.connect(address, uri=True, timeout=LEDGER_WAIT)) as ledger:
        ledger.row_factory = sqlite3.Row
        values = {"limit": limit, "operator": operator}
        return [dict(row) for row in ledger.execute(query, values)]


def _counted(run: Mapping[str, str | float | None]) -> dict[str, str | float | None]:
    """A run with its sources and checks (JSON) as sums; unknown where it did not come so far."""
    sources = json.loads(str(run["sources"] or "[]"))
    findings = [check for check in json.loads(str(run["checks"] or "[]")) if check["offending"]]
    return {name: run[name] for name in RUNS if name in run} | {
        **{name: sum(row[name] or 0 for row in sources) if sources else None for name in COUNTED},
        "findings": len(findings) if run["checks"] else None,
    }
