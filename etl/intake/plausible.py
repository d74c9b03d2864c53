"""Rows that can be read but can hardly be meant: what a person must look at before they count.

A day after the file came, or long ago; an amount far beyond the others of its form; a plan that the
register knows by another name or in another province; a plan's code that looks like a typo.
"""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

import polars as pl

from etl.contract import Source, lineage
from etl.expressions import (
    BUDDHIST_OFFSET,
    LAST_YEAR,
    be_date,
    is_confirmed,
    name_key,
    official_province,
    province_names,
    thai_digits,
)

YEARS_BACK, YEARS_AHEAD = 15, 30  # a corrected year is of the last 15; no deadline is later than 30
AHEAD_MEANT = 5  # years ahead in which an end or a deadline was probably meant
FIRST_SERIAL = 36_526  # 1 January 2000 as spreadsheets count days
FAR_YEARS = 10  # a year so far off may have one wrong digit; a nearer one only two that are swapped
MEDIANS, ENOUGH = 100, 20  # held: beyond 100 times the median, where 20 amounts tell it
NEAR_CODE, NEAR_TOLD, NEAR_NAME = 0.84, 0.75, 0.6  # how alike: held, told, the same name
AS_OF = "as_of"
INTRODUCING = "agency_plan_events"  # the form whose first event of a plan introduces it
GENERIC = (  # words that most names of plans share
    r"โครงการ|แผนพัฒนา|แผน|การพัฒนา|พัฒนา|เมืองอัจฉริยะ|สมาร์ทซิตี้|อัจฉริยะ|เมือง|จังหวัด|เทศบาลนคร"
    r"|เทศบาลเมือง|เทศบาลตำบล|smart ?city|smart|city|project|plan|the|of"
)
ENGLISH, CODE = re.compile(r"[a-z]"), re.compile(r"[a-z0-9-]+$")


@dataclass(frozen=True)
class Plan:
    """A plan that is known: where it lies and all its names."""

    province_code: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """What was known before a file came: plans by code, and accepted amounts by unit, in baht."""

    plans: Mapping[str, Plan] = field(default_factory=dict)
    amounts: Mapping[str, tuple[float, ...]] = field(default_factory=dict)

    def with_accepted(self, source: Source, accepted: pl.DataFrame) -> "Known":
        """And what the accepted rows of one more file brought."""
        amounts = dict(self.amounts)
        for unit, more in _accepted_amounts(source, accepted).items():
            amounts[unit] = (*amounts.get(unit, ()), *more)
        return Known({**introduced(source, accepted, self.plans), **self.plans}, amounts)


@dataclass(frozen=True)
class Doubt:
    """Why a row waits for a person: row, column of the contract, reason, what was perhaps meant."""

    row: int
    column: str
    reason: str
    suggestion: str = ""


def doubts(
    source: Source, received: date, sent: pl.DataFrame, mapped: pl.DataFrame, known: Known
) -> list[Doubt]:
    """Every doubt about the rows of one file, which came on the day `received`.

    `sent` are its cells as text, `mapped` the columns of the contract; both have `_row`.
    """
    found = [*_dates(source, received, sent, mapped), *_amounts(source, sent, mapped, known)]
    if source.template and known.plans and "plan_key" in mapped.columns:
        found += _plans(source, sent, mapped, known.plans)
    return found


# --------------------------------------------------------------------------------------- dates


def _dates(
    source: Source, received: date, sent: pl.DataFrame, mapped: pl.DataFrame
) -> Iterator[Doubt]:
    told: set[tuple[int, str]] = set()  # row and heading: both ends of a range are in one cell
    for column, spec in source.contract.columns().items():
        if spec.dtype != pl.Date and not column.endswith("_year_be"):
            continue
        heading = lineage(source)[column][0]
        for doubt in _date_doubts(source, column, received, sent, mapped):
            if (doubt.row, heading) not in told:
                told.add((doubt.row, heading))
                yield doubt


def _date_doubts(
    source: Source, column: str, received: date, sent: pl.DataFrame, mapped: pl.DataFrame
) -> Iterator[Doubt]:
    """Doubts about one column of dates or of Buddhist years."""
    later = YEARS_AHEAD if column in source.ahead else 0
    if source.contract.columns()[column].dtype == pl.Date:
        first, last = _first_day(source, column), _years_later(received, later)
        found = mapped.select("_row", value=column)
        rows = found.filter(~pl.col("value").is_between(first, last))
    else:
        years = source.first_day.year, received.year + later
        first_year, last_year = (year + BUDDHIST_OFFSET for year in years)
        rows = mapped.select("_row", value=column).filter(
            ~pl.col("value").is_between(first_year, last_year)
        )
    if rows.is_empty():
        return
    heading = lineage(source)[column][0]
    cells = dict(sent.select("_row", heading).iter_rows())
    ahead = AHEAD_MEANT if column in source.ahead else 0
    for row, value in rows.iter_rows():
        this = received if isinstance(value, date) else received.year + BUDDHIST_OFFSET
        too_early = value < this
        reason = "long_past" if too_early else "future_date"
        yield Doubt(row, column, reason, date_meant(cells[row] or "", received, ahead))


def _first_day(source: Source, column: str) -> date:
    """The first day that a column may say; what is reported as of a day is never old."""
    return max(source.first_day, type(source).first_day) if column == AS_OF else source.first_day


def _years_later(day: date, years: int) -> date:
    return date(day.year + years, day.month, min(day.day, 28)) if years else day


def date_meant(cell: str, received: date, ahead: int = 0) -> str:
    """The cell with the year that was perhaps meant: 2658 for 2568; "" where none is likely.

    Of a day as spreadsheets count it (45351), the day itself. `ahead` are the years after the file
    came in which it may lie.
    """
    text: str = pl.select(thai_digits(pl.lit(cell))).item()
    if re.fullmatch(r"\d{5}", text) and int(text) >= FIRST_SERIAL:
        day = date(1899, 12, 30) + timedelta(days=int(text))
        return f"{day:%d/%m}/{day.year + BUDDHIST_OFFSET}" if day <= received else ""
    for written in re.findall(r"(?<!\d)\d{4}(?!\d)", text):
        if year := _likely_year(written, received.year, received.year + ahead):
            meant = text.replace(written, year, 1)
            return meant if _is_read(meant) else ""
    return ""


def _is_read(cell: str) -> bool:
    """Whether a cell is a year or a date."""
    is_date: bool = pl.DataFrame({"cell": cell}).select(be_date("cell").is_not_null()).item()
    return is_date or cell.strip().isdecimal()


def _likely_year(written: str, now: int, last: int) -> str:
    """Two neighbouring digits swapped; one digit wrong; 543 added twice or taken away twice.

    A year of the common era is mostly what a spreadsheet made of a Buddhist one, which is judged;
    of one with two digits it made one of the last century.
    """

    def common(year: str) -> int:
        return int(year) - BUDDHIST_OFFSET if int(year) > LAST_YEAR else int(year)

    def likely(year: str) -> bool:
        return now - YEARS_BACK <= common(year) <= last

    if likely(written):
        return ""
    eras = [f"{int(written) - BUDDHIST_OFFSET:04}", f"{int(written) + BUDDHIST_OFFSET:04}"]
    if found := next(filter(likely, [*_swapped(written), *eras]), ""):
        return found
    if written.startswith("19") and likely(f"25{written[2:]}"):
        return str(common(f"25{written[2:]}"))
    if int(written) <= LAST_YEAR:
        buddhist = _likely_year(eras[1], now, last)
        return str(common(buddhist)) if buddhist else ""
    if abs(common(written) - now) <= FAR_YEARS:
        return ""
    changed = {
        f"{written[:at]}{digit}{written[at + 1 :]}" for at in range(4) for digit in "0123456789"
    }
    near = list(filter(likely, changed))
    return near[0] if len(near) == 1 else ""


def _swapped(written: str) -> list[str]:
    return [f"{written[:at]}{written[at + 1]}{written[at]}{written[at + 2 :]}" for at in range(3)]


# ------------------------------------------------------------------------------------- amounts


def _accepted_amounts(source: Source, accepted: pl.DataFrame) -> dict[str, list[float]]:
    """The amounts of accepted rows by unit, in baht."""
    found: dict[str, list[float]] = {}
    for column, amount in source.amounts.items():
        rows = accepted.select(pl.col(amount.unit).cast(pl.String), pl.col(column).cast(pl.Float64))
        for unit, value in rows.drop_nulls().iter_rows():
            found.setdefault(unit, []).append(value)
    return found


def _amounts(
    source: Source, sent: pl.DataFrame, mapped: pl.DataFrame, known: Known
) -> Iterator[Doubt]:
    for column, amount in source.amounts.items():
        heading = lineage(source)[column][0]
        rows = mapped.select(
            "_row",
            unit=pl.col(amount.unit).cast(pl.String),
            value=pl.col(column).cast(pl.Float64),
        ).with_columns(sent.select(confirmed=is_confirmed(heading).fill_null(value=False)))
        rows = rows.drop_nulls(["unit", "value"])
        for (unit,), of_unit in rows.group_by("unit", maintain_order=True):
            limit = _limit(known.amounts.get(str(unit), ()), amount.largest)
            held = of_unit.filter((pl.col("value") > limit) & ~pl.col("confirmed"))
            yield from (Doubt(row, column, "amount_far_above") for row in held["_row"])


def _limit(before: tuple[float, ...], largest: int) -> float:
    """What is still likely: by those accepted before, or by the form's own bound."""
    if len(before) < ENOUGH:
        return largest
    median = pl.Series(before).median()
    return MEDIANS * median if isinstance(median, float) and median > 0 else largest


# --------------------------------------------------------------------------------------- plans


def introduced(
    source: Source, accepted: pl.DataFrame, plans: Mapping[str, Plan]
) -> dict[str, Plan]:
    """The plans that accepted rows name for the first time, where the form may introduce plans."""
    if source.name != INTRODUCING:
        return {}
    rows = accepted.select("plan_key", "province_code", "plan_name").unique(
        "plan_key", keep="first"
    )
    return {
        code: Plan(province, (name,))
        for code, province, name in rows.sort("plan_key").iter_rows()
        if code not in plans
    }


def near_plans(code: str, plan: Plan, plans: Mapping[str, Plan]) -> list[str]:
    """Codes of known plans that a new plan could be confused with, the nearest first."""
    codes = difflib.get_close_matches(code, list(plans), n=2, cutoff=NEAR_TOLD)
    mine = _bare(plan.names[0])
    alike = [
        other
        for other, found in plans.items()
        if any(_alike(mine, _bare(name), NEAR_TOLD) for name in found.names)
    ]
    return list(dict.fromkeys([*alike, *codes]))[:3]


def _plans(
    source: Source, sent: pl.DataFrame, mapped: pl.DataFrame, plans: Mapping[str, Plan]
) -> Iterator[Doubt]:
    named = "plan_name" in mapped.columns
    placed = (
        "province_code" in mapped.columns and "province_code" not in source.contract.primary_key()
    )
    heading = lineage(source)["plan_key"][0]
    rows = mapped.select(
        "_row",
        "plan_key",
        pl.col("plan_name") if named else pl.lit(None, pl.String).alias("plan_name"),
        pl.col("province_code") if placed else pl.lit(None, pl.String).alias("province_code"),
    ).with_columns(sent.select(confirmed=is_confirmed(heading).fill_null(value=False)))
    for row, code, name, province, confirmed in rows.drop_nulls("plan_key").iter_rows():
        if plan := plans.get(code):
            if province not in {None, "TH", plan.province_code}:
                yield Doubt(
                    row, "province_code", "other_province", official_province(plan.province_code)
                )
            if name and _contradicts(name, plan.names):
                yield Doubt(row, "plan_name", "other_name", plan.names[0])
        elif (
            not confirmed
            and CODE.match(code)
            and (meant := _code_meant(code, name, province, plans))
        ):
            yield Doubt(row, "plan_key", "typo_of_a_plan", meant)


def _code_meant(
    code: str, name: str | None, province: str | None, plans: Mapping[str, Plan]
) -> str:
    """The known code that a new one is probably a typo of; "" where it is a plan of its own."""
    if name:
        for other, plan in plans.items():
            if plan.province_code == province and _bare(name) in {*map(_bare, plan.names)} - {""}:
                return other
    of_its_province = bool(province) and code.replace("-", "") in _spellings(str(province))
    digits = re.sub(r"\D", "", code)
    for other in difflib.get_close_matches(code, list(plans), n=3, cutoff=NEAR_NAME):
        elsewhere = plans[other].province_code != province
        if re.sub(r"\D", "", other) != digits or (of_its_province and elsewhere):
            continue
        alike = _alike(code, other, NEAR_CODE)
        one_letter = abs(len(code) - len(other)) <= 1 and _one_edit(code, other)
        if alike or (one_letter and province == plans[other].province_code):
            return other
    return ""


def _alike(one: str, other: str, least: float) -> bool:
    """Whether two texts are as alike as that; most are told apart by their lengths and letters."""
    both = difflib.SequenceMatcher(None, one, other)
    ratios = (both.real_quick_ratio, both.quick_ratio, both.ratio)  # each is at most the one before
    return all(ratio() >= least for ratio in ratios)


def _one_edit(one: str, other: str) -> bool:
    """Whether one letter more, less or changed, or two swapped, make one of the other."""
    if len(one) == len(other):
        differ = [at for at in range(len(one)) if one[at] != other[at]]
        return len(differ) == 1 or (
            len(differ) == 2
            and one[differ[0]] == other[differ[1]]
            and one[differ[1]] == other[differ[0]]
        )
    short, long = sorted((one, other), key=len)
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def _contradicts(name: str, names: Iterable[str]) -> bool:
    """Whether a name is none of a plan's; names of another script can't be compared."""
    english = bool(ENGLISH.search(_bare(name)))
    of_script = [other for other in names if bool(ENGLISH.search(_bare(other))) == english]
    return bool(of_script) and not _same_name(name, of_script)


def _same_name(name: str, names: Iterable[str]) -> bool:
    mine = _bare(name)
    others = [other for other in map(_bare, names) if other]
    return bool(mine) and any(
        mine in other or other in mine or _alike(mine, other, NEAR_NAME) for other in others
    )


@cache
def _bare(name: str) -> str:
    """A name without what most names of plans share; the whole name where nothing else is left."""
    key = _key_of(name)
    bare = re.sub(rf"{GENERIC}|[^\w\u0e00-\u0e7f]", "", key)
    return bare or key


@cache
def _key_of(text: str) -> str:
    """`name_key` of one text."""
    return str(pl.select(name_key(pl.lit(text))).item())


@cache
def _spellings(province: str) -> frozenset[str]:
    return frozenset(_key_of(name) for name, code in province_names().items() if code == province)
