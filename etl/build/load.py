"""Into the new warehouse: each source's rows, accepted and rejected, and its accounts.

Of a source that can't be read, the rows of the published build, attached as `published`.
"""

import logging
import tomllib
from pathlib import Path
from time import perf_counter

import duckdb
import polars as pl

from etl.build.describe import document_row
from etl.build.work import Problem, SourceLoad, Work
from etl.contract import Source
from etl.errors import SourceError
from etl.intake import inbox
from etl.intake.extract import Edition, editions, left_out
from etl.intake.overrides import Correction, corrected
from etl.intake.quarantine import MENDED, Mend, filed, mended
from etl.intake.validate import REJECTED, Validated, validate
from etl.project import Project
from etl.publish import publish
from sql import warehouse

LEFT_OUT = (
    "{path}: left out. The project keeps {source} itself: look at the file, move its folder out of "
    "the inbox, and file it with `python -m etl ingest FILE --source {source}` if it shall count."
)

log = logging.getLogger(__name__)


def load_sources(connection: duckdb.DuckDBPyConnection, previous: Path | None, work: Work) -> None:
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
    work: Work,
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
    work.cards += [document_row(edition) for edition in found]
    came = (inbox.submission(edition.path.parent, edition.provenance) for edition in found)
    work.submitted |= {one.key for one in came if one}
    return ""


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


def load(connection: duckdb.DuckDBPyConnection, source: Source, editions: list[Validated]) -> None:
    """Writes all editions of one source, oldest first; without any, its table is empty."""
    _append(connection, "raw", source.name, pl.DataFrame(schema=_columns(source)))
    for edition in editions:
        _append(connection, "raw", source.name, edition.accepted)
        if edition.rejected.height:
            superseded = source.load == "snapshot" and edition is not editions[-1]
            rejected = edition.rejected.with_columns(superseded=pl.lit(superseded))
            _append(connection, "quarantine", "rejected_row", rejected)


def create_quarantine(connection: duckdb.DuckDBPyConnection) -> None:
    """The one table of rejected rows, empty; those of a `superseded` edition are not open."""
    superseded = pl.Schema({"superseded": pl.Boolean()})
    _append(connection, "quarantine", "rejected_row", pl.DataFrame(schema=REJECTED | superseded))


def _append(
    connection: duckdb.DuckDBPyConnection, schema: str, table: str, frame: pl.DataFrame
) -> None:
    connection.register("incoming", frame)
    connection.execute(f"create schema if not exists {schema}")
    connection.execute(
        f'create table if not exists {schema}."{table}" as select * from incoming limit 0'
    )
    connection.execute(f'insert into {schema}."{table}" by name select * from incoming')
    connection.unregister("incoming")


def _columns(source: Source) -> pl.Schema:
    """What `raw.<source>` holds: the contract's columns, and where each row came from."""
    contract = {name: spec.dtype for name, spec in source.contract.columns().items()}
    origin = {"_edition": pl.String(), "_file_sha256": pl.String(), "_row": pl.Int64()}
    return pl.Schema(contract | origin)


def _take_over(
    connection: duckdb.DuckDBPyConnection,
    broken: list[Source],
    previous: Path | None,
    work: Work,
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
            _take_over_rows(connection, source)
            _take_over_accounts(connection, source, work)
    except (duckdb.BinderException, duckdb.CatalogException) as error:
        raise SourceError(
            f"{messages}\nThe published build can't stand in: another version made it ({error})."
        ) from error
    connection.execute("detach published")


def _take_over_accounts(connection: duckdb.DuckDBPyConnection, source: Source, work: Work) -> None:
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


def _take_over_rows(connection: duckdb.DuckDBPyConnection, source: Source) -> None:
    """Copies one source's rows from `published`.

    Raises duckdb.CatalogException where it has them not, or in another form.
    """
    load(connection, source, [])
    rows = {f"raw.{source.name}": "", "quarantine.rejected_row": f"where source = '{source.name}'"}
    for table, condition in rows.items():
        if _form(connection, f"published.{table}") != _form(connection, table):
            raise duckdb.CatalogException(f"{table} has other columns")
        connection.execute(
            f"insert into {table} by name select * from published.{table} {condition}"
        )


def _form(connection: duckdb.DuckDBPyConnection, table: str) -> list[tuple[object, ...]]:
    """Names and types of a table's columns."""
    return connection.execute(
        f"select column_name, column_type from (describe {table}) order by all"
    ).fetchall()
