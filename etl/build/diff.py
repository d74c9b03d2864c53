"""Compares two builds: sources, numbers of rows, values of KPIs, definitions, provinces.

The command `diff` and the table `meta.change` of each build use the same query, `sql/change.sql`.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, TypedDict

import duckdb

from etl.build.faults import MACHINE_FAULTS, name_file_in_errors
from etl.errors import PublishError
from sql import builds, warehouse, words

log = logging.getLogger(__name__)


class Part(TypedDict):
    """How much of a value's change one reason explains; all parts add up to the change."""

    part: str
    change: float


class Reason(NamedTuple):
    """A reason of a change: `new`, `revised`, `entered`, ..., as `sql/change.sql` names them.

    `change` is what it explains, if that is known; `behind` has ids of statements or provinces.
    """

    name: str
    change: float | None
    behind: list[str]


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

    def reasons(self) -> list[Reason]:
        """Why a value changed, with how much of the change each reason explains."""
        stated: dict[str, list[str] | None] = {
            "new": self.new_statements,
            "revised": self.revised_statements,
            "lost": self.lost_statements,
            "chosen": self.chosen_statements,
            "entered": self.places_entered,
            "left": self.places_left,
        }
        behind = {name: found for name, found in stated.items() if found}
        if self.is_recalculated:
            behind["redefined"] = []
        parts = {part["part"]: part["change"] for part in self.parts or []}
        return [Reason(name, parts.pop(name, None), found) for name, found in behind.items()] + [
            Reason(name, change, []) for name, change in parts.items()
        ]


class Name(NamedTuple):
    """What a thing is called; of a KPI also its unit and number format."""

    th: str | None
    en: str | None
    unit: str
    format: str


@dataclass(frozen=True)
class Comparison:
    """What differs between two builds, and the names of what can differ.

    `names` has them by kind (`kpi`, `place`, `segment`, `source`, `statement`, `target`) and code.
    """

    changes: list[Change]
    names: Mapping[tuple[str, str], Name]


def between(new: Path, old: Path) -> Comparison:
    """What the build in the file `new` changes against the one in the file `old`.

    Raises PublishError where one of them can't be read or compared.
    """
    with duckdb.connect() as connection:
        try:
            builds.mirror(connection, new)
        except (*MACHINE_FAULTS, builds.ShapeUnknown) as error:
            raise PublishError("other_build_unread", build=new.name, error=error) from error
        return against(connection, old)


def against(connection: duckdb.DuckDBPyConnection, old: Path) -> Comparison:
    """What the build that `connection` has open changes against the one in the file `old`.

    Raises PublishError where they can't be compared, ModelError where the query is wrong.
    """
    with name_file_in_errors("sql/change.sql"):
        try:
            builds.attach(connection, old, "previous")
            found = connection.execute(warehouse.text("change.sql")).fetchall()
            named = connection.execute(warehouse.text("queries/build/names.sql")).fetchall()
            return Comparison(
                [Change(*row) for row in found],
                {(kind, code): Name(*name) for kind, code, *name in named},
            )
        except (
            *(duckdb.BinderException, duckdb.CatalogException, builds.ShapeUnknown),
            *MACHINE_FAULTS,
        ) as error:
            raise PublishError("not_compared", build=old.name, error=error) from error


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
        log.warning(words.both("log.changes_unknown", build=previous.name, error=error))
    finally:
        builds.detach(connection, "previous")
