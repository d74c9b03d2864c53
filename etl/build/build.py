"""One build: sources in, models run, checks passed, one new file published.

Nothing that is published is ever edited; a build that fails leaves the last one in place. A source
that is broken does not stop the others: its rows are taken over from the published build.
"""

import logging
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Literal, get_type_hints

import duckdb
import polars as pl

from etl.build import checks, diff, history, models
from etl.build.content_hash import content_hash
from etl.build.describe import describe, describe_columns, describe_kpis, write
from etl.build.faults import explained, named, running
from etl.build.load import load_sources
from etl.build.work import Problem, SourceLoad, Work
from etl.errors import EtlError
from etl.project import SHIPPED, Project
from etl.publish import ledger, publish
from etl.publish.publish import Row
from etl.service import alerts
from sql import builds, run, warehouse

LAYERS = ("staging", "core", "marts")

SHOWN = 5  # files that a message names
HELD = (
    "The sources give a build that was rolled back, so it was not published. Mend them; or publish "
    "it all the same with `python -m etl build --review` and `python -m etl publish`."
)

REVIEW = (
    "{count} files came through the page and were not looked at yet: {named}. So the build waits. "
    "Look with `python -m etl diff`, then publish it with `python -m etl publish {build_id}`; to "
    "refuse a file, move its folder out of the inbox and build again."
)

log = logging.getLogger(__name__)


Outcome = Literal["published", "unchanged", "held", "review"]


@dataclass(frozen=True)
class Build:
    """What a build came to.

    `unchanged`: its hash equals the published one's. `held`: it equals one that was rolled back.
    `review`: it waits for `publish`.
    """

    build_id: str
    content_hash: str
    seconds: float
    outcome: Outcome
    sources: tuple[SourceLoad, ...]
    checks: tuple[checks.Result, ...]
    problems: tuple[Problem, ...] = ()

    def counts(self) -> dict[str, dict[str, int]]:
        """Each source's rows_read, accepted and quarantined, over all its editions."""
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

    Raises EtlError; whatever it raises, the published build stays as it was. Every run that gets
    the folder's lock is in the ledger, however it ends, and may raise alerts.
    """
    folder = folder or warehouse.folder()
    run_id = None
    try:
        with explained(folder), publish.lock(folder), _stoppable() as stopped:
            run_id = ledger.start(folder, trigger)
            work = Work(project, trigger, stopped)
            try:
                with explained(folder):
                    outcome = _build(folder, work, review=review)
            except BaseException as error:
                work.end(folder, run_id, "failed", None, str(error) or type(error).__name__)
                raise
            said = [problem.message for problem in work.problems]
            if outcome.outcome == "held":
                said.append(HELD)
                log.warning("held %s", HELD)
            if outcome.outcome == "review" and work.unseen:
                said.append(_review(work.unseen, outcome.build_id))
                log.warning("review %s", said[-1])
            work.end(folder, run_id, outcome.outcome, outcome.build_id, "\n".join(said))
            return outcome
    finally:
        if run_id:
            _alert(folder, run_id)


def _review(unseen: Sequence[str], build_id: str) -> str:
    more = f" and {len(unseen) - SHOWN} more" if len(unseen) > SHOWN else ""
    named = ", ".join(unseen[:SHOWN]) + more
    return REVIEW.format(count=len(unseen), named=named, build_id=build_id)


def check(project: Project = SHIPPED) -> list[checks.Result]:
    """What every data check finds in the sources as they are now; nothing is published."""
    work = Work(project)
    with explained(warehouse.folder()), duckdb.connect() as connection:
        _fill(connection, _previous(warehouse.folder()), work)
    return work.results


def changes(
    new: str | None = None, old: str | None = None, project: Project = SHIPPED
) -> list[diff.Change]:
    """What build `new` changes against build `old`, of the ids that `status` names.

    Defaults: the build that waits for review, else what the sources give now, against the
    published one. Raises EtlError, WarehouseMissing.
    """
    folder = warehouse.folder()
    before = publish.find(folder, old) if old else warehouse.current(folder)
    after = publish.find(folder, new) if new else publish.waiting(folder)
    with explained(folder):
        if after:
            return diff.between(after, before)
        with duckdb.connect() as connection:
            _fill(connection, _previous(folder), Work(project))
            return diff.against(connection, before)


def _build(folder: Path, work: Work, *, review: bool) -> Build:
    """A build with the folder's lock held; what nobody looked at waits, as with `review`."""
    clock, started = perf_counter(), datetime.now(UTC)
    previous = _previous(folder)
    working = publish.working_file(folder)
    try:
        with duckdb.connect(str(working)) as connection:
            described = _fill(connection, previous, work)
            waits = review or bool(work.unseen)
            checks.stop_if_blocked(work.results)
            describe_columns(connection, described)
            digest = content_hash(connection)
            outcome = Build(
                build_id=publish.new_id(folder, digest),
                content_hash=digest,
                seconds=round(perf_counter() - clock, 3),
                outcome="review" if waits else "published",
                sources=tuple(work.loads),
                checks=tuple(work.results),
                problems=tuple(work.problems),
            )
            work.go_on()
            publish.drop_candidate(folder)
            if previous and digest == publish.published_hash(folder):
                return replace(outcome, outcome="unchanged", build_id=previous.stem)
            if previous and digest in publish.held(folder) and not review:
                return replace(outcome, outcome="held", build_id=previous.stem)
            _sign(connection, outcome, started, previous, work)
            diff.into(connection, previous)
            history.into(connection, publish.line(folder))
            tables = publish.written(connection)
            connection.execute("checkpoint")
        log.info("publish %s", outcome.build_id)
        place = publish.leave if waits else publish.publish
        place(working, folder, outcome.build_id, tables)
        return outcome
    finally:
        for left_over in (working, Path(f"{working}.wal")):
            left_over.unlink(missing_ok=True)


def _previous(folder: Path) -> Path | None:
    """The published build, where it can be read."""
    return warehouse.current(folder) if publish.published_hash(folder) else None


@contextmanager
def _stoppable() -> Iterator[threading.Event]:
    """SIGTERM ends the run before its next step, never within one. Others' handlers stay."""
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


def _alert(folder: Path, run_id: str) -> None:
    """Whoever is to be told is told; what goes wrong there is only logged."""
    try:
        alerts.after_run(folder, run_id)
    except EtlError as error:
        log.error("alerts: not sent for run %s: %s", run_id, error)  # noqa: TRY400
    except Exception:
        log.exception("alerts: not sent for run %s", run_id)


def _fill(
    connection: duckdb.DuckDBPyConnection, previous: Path | None, work: Work
) -> list[models.Model]:
    """Everything from an empty file to one with its checks' results; gives the models run."""
    with running("sql/macros.sql"):
        connection.execute(warehouse.text("macros.sql"))
    load_sources(connection, previous, work)
    sql = work.project.sql
    metrics = models.read("metrics", sql)
    all_models = [model for layer in LAYERS for model in models.read(layer, sql)] + metrics
    describe_kpis(connection, metrics)
    rows = _run(connection, models.ordered(all_models), work)
    describe(connection, all_models, rows, work)
    work.results += checks.run(connection, sql)
    results = [asdict(result) for result in work.results]
    write(connection, "meta", "check_result", results, pl.Schema(get_type_hints(checks.Result)))
    for result in work.results:
        log.info("check %s offending=%d", result.check_name, result.offending)
    return all_models


def _sign(
    connection: duckdb.DuckDBPyConnection,
    outcome: Build,
    started: datetime,
    previous: Path | None,
    work: Work,
) -> None:
    """`meta.build`: which build the file is, and which was published when it was made."""
    row: Row = {
        "build_id": outcome.build_id,
        "content_hash": outcome.content_hash,
        "built_at": started.replace(tzinfo=None),
        "seconds": outcome.seconds,
        "has_sample": any(card["kind"] == "sample" for card in work.cards),
        "previous": previous.stem if previous else None,
        "shape": builds.SHAPE,
    }
    write(connection, "meta", "build", [row], {"previous": pl.String()})
    submissions: list[Row] = [{"key": key} for key in sorted(work.submitted | work.seen)]
    frame = pl.DataFrame(submissions, schema={"key": pl.String()})
    connection.register("incoming", frame)
    connection.execute("create table meta.submission as select * from incoming")
    connection.unregister("incoming")


def _run(
    connection: duckdb.DuckDBPyConnection, ordered: list[models.Model], work: Work
) -> dict[str, int]:
    """Runs every model; gives the rows of each. Raises ModelError with the file's name."""

    @contextmanager
    def around(name: str) -> Iterator[None]:
        work.go_on()
        clock = perf_counter()
        with named(name):
            yield
        seconds[name] = perf_counter() - clock
        if name in tables:
            told(name)

    def told(name: str) -> None:
        (found,) = connection.sql(f"select count(*) from {name}").fetchall()
        rows[name] = int(found[0])
        log.info("model %s rows_out=%d seconds=%.3f", name, rows[name], seconds[name])

    rows: dict[str, int] = {}
    seconds: dict[str, float] = {}
    kpis = [model.name for model in ordered if model.schema == run.KPIS]
    tables = {model.name for model in ordered}.difference(kpis)
    run.run(connection, ordered, around)
    for name in kpis:  # once the frame has made their figures
        told(name)
    return rows
