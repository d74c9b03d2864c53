"""Numbers and dates as a reader sees them. Pure: language and era are arguments.

A month stays a month, an undated statement says so. Dates arrive in the common era.
"""

from datetime import date
from typing import Literal

from dashboard.reader.text import Lang, t
from sql.numbers import Number, million, number, per, plain, rank, unit_of
from sql.words import BE

__all__ = [
    "BE",
    "Number",
    "million",
    "number",
    "per",
    "plain",
    "rank",
    "unit_of",
]  # as the load says

Era = Literal["be", "ce"]
Year = Literal["calendar", "fiscal"]

ERAS: tuple[Era, ...] = ("be", "ce")
YEARS: tuple[Year, ...] = ("calendar", "fiscal")


def year(ce: int, lang: Lang, era: Era, *, named: bool = False) -> str:
    """A year in its era: `2568`, or named `พ.ศ. 2568`, `ค.ศ. 2025`, `2568 BE`, `2025`."""
    shown = str(ce + BE if era == "be" else ce)
    if lang == "en":
        return f"{shown} BE" if era == "be" else shown
    return f"{t(f'era.{era}', lang)} {shown}" if named else shown


def day(
    value: date | None, precision: str | None, lang: Lang, era: Era, *, long: bool = False
) -> str:
    """A date at the precision its source gave (day, month, year), or "undated".

    `27 ส.ค. 2568`, `ก.ค. 2566`, `พ.ศ. 2566`; `27 Aug 2025`, `Jul 2023`, `2023`.
    """
    if value is None or precision in {None, "unknown", ""}:
        return t("state.undated", lang)
    if precision == "year":
        return year(value.year, lang, era, named=True)
    month = t(f"month_{'long' if long else 'short'}.{value.month}", lang)
    shown = f"{month} {year(value.year, lang, era)}"
    return shown if precision == "month" else f"{value.day} {shown}"


def period(iso: str | None, lang: Lang, era: Era, *, long: bool = False) -> str:
    """A partial ISO date (`2025-08-27`, `2023-07`, `2023`, none) at its own precision."""
    if not iso:
        return t("state.undated", lang)
    parts = [int(part) for part in iso.split("-")]
    precision = ("year", "month", "day")[len(parts) - 1]
    return day(date(*[*parts, 1, 1][:3]), precision, lang, era, long=long)


def iso(value: date | None, precision: str | None) -> str | None:
    """A date cut to what is known of it: `2023-07`; nothing where it is undated. For exports."""
    if value is None:
        return None
    return {"day": value.isoformat(), "month": f"{value:%Y-%m}", "year": f"{value:%Y}"}.get(
        precision or ""
    )


def span(start: date | None, end: date | None, precision: str | None, lang: Lang, era: Era) -> str:
    """One date, or two with a dash where an event lasted."""
    first = day(start, precision, lang, era)
    last = day(end, precision, lang, era)
    return first if end is None or first == last else f"{first} – {last}"


def fiscal(be: int, lang: Lang, era: Era) -> str:
    """A fiscal year with its name: `ปีงบฯ 2566`, `FY 2023`."""
    return t("year.fiscal_of", lang, year=year(be - BE, lang, era))
