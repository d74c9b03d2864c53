"""Into the new warehouse: accepted rows and rejected rows.

Of a source that can't be read, the rows of the published build, attached as `published`.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

import duckdb
import polars as pl

from etl.contract import Source
from etl.errors import ModelError
from etl.intake.validate import REJECTED, Validated
from sql import run

MACHINE = (duckdb.IOException, duckdb.FatalException, duckdb.OutOfMemoryException)
FULL = ("No space left", "File too large", "Disk quota exceeded")


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


def is_full(error: Exception) -> bool:
    """Whether an error of the engine says that a disk is full, whatever its class."""
    return any(sign in str(error) for sign in FULL)


def is_of_machine(error: duckdb.Error) -> bool:
    """Whether the disk or the memory is at fault, and not what was to be run."""
    return isinstance(error, MACHINE) or is_full(error)


@contextmanager
def running(file: str) -> Iterator[None]:
    """Runs the SQL of `file`: what is wrong with it is a ModelError that names the file.

    Errors of the disk and of the memory pass as they are.
    """
    try:
        yield
    except duckdb.Error as error:
        if is_of_machine(error):
            raise
        raise ModelError(f"{file}: {error}") from error
    except run.BodyError as error:
        raise ModelError(f"{file}: {error}") from error


def named(name: str) -> AbstractContextManager[None]:
    """`running` by a model's or step's name: `core.dim_plan`, `frame`."""
    return running(f"sql/{name.replace('.', '/')}.sql")


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
