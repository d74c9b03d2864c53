"""Pace towards a target: how many a month are needed, how many were seen. Days in, numbers out.

The target says "by 2570" and not whether the calendar or the fiscal year is meant: both are read.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import Literal

from dashboard.format import YEARS, Year

WINDOWS = (12, 36)  # months up to the last statement in which the pace seen is measured
PROJECTED = 36  # months up to the last statement whose counts make the projection
FEWEST = 4  # counts that a projection needs
FARTHEST = 100  # years from the last statement beyond which no day is projected

Reason = Literal["few", "reached", "flat", "passed", "far"]


@dataclass(frozen=True)
class Point:
    """A count that was stated, and the first day that it may describe."""

    as_of: date
    value: float


@dataclass(frozen=True)
class Needed:
    """What one reading of the deadline asks for, counted from one day."""

    reading: Year
    ends_on: date
    since: date
    months: int  # whole months left, 0 when the deadline has passed
    left: float  # still to come
    per_month: float | None  # None when the deadline has passed


@dataclass(frozen=True)
class Seen:
    """What was reached between two statements."""

    start: Point
    end: Point
    months: int  # whole months
    per_month: float


@dataclass(frozen=True)
class Projection:
    """The straight line nearest to some counts (least squares), and when it reaches the target."""

    points: tuple[Point, ...]  # in order of time
    start_value: float  # of the line, on the day of the first point
    per_day: float
    reached_on: date

    @property
    def per_month(self) -> float:
        """The line's growth in a month of average length."""
        return self.per_day * 365.25 / 12

    def value(self, day: date) -> float:
        """The line's count on a day."""
        return self.start_value + self.per_day * (day - self.points[0].as_of).days


def months(start: date, end: date) -> int:
    """Whole months from one day to another, as `date_sub` counts them; never below 0."""
    whole = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    return max(whole, 0)


def deadline(year: int, reading: Year) -> date:
    """The last day of a common-era year: 31 December, or 30 September of the Thai fiscal year."""
    return date(year, 9, 30) if reading == "fiscal" else date(year, 12, 31)


def needed(value: float, target: float, year: int, since: date) -> tuple[Needed, ...]:
    """Needed a month to reach `target` by the end of `year`, in both readings, from `since`."""
    left = max(target - value, 0)
    found = []
    for reading in YEARS:
        ends_on = deadline(year, reading)
        span = max(months(since, ends_on), 1) if since < ends_on else 0  # the last month is one
        rate = left / span if span else None
        found.append(Needed(reading, ends_on, since, span, left, rate))
    return tuple(found)


def months_before(day: date, count: int) -> date:
    """The same day `count` months earlier; the month's last one where it is shorter."""
    years, month = divmod(day.year * 12 + day.month - 1 - count, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def window(points: Iterable[Point], span: int) -> tuple[Point, ...]:
    """The points of the last `span` months up to the last one, in order of time."""
    ordered = sorted(points, key=lambda point: (point.as_of, point.value))
    return tuple(
        point for point in ordered if point.as_of >= months_before(ordered[-1].as_of, span)
    )


def within(points: Iterable[Point], span: int) -> Seen | None:
    """Seen a month from the first to the last statement of the last `span` months.

    None where no two of them are a month apart or more.
    """
    held = window(points, span)
    return _between(held[0], held[-1]) if held else None


def since_highest(points: Iterable[Point]) -> Seen | None:
    """Seen a month since the highest count before the last statement, where it first stood.

    The highest before, because a cumulative count that fell and rose again has not grown by that.
    """
    ordered = sorted(points, key=lambda point: point.as_of)
    earlier = [point for point in ordered if months(point.as_of, ordered[-1].as_of)]
    if not earlier:
        return None
    return _between(max(earlier, key=lambda p: (p.value, -p.as_of.toordinal())), ordered[-1])


def since_first(points: Iterable[Point]) -> Seen | None:
    """Seen a month since the first statement."""
    ordered = sorted(points, key=lambda point: point.as_of)
    return _between(ordered[0], ordered[-1]) if ordered else None


def projected(points: Iterable[Point], target: float) -> Projection | Reason:
    """When the target is reached, if counts go on as in the last months; or why that is not said.

    Few: fewer than `FEWEST` counts. Reached: the last count is the target or more. Flat: the line
    does not rise. Passed: it is at the target by the last count, which is below. Far: it reaches
    the target more than `FARTHEST` years after the last count.
    """
    held = window(points, PROJECTED)
    if len(held) < FEWEST:
        return "few"
    if held[-1].value >= target:
        return "reached"
    start = held[0].as_of
    days = [(point.as_of - start).days for point in held]
    mean_day = sum(days) / len(held)
    mean = sum(point.value for point in held) / len(held)
    spread = sum((day - mean_day) ** 2 for day in days)
    along = sum(
        (day - mean_day) * (point.value - mean) for day, point in zip(days, held, strict=True)
    )
    if not spread or along <= 0:
        return "flat"
    per_day = along / spread
    start_value = mean - per_day * mean_day
    needed_days = (target - start_value) / per_day
    if needed_days <= days[-1]:
        return "passed"
    if needed_days > days[-1] + FARTHEST * 365.25:
        return "far"
    return Projection(held, start_value, per_day, start + timedelta(days=ceil(needed_days)))


def _between(start: Point, end: Point) -> Seen | None:
    """From one statement to a later one; None within a month."""
    span = months(start.as_of, end.as_of)
    return Seen(start, end, span, (end.value - start.value) / span) if span else None
