"""Pace and projection over any counts: what holds whatever the record says."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.pace import FEWEST, PROJECTED, Point, Projection, projected, window, within

DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))
COUNTS = st.lists(st.builds(Point, DAYS, st.integers(0, 200).map(float)), max_size=12)


@given(COUNTS, st.sampled_from([12, 36]))
def test_the_pace_seen_times_its_months_is_what_was_gained(points: list[Point], span: int) -> None:
    seen = within(points, span)
    if seen:
        assert seen.per_month * seen.months == pytest.approx(seen.end.value - seen.start.value)
        assert 1 <= seen.months <= span
        assert seen.end.as_of == max(point.as_of for point in points)


@given(COUNTS, st.integers(1, 300), st.randoms(use_true_random=False))
def test_the_order_of_the_counts_changes_nothing(
    points: list[Point], target: int, chance: object
) -> None:
    shuffled = sorted(points, key=lambda _: chance.random())  # type: ignore[attr-defined]
    assert projected(shuffled, target) == projected(points, target)


@given(COUNTS, st.integers(1, 300))
def test_a_projection_rises_rests_on_enough_counts_and_comes_after_them(
    points: list[Point], target: int
) -> None:
    line = projected(points, target)
    held = window(points, PROJECTED)
    if not isinstance(line, Projection):
        return
    assert line.points == held
    assert len(held) >= FEWEST
    assert line.per_day > 0
    assert line.reached_on > held[-1].as_of
    assert line.value(line.reached_on) >= target - 1e-6
    assert line.value(line.reached_on - timedelta(days=1)) < target + 1e-6


@given(
    DAYS,
    st.lists(st.integers(0, 900), min_size=4, max_size=9, unique=True),
    st.integers(1, 50),
    st.integers(1, 100),
)
def test_counts_on_a_line_give_that_line(
    start: date, days: list[int], slope: int, ahead: int
) -> None:
    points = [Point(start + timedelta(days=day), float(slope * day)) for day in days]
    line = projected(points, slope * (max(days) + ahead))
    assert isinstance(line, Projection)
    assert line.per_day == pytest.approx(slope)
    reached = start + timedelta(days=max(days) + ahead)
    assert abs((line.reached_on - reached).days) <= 1  # rounding may reach a day late


@given(COUNTS, st.integers(1, 300), st.integers(-2000, 2000))
def test_a_record_moved_in_time_is_projected_as_much_later(
    points: list[Point], target: int, moved: int
) -> None:
    line = projected(points[: FEWEST + 1], target)
    later = [Point(point.as_of + timedelta(days=moved), point.value) for point in points]
    there = projected(later[: FEWEST + 1], target)
    if isinstance(line, Projection) and isinstance(there, Projection):
        same = len(line.points) == len(there.points)  # months differ in length at a window's edge
        assert not same or abs((there.reached_on - line.reached_on).days - moved) <= 1
