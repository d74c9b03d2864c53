"""What a source declares: a contract, and a mapping from warehouse column to Polars expression.

Which published columns are used, and for what, is computed from the mapping, so it can't be out of
date.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

import dataframely as dy
import polars as pl

from etl.errors import SourceError
from etl.vocabulary import ADDRESS


@dataclass(frozen=True)
class Field:
    """One column of a template: what to write (in Thai), an example, the choices of a drop-down."""

    help: str
    example: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Template:
    """What an agency is asked to fill in: one sheet with Thai headings, and who sends it.

    `fields` has every heading of the sheet in order; `kpis` are the codes of KPIs that it moves,
    `beside` those of them where it stands beside the published figure and does not replace it;
    `promise_days` is its cadence: the days within which the next edition is due.
    """

    purpose_th: str
    purpose_en: str
    owner_th: str
    owner_en: str
    kpis: tuple[str, ...]
    promise_days: int
    fields: Mapping[str, Field]
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Amount:
    """A column of money: the column with its unit, and the baht beyond which a row is held.

    The bound counts only until enough accepted amounts tell what is usual.
    """

    unit: str
    largest: int


@dataclass(frozen=True, eq=False)  # expressions have no equality; what it gives is kept by itself
class Source:
    """One kind of file and what the warehouse reads from it.

    Pages call it by its title. `columns` maps each warehouse column to an expression over published
    columns; `ignored` are published columns that are left out on purpose. `folder` is the folder of
    `data` that holds it; an `inbox` source comes from agencies alone. A new edition of a `snapshot`
    replaces the one before, that of an `append` adds to it. Where files of an `append` hold whole
    lists, `list_of` are the columns that say of what: all datasets of a platform. `since` names the
    published columns that began with an edition: in an older one they are null. No date lies before
    `first_day` or after the day on which its file came, but those of `ahead`: deadlines, ends,
    targets. `amounts` are the columns of money whose size is judged.
    """

    name: str
    title_th: str
    title_en: str
    contract: type[dy.Schema]
    columns: Mapping[str, pl.Expr]
    ignored: frozenset[str] = frozenset()
    folder: Literal["raw", "reference", "inbox"] = "raw"
    load: Literal["snapshot", "append"] = "snapshot"
    list_of: tuple[str, ...] = ()
    template: Template | None = None
    since: Mapping[str, frozenset[str]] = field(default_factory=dict)  # edition -> columns
    ahead: frozenset[str] = frozenset()
    first_day: date = date(2000, 1, 1)  # 1/1/68 becomes 1968 in a spreadsheet
    amounts: Mapping[str, Amount] = field(default_factory=dict)

    def at(self, edition: str) -> "Source":
        """The source as an edition was published: columns that began later give null."""
        later = {name for began, names in self.since.items() if edition < began for name in names}
        if not later:
            return self
        columns = {
            column: pl.lit(None) if later.intersection(expression.meta.root_names()) else expression
            for column, expression in self.columns.items()
        }
        return replace(self, columns=columns)

    @property
    def is_curated(self) -> bool:
        """Whether the project keeps it, so that only an operator who names it may replace it."""
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
        raise SourceError("no_card", path=path)
    card = tomllib.loads(path.read_text(encoding="utf-8"))
    fields = Provenance.__dataclass_fields__
    needed = {name for name, field in fields.items() if field.default is MISSING}
    if missing := sorted(needed - card.keys()):
        raise SourceError("card_lacks", path=path, names=", ".join(missing))
    if card["url"] and not pl.Series([str(card["url"])]).str.contains(ADDRESS).item():
        raise SourceError("card_address", path=path)
    return Provenance(**{name: card[name] for name in fields if name in card})


@lru_cache(maxsize=256)
def lineage(source: Source) -> Mapping[str, list[str]]:
    """Warehouse column -> the published columns that it is made of."""
    return {
        column: sorted(set(expression.meta.root_names()))
        for column, expression in source.columns.items()
    }


@lru_cache(maxsize=256)
def used_columns(source: Source) -> frozenset[str]:
    """The published columns that the source is made of."""
    return frozenset(name for names in lineage(source).values() for name in names)


def unmapped_columns(source: Source, published: Iterable[str]) -> list[str]:
    """Published columns that the source neither uses nor declares as ignored, sorted."""
    return sorted(set(published) - used_columns(source) - source.ignored)
