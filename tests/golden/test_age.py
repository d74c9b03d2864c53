"""How old each headline figure is on 29 November 2569, worked by hand from its as-of.

Its age is counted from the last day that the as-of may mean: of a month its last, of a year the
31st of December. Within the KPI's promise it is current, within twelve months ageing, beyond old.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from sql import warehouse as published

TODAY = date(2026, 11, 29)
YEAR = 365  # none of the days between 29 November 2568 and 2569 is a leap day
# KPI -> (last day of its as-of, days to today, days promised, state)
DATED = {
    # one announcement of 27 August 2568: 365 days to 27 August 2569 and 94 more to today
    "certified_cities": (date(2025, 8, 27), 459, 180, "old"),
    "target_attainment": (date(2025, 8, 27), 459, 180, "old"),
    "pace_gap": (date(2025, 8, 27), 459, 180, "old"),
    "mobilised_investment": (date(2025, 8, 28), 458, 180, "old"),
    # depa's registry in January 2569 ends on the 31st
    "promotion_zones": (date(2026, 1, 31), 302, 180, "ageing"),
    "plans_submitted": (date(2026, 1, 31), 302, 180, "ageing"),
    # the announcement of batch 2 on 14 June 2566
    "plans_created": (date(2023, 6, 14), 1264, 180, "old"),
    "plan_zone_conversion": (date(2023, 6, 14), 1264, 180, "old"),
    "white_space_provinces": (date(2023, 6, 14), 1264, 180, "old"),
    "planned_investment": (date(2023, 6, 14), 1264, 180, "old"),
    "planned_investment_per_plan": (date(2023, 6, 14), 1264, 180, "old"),
    "cohort_participants": (date(2023, 6, 14), 1264, 180, "old"),
    "provinces_reached": (date(2023, 6, 14), 1264, 180, "old"),
    "officials_trained": (date(2023, 6, 14), 1264, 180, "old"),
    "pilot_areas": (date(2023, 6, 14), 1264, 180, "old"),
    "citizens_reached": (date(2023, 6, 14), 1264, 180, "old"),
    "province_coverage": (date(2023, 7, 31), 1217, 180, "old"),  # July 2566
    "ambassadors_per_100k_residents": (date(2022, 11, 30), 1460, 180, "old"),
    "completion_rate": (date(2022, 7, 4), 1609, 180, "old"),
    "ambassadors_per_province": (date(2022, 7, 4), 1609, 180, "old"),
    "lao_engagement": (date(2020, 7, 2), 2341, 180, "old"),
    "tscci_score": (date(2025, 9, 25), 430, 366, "old"),
    "imd_rank": (date(2025, 12, 31), 333, 366, "current"),  # the ranking of 2568
    # what the record says of itself is of its newest day
    "provenance_coverage": (date(2026, 7, 19), 133, 31, "ageing"),
    "open_conflicts": (date(2026, 7, 19), 133, 31, "ageing"),
    "freshness": (date(2026, 7, 19), 133, 31, "ageing"),
}
UNDATED = ["cdp_areas", "pilot_project_value", "pilot_projects"]


@pytest.fixture(scope="module")
def built(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        yield connection


def test_each_headline_has_its_age(built: duckdb.DuckDBPyConnection) -> None:
    found = built.execute(
        """
        select headline.metric_id, headline.as_of_end, age_days, headline.promise_days, age_state
        from metrics.headline as headline
        inner join figures_on($today) as figure
            on headline.figure_set = figure.figure_set and headline.place_code = figure.place_code
        """,
        {"today": TODAY},
    ).fetchall()
    promised = dict.fromkeys(UNDATED, 180) | {"cdp_areas": 92}
    undated = {name: (None, None, days, "old") for name, days in promised.items()}
    assert {name: tuple(row) for name, *row in found} == DATED | undated


def test_the_list_is_right() -> None:
    for name, (ends_on, days, promise, state) in DATED.items():
        assert (TODAY - ends_on).days == days, name
        states = {days <= promise: "current", promise < days <= YEAR: "ageing"}
        assert states.get(True, "old") == state, name


def test_of_the_others_one_in_28_is_current(built: duckdb.DuckDBPyConnection) -> None:
    """25 dated ones beside this KPI itself, and three undated; the rank of Bangkok is current."""
    assert len(DATED) - 1 + len(UNDATED) == 28
    found = built.execute(
        "select value, lower, upper, qualifier, numerator, denominator from figures_on($today) "
        "where metric_id = 'freshness'",
        {"today": TODAY},
    ).fetchall()
    assert found == [(100 / 28, 100 / 28, 100 / 28, "=", 1, 28)]


@pytest.mark.parametrize(
    ("days", "state"),
    [(0, "current"), (180, "current"), (181, "ageing"), (365, "ageing"), (366, "old")],
)
def test_where_the_states_meet(days: int, state: str) -> None:
    with duckdb.connect() as connection:
        connection.execute(published.text("macros.sql"))
        (found,) = connection.execute(
            "select age_state($today::date, $ends_on::date, 180), "
            "age_state($today::date, null::date, 180), "
            "age_in('day', $today::date, $ends_on::date), "
            "age_in('day', $ends_on::date, $today::date), "
            "age_in('day', $today::date, null::date)",
            {"today": TODAY, "ends_on": TODAY - timedelta(days)},
        ).fetchall()
    assert found == (state, "old", days, 0, None)


@pytest.mark.parametrize(
    ("place", "as_of", "oldest", "undated"),
    [  # other large projects: as of the newest row, as old as the oldest
        ("20", date(2024, 7, 23), date(2022, 12, 29), 1),  # Pattaya's CCTV; the EEC; Si Racha
        ("10", date(2023, 6, 12), date(2023, 6, 12), 3),  # One Bangkok; three without a day
        ("40", date(2023, 3, 11), date(2023, 3, 11), 0),
        ("24", None, None, 1),
    ],
)
def test_a_sum_is_as_old_as_its_oldest_row(
    built: duckdb.DuckDBPyConnection,
    place: str,
    as_of: date | None,
    oldest: date | None,
    undated: int,
) -> None:
    found = built.execute(
        "select as_of, ages_from, undated_rows, age_days, age_state from figures_on($today) "
        "where metric_id = 'other_planned_investment' and place_code = $place",
        {"today": TODAY, "place": place},
    ).fetchall()
    days = None if oldest is None else (TODAY - oldest).days
    assert found == [(as_of, oldest, undated, days, "old")]
