from datetime import date

import pytest

from dashboard.pace import Point, deadline, months, needed, seen

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
    recent, first = seen(RECORD)
    assert (recent.start.value, recent.start.as_of) == (36, date(2023, 7, 1))
    assert recent.per_month == pytest.approx(1 / 25)
    assert (first.start.value, first.end.value) == (5, 37)
    assert first.per_month == pytest.approx(32 / 51)


def test_two_reports_of_one_announcement_are_no_pace() -> None:
    assert seen(RECORD[-2:]) == ()
    assert seen(RECORD[:1]) == ()
    assert seen([]) == ()


def test_one_earlier_statement_gives_one_pace() -> None:
    (only,) = seen(RECORD[:2])
    assert only.per_month == pytest.approx(10 / months(RECORD[0].as_of, RECORD[1].as_of))


def test_a_deadline_is_the_last_day_of_its_year() -> None:
    assert deadline(2027, "calendar") == date(2027, 12, 31)
    assert deadline(2027, "fiscal") == date(2027, 9, 30)
