"""Pace and its verdict, worked by hand from data/raw/observations for days that are given.

Exact primary counts of certified cities, dated to a day or month: 5 on 24 May 2564 (OB043), 15 on
7 November 2564 (OB045), 30 on 9 November 2565 (OB047), 36 in July 2566 (OB049), 30 on 23 April 2567
(OB050), 37 on 27 August 2568 (OB051). Repeats are no new point; "30 in 2566" (OB048) has no month.
36 and then 30 is an open conflict: who takes 36 leaves the second 30 out, who takes 30 the 36.

On 29 November 2569 there are 13 whole months to 31 December 2570 and 10 to 30 September 2570:
  needed     (105 - 37)/13 = 5.2308, 68/10 = 6.8
  side 36    36 months ago 36 was in force: 1/36; 36 first stood on 31 July 2566, 39 months: 1/39;
             5 on 24 May 2564, 66 months: 32/66
  side 30    7/36; 30 first stood on 9 November 2565, 48 months: 7/48; 32/66
  ratios     the least is 68/13/(32/66) = 10.79, the most 6.8/(1/39) = 265.2: far behind
  the end    37 + 13/39 = 37.33 to 37 + 13*32/66 = 43.30 cities: 37 to 43
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest

from dashboard.warehouse.data import CONFIG
from dashboard.warehouse.engines import record
from sql import warehouse as published

TODAY = date(2026, 11, 29)


@pytest.fixture(scope="module")
def built(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        yield connection


def verdict(connection: duckdb.DuckDBPyConnection, today: date) -> pl.DataFrame:
    """The verdict on the certified cities, a row a side and base."""
    text = published.page_queries("overview")["verdict"]
    rows: pl.DataFrame = connection.sql(text, params={"today": today}).pl()
    return rows.filter(metric_id="certified_cities")


def needed(connection: duckdb.DuckDBPyConnection, today: date | None) -> dict[str, float | None]:
    """CERT-03 by reading of the deadline."""
    rows = connection.execute(
        "select segment, value from figures_on($today) where metric_id = 'pace_gap'",
        {"today": today},
    ).fetchall()
    return dict(rows)


@pytest.mark.parametrize(
    ("today", "calendar", "fiscal"),
    [
        (None, 68 / 28, 68 / 25),  # from the day of the count, as it is stored
        (date(2020, 7, 2), 68 / 28, 68 / 25),  # a day before the count: from the count's own
        (date(2025, 8, 27), 68 / 28, 68 / 25),
        (TODAY, 68 / 13, 68 / 10),
        (date(2026, 12, 31), 68 / 12, 68 / 9),  # 31 December to 30 September is nine months
        (date(2027, 9, 29), 68 / 3, 68 / 1),
        (date(2027, 9, 30), 68 / 3, 68 / 1),  # the deadline's own day still counts
        (date(2027, 10, 1), 68 / 2, None),
        (date(2027, 12, 31), 68 / 1, None),
        (date(2028, 1, 1), None, None),
    ],
)
def test_what_is_needed_is_of_the_day(
    built: duckdb.DuckDBPyConnection,
    today: date | None,
    calendar: float | None,
    fiscal: float | None,
) -> None:
    found = needed(built, today)
    assert found == {"calendar": pytest.approx(calendar), "fiscal": pytest.approx(fiscal)}


def test_the_verdict_is_the_one_worked_by_hand(built: duckdb.DuckDBPyConnection) -> None:
    found = verdict(built, TODAY)
    seen = {(row["side"], row["base"]): row["seen"] for row in found.to_dicts()}
    assert seen == {
        ("36", "window"): pytest.approx(1 / 36),
        ("36", "before"): pytest.approx(1 / 39),
        ("36", "first"): pytest.approx(32 / 66),
        ("30", "window"): pytest.approx(7 / 36),
        ("30", "before"): pytest.approx(7 / 48),
        ("30", "first"): pytest.approx(32 / 66),
    }
    first = found.row(0, named=True)
    assert first["outcome"] == "judged"
    assert (first["best"], first["worst"]) == ("far_behind", "far_behind")
    assert first["least"] == pytest.approx(68 / 13 / (32 / 66))
    assert first["most"] == pytest.approx(6.8 / (1 / 39))
    assert (first["by_end_least"], first["by_end_most"]) == (37, 43)
    assert set(found["needed_calendar"]) == {68 / 13}
    assert set(found["needed_fiscal"]) == {6.8}


def test_verdict_and_kpi_say_one_need(built: duckdb.DuckDBPyConnection) -> None:
    for today in (TODAY, date(2025, 12, 31), date(2027, 9, 30), date(2027, 12, 1)):
        row = verdict(built, today).row(0, named=True)
        assert needed(built, today) == {
            reading: pytest.approx(row[f"needed_{reading}"]) for reading in ("calendar", "fiscal")
        }


@pytest.mark.parametrize(
    ("today", "outcome"),
    [
        (date(2020, 7, 2), "few"),
        (date(2022, 11, 8), "few"),  # 5 and 15
        (date(2022, 11, 9), "judged"),  # and 30
        (date(2027, 12, 31), "judged"),
        (date(2028, 1, 1), "passed"),
    ],
)
def test_nothing_is_judged_on_fewer_than_three_counts_or_after_the_year(
    built: duckdb.DuckDBPyConnection, today: date, outcome: str
) -> None:
    found = verdict(built, today)
    assert set(found["outcome"]) == {outcome}
    assert (found["base"].null_count() == 0) is (outcome == "judged")


def test_a_target_without_a_count_can_not_be_judged(built: duckdb.DuckDBPyConnection) -> None:
    text = published.page_queries("overview")["verdict"]
    rows = built.sql(text, params={"today": TODAY}).pl()
    assert rows.filter(metric_id="economic_value")["outcome"].to_list() == ["few"]


def test_as_known_on_a_day_the_verdict_rests_on_what_was_known(warehouse: Path) -> None:
    """By 26 August 2568 the newest count is 36 or 30; 28 and 25 months were left.

    Side 36: 15 was in force on 26 August 2565, 21/36; 30 before it, 6/33; 31/51. Side 30: 15/36;
    15 before it on 7 November 2564, 15/45; 25/51.
    """
    day = date(2025, 8, 26)
    connection = record(warehouse, day, CONFIG)
    found = verdict(connection, day)
    connection.close()
    assert {(row["side"], row["base"]): row["seen"] for row in found.to_dicts()} == {
        ("36", "window"): pytest.approx(21 / 36),
        ("36", "before"): pytest.approx(6 / 33),
        ("36", "first"): pytest.approx(31 / 51),
        ("30", "window"): pytest.approx(15 / 36),
        ("30", "before"): pytest.approx(15 / 45),
        ("30", "first"): pytest.approx(25 / 51),
    }
    assert found["least"][0] == pytest.approx(69 / 28 / (31 / 51))
    assert set(found["best"]) == {"far_behind"}


@pytest.mark.parametrize(
    ("needed_pace", "seen", "word"),
    [
        (0, 0, "on_track"),  # the target is reached
        (1, 1, "on_track"),
        (1.25, 1, "near"),
        (1.26, 1, "behind"),
        (2, 1, "behind"),
        (2.01, 1, "far_behind"),
        (1, 0, "far_behind"),
        (1, -1, "far_behind"),
    ],
)
def test_the_word_follows_the_ratio(
    built: duckdb.DuckDBPyConnection, needed_pace: float, seen: float, word: str
) -> None:
    found = built.execute("select verdict_word(pace_ratio(?, ?))", [needed_pace, seen]).fetchone()
    assert found == (word,)
