"""Pace towards a target: how many a month are needed, how many were seen. Days in, numbers out.

The target says "by 2570" and not whether the calendar or the fiscal year is meant: both are read.
"""

from dataclasses import dataclass
from datetime import date

from dashboard.format import YEARS, Year


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


def seen(points: list[Point]) -> tuple[Seen, ...]:
    """Seen a month up to the last statement: since the highest before it, and since the first.

    The highest before, because a cumulative count that fell and rose again has not grown by that.
    """
    ordered = sorted(points, key=lambda point: point.as_of)
    if len(ordered) < 2:
        return ()
    last, earlier = ordered[-1], [p for p in ordered if months(p.as_of, ordered[-1].as_of) >= 1]
    if not earlier:
        return ()
    recent = max(earlier, key=lambda point: (point.value, -point.as_of.toordinal()))
    starts = [recent] if recent == earlier[0] else [recent, earlier[0]]
    spans = [(start, months(start.as_of, last.as_of)) for start in starts]
    return tuple(
        Seen(start, last, span, (last.value - start.value) / span) for start, span in spans
    )
