"""Turns errors of the engine and the disk into errors that tell an operator what to do.

The fault may lie with the disk, the memory, an SQL file, or the code.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import duckdb

from etl.errors import EtlError, ModelError, PublishError
from sql import run

MACHINE_FAULTS = (duckdb.IOException, duckdb.FatalException, duckdb.OutOfMemoryException)
DISK_FULL = ("No space left", "File too large", "Disk quota exceeded")


@contextmanager
def explain_errors(folder: Path) -> Iterator[None]:
    """Turns errors of the engine and the disk within it into EtlErrors that say what to do.

    Those of an SQL file are ModelErrors already: see `name_file_in_errors`.
    """
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise PublishError("no_memory", folder=folder, error=error) from error
    except duckdb.Error as error:
        if not is_machine_fault(error):
            raise EtlError("own_fault", error=error) from error
        code = "disk_full" if is_full(error) else "disk_fault"
        raise PublishError(code, folder=folder, error=error) from error
    except OSError as error:
        where = error.filename or folder
        raise PublishError("file_fault", path=where, error=error.strerror or error) from error


@contextmanager
def name_file_in_errors(file: str) -> Iterator[None]:
    """Turns an error of the SQL that is run within it into a ModelError that names `file`.

    Errors of the disk and of the memory pass unchanged.
    """
    try:
        yield
    except duckdb.Error as error:
        if is_machine_fault(error):
            raise
        raise ModelError("model_error", file=file, error=error) from error
    except run.BodyError as error:
        raise ModelError("model_error", file=file, error=error) from error


def name_model_in_errors(name: str) -> AbstractContextManager[None]:
    """As `name_file_in_errors`, by the name of a model or step: `core.dim_plan`, `frame`."""
    return name_file_in_errors(f"sql/{name.replace('.', '/')}.sql")


def is_full(error: Exception) -> bool:
    """Whether an error of the engine, whatever its class, says that a disk is full."""
    return any(sign in str(error) for sign in DISK_FULL)


def is_machine_fault(error: duckdb.Error) -> bool:
    """Whether the disk or the memory is at fault, and not the SQL."""
    return isinstance(error, MACHINE_FAULTS) or is_full(error)
