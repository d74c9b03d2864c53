from datetime import date

import pytest

from dashboard.pace import (
    Point,
    Projection,
    deadline,
    months_before,
    needed,
    projected,
    since_first,
    since_highest,
    window,
    within,
)

LAST, TODAY = date(2025, 8, 27), date(2026, 11, 21)
RECORD = [
    Point(date(2021, 5, 24), 5),
    Point(date(2021, 11, 7), 15),
    Point(date(2022, 11, 9), 30),
    Point(date(2023, 7, 1), 36),
    Point(date(2024, 4, 23), 30),
    Point(date(2025, 8, 27), 37),
    Point(date(2025, 8, 28), 37),
]


def test_by_2570_is_read_as_calendar_and_as_fiscal_year() -> None:
    calendar, fiscal = needed(37, 105, 2027, LAST)
    assert (calendar.reading, calendar.ends_on) == ("calendar", date(2027, 12, 31))
    assert (fiscal.reading, fiscal.ends_on) == ("fiscal", date(2027, 9, 30))
    assert (calendar.left, fiscal.left) == (68, 68)
    assert calendar.per_month == pytest.approx(68 / 28)
    assert fiscal.per_month == pytest.approx(68 / 25)


def test_from_a_later_day_more_is_needed_a_month() -> None:
    calendar, fiscal = needed(37, 105, 2027, TODAY)
    assert calendar.per_month == pytest.approx(68 / 13)
    assert fiscal.per_month == pytest.approx(68 / 10)


def test_after_the_deadline_no_pace_is_left() -> None:
    calendar, fiscal = needed(37, 105, 2027, date(2027, 10, 1))
    assert calendar.per_month is not None
    assert fiscal.per_month is None
    assert fiscal.months == 0


def test_the_last_days_count_as_a_month() -> None:
    calendar, _ = needed(37, 105, 2027, date(2027, 12, 20))
    assert (calendar.months, calendar.per_month) == (1, 68)


def test_a_target_that_is_reached_needs_nothing_more() -> None:
    assert [reading.left for reading in needed(110, 105, 2027, LAST)] == [0, 0]


def test_the_pace_seen_starts_at_the_highest_count_before_and_at_the_first() -> None:
    recent, first = since_highest(RECORD), since_first(RECORD)
    assert recent
    assert first
    assert (recent.start.value, recent.start.as_of) == (36, date(2023, 7, 1))
    assert recent.per_month == pytest.approx(1 / 25)
    assert (first.start.value, first.end.value) == (5, 37)
    assert first.per_month == pytest.approx(32 / 51)


def test_two_reports_of_one_announcement_are_no_pace() -> None:
    for points in (RECORD[-2:], RECORD[:1], []):
        assert (since_highest(points), since_first(points), within(points, 36)) == (None,) * 3


def test_a_window_ends_with_the_last_statement() -> None:
    last = within(RECORD, 36)
    assert last
    assert (last.start, last.end.value) == (Point(date(2022, 11, 9), 30), 37)
    assert last.per_month == pytest.approx(7 / 33)  # 9 Nov 2022 to 28 Aug 2025
    assert within(RECORD, 12) is None
    assert [point.value for point in window(RECORD, 17)] == [30, 37, 37]
    assert [point.value for point in window(RECORD, 16)] == [37, 37]


def test_months_before_a_day_keep_it_or_the_months_last() -> None:
    assert months_before(date(2025, 8, 27), 36) == date(2022, 8, 27)
    assert months_before(date(2024, 3, 31), 1) == date(2024, 2, 29)
    assert months_before(date(2025, 1, 15), 1) == date(2024, 12, 15)
    assert months_before(date(2024, 2, 29), 12) == date(2023, 2, 28)


LINE = [Point(date(2024, 1, 1 + day), 10.0 + day) for day in range(0, 20, 5)]  # a city a day


def test_counts_on_a_line_reach_the_target_where_the_line_does() -> None:
    line = projected(LINE, 41)
    assert isinstance(line, Projection)
    assert line.reached_on == date(2024, 2, 1)  # 31 days after 10 cities
    assert line.per_month == pytest.approx(365.25 / 12)
    assert line.value(date(2024, 1, 8)) == pytest.approx(17)
    assert len(line.points) == 4


@pytest.mark.parametrize(
    ("points", "target", "reason"),
    [
        (LINE[:3], 41, "few"),
        (LINE, 25, "reached"),
        ([Point(point.as_of, 30 - point.value) for point in LINE], 41, "flat"),
        ([Point(point.as_of, 7) for point in LINE], 41, "flat"),
        ([Point(date(2024, 1, 1), value) for value in (1, 2, 3, 4)], 41, "flat"),
        ([*LINE, Point(date(2024, 1, 21), 11)], 17, "passed"),
        ([Point(p.as_of, p.value / 1e6) for p in LINE], 41, "far"),
        ([*LINE, Point(date(2030, 1, 1), 20)], 41, "few"),  # all others are older than 36 months
    ],
)
def test_a_projection_is_withheld_for_a_reason(
    points: list[Point], target: float, reason: str
) -> None:
    assert projected(points, target) == reason


def test_a_deadline_is_the_last_day_of_its_year() -> None:
    assert deadline(2027, "calendar") == date(2027, 12, 31)
    assert deadline(2027, "fiscal") == date(2027, 9, 30)
