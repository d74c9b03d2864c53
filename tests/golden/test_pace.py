"""Pace and projection of the certified cities, worked by hand from data/raw/observations.

As known on 27 April 2569, before a secondary source repeated the count. Dated exact counts of the
36 months up to 27 August 2568: 30 on 9 November 2565 (OB047), 36 in July
2566 (OB049, from its first day), 30 on 23 April 2567 (OB050), 37 on 27 August 2568 (OB051). "30 in
2566" (OB048) has no month and is left out. In days from the first: 0, 234, 531, 1022.

  means      1787/4 = 446.75 days, 133/4 = 33.25 cities
  along      446.75*3.25 - 212.75*2.75 - 84.25*3.25 + 575.25*3.75 = 2750.25
  spread     446.75^2 + 212.75^2 + 84.25^2 + 575.25^2 = 582858.75
  slope      2750.25/582858.75 = 0.0047186 a day = 0.1436 a month
  start      33.25 - 446.75*0.0047186 = 31.142
  105        (105 - 31.142)/0.0047186 = 15652.7 days, the 15653rd is 17 September 2608 (2065)
  31 Dec 70  31.142 + 1878*0.0047186 = 40.003; 30 Sep 70  31.142 + 1786*0.0047186 = 39.569

With the 37 of January 2569 (OB237, from its first day) the 36 months begin later: 36, 30, 37 and
37, in days from July 2566 0, 297, 788, 915.

  means      2000/4 = 500 days, 140/4 = 35 cities
  along      -500*1 + 203*5 + 288*2 + 415*2 = 1921
  spread     500^2 + 203^2 + 288^2 + 415^2 = 546378
  slope      1921/546378 = 0.0035159 a day
  start      35 - 500*0.0035159 = 33.242
  31 Dec 70  33.242 + 1644*0.0035159 = 39.022; 30 Sep 70  33.242 + 1552*0.0035159 = 38.699
"""

from contextlib import closing
from datetime import date
from pathlib import Path

import duckdb
import pytest

from dashboard import pace
from dashboard.components.targets import TargetProgress, target_progress
from dashboard.data import CONFIG
from dashboard.known import record
from sql import warehouse as published

WHOLE = {"from_date": None, "to_date": None}


def read(connection: duckdb.DuckDBPyConnection) -> TargetProgress | None:
    series = connection.sql(published.page_queries("every")["series"], params=WHOLE).pl()
    return target_progress(
        series, connection.sql(published.page_queries("overview")["targets"]).pl()
    )


@pytest.fixture(scope="module")
def cities(warehouse: Path) -> TargetProgress:
    with closing(record(warehouse, date(2026, 4, 27), CONFIG)) as connection:
        found = read(connection)
    assert found
    return found


def test_pace_is_seen_between_two_statements_of_each_window(cities: TargetProgress) -> None:
    last = pace.Point(date(2025, 8, 27), 37)
    assert pace.within(cities.points, 12) is None
    assert pace.within(cities.points, 36) == pace.Seen(
        pace.Point(date(2022, 11, 9), 30), last, 33, 7 / 33
    )
    assert pace.since_highest(cities.points) == pace.Seen(
        pace.Point(date(2023, 7, 1), 36), last, 25, 1 / 25
    )
    assert pace.since_first(cities.points) == pace.Seen(
        pace.Point(date(2021, 5, 24), 5), last, 51, 32 / 51
    )


def test_the_projection_is_the_line_worked_by_hand(cities: TargetProgress) -> None:
    line = cities.projection
    assert isinstance(line, pace.Projection)
    assert [point.value for point in line.points] == [30, 36, 30, 37]
    assert line.per_day == pytest.approx(2750.25 / 582858.75)
    assert line.per_month == pytest.approx(0.1436, abs=5e-5)
    assert line.start_value == pytest.approx(31.142, abs=5e-4)
    assert line.value(date(2027, 12, 31)) == pytest.approx(40.003, abs=5e-4)
    assert line.value(date(2027, 9, 30)) == pytest.approx(39.569, abs=5e-4)
    assert line.reached_on == date(2065, 9, 17)


def test_the_projection_with_the_count_repeated(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        found = read(connection)
    assert found
    line = found.projection
    assert isinstance(line, pace.Projection)
    assert [point.value for point in line.points] == [36, 30, 37, 37]
    assert line.per_day == pytest.approx(1921 / 546378)
    assert line.start_value == pytest.approx(33.242, abs=5e-4)
    assert line.value(date(2027, 12, 31)) == pytest.approx(39.022, abs=5e-4)
    assert line.value(date(2027, 9, 30)) == pytest.approx(38.699, abs=5e-4)


@pytest.mark.parametrize(
    ("day", "target", "counts"),
    [
        (date(2021, 10, 31), 100, "few"),  # 5 and 5
        (date(2021, 12, 31), 100, [5, 5, 15, 15]),
        (date(2022, 12, 31), 100, [5, 5, 15, 15, 30]),
        (date(2024, 12, 31), 105, [5, 5, 15, 15, 30, 36, 30]),  # from 23 April 2564 on
    ],
)
def test_the_projection_follows_the_day(
    warehouse: Path, day: date, target: float, counts: list[float] | str
) -> None:
    connection = record(warehouse, day, CONFIG)
    found = read(connection)
    connection.close()
    assert found
    assert found.target == target
    if isinstance(found.projection, str):
        assert found.projection == counts
    else:
        assert [point.value for point in found.projection.points] == counts


def test_before_the_first_count_there_is_no_pace(warehouse: Path) -> None:
    connection = record(warehouse, date(2020, 12, 31), CONFIG)
    assert read(connection) is None
    connection.close()
