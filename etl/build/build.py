"""One build: sources in, models run, checks passed, one new file published.

Nothing that is published is ever edited; a build that fails leaves the last one in place. A source
that is broken does not stop the others: its rows are taken over from the published build.
"""

import hashlib
import logging
import signal
import threading
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Literal, get_type_hints

import duckdb
import polars as pl

from etl.build import checks, diff, history, models
from etl.build.load import (
    create_quarantine,
    is_full,
    is_of_machine,
    load,
    named,
    running,
    take_over,
)
from etl.contract import Provenance, Source, lineage
from etl.errors import EtlError, ModelError, PublishError, SourceError
from etl.intake import inbox
from etl.intake.extract import Edition, editions, left_out
from etl.intake.overrides import Correction, corrected
from etl.intake.quarantine import MENDED, Mend, filed, mended
from etl.intake.validate import Validated, validate
from etl.project import SHIPPED, Project
from etl.publish import ledger, publish
from etl.publish.publish import Row
from etl.service import alerts
from sql import builds, run, warehouse

LAYERS = ("staging", "core", "marts")
HASHED_SCHEMAS = ("raw", "quarantine", "staging", "core", "marts", "metrics")
HASHED_META = ("metric", "column", "document", "source", "source_problem")
# where a row stood in its file, and which bytes held it, are not what it says
UNHASHED_COLUMNS = ("_edition", "_file_sha256", "_row", "file", "sheet", "row", "cells")

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
LEFT_OUT = (
    "{path}: left out. The project keeps {source} itself: look at the file, move its folder out of "
    "the inbox, and file it with `python -m etl ingest FILE --source {source}` if it shall count."
)
Types = Mapping[str, pl.DataType]  # of columns

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SourceLoad:
    """What one edition of a source gave: rows_read = accepted + quarantined.

    `left_out` counts totals and notes below the table; a `superseded` edition has a newer one in
    its place, the `newest` has none after it.
    """

    source: str
    edition: str
    file: str
    sheet: str | None
    sha256: str
    bytes: int
    kind: str
    accessed: str
    promise_days: int
    rows_read: int
    accepted: int
    quarantined: int
    left_out: int
    superseded: bool
    newest: bool
    seconds: float


@dataclass(frozen=True)
class Problem:
    """A source that could not be loaded, or not all of it: what was good before stays in place."""

    source: str
    message: str


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


@dataclass
class _Work:
    """What a run has found so far: the ledger is told, however the run ends."""

    project: Project
    trigger: str = "command"
    stopped: threading.Event = field(default_factory=threading.Event)
    clock: float = field(default_factory=perf_counter)
    loads: list[SourceLoad] = field(default_factory=list)
    cards: list[Row] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    results: list[checks.Result] = field(default_factory=list)
    submitted: set[str] = field(default_factory=set)  # keys of what came through the page
    seen: set[str] = field(default_factory=set)  # those of the published build

    @property
    def unseen(self) -> list[str]:
        """What came through the page and was not looked at, as `<source>/<edition>`."""
        return sorted(key.partition(" ")[0] for key in self.submitted - self.seen)

    def go_on(self) -> None:
        """Between two steps. Raises PublishError where the run was told to stop."""
        if self.stopped.is_set():
            raise PublishError("The run was stopped (SIGTERM). The published build stays.")

    def public(self, message: str) -> str:
        """The message as pages show it: without where this machine keeps its folders."""
        places = {
            "inbox": inbox.folder(),
            "data": self.project.data,
            "warehouse": warehouse.folder(),
        }
        for name, place in places.items():
            message = message.replace(str(place), name) if place else message
        return message

    def end(
        self, folder: Path, run_id: str, outcome: ledger.Outcome, build_id: str | None, message: str
    ) -> None:
        """Tells the ledger."""
        ledger.end(
            *(folder, run_id, outcome),
            trigger=self.trigger,
            seconds=round(perf_counter() - self.clock, 3),
            build_id=build_id,
            message=self.public(message),
            sources=self._sources(),
            checks=[asdict(result) for result in self.results],
        )

    def _sources(self) -> list[Row]:
        """An entry an edition, and one for a broken source without any."""
        said = {problem.source: self.public(problem.message) for problem in self.problems}
        keys = ("source", "edition", "file", "rows_read", "accepted", "quarantined")
        found = [
            {key: getattr(row, key) for key in keys} | {"problem": said.get(row.source)}
            for row in self.loads
        ]
        nothing: Row = {"edition": None, "file": None}
        nothing |= dict.fromkeys(("rows_read", "accepted", "quarantined"), 0)
        loaded = {row.source for row in self.loads}
        return found + [
            {"source": problem.source} | nothing | {"problem": said[problem.source]}
            for problem in self.problems
            if problem.source not in loaded
        ]


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
        with _explained(folder), publish.lock(folder), _stoppable() as stopped:
            run_id = ledger.start(folder, trigger)
            work = _Work(project, trigger, stopped)
            try:
                with _explained(folder):
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
    work = _Work(project)
    with _explained(warehouse.folder()), duckdb.connect() as connection:
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
    with _explained(folder):
        if after:
            return diff.between(after, before)
        with duckdb.connect() as connection:
            _fill(connection, _previous(folder), _Work(project))
            return diff.against(connection, before)


def _build(folder: Path, work: _Work, *, review: bool) -> Build:
    """A build with the folder's lock held; what nobody looked at waits, as with `review`."""
    clock, started = perf_counter(), datetime.now(UTC)
    previous = _previous(folder)
    working = publish.working_file(folder)
    try:
        with duckdb.connect(str(working)) as connection:
            described = _fill(connection, previous, work)
            waits = review or bool(work.unseen)
            checks.stop_if_blocked(work.results)
            _describe_columns(connection, described)
            content_hash = _content_hash(connection)
            outcome = Build(
                build_id=publish.new_id(folder, content_hash),
                content_hash=content_hash,
                seconds=round(perf_counter() - clock, 3),
                outcome="review" if waits else "published",
                sources=tuple(work.loads),
                checks=tuple(work.results),
                problems=tuple(work.problems),
            )
            work.go_on()
            publish.drop_candidate(folder)
            if previous and content_hash == publish.published_hash(folder):
                return replace(outcome, outcome="unchanged", build_id=previous.stem)
            if previous and content_hash in publish.held(folder) and not review:
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
def _explained(folder: Path) -> Iterator[None]:
    """Errors of the engine and of the disk, as an operator reads them.

    Those of a model, a check or another text of `sql` name it already (`etl.build.load.running`).
    """
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise PublishError(
            f"{folder}: the build needs more memory, or more room for what does not fit into it "
            f"({error}). Free space and memory, then run again."
        ) from error
    except duckdb.Error as error:
        if not is_of_machine(error):
            raise EtlError(
                f"A statement of the build itself failed ({error}). Nothing was published. Report "
                "this with the log of the run."
            ) from error
        advice = "Free space" if is_full(error) else "Look at the disk and at who may write there"
        raise PublishError(
            f"{folder}: the build can't be written ({error}). {advice}, then run again."
        ) from error
    except OSError as error:
        where = error.filename or folder
        raise PublishError(
            f"{where}: {error.strerror or error}. Mend that (space, rights), then run again."
        ) from error


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
    connection: duckdb.DuckDBPyConnection, previous: Path | None, work: _Work
) -> list[models.Model]:
    """Everything from an empty file to one with its checks' results; gives the models run."""
    with running("sql/macros.sql"):
        connection.execute(warehouse.text("macros.sql"))
    _load_sources(connection, previous, work)
    sql = work.project.sql
    metrics = models.read("metrics", sql)
    all_models = [model for layer in LAYERS for model in models.read(layer, sql)] + metrics
    describe_kpis(connection, metrics)
    rows = _run(connection, models.ordered(all_models), work)
    _describe(connection, all_models, rows, work)
    work.results += checks.run(connection, sql)
    results = [asdict(result) for result in work.results]
    _write(connection, "meta", "check_result", results, pl.Schema(get_type_hints(checks.Result)))
    for result in work.results:
        log.info("check %s offending=%d", result.check_name, result.offending)
    return all_models


def _sign(
    connection: duckdb.DuckDBPyConnection,
    outcome: Build,
    started: datetime,
    previous: Path | None,
    work: _Work,
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
    _write(connection, "meta", "build", [row], {"previous": pl.String()})
    submissions: list[Row] = [{"key": key} for key in sorted(work.submitted | work.seen)]
    frame = pl.DataFrame(submissions, schema={"key": pl.String()})
    connection.register("incoming", frame)
    connection.execute("create table meta.submission as select * from incoming")
    connection.unregister("incoming")


# -------------------------------------------------------------------------------------- sources


def _load_sources(
    connection: duckdb.DuckDBPyConnection, previous: Path | None, work: _Work
) -> None:
    """Loads every source; a broken one as the published build has it.

    Raises SourceError with every message where that has nothing to offer.
    """
    data = work.project.data
    if not data.is_dir():
        raise SourceError(f"{data}: no such folder. Name the folder of raw and reference files.")
    create_quarantine(connection)
    away = _away(previous)
    mends, unreadable = filed(inbox.folder())
    work.seen = publish.submissions(previous) if previous else set()
    work.submitted = {mend.submission.key for mend in mends if mend.submission}
    broken = []
    for source in work.project.sources:
        work.go_on()
        message = away.get(source.name)
        if message is None:
            message = _load_source(connection, source, mends, work)
        if message:
            broken.append(source)
            work.problems.append(Problem(source.name, message))
    if broken:
        _take_over(connection, broken, previous, work)
    work.problems += [Problem("mends", message) for message in unreadable]
    work.problems += _left_out(work.project, {source.name for source in broken})
    connection.execute("create schema if not exists meta")
    connection.execute("create table meta.source_problem (source varchar, message varchar)")
    for problem in work.problems:
        log.warning("problem %s", problem.source)
        connection.execute(
            "insert into meta.source_problem values (?, ?)",
            [problem.source, work.public(problem.message)],
        )


def _left_out(project: Project, broken: set[str]) -> list[Problem]:
    """Files in the inbox for sources that the project keeps, which no operator filed by name."""
    return [
        Problem(source.name, LEFT_OUT.format(path=", ".join(map(str, paths)), source=source.name))
        for source in project.sources
        if source.name not in broken and (paths := left_out(source, inbox.folder()))
    ]


def _away(previous: Path | None) -> dict[str, str]:
    """Sources that the published build has from an inbox which is not there now: what to say."""
    folder = inbox.folder()
    if previous is None or (folder and (folder / "editions").is_dir()):
        return {}
    where = f"{folder}: no such inbox" if folder else "SMARTCITY_INBOX is not set"
    relying = publish.rows(
        previous,
        "select source from meta.source_load where kind = 'submitted' "
        f"union select source from meta.correction where reason = '{MENDED}'",
    )
    return {
        str(row["source"]): f"{row['source']}: {where}, but the published build has files of "
        "agencies. Name the inbox; to do without them, give it an empty folder `editions`."
        for row in relying
    }


def _load_source(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    mends: list[Mend],
    work: _Work,
) -> str:
    """Reads, corrects, checks and writes all editions of one source; else says what is broken."""
    frames, loads = [], []
    try:
        data = work.project.data
        found = editions(source, data, inbox.folder())
        found, corrections = corrected(found, data / "overrides" / f"{source.name}.toml")
        found, changed = mended(found, mends)
        for edition in found:
            clock = perf_counter()
            frames.append(validate(edition))
            newest = edition is found[-1]
            loads.append(_accounted(edition, frames[-1], perf_counter() - clock, newest=newest))
    except SourceError as error:
        return str(error)
    except (OSError, tomllib.TOMLDecodeError) as error:
        return f"{source.name}: can't be read ({error}). Send the file or its card again."
    except pl.exceptions.PolarsError as error:
        return (
            f"{source.name}: what etl/sources/{source.name}.py declares does not run over its "
            f"files ({error}). Mend the declaration; the file can stay."
        )
    load(connection, source, frames)
    work.loads += loads
    work.corrections += corrections + changed
    work.cards += [_card(edition) for edition in found]
    came = (inbox.submission(edition.path.parent, edition.provenance) for edition in found)
    work.submitted |= {one.key for one in came if one}
    return ""


UNTOLD = ("sha256", "bytes", "rows", "via", "filed_by")  # of a card


def _card(edition: Edition) -> Row:
    """The edition's origin card as a row of `meta.document`."""
    card = asdict(edition.provenance)
    return {"edition": edition.name} | {key: card[key] for key in card if key not in UNTOLD}


def _take_over(
    connection: duckdb.DuckDBPyConnection,
    broken: list[Source],
    previous: Path | None,
    work: _Work,
) -> None:
    """Broken sources as the published build has them.

    Raises SourceError with every message where it has not, or in another form.
    """
    messages = "\n".join(problem.message for problem in work.problems)
    if previous is None:
        raise SourceError(messages)
    connection.execute(f"attach '{warehouse.quoted(previous)}' as published (read_only)")
    try:
        for source in broken:
            take_over(connection, source)
            _take_over_accounts(connection, source, work)
    except (duckdb.BinderException, duckdb.CatalogException) as error:
        raise SourceError(
            f"{messages}\nThe published build can't stand in: another version made it ({error})."
        ) from error
    connection.execute("detach published")


def _take_over_accounts(connection: duckdb.DuckDBPyConnection, source: Source, work: _Work) -> None:
    """What `published` says of one source's editions: accounts, corrections, origin cards."""
    of = "from published.meta.{} where source = ?".format
    fields = ", ".join(SourceLoad.__dataclass_fields__)
    loads = connection.execute(f"select {fields} {of('source_load')}", [source.name]).fetchall()
    work.loads += [SourceLoad(*row) for row in loads]
    corrected_ = connection.execute(f"select * {of('correction')}", [source.name]).fetchall()
    work.corrections += [Correction(*row) for row in corrected_]
    cards = connection.execute(f"select * {of('document')}", [source.name])
    names = [column[0] for column in cards.description]
    work.cards += [dict(zip(names, row, strict=True)) for row in cards.fetchall()]


def _accounted(edition: Edition, frames: Validated, seconds: float, *, newest: bool) -> SourceLoad:
    """The edition's account. Raises SourceError where a row was lost or counted twice."""
    card = edition.provenance
    accepted, quarantined = frames.accepted.height, frames.rejected.height
    if edition.rows_read != accepted + quarantined:
        raise SourceError(
            f"{edition.path}: {edition.rows_read} rows read, {accepted} accepted and "
            f"{quarantined} quarantined. Report this: rows must never be lost."
        )
    log.info(
        "load %s rows_in=%d rows_out=%d quarantined=%d seconds=%.3f",
        *(edition.source.name, edition.rows_read, accepted, quarantined, seconds),
    )
    return SourceLoad(
        source=edition.source.name,
        edition=edition.name,
        file=edition.path.name,
        sheet=edition.sheet,
        sha256=card.sha256,
        bytes=card.bytes,
        kind=card.kind,
        accessed=card.accessed.isoformat(),
        promise_days=card.promise_days,
        rows_read=edition.rows_read,
        accepted=accepted,
        quarantined=quarantined,
        left_out=len(edition.left_out),
        superseded=edition.source.load == "snapshot" and not newest,
        newest=newest,
        seconds=round(seconds, 3),
    )


# --------------------------------------------------------------------------- the build's own words


def _run(
    connection: duckdb.DuckDBPyConnection, ordered: list[models.Model], work: _Work
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


def _write(
    connection: duckdb.DuckDBPyConnection,
    schema: str,
    table: str,
    rows: Sequence[Row],
    types: Types | None = None,
) -> None:
    """The rows as a table. Where there may be none, `types` names every column."""
    frame = (
        pl.DataFrame(rows, schema_overrides=types, infer_schema_length=None, strict=types is None)
        if rows
        else pl.DataFrame(schema=types)
    )
    connection.execute(f"create schema if not exists {schema}")
    connection.register("incoming", frame)
    connection.execute(f'create table {schema}."{table}" as select * from incoming')
    connection.unregister("incoming")


CARD: Types = pl.Schema({"edition": str}) | pl.Schema(
    {
        key: str if key == "kind" else hint
        for key, hint in get_type_hints(Provenance).items()
        if key not in UNTOLD
    }
)
LISTS: Types = {
    name: pl.List(pl.String()) for name in ("kpis", "columns_used", "pages", "places")
} | {"breaks": pl.List(pl.Float64())}


def _source_row(source: Source, cards: list[Row]) -> Row:
    """A source as one row of `meta.source`; without a template its newest card speaks for it."""
    cards = [card for card in cards if card["source"] == source.name]
    newest: Row = max(cards, key=lambda card: str(card["edition"]), default={})
    template = source.template
    used = {name for names in lineage(source).values() for name in names}
    return {
        "source": source.name,
        "folder": source.folder,
        "load": source.load,
        "has_template": template is not None,
        "promise_days": template.promise_days if template else newest.get("promise_days"),
        "title_th": template.title_th if template else newest.get("title"),
        "title_en": template.title_en if template else newest.get("title"),
        "owner_th": template.owner_th if template else newest.get("publisher"),
        "owner_en": template.owner_en if template else newest.get("publisher"),
        "kpis": list(template.kpis) if template else [],
        "columns_used": sorted(used),
    }


BILINGUAL = ("label", "definition", "formula", "caveats", "owner")


def _metric_row(model: models.Model) -> Row:
    """A KPI's header as one row of `meta.metric`. Raises ModelError where a key is missing."""
    header = model.header
    try:
        row: Row = {"metric_id": model.table, "code": header["code"]}
        for key in BILINGUAL:
            both = model.part(key)
            row |= {f"{key}_th": both["th"], f"{key}_en": both["en"]}
        for key in ("unit", "format", "direction", "rollup", "time", "absence", "target"):
            row[key] = header[key]
        for key in ("segment_kind", "segment", "phase"):
            row[f"headline_{key}"] = model.part("headline").get(key) or None
        for key in ("pages", "places", "breaks", "promise_days"):
            row[key] = header[key]
        row["sql"] = model.sql
    except KeyError as error:
        raise ModelError(f"sql/metrics/{model.table}.sql: its header lacks {error}.") from None
    return row


def describe_kpis(connection: duckdb.DuckDBPyConnection, metrics: list[models.Model]) -> None:
    """Makes `meta.metric`, which the frame reads. Raises ModelError where a key is missing."""
    _write(connection, "meta", "metric", [_metric_row(model) for model in metrics], LISTS)


def _describe(
    connection: duckdb.DuckDBPyConnection,
    all_models: list[models.Model],
    rows: Mapping[str, int],
    work: _Work,
) -> None:
    """The warehouse's own description: models, sources, loads, cards, corrections."""
    _write(
        connection,
        "meta",
        "model",
        [
            {
                "name": model.name,
                "schema_name": model.schema,
                "description": model.header.get("description", ""),
                "grain": model.header.get("grain", []),
                "sql": model.sql,
                "depends_on": list(model.depends_on),
                "rows": rows[model.name],
            }
            for model in all_models
        ],
    )
    _write(connection, "meta", "document", work.cards, CARD)
    described = [_source_row(source, work.cards) for source in work.project.sources]
    _write(connection, "meta", "source", described, LISTS)
    loads = [asdict(row) for row in work.loads]
    _write(connection, "meta", "source_load", loads, pl.Schema(get_type_hints(SourceLoad)))
    connection.execute(
        "create table meta.correction (source varchar, edition varchar, record varchar, "
        "column_name varchar, was varchar, became varchar, reason varchar, evidence varchar)"
    )
    for correction in work.corrections:
        connection.execute(
            "insert into meta.correction values (?, ?, ?, ?, ?, ?, ?, ?)",
            list(asdict(correction).values()),
        )


def _describe_columns(
    connection: duckdb.DuckDBPyConnection, all_models: list[models.Model]
) -> None:
    """`meta.column`, with each model's own words; and the same as comments in the file."""
    described: list[Row] = [
        {"name": model.name, "column_name": column, "description": str(text)}
        for model in all_models
        for column, text in model.part("columns").items()
    ]
    of = dict.fromkeys(("name", "column_name", "description"), pl.String())
    _write(connection, "meta", "description", described, of)
    connection.execute(
        """
        create table meta.column as
        select
            columns.schema_name as table_schema,
            columns.table_name,
            columns.column_name,
            columns.data_type,
            coalesce(description.description, '') as description,
        from duckdb_columns() as columns
        left join meta.description as description
            on
                columns.schema_name || '.' || columns.table_name = description.name
                and columns.column_name = description.column_name
        where
            columns.schema_name in
            ('raw', 'quarantine', 'staging', 'core', 'marts', 'metrics', 'meta')
            and columns.table_name not in ('column', 'description')  -- this one and its scratch
            and columns.table_name not in (from meta.metric select metric_id)  -- as metric_value
            and not starts_with(columns.column_name, '_')
        order by all
        """
    )
    connection.execute("drop table meta.description")


def _content_hash(connection: duckdb.DuckDBPyConnection) -> str:
    """SHA-256 over what the tables say, in sorted order and one text form, and the macros."""
    tables = connection.execute(
        "select schema_name, table_name, list(column_name order by column_name) "
        "filter (not list_contains(?, column_name) "
        "and not (table_name = 'source_problem' and column_name = 'message')) "
        "from duckdb_columns() semi join duckdb_tables() using (database_name, table_oid) "
        "where list_contains(?, schema_name) or "
        "(schema_name = 'meta' and list_contains(?, table_name)) "
        "group by all order by all",
        [list(UNHASHED_COLUMNS), list(HASHED_SCHEMAS), list(HASHED_META)],
    ).fetchall()
    digest = hashlib.sha256()
    for name in ("macros.sql", "figure.sql"):  # what queries may call
        digest.update(warehouse.text(name).encode())
    for schema, table, columns in tables:
        pack = ", ".join(f'"{column}" := "{column}"' for column in columns)
        (row,) = connection.execute(
            f"select sha256(coalesce(string_agg(line, chr(10) order by line), '')) from "
            f'(select to_json(struct_pack({pack}))::varchar as line from {schema}."{table}")'
        ).fetchall()
        digest.update(f"{schema}.{table}:{row[0]}\n".encode())
    return digest.hexdigest()
