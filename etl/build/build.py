"""Makes a build: loads the sources, runs models and checks, publishes one new file.

A published file is never edited; a build that fails leaves the published one in place. A source
that is broken does not stop the others: its rows are copied from the published build.
"""

import logging
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Literal, get_type_hints

import duckdb
import polars as pl

from etl.build import checks, diff, history, models
from etl.build.build_run import BuildRun, Problem, SourceLoad
from etl.build.content_hash import content_hash
from etl.build.describe import describe, describe_columns, describe_kpis, write
from etl.build.doubts import hold_doubtful
from etl.build.faults import explain_errors, name_file_in_errors, name_model_in_errors
from etl.build.load import load_sources
from etl.errors import EtlError, SourceError, in_both
from etl.project import SHIPPED, Project
from etl.publish import ledger, publish
from etl.publish.publish import Row
from etl.service import alerts
from sql import builds, run, warehouse, words

LAYERS = ("staging", "core", "marts")

SHOWN_FILES = 5  # that a message names

log = logging.getLogger(__name__)


Outcome = Literal["published", "unchanged", "held", "review"]


@dataclass(frozen=True)
class Build:
    """The result of a build.

    `published`: it is the published build now. `unchanged`: its content hash equals the published
    one's, so nothing was published. `held`: its hash equals that of a build that was rolled back,
    so nothing was published. `review`: it is the candidate build, which the command `publish`
    publishes. `seconds` is how long it took.
    """

    build_id: str
    content_hash: str
    seconds: float
    outcome: Outcome
    sources: tuple[SourceLoad, ...]
    checks: tuple[checks.Result, ...]
    problems: tuple[Problem, ...] = ()
    held: tuple[str, ...] = ()  # files of the inbox that wait for `release` or `withdraw`

    def counts(self) -> dict[str, dict[str, int]]:
        """Rows of each source, over all its editions: rows_read, accepted, quarantined."""
        totals: dict[str, dict[str, int]] = {}
        for row in self.sources:
            total = totals.setdefault(row.source, {"rows_read": 0, "accepted": 0, "quarantined": 0})
            for key in total:
                total[key] += getattr(row, key)
        return totals


def build(
    project: Project = SHIPPED,
    folder: Path | None = None,
    *,
    review: bool = False,
    trigger: str = "command",
) -> Build:
    """Builds a project and the inbox; publishes into `folder` (default: the warehouse folder).

    With `review` the build becomes the candidate build and is not published; so it does where it
    holds a submission that nobody reviewed. `trigger` says in the ledger what started the run.
    Raises EtlError, and then the published build stays as it was. Every run that gets the folder's
    lock is recorded in the ledger, however it ends, and may send alerts.
    """
    folder = folder or warehouse.folder()
    run_id = None
    try:
        with explain_errors(folder), publish.lock(folder), _stop_on_sigterm() as stopped:
            run_id = ledger.start(folder, trigger)
            build_run = BuildRun(project, trigger, stopped)
            try:
                with explain_errors(folder):
                    outcome = _build(folder, build_run, review=review)
            except BaseException as error:
                build_run.record_end(
                    folder, run_id, "failed", None, str(error) or type(error).__name__
                )
                raise
            messages = [problem.message for problem in build_run.problems]
            if outcome.outcome == "held":
                messages.append(words.both("run.rolled_back"))
                log.warning("held %s", messages[-1])
            if outcome.held:
                messages.append(_of_files("run.files_held", outcome.held))
                log.warning("held %s", messages[-1])
            if outcome.outcome == "review" and build_run.unseen:
                messages.append(_of_files("run.unseen", build_run.unseen, outcome.build_id))
                log.warning("review %s", messages[-1])
            build_run.record_end(
                folder, run_id, outcome.outcome, outcome.build_id, "\n".join(messages)
            )
            return outcome
    finally:
        if run_id:
            _send_alerts(folder, run_id)


def _of_files(key: str, files: Sequence[str], build_id: str = "") -> str:
    """A message on files, in both languages: the first few by name, and how many they are."""
    named = ", ".join([*files[:SHOWN_FILES], *(["…"] if len(files) > SHOWN_FILES else [])])
    return words.both(key, count=len(files), named=named, build_id=build_id)


def check(project: Project = SHIPPED) -> list[checks.Result]:
    """The result of every data check over the sources as they are now; nothing is published."""
    build_run = BuildRun(project)
    with explain_errors(warehouse.folder()), duckdb.connect() as connection:
        _make_warehouse(connection, _published_build(warehouse.folder()), build_run)
    return build_run.results


def compare(
    new: str | None = None,
    old: str | None = None,
    project: Project = SHIPPED,
    *,
    edition: date | None = None,
) -> diff.Comparison:
    """What build `new` changes against build `old`; both are build ids, as `status` prints them.

    `new` is by default the candidate build or, without one, what the sources give now; `old` is by
    default the published build. With `edition`, the old side is made of the editions up to that day
    and the new one, unless named, of all. Raises EtlError, WarehouseMissing.
    """
    folder = warehouse.folder()
    if edition:
        return _changes_since(edition, publish.find(folder, new) if new else None, project)
    before = publish.find(folder, old) if old else warehouse.current(folder)
    after = publish.find(folder, new) if new else publish.candidate_build(folder)
    with explain_errors(folder):
        if after:
            return diff.between(after, before)
        with duckdb.connect() as connection:
            _make_warehouse(connection, _published_build(folder), BuildRun(project))
            return diff.against(connection, before)


def _changes_since(edition: date, after: Path | None, project: Project) -> diff.Comparison:
    """What the build `after`, else what the sources give now, changes against an edition."""
    folder = warehouse.folder()
    with explain_errors(folder), TemporaryDirectory() as place:
        before = Path(place) / f"{edition}.duckdb"
        _make_earlier_build(before, replace(project, until=edition))
        if after:
            return diff.between(after, before)
        with duckdb.connect() as connection:
            _make_warehouse(connection, _published_build(folder), BuildRun(project))
            return diff.against(connection, before)


def _make_earlier_build(path: Path, project: Project) -> None:
    """Makes the build of a project's editions up to its day. Raises SourceError without any."""
    build_run = BuildRun(project)
    with duckdb.connect(str(path)) as connection:
        _make_warehouse(connection, None, build_run)
        if not build_run.loads:
            raise SourceError("nothing_by_then", day=project.until, folder=project.data / "raw")
        write(connection, "meta", "build", [{"shape": builds.SHAPE}])


def _build(folder: Path, build_run: BuildRun, *, review: bool) -> Build:
    """Makes the build and publishes it, or stages it as the candidate. Needs the folder's lock."""
    started, previous = datetime.now(UTC), _published_build(folder)
    working = publish.working_file(folder)
    try:
        while True:
            outcome = _build_once(folder, working, started, previous, build_run, review=review)
            if outcome:
                return outcome
            _remove_working(working)  # new files are held since: made anew without them
            build_run.begin_again()
    finally:
        _remove_working(working)


def _remove_working(working: Path) -> None:
    for left_over in (working, Path(f"{working}.wal")):
        left_over.unlink(missing_ok=True)


def _build_once(
    folder: Path,
    working: Path,
    started: datetime,
    previous: Path | None,
    build_run: BuildRun,
    *,
    review: bool,
) -> Build | None:
    """As `_build`; None where a new file is doubtful: it is held from now on."""
    with duckdb.connect(str(working)) as connection:
        described = _make_warehouse(connection, previous, build_run)
        if hold_doubtful(connection, previous, build_run):
            return None
        waits = review or bool(build_run.unseen)
        checks.stop_if_blocked(build_run.results)
        describe_columns(connection, described)
        digest = content_hash(connection)
        outcome = Build(
            build_id=publish.new_id(folder, digest),
            content_hash=digest,
            seconds=round(perf_counter() - build_run.clock, 3),
            outcome="review" if waits else "published",
            sources=tuple(build_run.loads),
            checks=tuple(build_run.results),
            problems=tuple(build_run.problems),
            held=tuple(sorted(build_run.held)),
        )
        build_run.stop_if_asked()
        publish.drop_candidate(folder)
        if previous and digest == publish.published_hash(folder):
            return replace(outcome, outcome="unchanged", build_id=previous.stem)
        if previous and digest in publish.held_hashes(folder) and not review:
            return replace(outcome, outcome="held", build_id=previous.stem)
        _write_build_tables(connection, outcome, started, previous, build_run)
        diff.write_changes(connection, previous)
        history.write_history(connection, publish.current_and_earlier(folder))
        tables = publish.table_checksums(connection)
        connection.execute("checkpoint")
    log.info("publish %s", outcome.build_id)
    finish = publish.stage_candidate if waits else publish.publish
    finish(working, folder, outcome.build_id, tables)
    return outcome


def _published_build(folder: Path) -> Path | None:
    """The published build; None where none is, or it can't be read."""
    return warehouse.current(folder) if publish.published_hash(folder) else None


@contextmanager
def _stop_on_sigterm() -> Iterator[threading.Event]:
    """Gives an event that SIGTERM sets, so that the run ends before its next step.

    Where the caller has its own handler for SIGTERM, that one stays.
    """
    stopped = threading.Event()
    in_main = threading.current_thread() is threading.main_thread()
    if not in_main or signal.getsignal(signal.SIGTERM) != signal.SIG_DFL:
        yield stopped
        return
    signal.signal(signal.SIGTERM, lambda _number, _frame: stopped.set())
    try:
        yield stopped
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _send_alerts(folder: Path, run_id: str) -> None:
    """Sends the alerts of a run; an error in doing so is only logged."""
    try:
        alerts.after_run(folder, run_id)
    except EtlError as error:
        log.error(words.both("log.alerts_unsent", run=run_id, error=in_both(error)))  # noqa: TRY400
    except Exception as error:
        log.exception(words.both("log.alerts_unsent", run=run_id, error=type(error).__name__))


def _make_warehouse(
    connection: duckdb.DuckDBPyConnection, previous: Path | None, build_run: BuildRun
) -> list[models.Model]:
    """Fills an empty database: sources, models, descriptions, results of checks.

    Returns the models that were run. `previous` is the published build.
    """
    with name_file_in_errors("sql/macros.sql"):
        connection.execute(warehouse.text("macros.sql"))
    load_sources(connection, previous, build_run)
    sql = build_run.project.sql
    metrics = models.read("metrics", sql)
    all_models = [model for layer in LAYERS for model in models.read(layer, sql)] + metrics
    describe_kpis(connection, metrics)
    rows = _run(connection, models.ordered(all_models), build_run)
    describe(connection, all_models, rows, build_run)
    build_run.results += checks.run(connection, sql)
    results = [asdict(result) for result in build_run.results]
    write(connection, "meta", "check_result", results, pl.Schema(get_type_hints(checks.Result)))
    for result in build_run.results:
        level = logging.INFO if result.offending else logging.DEBUG
        log.log(level, "check %s offending=%d", result.check_name, result.offending)
    offending = sum(result.offending for result in build_run.results)
    log.info("checks %d offending=%d", len(results), offending)
    return all_models


def _write_build_tables(
    connection: duckdb.DuckDBPyConnection,
    outcome: Build,
    started: datetime,
    previous: Path | None,
    build_run: BuildRun,
) -> None:
    """Writes `meta.build` (which build this is, and which it follows) and `meta.submission`."""
    row: Row = {
        "build_id": outcome.build_id,
        "content_hash": outcome.content_hash,
        "built_at": started.replace(tzinfo=None),
        "seconds": outcome.seconds,
        "has_sample": any(card["kind"] == "sample" for card in build_run.cards),
        "previous": previous.stem if previous else None,
        "shape": builds.SHAPE,
    }
    write(connection, "meta", "build", [row], {"previous": pl.String()})
    submissions: list[Row] = [{"key": key} for key in sorted(build_run.submitted | build_run.seen)]
    write(connection, "meta", "submission", submissions, {"key": pl.String()})


def _run(
    connection: duckdb.DuckDBPyConnection, ordered: list[models.Model], build_run: BuildRun
) -> dict[str, int]:
    """Runs every model; returns name -> rows. Raises ModelError that names the file."""

    @contextmanager
    def around(name: str) -> Iterator[None]:
        build_run.stop_if_asked()
        clock = perf_counter()
        with name_model_in_errors(name):
            yield
        seconds[name] = perf_counter() - clock
        if name in tables:
            count_rows(name)

    def count_rows(name: str) -> None:
        (found,) = connection.execute(f"select count(*) from {name}").fetchall()
        rows[name] = int(found[0])
        log.debug("model %s rows_out=%d seconds=%.3f", name, rows[name], seconds[name])

    start = perf_counter()
    rows: dict[str, int] = {}
    seconds: dict[str, float] = {}
    kpis = [model.name for model in ordered if model.schema == run.KPIS]
    tables = {model.name for model in ordered}.difference(kpis)
    run.run(connection, ordered, around)
    for name in kpis:  # their figures are there only once the frame has run
        count_rows(name)
    log.info(
        "models %d rows_out=%d seconds=%.1f", len(rows), sum(rows.values()), perf_counter() - start
    )
    return rows
