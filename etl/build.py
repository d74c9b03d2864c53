"""One build: sources in, models run, checks passed, one new file published.

Nothing that is published is ever edited; a build that fails leaves the last one in place.
"""

import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Literal

import duckdb
import polars as pl

from etl import checks, models, publish
from etl.contract import Source, lineage
from etl.errors import ModelError, PublishError, SourceError
from etl.extract import Edition, editions
from etl.load import create_quarantine, load, materialise, sources
from etl.overrides import Correction, corrected
from etl.publish import Row
from etl.validate import Validated, validate
from sql import warehouse

DATA = Path(__file__).parents[1] / "data"
HASHED_SCHEMAS = ("raw", "quarantine", "staging", "core", "marts", "metrics")
HASHED_META = ("metric", "column", "document")
# where a row stood in its file, and which bytes held it, are not what it says
UNHASHED_COLUMNS = ("_edition", "_file_sha256", "_row", "file", "sheet", "row")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SourceLoad:
    """What one edition of a source gave: rows_read = accepted + quarantined."""

    source: str
    edition: str
    file: str
    sha256: str
    bytes: int
    kind: str
    accessed: str
    promise_days: int
    rows_read: int
    accepted: int
    quarantined: int
    seconds: float


@dataclass(frozen=True)
class Problem:
    """A source that could not be loaded; the rows of the published build stay in its place."""

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


def build(
    data: Path = DATA,
    folder: Path | None = None,
    *,
    review: bool = False,
    trigger: str = "command",
) -> Build:
    """Builds from `data` and the inbox; publishes into `folder` (default: the warehouse folder).

    Raises EtlError; whatever it raises, the published build stays as it was.
    """
    folder = folder or warehouse.folder()
    with publish.lock(folder):
        working = publish.working_file(folder)
        try:
            with duckdb.connect(str(working)) as connection:
                outcome = _fill(connection, data)
                if outcome.content_hash == publish.published_hash(folder):
                    return replace(
                        outcome, outcome="unchanged", build_id=warehouse.current(folder).stem
                    )
                connection.execute("checkpoint")
            publish.publish(working, folder, outcome.build_id)
        except duckdb.Error as error:
            raise PublishError(f"{folder}: the build can't be written ({error}).") from error
        except OSError as error:
            raise PublishError(
                f"{folder}: {error.strerror}. Free space, then run again."
            ) from error
        else:
            return outcome
        finally:
            for left_over in (working, Path(f"{working}.wal")):
                left_over.unlink(missing_ok=True)


def check(data: Path = DATA) -> list[checks.Result]:
    """What every data check finds in the sources as they are now; nothing is published."""
    raise NotImplementedError


def _fill(connection: duckdb.DuckDBPyConnection, data: Path) -> Build:
    """Everything between an empty file and a checked one."""
    started, clock = datetime.now(UTC), perf_counter()
    connection.execute((models.SQL / "macros.sql").read_text(encoding="utf-8"))
    loads, cards, corrections = _load_sources(connection, data)
    sql_models = [model for layer in ("staging", "core", "marts") for model in models.read(layer)]
    metrics = models.read("metrics")
    for model in models.ordered(sql_models + metrics):
        _timed(f"model {model.name}", connection, model)
    _describe(connection, sql_models + metrics, metrics, cards, corrections)
    _unite_metrics(connection, metrics)
    _write(connection, "meta", "source_load", [asdict(row) for row in loads])
    _write(
        connection, "meta", "source", [_source_row(source, cards) for source in sources()], LISTS
    )
    results = checks.run(connection)
    _write(connection, "meta", "check_result", [asdict(result) for result in results])
    for result in results:
        log.info("check %s offending=%d", result.check_name, result.offending)
    checks.stop_if_blocked(results)
    _describe_columns(connection, sql_models + metrics)
    content_hash = _content_hash(connection)
    outcome = Build(
        build_id=f"{started:%Y%m%dT%H%M%S}Z-{content_hash[:8]}",
        content_hash=content_hash,
        seconds=round(perf_counter() - clock, 3),
        outcome="published",
        sources=tuple(loads),
        checks=tuple(results),
    )
    _write(
        connection,
        "meta",
        "build",
        [
            {
                "build_id": outcome.build_id,
                "content_hash": content_hash,
                "built_at": started.replace(tzinfo=None),
                "seconds": outcome.seconds,
                "has_sample": any(card["kind"] == "sample" for card in cards),
            }
        ],
    )
    return outcome


def _load_sources(
    connection: duckdb.DuckDBPyConnection, data: Path
) -> tuple[list[SourceLoad], list[Row], list[Correction]]:
    """Loads every source; names all that are broken in one SourceError."""
    loads: list[SourceLoad] = []
    cards: list[Row] = []
    corrections: list[Correction] = []
    failures: list[str] = []
    create_quarantine(connection)
    for source in sources():
        try:
            found = [] if source.folder == "inbox" else editions(source, data)
            found, applied = corrected(found, data / "overrides" / f"{source.name}.toml")
        except SourceError as error:
            failures.append(str(error))
            continue
        corrections += applied
        frames = []
        for edition in found:
            clock = perf_counter()
            frames.append(validate(edition))
            loads.append(_accounted(edition, frames[-1], perf_counter() - clock))
            card = asdict(edition.provenance)
            cards.append(
                {"edition": edition.name}
                | {key: card[key] for key in card if key not in ("sha256", "bytes", "rows")}
            )
        load(connection, source, frames)
    if failures:
        raise SourceError("\n".join(failures))
    return loads, cards, corrections


def _accounted(edition: Edition, frames: Validated, seconds: float) -> SourceLoad:
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
        sha256=card.sha256,
        bytes=card.bytes,
        kind=card.kind,
        accessed=card.accessed.isoformat(),
        promise_days=card.promise_days,
        rows_read=edition.rows_read,
        accepted=accepted,
        quarantined=quarantined,
        seconds=round(seconds, 3),
    )


def _timed(step: str, connection: duckdb.DuckDBPyConnection, model: models.Model) -> None:
    clock = perf_counter()
    rows = materialise(connection, model)
    log.info("%s rows_out=%d seconds=%.3f", step, rows, perf_counter() - clock)


def _write(
    connection: duckdb.DuckDBPyConnection,
    schema: str,
    table: str,
    rows: Sequence[Row],
    types: Mapping[str, pl.DataType] | None = None,
) -> None:
    frame = pl.DataFrame(
        rows, schema_overrides=types, infer_schema_length=None, strict=types is None
    )
    connection.execute(f"create schema if not exists {schema}")
    connection.register("incoming", frame)
    connection.execute(f'create table {schema}."{table}" as select * from incoming')
    connection.unregister("incoming")


LISTS: Mapping[str, pl.DataType] = {
    name: pl.List(pl.String()) for name in ("kpis", "columns_used", "pages")
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
        for key in ("pages", "breaks", "promise_days"):
            row[key] = header[key]
        row["sql"] = model.sql
    except KeyError as error:
        raise ModelError(f"sql/metrics/{model.table}.sql: its header lacks {error}.") from None
    return row


def _describe(
    connection: duckdb.DuckDBPyConnection,
    all_models: list[models.Model],
    metrics: list[models.Model],
    cards: list[Row],
    corrections: list[Correction],
) -> None:
    """The warehouse's own description: models, metrics, origin cards, corrections."""
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
            }
            for model in all_models
        ],
    )
    _write(connection, "meta", "metric", [_metric_row(model) for model in metrics], LISTS)
    _write(connection, "meta", "document", cards)
    connection.execute(
        "create table meta.correction (source varchar, edition varchar, record varchar, "
        "column_name varchar, was varchar, became varchar, reason varchar, evidence varchar)"
    )
    for correction in corrections:
        connection.execute(
            "insert into meta.correction values (?, ?, ?, ?, ?, ?, ?, ?)",
            list(asdict(correction).values()),
        )


def _unite_metrics(connection: duckdb.DuckDBPyConnection, metrics: list[models.Model]) -> None:
    union = "\nunion all by name\n".join(f"select * from {model.name}" for model in metrics)
    connection.execute(f"create temp view stated as {union}")
    connection.execute((models.SQL / "metric_value.sql").read_text(encoding="utf-8"))
    connection.execute("drop view stated")


def _describe_columns(
    connection: duckdb.DuckDBPyConnection, all_models: list[models.Model]
) -> None:
    """`meta.column`, with each model's own words; and the same as comments in the file."""
    described: list[Row] = [
        {"name": model.name, "column_name": column, "description": str(text)}
        for model in all_models
        for column, text in model.part("columns").items()
    ]
    _write(connection, "meta", "description", described)
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
            and not starts_with(columns.column_name, '_')
        order by all
        """
    )
    connection.execute("drop table meta.description")


def _content_hash(connection: duckdb.DuckDBPyConnection) -> str:
    """SHA-256 over what the tables say, in sorted order and one text form."""
    tables = connection.execute(
        "select schema_name, table_name, list(column_name order by column_name) "
        "filter (not list_contains(?, column_name)) from duckdb_columns() "
        "where list_contains(?, schema_name) or "
        "(schema_name = 'meta' and list_contains(?, table_name)) "
        "group by all order by all",
        [list(UNHASHED_COLUMNS), list(HASHED_SCHEMAS), list(HASHED_META)],
    ).fetchall()
    digest = hashlib.sha256()
    for schema, table, columns in tables:
        pack = ", ".join(f'"{column}" := "{column}"' for column in columns)
        (row,) = connection.execute(
            f"select sha256(coalesce(string_agg(line, chr(10) order by line), '')) from "
            f'(select to_json(struct_pack({pack}))::varchar as line from {schema}."{table}")'
        ).fetchall()
        digest.update(f"{schema}.{table}:{row[0]}\n".encode())
    return digest.hexdigest()
