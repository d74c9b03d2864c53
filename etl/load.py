"""Into the new warehouse: accepted rows and rejected rows.

Of a source that can't be read, the rows of the published build, attached as `published`.
"""

import importlib
import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import polars as pl

import etl.sources
from etl.contract import Source
from etl.errors import ModelError
from etl.validate import REJECTED, Validated
from sql import run


def sources() -> list[Source]:
    """Every source declared in `etl.sources`, by name; there is no registry to edit."""
    modules = [
        importlib.import_module(f"etl.sources.{module.name}")
        for module in pkgutil.iter_modules(etl.sources.__path__)
    ]
    return sorted((module.SOURCE for module in modules), key=lambda source: source.name)


def create_quarantine(connection: duckdb.DuckDBPyConnection) -> None:
    """The one table of rejected rows, empty; those of a `superseded` edition are not open."""
    superseded = pl.Schema({"superseded": pl.Boolean()})
    _append(connection, "quarantine", "rejected_row", pl.DataFrame(schema=REJECTED | superseded))


def load(connection: duckdb.DuckDBPyConnection, source: Source, editions: list[Validated]) -> None:
    """Writes all editions of one source, oldest first; without any, its table is empty."""
    _append(connection, "raw", source.name, pl.DataFrame(schema=_columns(source)))
    for edition in editions:
        _append(connection, "raw", source.name, edition.accepted)
        if edition.rejected.height:
            superseded = source.load == "snapshot" and edition is not editions[-1]
            rejected = edition.rejected.with_columns(superseded=pl.lit(superseded))
            _append(connection, "quarantine", "rejected_row", rejected)


def take_over(connection: duckdb.DuckDBPyConnection, source: Source) -> None:
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


def _columns(source: Source) -> pl.Schema:
    """What `raw.<source>` holds: the contract's columns, and where each row came from."""
    contract = {name: spec.dtype for name, spec in source.contract.columns().items()}
    origin = {"_edition": pl.String(), "_file_sha256": pl.String(), "_row": pl.Int64()}
    return pl.Schema(contract | origin)


@contextmanager
def named(name: str) -> Iterator[None]:
    """What a file below `sql` does wrong, as a ModelError that names it."""
    try:
        yield
    except (duckdb.IOException, duckdb.FatalException):  # the disk's fault, not the model's
        raise
    except (duckdb.Error, run.BodyError) as error:
        raise ModelError(f"sql/{name.replace('.', '/')}.sql: {error}") from error


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
