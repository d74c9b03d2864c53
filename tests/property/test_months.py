"""Whole months as the macros count them: what holds of any two days."""

from datetime import date

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sql import warehouse

DAYS = st.dates(date(2015, 1, 1), date(2045, 12, 31))


@pytest.fixture(scope="module")
def engine() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(warehouse.text("macros.sql"))
    return connection


@given(today=DAYS, deadline=DAYS)
def test_so_many_months_fit_and_one_more_does_not(
    engine: duckdb.DuckDBPyConnection, today: date, deadline: date
) -> None:
    found = engine.execute(
        """
        select
            months,
            $today + to_months(months) <= $deadline,
            $today + to_months(months + 1) <= $deadline,
            date_sub('month', $today, $deadline),
        from (select months_left($today, $deadline) as months)
        """,
        {"today": today, "deadline": deadline},
    ).fetchone()
    assert found
    months, fits, one_more, counted = found
    if today > deadline:
        assert months is None
    elif counted == 0:  # the last month is one, its last day included
        assert months == 1
        assert one_more is False
    else:
        assert (months, fits, one_more) == (counted, True, False)


@pytest.mark.parametrize(
    ("today", "deadline", "months"),
    [
        (date(2024, 2, 29), date(2025, 2, 28), 12),
        (date(2026, 8, 31), date(2027, 9, 30), 13),
        (date(2027, 8, 31), date(2027, 9, 30), 1),
        (date(2026, 12, 31), date(2027, 9, 30), 9),
        (date(2027, 9, 30), date(2027, 9, 30), 1),
        (date(2027, 10, 1), date(2027, 9, 30), None),
    ],
)
def test_month_ends_and_the_last_day(
    engine: duckdb.DuckDBPyConnection, today: date, deadline: date, months: int | None
) -> None:
    assert engine.execute("select months_left(?, ?)", [today, deadline]).fetchone() == (months,)
