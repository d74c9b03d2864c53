"""A period: of a stock the state on its last day, of a flow what happened in it; worked by hand.

Chiang Mai's named cities: the old town and the university on 24 December 2564, Buak Khang in July
2566 (the 27th), so 2 at the end of 2565 and 3 at the end of 2566. Bangkok's four are all of 2564.
The nation: 30 on 9 November 2565, 36 in July 2566; "30 in 2566" is of 31 December 2566 and in no
fiscal year 2566.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest


@pytest.fixture(scope="module")
def built(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        yield connection


def shown(
    built: duckdb.DuckDBPyConnection, province: str | None, start: date | None, end: date | None
) -> float | None:
    """CERT-01 of a place and period."""
    row = built.execute(
        """
        select value from shown_figures($province, null, $start, $end)
        where metric_id = 'certified_cities' and is_in_period
        """,
        {"province": province, "start": start, "end": end},
    ).fetchone()
    return row[0] if row else None


@pytest.mark.parametrize(
    ("province", "year", "cities"),
    [
        ("50", 2022, 2),
        ("50", 2023, 3),
        ("50", 2024, 3),
        ("10", 2022, 4),
        ("10", 2025, 4),
        (None, 2021, 15),
        (None, 2022, 30),
    ],
)
@pytest.mark.parametrize("start", [None, 2015, 0])
def test_a_stock_is_the_state_on_the_last_day_whenever_the_period_began(
    built: duckdb.DuckDBPyConnection,
    province: str | None,
    year: int,
    cities: float,
    start: int | None,
) -> None:
    since = None if start is None else date(start or year, 1, 1)
    assert shown(built, province, since, date(year, 12, 31)) == cities


@pytest.mark.parametrize(
    ("end", "cities", "provinces"),
    [
        (date(2021, 12, 31), 15, 11),
        (date(2022, 11, 9), 30, 23),  # three of them endorsed "in November", counted that day
        (date(2023, 9, 30), 36, 25),  # 36 published, 36 named
        (date(2024, 9, 30), 36, 25),  # the 30 of April 2567 lowers nothing
    ],
)
def test_where_all_are_named_the_other_provinces_have_none(
    built: duckdb.DuckDBPyConnection, end: date, cities: int, provinces: int
) -> None:
    found = built.execute(
        """
        select sum(value), count(*) filter (where value > 0), count(*) filter (where value = 0)
        from place_figures('province', null, $end)
        where metric_id = 'certified_cities'
        """,
        {"end": end},
    ).fetchone()
    assert found == (cities, provinces, 77 - provinces)
    points = built.execute(
        "select count(*) from plans_counted(null, $end) where metric_id = 'certified_cities'",
        {"end": end},
    ).fetchone()
    assert points == (cities,)


def test_while_fewer_are_named_than_published_the_others_are_no_zero(
    built: duckdb.DuckDBPyConnection,
) -> None:
    """On 7 November 2564 fifteen were published, and the hand-over to seven was still to come."""
    found = built.execute(
        """
        select value, lower, upper, qualifier, count(*)
        from place_figures('province', null, date '2021-11-30')
        where metric_id = 'certified_cities'
        group by all order by all
        """
    ).fetchall()
    assert found == [
        (1.0, 1.0, None, ">=", 6), (2.0, 2.0, None, ">=", 1), (None, 0.0, None, ">=", 70),
    ]  # fmt: skip


def test_a_month_is_of_its_last_day(built: duckdb.DuckDBPyConnection) -> None:
    assert shown(built, None, None, date(2023, 7, 30)) == 30
    assert shown(built, None, None, date(2023, 7, 31)) == 36


@pytest.mark.parametrize(
    ("first", "last", "is_in"),
    [
        (date(2023, 1, 1), date(2023, 12, 31), True),
        (date(2022, 10, 1), date(2023, 9, 30), False),  # neither fiscal year has the whole of it
        (date(2023, 10, 1), date(2024, 9, 30), False),
        (None, None, True),
    ],
)
def test_a_year_alone_is_of_no_fiscal_year(
    built: duckdb.DuckDBPyConnection, first: date | None, last: date | None, *, is_in: bool
) -> None:
    found = built.execute(
        "select is_in_period(date '2023-01-01', $first, $last, stated_precision := 'year')",
        {"first": first, "last": last},
    ).fetchone()
    assert found == (is_in,)
