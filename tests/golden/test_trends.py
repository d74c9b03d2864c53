"""Figures over time: the one before, what stands beside, what a period takes of a series."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest

from dashboard.warehouse.data import of_place
from sql import warehouse as published

EVERY = published.page_queries("every")
TODAY = date(2026, 11, 29)
FISCAL_2566 = (date(2022, 10, 1), date(2023, 9, 30))
FISCAL_2567 = (date(2023, 10, 1), date(2024, 9, 30))


@pytest.fixture(scope="module")
def built(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        yield connection


def tile(
    built: duckdb.DuckDBPyConnection, kpi: str, start: date | None = None, end: date | None = None
) -> dict[str, object]:
    values = {"page": "", "kpi": kpi, "from_date": start, "to_date": end, "today": TODAY}
    rows = built.execute(f"from ({EVERY['tiles']}) where of_place = 'TH'", values)
    (row,) = rows.fetchall()
    return dict(zip((column[0] for column in rows.description or ()), row, strict=True))


def test_the_figure_before_is_of_the_period_and_tells_another_target(
    built: duckdb.DuckDBPyConnection,
) -> None:
    """36 of 100 in July 2566, 37 of 105 since."""
    now = tile(built, "target_attainment")
    assert (now["previous_value"], now["is_same_target"]) == (36, False)
    then = tile(built, "target_attainment", None, FISCAL_2566[1])
    assert (then["value"], then["previous_value"], then["is_same_target"]) == (36, 30, True)


def test_a_share_is_as_secondary_as_its_count(built: duckdb.DuckDBPyConnection) -> None:
    """37 of January 2569 is of a secondary document, whose target a primary one states."""
    row = tile(built, "target_attainment")
    beside = row["beside"]
    assert isinstance(beside, dict)
    assert (beside["as_of"], beside["numerator"]) == (date(2026, 1, 1), 37)


@pytest.mark.parametrize(
    ("period", "years"), [(FISCAL_2566, 0), (FISCAL_2567, 1), ((None, None), 1)]
)
def test_a_year_alone_is_of_a_series_once_it_has_ended(
    built: duckdb.DuckDBPyConnection, period: tuple[date | None, date | None], years: int
) -> None:
    start, end = period
    rows = built.execute(
        "select as_of, as_of_precision from ("
        + EVERY["series"]
        + ") where metric_id = 'certified_cities'",
        {"from_date": start, "to_date": end},
    ).fetchall()
    assert [precision for _, precision in rows].count("year") == years
    assert date(2021, 5, 24) in dict(rows)  # of a stock what stood before the period began


@pytest.mark.parametrize(("period", "is_timeless"), [((None, None), False), (FISCAL_2566, True)])
def test_what_is_worked_out_for_today_is_of_no_period(
    built: duckdb.DuckDBPyConnection, period: tuple[date | None, date | None], *, is_timeless: bool
) -> None:
    assert tile(built, "pace_gap", *period)["is_timeless"] is is_timeless
    assert tile(built, "certified_cities", *period)["is_timeless"] is False


def test_a_tile_shows_in_each_place_what_its_passport_shows(
    built: duckdb.DuckDBPyConnection,
) -> None:
    """Of one list for all places, and asked for one alone; Bangkok's rank is of the country too."""
    named = ["metric_id", "place_code", "value"]
    period: dict[str, object] = {"from_date": None, "to_date": FISCAL_2567[1], "today": TODAY}
    asked = period | {"page": "profile", "kpi": None}
    tiles = pl.DataFrame(built.execute(EVERY["tiles"], asked).to_arrow_table())
    own = set()
    for province, region in ((None, None), ("83", "south"), ("10", "central"), (None, "north")):
        shown = built.execute(
            f"select {', '.join(named)} "
            "from shown_figures($province, $region, $from_date, $to_date, today := $today)",
            period | {"province": province, "region": region},
        ).fetchall()
        here = of_place(tiles, province or region or "").drop_nulls("place_code")
        kpis = set(here["metric_id"])
        assert set(here.select(named).iter_rows()) == {row for row in shown if row[0] in kpis}
        own |= set(here["place_code"])
    assert own == {"TH", "83", "10", "north"}
