"""Where the published warehouse is, and the text of SQL files. Imports no engine."""

import os
import tomllib
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


class WarehouseMissing(Exception):
    """Nothing is published yet in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(f"{folder}: nothing is published. Run `python -m etl build`.")


def folder() -> Path:
    """The warehouse folder: `SMARTCITY_WAREHOUSE`, else `data/warehouse` of the project."""
    return Path(os.environ.get("SMARTCITY_WAREHOUSE", HERE.parent / "data" / "warehouse"))


def current(where: Path | None = None) -> Path:
    """The published file in `where` (default: the warehouse folder), its pointer resolved.

    Raises WarehouseMissing.
    """
    pointer = (where or folder()) / "CURRENT"
    if not pointer.exists():
        raise WarehouseMissing(pointer.parent)
    return pointer.resolve()


def builds(where: Path | None = None) -> list[Path]:
    """The builds that are kept in `where` (default: the warehouse folder), newest first."""
    return sorted((where or folder()).glob("[0-9]*.duckdb"), reverse=True)


def ledger(where: Path | None = None) -> Path:
    """The ledger of runs beside the builds, whether or not there is one yet."""
    return (where or folder()) / "ledger.sqlite"


def quoted(path: Path) -> str:
    """The path, escaped for a string literal in SQL."""
    return str(path).replace("'", "''")


@cache
def page_queries(page: str) -> dict[str, str]:
    """The named queries of one page, its own and shared ones: name -> SQL text."""
    pages = tomllib.loads(text("queries/shared/pages.toml"))
    shared = [f"queries/shared/{name}.sql" for name, asking in pages.items() if page in asking]
    own = sorted((HERE / "queries" / page).glob("*.sql"))
    return {
        path.stem: path.read_text(encoding="utf-8") for path in [*map(HERE.joinpath, shared), *own]
    }


@cache
def text(name: str) -> str:
    """The text of a file in this folder, by its name: `macros.sql`."""
    return (HERE / name).read_text(encoding="utf-8")


@cache
def reject_reasons() -> dict[str, dict[str, str]]:
    """The texts of reasons why rows are rejected: reason -> `th`, `en`, `says`, `bound`."""
    return tomllib.loads(text("reject_reason.toml"))
