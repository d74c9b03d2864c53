"""What a build is made of, as one value: the data, the SQL, and the sources that are declared."""

import importlib
import pkgutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import etl.sources
from etl.contract import Source

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Project:
    """The input of a build.

    `data` is the folder of `raw`, `reference` and `overrides`; `sql` has the models and checks, one
    folder per layer; `sources` are in order of name. With `until`, editions of later days are left
    out: it is the record as it stood on that day.
    """

    data: Path
    sql: Path
    sources: tuple[Source, ...]
    until: date | None = None


def _declared() -> tuple[Source, ...]:
    """Every source of `etl.sources`, by name; there is no registry to edit."""
    modules = [
        importlib.import_module(f"etl.sources.{module.name}")
        for module in pkgutil.iter_modules(etl.sources.__path__)
    ]
    return tuple(sorted((module.SOURCE for module in modules), key=lambda source: source.name))


SHIPPED = Project(ROOT / "data", ROOT / "sql", _declared())
