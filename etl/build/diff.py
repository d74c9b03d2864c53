"""What one build changes against another: sources, rows, values, definitions, provinces.

One query, `sql/change.sql`, serves the command and the table `meta.change` of each build.
"""

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypedDict

import duckdb

from etl.build.faults import MACHINE, running
from etl.errors import PublishError
from sql import builds, warehouse

SHOWN = 5  # statements of one part of the reason that a line names

log = logging.getLogger(__name__)


class Part(TypedDict):
    """What one reason adds to a moved value; those of a value add up to its move."""

    part: str
    change: float


@dataclass(frozen=True)
class Change:
    """One thing that differs, as a row of `sql/change.sql`; empty on a side where it is not.

    From `new_statements` on: why a value moved, by ids of statements and codes of provinces, and
    how much of the move belongs to which reason.
    """

    kind: Literal["source", "rows", "value", "definition", "province"]
    subject: str
    place_code: str | None
    segment_kind: str | None
    segment: str | None
    phase: str | None
    was: str | None
    became: str | None
    was_value: float | None
    became_value: float | None
    was_qualifier: str | None
    became_qualifier: str | None
    new_statements: list[str] | None = None
    revised_statements: list[str] | None = None
    lost_statements: list[str] | None = None
    chosen_statements: list[str] | None = None
    is_recalculated: bool | None = None
    places_entered: list[str] | None = None
    places_left: list[str] | None = None
    parts: list[Part] | None = None
    figure: str | None = None  # the key of a value

    def __str__(self) -> str:
        """One line for an operator."""
        where = " ".join(
            part for part in (self.place_code, self.segment, self.phase) if part is not None
        )
        was = _side(self.was, self.was_value, self.was_qualifier)
        became = _side(self.became, self.became_value, self.became_qualifier)
        if self.kind == "definition" and was == became:
            return f"{self.kind:<12}{self.subject}  {became}"
        because = "; ".join(self.why())
        return (
            f"{self.kind:<12}{self.subject}{where and f' [{where}]'}  {was} -> {became}"
            f"{because and f'  ({because})'}"
        )

    def why(self) -> list[str]:
        """Why a value moved, reason by reason, with the part of the move that belongs to it."""
        reasons = {
            "new": self.new_statements,
            "revised": self.revised_statements,
            "lost": self.lost_statements,
            "chosen": self.chosen_statements,
            "entered": self.places_entered,
            "left": self.places_left,
            "redefined": self.is_recalculated,
        }
        parts = {part["part"]: f"{part['change']:+,.12g}" for part in self.parts or []}
        said = [_reason(name, parts.pop(name, ""), found) for name, found in reasons.items()]
        rest = [f"{name} {change}" for name, change in parts.items()]
        return [words for words in said if words] + rest


def between(new: Path, old: Path) -> list[Change]:
    """What the build in file `new` changes against that in file `old`. Raises PublishError."""
    with duckdb.connect() as connection:
        try:
            builds.mirror(connection, new)
        except (*MACHINE, builds.ShapeUnknown) as error:
            raise PublishError(
                f"{new.name}: can't be read ({error}). Name another build."
            ) from error
        return against(connection, old)


def against(connection: duckdb.DuckDBPyConnection, old: Path) -> list[Change]:
    """What an open build changes against that in file `old`. Raises PublishError, ModelError."""
    with running("sql/change.sql"):
        try:
            builds.attach(connection, old, "previous")
            found = connection.execute(warehouse.text("change.sql"))
            return [Change(*row) for row in found.fetchall()]
        except (
            *(duckdb.BinderException, duckdb.CatalogException, builds.ShapeUnknown),
            *MACHINE,
        ) as error:
            raise PublishError(
                f"{old.name}: can't be compared with ({error}). It is damaged or of another "
                "version of the models: build again with this one, or name another build."
            ) from error


def into(connection: duckdb.DuckDBPyConnection, previous: Path | None) -> None:
    """Makes `meta.change` in the build under way; empty where there is nothing to compare with."""
    connection.execute(warehouse.text("change_table.sql"))
    if previous is None:
        return
    try:
        builds.attach(connection, previous, "previous")
        connection.execute(f"insert into meta.change by name {warehouse.text('change.sql')}")
    except (duckdb.Error, builds.ShapeUnknown) as error:
        log.warning("changes against %s are unknown: %s", previous.name, error)
    finally:
        builds.detach(connection, "previous")


def _reason(name: str, change: str, found: list[str] | bool | None) -> str:
    """One reason: `new +7: OB051, OB052`; nothing where it is none."""
    if not found:
        return ""
    named = "" if found is True else f": {_some(found)}"
    return f"{name}{change and f' {change}'}{named}"


def _some(found: list[str]) -> str:
    """The first few of a list, and how many more."""
    more = len(found) - SHOWN
    return ", ".join(found[:SHOWN]) + (f" and {more} more" if more > 0 else "")


def _side(text: str | None, value: float | None, qualifier: str | None) -> str:
    number = None if value is None else f"{value:,.12g}"
    sign = qualifier if qualifier not in (None, "=") else ""
    shown = [f"{sign}{number}" if number else None, f"({text})" if number and text else text]
    return " ".join(part for part in shown if part) or "nothing"
