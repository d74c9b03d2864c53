"""Loads each source into the new warehouse: its accepted and rejected rows, and what was counted.

A source that can't be read gets the rows of the published build.
"""

import logging
import tomllib
from collections.abc import Mapping
from pathlib import Path
from time import perf_counter

import duckdb
import polars as pl

from etl.build.build_run import BuildRun, Problem, SourceLoad
from etl.build.describe import document_row, write
from etl.contract import Source
from etl.errors import Phrase, SourceError
from etl.intake import decisions, inbox
from etl.intake.extract import Edition, editions, unauthorised_editions
from etl.intake.overrides import Correction, apply_corrections
from etl.intake.plausible import Plan
from etl.intake.quarantine import REPAIR_REASON, Repair, apply_filed_repairs, filed_repairs
from etl.intake.refusals import phrase
from etl.intake.register import known_plans
from etl.intake.validate import REJECTED, Validated, validate_all
from etl.project import Project
from etl.publish import publish
from etl.publish.publish import Row
from sql import warehouse, words

log = logging.getLogger(__name__)


def load_sources(
    connection: duckdb.DuckDBPyConnection, previous: Path | None, build_run: BuildRun
) -> None:
    """Loads every source; a broken one gets the rows that `previous`, the published build, has.

    Raises SourceError with all messages where that is not possible.
    """
    data = build_run.project.data
    if not data.is_dir():
        raise SourceError("no_data_folder", folder=data)
    create_quarantine(connection)
    missing_inbox = _missing_inbox(previous)
    repairs, unreadable = filed_repairs(inbox.folder())
    decided = decisions.in_force(inbox.folder())
    build_run.held = {name for name, made in decided.items() if made.state == "held"}
    build_run.released = {name for name, made in decided.items() if made.state == "released"}
    build_run.seen = publish.submissions(previous) if previous else set()
    build_run.submitted = {repair.submission.key for repair in repairs if repair.submission}
    plans = known_plans(build_run.project.sources, data, inbox.folder())
    broken, start = [], perf_counter()
    for source in build_run.project.sources:
        build_run.stop_if_asked()
        told = missing_inbox.get(source.name)
        if told is None:
            told = _load_source(connection, source, repairs, plans, build_run)
        if told:
            broken.append(source)
            build_run.problems.append(Problem(source.name, told))
    log.info(
        "loads %d rows_in=%d rows_out=%d quarantined=%d seconds=%.1f",
        len(build_run.loads),
        sum(load.rows_read for load in build_run.loads),
        sum(load.accepted for load in build_run.loads),
        sum(load.quarantined for load in build_run.loads),
        perf_counter() - start,
    )
    if broken:
        _take_over(connection, broken, previous, build_run)
    build_run.problems += [Problem(inbox.REPAIRS, told) for told in unreadable]
    build_run.problems += _unauthorised_files(build_run.project, {source.name for source in broken})
    problems: list[Row] = []
    for problem in build_run.problems:
        log.warning(words.both("log.problem", source=problem.source))
        message = build_run.without_paths(problem.message)
        problems.append({"source": problem.source, "message": message})
    schema = pl.Schema({"source": pl.String(), "message": pl.String()})
    write(connection, "meta", "source_problem", problems, schema)


def _unauthorised_files(project: Project, broken: set[str]) -> list[Problem]:
    """One problem per source that has files in the inbox which do not count."""
    return [
        Problem(
            source.name,
            phrase("unauthorised", path=", ".join(map(str, paths)), source=source.name),
        )
        for source in project.sources
        if source.name not in broken and (paths := unauthorised_editions(source, inbox.folder()))
    ]


def _missing_inbox(previous: Path | None) -> dict[str, Phrase]:
    """Sources that would become empty since the inbox is missing: source -> why.

    The published build has rows of them from an inbox, and there is none now.
    """
    folder = inbox.folder()
    if previous is None or (folder and (folder / "editions").is_dir()):
        return {}
    where = phrase("no_such_inbox", folder=folder) if folder else phrase("inbox_not_named")
    relying = publish.rows(
        previous,
        "select source from meta.source_load where kind = 'submitted' "
        f"union select source from meta.correction where reason = '{REPAIR_REASON}'",
    )
    return {
        str(row["source"]): phrase("inbox_missing", source=row["source"], where=where)
        for row in relying
    }


def _load_source(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    repairs: list[Repair],
    plans: Mapping[str, Plan],
    build_run: BuildRun,
) -> Phrase | None:
    """Reads, corrects, validates and writes all editions of one source.

    Returns None or, where the source is broken, why; then nothing is written.
    """
    frames, loads = [], []
    try:
        data = build_run.project.data
        found = editions(source, data, inbox.folder())
        found, corrections = apply_corrections(found, data / "overrides" / f"{source.name}.toml")
        found, changed = apply_filed_repairs(found, repairs)
        if until := build_run.project.until:
            found = [edition for edition in found if edition.name[:10] <= until.isoformat()]
        clock = perf_counter()
        for edition, validated in zip(found, validate_all(found, plans), strict=True):
            frames.append(validated)
            newest = edition is found[-1]
            loads.append(_source_load(edition, validated, perf_counter() - clock, newest=newest))
            clock = perf_counter()
    except SourceError as error:
        return error.told()
    except (OSError, tomllib.TOMLDecodeError) as error:
        return phrase("source_unread", source=source.name, error=str(error))
    except pl.exceptions.PolarsError as error:
        return phrase("declaration", source=source.name, error=str(error))
    write_rows(connection, source, frames)
    build_run.loads += loads
    build_run.corrections += corrections + changed
    build_run.cards += [document_row(edition) for edition in found]
    came = (inbox.submission(edition.path.parent, edition.provenance) for edition in found)
    build_run.submitted |= {one.key for one in came if one}
    return None


def _source_load(
    edition: Edition, frames: Validated, seconds: float, *, newest: bool
) -> SourceLoad:
    """The counts of one edition. Raises SourceError where a row was lost or counted twice."""
    card = edition.provenance
    accepted, quarantined = frames.accepted.height, frames.rejected.height
    rows_read = edition.rows_read - frames.left_out
    if rows_read != accepted + quarantined:
        raise SourceError(
            "rows_lost",
            path=edition.path,
            read=rows_read,
            accepted=accepted,
            quarantined=quarantined,
        )
    log.debug(
        "load %s rows_in=%d rows_out=%d quarantined=%d seconds=%.3f",
        edition.source.name,
        rows_read,
        accepted,
        quarantined,
        seconds,
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
        rows_read=rows_read,
        accepted=accepted,
        quarantined=quarantined,
        left_out=len(edition.left_out) + frames.left_out,
        superseded=edition.source.load == "snapshot" and not newest,
        newest=newest,
        seconds=round(seconds, 3),
    )


def write_rows(
    connection: duckdb.DuckDBPyConnection, source: Source, editions: list[Validated]
) -> None:
    """Writes all editions of one source, oldest first; without editions, its table is empty."""
    _append(connection, "raw", source.name, pl.DataFrame(schema=_raw_schema(source)))
    for edition in editions:
        _append(connection, "raw", source.name, edition.accepted)
        if edition.rejected.height:
            superseded = source.load == "snapshot" and edition is not editions[-1]
            rejected = edition.rejected.with_columns(superseded=pl.lit(superseded))
            _append(connection, "quarantine", "rejected_row", rejected)


def create_quarantine(connection: duckdb.DuckDBPyConnection) -> None:
    """Creates the table of rejected rows, empty.

    A row is `superseded` where a newer edition replaced its own; the others are open.
    """
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


def _raw_schema(source: Source) -> pl.Schema:
    """The columns of `raw.<source>`: those of the contract, and where each row came from."""
    contract = {name: spec.dtype for name, spec in source.contract.columns().items()}
    origin = {"_edition": pl.String(), "_file_sha256": pl.String(), "_row": pl.Int64()}
    return pl.Schema(contract | origin)


def _take_over(
    connection: duckdb.DuckDBPyConnection,
    broken: list[Source],
    previous: Path | None,
    build_run: BuildRun,
) -> None:
    """Copies broken sources from `previous`, the published build, attached as `published`.

    Raises SourceError with all messages where there is none, or its tables have other columns.
    """
    thai, english = (
        "\n".join(problem.text(lang) for problem in build_run.problems) for lang in ("th", "en")
    )
    if previous is None:
        raise SourceError("either", thai=thai, english=english)
    connection.execute(f"attach '{warehouse.quoted(previous)}' as published (read_only)")
    try:
        for source in broken:
            _take_over_rows(connection, source)
            _take_over_records(connection, source, build_run)
    except (duckdb.BinderException, duckdb.CatalogException) as error:
        raise SourceError("no_stand_in", thai=thai, english=english, error=error) from error
    connection.execute("detach published")


def _take_over_records(
    connection: duckdb.DuckDBPyConnection, source: Source, build_run: BuildRun
) -> None:
    """Copies what `published` says of one source: loads, corrections, origin cards."""
    of = "from published.meta.{} where source = ?".format
    fields = ", ".join(SourceLoad.__dataclass_fields__)
    loads = connection.execute(f"select {fields} {of('source_load')}", [source.name]).fetchall()
    build_run.loads += [SourceLoad(*row) for row in loads]
    corrected_ = connection.execute(f"select * {of('correction')}", [source.name]).fetchall()
    build_run.corrections += [Correction(*row) for row in corrected_]
    cards = connection.execute(f"select * {of('document')}", [source.name])
    names = [column[0] for column in cards.description]
    build_run.cards += [dict(zip(names, row, strict=True)) for row in cards.fetchall()]


def _take_over_rows(connection: duckdb.DuckDBPyConnection, source: Source) -> None:
    """Copies one source's rows, accepted and rejected, from `published`.

    Raises duckdb.CatalogException where a table is missing there, or has other columns.
    """
    write_rows(connection, source, [])
    rows = {f"raw.{source.name}": "", "quarantine.rejected_row": f"where source = '{source.name}'"}
    for table, condition in rows.items():
        if _column_types(connection, f"published.{table}") != _column_types(connection, table):
            raise duckdb.CatalogException(f"{table} has other columns")
        connection.execute(
            f"insert into {table} by name select * from published.{table} {condition}"
        )


def _column_types(connection: duckdb.DuckDBPyConnection, table: str) -> list[tuple[object, ...]]:
    """Names and types of a table's columns."""
    return connection.execute(
        f"select column_name, column_type from (describe {table}) order by all"
    ).fetchall()
