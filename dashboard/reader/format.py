"""Numbers, amounts and dates as a reader sees them. Pure: language and era are arguments.

A figure keeps what its source said: a bound stays a bound ("กว่า 66,000", never 66,000) and is cut
to the side that is certain, a month stays a month, an undated statement says so. Amounts arrive in
baht and leave in million baht, dates arrive in the common era.
"""

from datetime import date
from decimal import Decimal
from typing import Literal

from dashboard.reader.text import Lang, t, unit
from sql.numbers import MILLION, PERCENT, Number, million, number, per, plain, rank, unit_of

__all__ = ["Number", "million", "number", "per", "plain", "rank", "unit_of"]  # as the load says

Era = Literal["be", "ce"]
Year = Literal["calendar", "fiscal"]

ERAS: tuple[Era, ...] = ("be", "ce")
YEARS: tuple[Year, ...] = ("calendar", "fiscal")

_BE = 543

# ------------------------------------------------------------------------------------- numbers


def money(baht: Number, lang: Lang) -> str:
    """Baht in whole millions, as `523 ล้านบาท` or `523 million baht`."""
    return f"{number(Decimal(str(baht)) / MILLION)} {unit('baht_million', lang)}"


def qualifier(code: str | None, lang: Lang) -> str:
    """The word before a number: `กว่า`, `over`; nothing for an exact one."""
    return "" if not code or code == "=" else t(f"qualifier.{code}", lang)


def bounded(
    value: str | None,
    lang: Lang,
    sign: str | None = "=",
    lower: str | None = None,
    upper: str | None = None,
) -> str:
    """A number that is already text, with its qualifier, or its range, or "no data yet".

    A range appears where both bounds are stated and no value is; a lone bound takes its sign.
    """
    mark = qualifier(sign, lang)
    if value is None and lower is not None and upper is not None and lower != upper:
        return f"{mark} {lower}–{upper}".strip()
    if value is None and lower is not None:
        value, mark = lower, mark or qualifier(">=", lang)
    if value is None and upper is not None:
        value, mark = upper, mark or qualifier("<=", lang)
    if value is None:
        return t("state.no_data", lang)
    return f"{mark} {value}".strip()


def whole(kind: str, *values: Number | None) -> str:
    """The format of a tile: whole percents, unless that would say none or all of what is not."""
    shares = [float(value) for value in values if value is not None]
    if kind not in PERCENT or any(
        share != round(share) and number(share) in {"0", "100"} for share in shares
    ):
        return kind
    return "percent0"


def is_none_named(value: Number | None, lower: Number | None, upper: Number | None) -> bool:
    """Whether a figure is "at least none": nobody is named, and the list is not complete."""
    return value is None and upper is None and lower is not None and not lower


def is_number(value: Number | None, lower: Number | None, upper: Number | None) -> bool:
    """Whether a figure is worded with a number, after which its unit stands."""
    stated = value is not None or lower is not None or upper is not None
    return stated and not is_none_named(value, lower, upper)


def figure(
    value: Number | None,
    kind: str,
    lang: Lang,
    *,
    sign: str | None = "=",
    lower: Number | None = None,
    upper: Number | None = None,
) -> str:
    """A statement's number in the format of a KPI with its qualifier: `over 39.68%`, `2–4`."""
    if is_none_named(value, lower, upper):
        return t("state.none_named", lang)
    parts = ((value, sign), (lower, ">="), (upper, "<="))
    texts = [None if part is None else plain(part, kind, cut) for part, cut in parts]
    return bounded(texts[0], lang, sign, texts[1], texts[2])


def kpi(
    value: Number | None,
    kind: str,
    unit_code: str,
    lang: Lang,
    *,
    sign: str | None = "=",
    lower: Number | None = None,
    upper: Number | None = None,
    of: Number | None = None,
) -> str:
    """A KPI's figure with its qualifier and unit: `กว่า 523.80 ล้านบาทต่อแผน`, `0.153%`, `37 เมือง`.

    A rank is one of as many (`of`): `อันดับ 86 จาก 146 เมือง`, `ranked 86th of 146 cities`.
    """
    if unit_code == "rank" and value is not None:
        return rank(value, of, lang)
    text = figure(value, kind, lang, sign=sign, lower=lower, upper=upper)
    if kind in PERCENT or not is_number(value, lower, upper):
        return text
    count = None if value is None else float(value)
    return f"{text} {unit(unit_of(unit_code, kind), lang, count)}"


def change(value: Number, kind: str, unit_code: str, lang: Lang) -> str:
    """What a KPI moved by, signed: `+7 เมือง`, `−9.09 จุดร้อยละ`, `0 เมือง`."""
    exact = Decimal(str(value))
    sign, size = "+" if exact > 0 else "\u2212" if exact < 0 else "", abs(exact)
    if kind in PERCENT:
        points = number(size, PERCENT[kind])
        return f"{sign}{points} {unit('percentage_points', lang, float(size))}"
    return sign + kpi(size, kind, unit_code, lang)


def kind_of(unit_code: str) -> str:
    """The number format that a unit asks for: baht in millions, percent with its sign."""
    return {
        "THB": "baht_million",
        "THB_per_project": "baht_million",
        "percent": "percent2",
    }.get(unit_code, "")


def measured(
    value: Number | None,
    unit_code: str,
    lang: Lang,
    *,
    sign: str | None = "=",
    lower: Number | None = None,
    upper: Number | None = None,
) -> str:
    """A statement's number with qualifier and unit: `กว่า 66,000 ล้านบาท`, `57 จังหวัด`, `36.5%`.

    Less than a million baht stays in baht. A rank follows its name: `อันดับ 84`, `ranked 84th`.
    """
    if unit_code == "rank" and value is not None:
        return rank(value, None, lang)
    stated = [abs(float(part)) for part in (value, lower, upper) if part is not None]
    small = max(stated, default=0.0) < MILLION
    kind = "" if unit_code == "THB" and small else kind_of(unit_code)
    text = figure(value, kind, lang, sign=sign, lower=lower, upper=upper)
    if kind in PERCENT or not is_number(value, lower, upper):
        return text
    count = None if value is None else float(value)
    return f"{text} {unit(unit_of(unit_code, kind), lang, count)}"


# --------------------------------------------------------------------------------------- dates


def year(ce: int, lang: Lang, era: Era, *, named: bool = False) -> str:
    """A year in its era: `2568`, or named `พ.ศ. 2568`, `ค.ศ. 2025`, `2568 BE`, `2025`."""
    shown = str(ce + _BE if era == "be" else ce)
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


def fiscal_year(value: date) -> int:
    """The Thai fiscal year, in the Buddhist era, that a day falls in: 1 October begins the next."""
    return value.year + _BE + (value.month >= 10)


def fiscal(be: int, lang: Lang, era: Era) -> str:
    """A fiscal year with its name: `ปีงบฯ 2566`, `FY 2023`."""
    return t("year.fiscal_of", lang, year=year(be - _BE, lang, era))
