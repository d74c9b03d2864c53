"""Compares two builds: sources, numbers of rows, values of KPIs, definitions, provinces.

The command `diff` and the table `meta.change` of each build use the same query, `sql/change.sql`.
"""

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypedDict

import duckdb

from etl.build.faults import MACHINE_FAULTS, name_file_in_errors
from etl.errors import PublishError
from sql import builds, warehouse

SHOWN_IDS = 5  # of the statements or provinces behind one reason, named in a line

log = logging.getLogger(__name__)


class Part(TypedDict):
    """How much of a value's change one reason explains; all parts add up to the change."""

    part: str
    change: float


@dataclass(frozen=True)
class Change:
    """One thing that differs between two builds; a row of `sql/change.sql`.

    `was...` is None where the older build has no such thing, `became...` where the newer has none.
    The fields from `new_statements` on say why a value changed: ids of statements, codes of
    provinces, and in `parts` how much each reason explains.
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
        was = _value_text(self.was, self.was_value, self.was_qualifier)
        became = _value_text(self.became, self.became_value, self.became_qualifier)
        if self.kind == "definition" and was == became:
            return f"{self.kind:<12}{self.subject}  {became}"
        because = "; ".join(self.why())
        return (
            f"{self.kind:<12}{self.subject}{where and f' [{where}]'}  {was} -> {became}"
            f"{because and f'  ({because})'}"
        )

    def why(self) -> list[str]:
        """Why a value changed: one text per reason, with how much of the change it explains."""
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
        texts = [_reason_text(name, parts.pop(name, ""), found) for name, found in reasons.items()]
        rest = [f"{name} {change}" for name, change in parts.items()]
        return [words for words in texts if words] + rest


def between(new: Path, old: Path) -> list[Change]:
    """What the build in the file `new` changes against the one in the file `old`.

    Raises PublishError where one of them can't be read or compared.
    """
    with duckdb.connect() as connection:
        try:
            builds.mirror(connection, new)
        except (*MACHINE_FAULTS, builds.ShapeUnknown) as error:
            raise PublishError(
                f"{new.name}: can't be read ({error}). Name another build."
            ) from error
        return against(connection, old)


def against(connection: duckdb.DuckDBPyConnection, old: Path) -> list[Change]:
    """What the build that `connection` has open changes against the one in the file `old`.

    Raises PublishError where they can't be compared, ModelError where the query is wrong.
    """
    with name_file_in_errors("sql/change.sql"):
        try:
            builds.attach(connection, old, "previous")
            found = connection.execute(warehouse.text("change.sql"))
            return [Change(*row) for row in found.fetchall()]
        except (
            *(duckdb.BinderException, duckdb.CatalogException, builds.ShapeUnknown),
            *MACHINE_FAULTS,
        ) as error:
            raise PublishError(
                f"{old.name}: can't be compared with ({error}). It is damaged or of another "
                "version of the models: build again with this one, or name another build."
            ) from error


def write_changes(connection: duckdb.DuckDBPyConnection, previous: Path | None) -> None:
    """Creates `meta.change` in the build under way: its changes against the build `previous`.

    The table is empty where there is no such build, or it can't be compared.
    """
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


def _reason_text(name: str, change: str, found: list[str] | bool | None) -> str:
    """One reason as text: `new +7: OB051, OB052`; "" where it does not apply."""
    if not found:
        return ""
    named = "" if found is True else f": {_shortened(found)}"
    return f"{name}{change and f' {change}'}{named}"


def _shortened(found: list[str]) -> str:
    """The first few of a list, and how many more."""
    more = len(found) - SHOWN_IDS
    return ", ".join(found[:SHOWN_IDS]) + (f" and {more} more" if more > 0 else "")


def _value_text(text: str | None, value: float | None, qualifier: str | None) -> str:
    number = None if value is None else f"{value:,.12g}"
    sign = qualifier if qualifier not in (None, "=") else ""
    shown = [f"{sign}{number}" if number else None, f"({text})" if number and text else text]
    return " ".join(part for part in shown if part) or "nothing"
