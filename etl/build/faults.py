"""What fails in a build, told as what it is: the disk, the memory, a text of SQL, or the code."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import duckdb

from etl.errors import EtlError, ModelError, PublishError
from sql import run

MACHINE = (duckdb.IOException, duckdb.FatalException, duckdb.OutOfMemoryException)
FULL = ("No space left", "File too large", "Disk quota exceeded")


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Errors of the engine and of the disk, as an operator reads them.

    Those of a model, a check or another text of `sql` name it already (`running`).
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


def is_full(error: Exception) -> bool:
    """Whether an error of the engine says that a disk is full, whatever its class."""
    return any(sign in str(error) for sign in FULL)


def is_of_machine(error: duckdb.Error) -> bool:
    """Whether the disk or the memory is at fault, and not what was to be run."""
    return isinstance(error, MACHINE) or is_full(error)
