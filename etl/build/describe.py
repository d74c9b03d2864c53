"""Writes the warehouse's description of itself: the tables of `meta`.

They have one row per model, KPI, source, load of an edition, document (origin card), correction and
column.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import get_type_hints

import duckdb
import polars as pl

from etl.build import models
from etl.build.build_run import BuildRun, SourceLoad
from etl.contract import Provenance, Source, used_columns
from etl.errors import ModelError
from etl.intake.extract import Edition
from etl.intake.overrides import Correction
from etl.publish.publish import Row
from sql import warehouse

Types = Mapping[str, pl.DataType]  # column -> type
UNPUBLISHED_KEYS = ("sha256", "bytes", "rows", "via", "filed_by")  # of an origin card
CARD: Types = pl.Schema({"edition": str}) | pl.Schema(
    {
        key: str if key == "kind" else hint
        for key, hint in get_type_hints(Provenance).items()
        if key not in UNPUBLISHED_KEYS
    }
)
LISTS: Types = {
    name: pl.List(pl.String()) for name in ("kpis", "columns_used", "pages", "places")
} | {"breaks": pl.List(pl.Float64())}
BILINGUAL = ("label", "definition", "formula", "caveats", "owner")


def write(
    connection: duckdb.DuckDBPyConnection,
    schema: str,
    table: str,
    rows: Sequence[Row],
    types: Types | None = None,
) -> None:
    """Creates a table of these rows. Where there may be no row, `types` must name every column."""
    frame = (
        pl.DataFrame(rows, schema_overrides=types, infer_schema_length=None, strict=types is None)
        if rows
        else pl.DataFrame(schema=types)
    )
    connection.execute(f"create schema if not exists {schema}")
    connection.register("incoming", frame)
    connection.execute(f'create table {schema}."{table}" as select * from incoming')
    connection.unregister("incoming")


def describe_kpis(connection: duckdb.DuckDBPyConnection, metrics: list[models.Model]) -> None:
    """Creates `meta.metric`, one row per KPI; the frame reads it, so it comes before the models.

    Raises ModelError where a header lacks a key.
    """
    write(connection, "meta", "metric", [_metric_row(model) for model in metrics], LISTS)


def describe(
    connection: duckdb.DuckDBPyConnection,
    all_models: list[models.Model],
    rows: Mapping[str, int],
    build_run: BuildRun,
) -> None:
    """Creates `meta.model`, `document`, `source`, `source_load` and `correction`.

    `rows` maps the name of a model to its number of rows.
    """
    write(
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
    write(connection, "meta", "document", build_run.cards, CARD)
    described = [_source_row(source, build_run.cards) for source in build_run.project.sources]
    write(connection, "meta", "source", described, LISTS)
    loads = [asdict(row) for row in build_run.loads]
    write(connection, "meta", "source_load", loads, pl.Schema(get_type_hints(SourceLoad)))
    corrections = [asdict(row) for row in build_run.corrections]
    write(connection, "meta", "correction", corrections, pl.Schema(get_type_hints(Correction)))


def describe_columns(connection: duckdb.DuckDBPyConnection, all_models: list[models.Model]) -> None:
    """Creates `meta.column`, one row per column, described in the words of its model's header."""
    described: list[Row] = [
        {"name": model.name, "column_name": column, "description": str(text)}
        for model in all_models
        for column, text in model.part("columns").items()
    ]
    of = dict.fromkeys(("name", "column_name", "description"), pl.String())
    write(connection, "meta", "description", described, of)
    columns = warehouse.text("queries/build/columns.sql")
    connection.execute(f"create table meta.column as {columns}")
    connection.execute("drop table meta.description")


def document_row(edition: Edition) -> Row:
    """The edition's origin card as one row of `meta.document`."""
    card = asdict(edition.provenance)
    return {"edition": edition.name} | {
        key: card[key] for key in card if key not in UNPUBLISHED_KEYS
    }


def _source_row(source: Source, cards: list[Row]) -> Row:
    """A source as one row of `meta.source`; without a template its newest card names the owner."""
    cards = [card for card in cards if card["source"] == source.name]
    newest: Row = max(cards, key=lambda card: str(card["edition"]), default={})
    template = source.template
    return {
        "source": source.name,
        "folder": source.folder,
        "load": source.load,
        "has_template": template is not None,
        "promise_days": template.promise_days if template else newest.get("promise_days"),
        "title_th": source.title_th,
        "title_en": source.title_en,
        "owner_th": template.owner_th if template else newest.get("publisher"),
        "owner_en": template.owner_en if template else newest.get("publisher"),
        "kpis": list(template.kpis) if template else [],
        "columns_used": sorted(used_columns(source)),
    }


def _metric_row(model: models.Model) -> Row:
    """A KPI's header as one row of `meta.metric`. Raises ModelError where a key is missing."""
    header = model.header
    try:
        row: Row = {"metric_id": model.table, "code": header["code"]}
        for key in BILINGUAL:
            both = model.part(key)
            row |= {f"{key}_th": both["th"], f"{key}_en": both["en"]}
        for key in ("unit", "format", "direction", "rollup", "time", "target"):
            row[key] = header[key]
        for key in ("absence", "named_of"):
            row[key] = header[key]
        for key in ("segment_kind", "segment", "phase"):
            row[f"headline_{key}"] = model.part("headline").get(key) or None
        for key in ("pages", "places", "breaks", "promise_days", "needs_today"):
            row[key] = header[key]
        row["sql"] = model.sql
    except KeyError as error:
        file = f"sql/metrics/{model.table}.sql"
        raise ModelError("model_lacks", file=file, key=error) from None
    return row
