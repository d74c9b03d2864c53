"""What one build changes against another: sources, rows, values, definitions, provinces.

One query, `sql/change.sql`, serves the command and the table `meta.change` of each build.
"""

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import duckdb

from etl.errors import PublishError
from etl.models import SQL
from etl.publish import quoted

SHOWN = 5  # statements of one part of the reason that a line names

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Change:
    """One thing that differs, as a row of `sql/change.sql`; empty on a side where it is not.

    From `new_statements` on: why a value moved, by ids of statements and codes of provinces.
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
        """Why a value moved, part by part; nothing where only models or other inputs did."""
        parts = {
            "new": self.new_statements,
            "revised": self.revised_statements,
            "gone": self.lost_statements,
            "chosen": self.chosen_statements,
            "entered": self.places_entered,
            "left": self.places_left,
        }
        said = [f"{name}: {_some(found)}" for name, found in parts.items() if found]
        return [*said, "redefined"] if self.is_recalculated else said


def between(new: Path, old: Path) -> list[Change]:
    """What the build in file `new` changes against that in file `old`. Raises PublishError."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{quoted(new)}' as build (read_only)")
        connection.execute("use build")
        return against(connection, old)


def against(connection: duckdb.DuckDBPyConnection, old: Path) -> list[Change]:
    """What an open build changes against that in file `old`. Raises PublishError."""
    try:
        connection.execute(f"attach '{quoted(old)}' as previous (read_only)")
        return [Change(*row) for row in connection.execute(_text()).fetchall()]
    except duckdb.Error as error:
        raise PublishError(
            f"{old.name}: can't be compared with ({error}). It may be of another version of the "
            "models: build again with this one."
        ) from error


def into(connection: duckdb.DuckDBPyConnection, previous: Path | None) -> None:
    """Makes `meta.change` in the build under way; empty where there is nothing to compare with."""
    connection.execute(
        "create table meta.change (kind varchar, subject varchar, place_code varchar, "
        "segment_kind varchar, segment varchar, phase varchar, was varchar, became varchar, "
        "was_value double, became_value double, was_qualifier varchar, became_qualifier varchar, "
        "new_statements varchar[], revised_statements varchar[], lost_statements varchar[], "
        "chosen_statements varchar[], is_recalculated boolean, places_entered varchar[], "
        "places_left varchar[])"
    )
    if previous is None:
        return
    try:
        connection.execute(f"attach '{quoted(previous)}' as previous (read_only)")
        connection.execute(f"insert into meta.change by name {_text()}")
    except duckdb.Error as error:
        log.warning("changes against %s are unknown: %s", previous.name, error)
    finally:
        connection.execute("detach database if exists previous")


def _text() -> str:
    return (SQL / "change.sql").read_text(encoding="utf-8")


def _some(found: list[str]) -> str:
    """The first few of a list, and how many more."""
    more = len(found) - SHOWN
    return ", ".join(found[:SHOWN]) + (f" and {more} more" if more > 0 else "")


def _side(text: str | None, value: float | None, qualifier: str | None) -> str:
    number = None if value is None else f"{value:,.12g}"
    sign = qualifier if qualifier not in (None, "=") else ""
    shown = [f"{sign}{number}" if number else None, f"({text})" if number and text else text]
    return " ".join(part for part in shown if part) or "nothing"
