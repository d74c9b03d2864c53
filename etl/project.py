"""What a build is made of, as one value: published files, models, and what sources are declared."""

import importlib
import pkgutil
from dataclasses import dataclass
from pathlib import Path

import etl.sources
from etl.contract import Source

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Project:
    """A record and what becomes of it.

    `data` holds `raw`, `reference` and `overrides`; `sql` the models and checks, a folder a layer;
    `sources` are in order of name.
    """

    data: Path
    sql: Path
    sources: tuple[Source, ...]


def _declared() -> tuple[Source, ...]:
    """Every source of `etl.sources`, by name; there is no registry to edit."""
    modules = [
        importlib.import_module(f"etl.sources.{module.name}")
        for module in pkgutil.iter_modules(etl.sources.__path__)
    ]
    return tuple(sorted((module.SOURCE for module in modules), key=lambda source: source.name))


SHIPPED = Project(ROOT / "data", ROOT / "sql", _declared())
