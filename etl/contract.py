"""A source is one declaration: a contract, and a mapping from warehouse column to expression.

Lineage and unused columns are computed from the mapping, so they can't go stale.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import dataframely as dy
import polars as pl

from etl.errors import SourceError
from etl.vocabulary import ADDRESS


@dataclass(frozen=True)
class Field:
    """One column of a template: what to write (Thai), the worked row's cell, the drop-down list."""

    help: str
    example: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Template:
    """What an agency is asked to fill in: one sheet with Thai headings, and who sends it.

    `fields` names every heading of the sheet in order; `kpis` are the catalogue's codes that wait
    for it; `promise_days` is how often it is due.
    """

    title_th: str
    title_en: str
    purpose_th: str
    purpose_en: str
    owner_th: str
    owner_en: str
    kpis: tuple[str, ...]
    promise_days: int
    fields: Mapping[str, Field]


@dataclass(frozen=True)
class Source:
    """One kind of published file and what the warehouse takes from it.

    `folder` is where it ships; `inbox` sources ship nothing and come from agencies alone. A new
    edition of a `snapshot` replaces the old one, that of an `append` adds to it.
    """

    name: str
    contract: type[dy.Schema]
    columns: Mapping[str, pl.Expr]
    ignored: frozenset[str] = frozenset()
    folder: Literal["raw", "reference", "inbox"] = "raw"
    load: Literal["snapshot", "append"] = "snapshot"
    template: Template | None = None

    @property
    def is_curated(self) -> bool:
        """Whether the project keeps it, so that only an operator who names it files it anew."""
        return self.folder != "inbox"


@dataclass(frozen=True)
class Provenance:
    """The origin card beside a published file (`provenance.toml`)."""

    source: str
    title: str
    publisher: str
    url: str
    accessed: date
    licence: str
    kind: Literal["published", "transcribed", "derived", "submitted", "sample"]
    sha256: str
    bytes: int
    rows: int
    note: str
    promise_days: int
    via: Literal["", "command", "inbox", "page"] = ""  # how it was filed; "" of what ships
    filed_by: str = ""  # the system account of the command


def read_provenance(path: Path) -> Provenance:
    """The origin card at `path`. Raises SourceError when it is missing or incomplete."""
    if not path.is_file():
        raise SourceError(f"{path}: no origin card. Write one: publisher, title, url, licence, …")
    card = tomllib.loads(path.read_text(encoding="utf-8"))
    fields = Provenance.__dataclass_fields__
    needed = {name for name, field in fields.items() if field.default is MISSING}
    if missing := sorted(needed - card.keys()):
        raise SourceError(f"{path}: the origin card lacks {', '.join(missing)}. Add them.")
    if card["url"] and not pl.Series([str(card["url"])]).str.contains(ADDRESS).item():
        raise SourceError(f'{path}: url is not the address of a web page. Mend it or leave it "".')
    return Provenance(**{name: card[name] for name in fields if name in card})


def lineage(source: Source) -> dict[str, list[str]]:
    """Warehouse column -> the published columns that it is made of."""
    return {
        column: sorted(set(expression.meta.root_names()))
        for column, expression in source.columns.items()
    }


def unknown(source: Source, published: Iterable[str]) -> list[str]:
    """Published columns that the source neither uses nor leaves out in writing."""
    used = {name for names in lineage(source).values() for name in names}
    return sorted(set(published) - used - source.ignored)
