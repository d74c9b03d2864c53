"""The national targets by version, worked by hand from data/raw/targets and observations.

A version is a value for a year. What was reached by its year is the last certified count dated no
later than its 31 December and not below what stood: 30 on 9 November 2565 (OB047) for 2565; 36 of
July 2566 (OB049) for 2567, which the 30 of 23 April 2567 (OB050) contradicts. Shares: 30 of 100 is
30%, 37 of 105 is 35.238...%. The latest count has a share of the target of its own day alone, 105
for 27 August 2568, and none where only a secondary source gives it, as 190 zones. Cities and areas
are different units: 7 areas of 175 cities is no share.
"""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest

from dashboard.warehouse.data import CONFIG
from dashboard.warehouse.engines import record
from sql import warehouse as published
from tests.cases import some

TODAY = date(2026, 11, 29)
QUERY = published.page_queries("overview")["targets"]


class Version(NamedTuple):
    """A version: what replaces it, its documents, latest figure and share, the same by its year."""

    replaced_by: tuple[float, int] | None
    in_force: bool
    documents: int
    latest: tuple[float, float | None] | None
    reached: tuple[float, float | None] | None


# measure, value, year | version
VERSIONS = {
    ("certified_cities", 100, None): Version((100, 2022), False, 1, (37, None), None),
    ("certified_cities", 100, 2040): Version(None, False, 1, (37, None), (37, 37)),
    ("certified_cities", 100, 2022): Version((100, 2024), False, 1, (37, None), (30, 30)),
    ("certified_cities", 100, 2024): Version((105, 2027), False, 1, (37, None), (36, 36)),
    ("certified_cities", 105, 2027): Version(None, True, 6, (37, 35.24), (37, 35.24)),
    ("promotion_zones_cumulative", 150, None): Version(None, True, 2, (190, None), None),
    ("cdp_areas", 175, None): Version(None, True, 1, (7, None), None),
    ("economic_value_thb", 200_000_000_000, 2027): Version(None, True, 1, None, None),
    ("certified_cities_added", 15, 2023): Version(None, True, 1, None, None),
    ("certified_cities_added_per_year", 15, None): Version(None, True, 1, None, None),
    ("programme_area_provinces", 24, 2019): Version(None, False, 1, None, None),
    ("programme_area_provinces", 77, 2022): Version(None, True, 1, None, None),
    ("programme_areas", 30, 2019): Version(None, False, 2, None, None),
    ("programme_areas", 100, 2022): Version(None, True, 3, None, None),
}


def found(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, float, int | None], Version]:
    rows = connection.sql(QUERY, params={"today": TODAY}).pl().to_dicts()
    return {
        (row["measure"], row["value"], row["horizon"]): Version(
            (row["replaced_by_value"], row["replaced_by_horizon"])
            if row["replaced_by_value"]
            else None,
            row["is_in_force"],
            len(row["documents"]),
            figure(row["latest"]),
            figure(row["reached"]),
        )
        for row in rows
    }


def figure(cell: dict[str, float | None] | None) -> tuple[float, float | None] | None:
    if cell is None or cell["value"] is None:
        return None
    share = cell["share"]
    return cell["value"], None if share is None else round(share, 2)


@pytest.fixture(scope="module")
def built(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        yield connection


def test_every_version_is_one_row(built: duckdb.DuckDBPyConnection) -> None:
    assert found(built) == VERSIONS


@pytest.mark.trial
def test_the_zones_before_the_secondary_source(warehouse: Path) -> None:
    with closing(record(warehouse, date(2026, 4, 27), CONFIG)) as before:
        (zones,) = (row for key, row in found(before).items() if key[1] == 150)
    assert zones.latest == (100, 66.67)  # 50 and more than 50 added: over 100


@pytest.mark.parametrize(
    ("day", "in_force", "latest"),
    some(
        [
            (date(2024, 5, 31), (100, 2024), (36, 36)),  # OB049; 105 follows on 19 June
            (date(2020, 8, 31), (100, 2022), None),  # TG009; no count is known yet
            (date(2021, 12, 31), (100, 2024), (15, 15)),  # TG011; OB046
            (date(2024, 6, 19), (105, 2027), (36, None)),  # the count is older than the target
        ],
        every=4,
    ),
)
def test_the_version_in_force_is_the_one_known_on_the_day(
    warehouse: Path,
    day: date,
    in_force: tuple[float, int],
    latest: tuple[float, float] | None,
) -> None:
    connection = record(warehouse, day, CONFIG)
    now = {key[1:]: row for key, row in found(connection).items() if key[0] == "certified_cities"}
    connection.close()
    assert [key for key, row in now.items() if row.in_force] == [in_force]
    assert now[in_force].latest == latest
