"""Polars expressions that turn published text into typed values, for the forms Thai offices use.

Every function takes the name of a published column (text, cells stripped, empty ones null) and
gives null where the text can't be read as what it should be; nothing is guessed.
"""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path

import polars as pl

REFERENCE = Path(__file__).parents[1] / "data" / "reference"
NATIONAL = "TH"
NATIONWIDE = ("ทั้งประเทศ", "ทั่วประเทศ", "ประเทศไทย")
FIRST_YEAR, LAST_YEAR = 1858, 2399  # in the common era; 2401 and above are Buddhist years
BUDDHIST_OFFSET = 543
LAST_ORDINAL = 77  # of a list that numbers the provinces
MONTHS = 12
COUNTED = 3  # numbers in a row tell that rows are counted

# ---------------------------------------------------------------------------------------- text

_PART = pl.element().str.strip_chars()
_THAI_DIGITS = pl.lit([*"๐๑๒๓๔๕๖๗๘๙"]), pl.lit([*"0123456789"])

# characters that show nothing, and those that show a blank: in the words of regular expressions
INVISIBLE = (  # to stand in brackets of a pattern, as does BLANK
    "\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffc\U000e0000-\U000e0fff"
)
BLANK = "\u00a0\u115f\u1160\u2800\u3164\uffa0"
# letters that look like others: of full width, Cyrillic, Greek -> the Latin ones, and such marks
LOOKS = (
    "".join(map(chr, range(0xFF01, 0xFF5F))) + "АВСЕНІЈКМОРЅТУХаеіјорсухѕԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοικν",
    "".join(map(chr, range(0x21, 0x7F))) + "ABCEHIJKMOPSTYXaeijopcyxsdqwABEZHIKMNOPTYXoikv",
)
_LOOKS = pl.lit([*LOOKS[0]]), pl.lit([*LOOKS[1]])
# what `_spelled` replaces; as expressions, since hundreds of columns are read by them
_UNSEEN = pl.lit(f"[{INVISIBLE}]"), pl.lit("")
_BLANKS = pl.lit(rf"[\s{BLANK}]+"), pl.lit(" ")
_MARKS = [
    (pl.lit(written), pl.lit(plain))
    for written, plain in (
        ("เเ", "แ"),
        ("([่-์])([ัิ-ฺ็])", "${2}${1}"),
        ("([่-๋])ํ", "ํ${1}"),
        ("ํ([่-๋]?)า", "${1}ำ"),
        ("([ก-ฮ]) ?([่-๋]?) า", "${1}${2}ำ"),
        ("([ก-ฮ]) ([่-๋])า", "${1}${2}ำ"),
        ("ำ([่-๋])", "${1}ำ"),
        (" ([ัิ-ฺำ็-๎])", "${1}"),
    )
]


def text(column: str) -> pl.Expr:
    """The cell as published."""
    return pl.col(column)


def text_list(column: str, sep: str = ";") -> pl.Expr:
    """Parts of the cell, each stripped, empty ones dropped."""
    return pl.col(column).str.split(sep).list.eval(_PART.filter(_PART != ""))


def thai_digits(expression: pl.Expr) -> pl.Expr:
    """๐-๙ as 0-9."""
    return expression.str.replace_many(*_THAI_DIGITS)


def name_text(column: str) -> pl.Expr:
    """A name by which rows are joined or replaced, as `thai_key` but in its own capitals."""
    return _spelled(_unwrapped(pl.col(column)))


def key(column: str) -> pl.Expr:
    """A code by which rows are joined or replaced, in the one form that all its spellings share.

    INV-๙, inv-9, ="INV-9", 'INV-9 and INV—9 are inv-9; 1.0 and 001 are 1.
    """
    return (
        thai_key(_unwrapped(pl.col(column)))
        .str.replace(CONFIRMED, "")
        .str.replace_all(r"[\u{2010}-\u{2015}\u{2212}\u{FE58}\u{FE63}]", "-")
        .str.replace(r"^0*(\d+)(?:\.0+)?$", "${1}")
    )


def _unwrapped(cell: pl.Expr) -> pl.Expr:
    """The cell without what keeps a spreadsheet from making a number of it: ="001" or '001."""
    return cell.str.replace('^="(.*)"$', "${1}").str.replace(r"^'", "")


def thai_key(expression: pl.Expr) -> pl.Expr:
    """The form in which names are compared, in the whole project.

    Unicode NFC (NFKC would split sara am); one spelling of sara am, also for the "ด าเนินการ" that
    is copied from PDFs; marks of a letter in one order (พันธุ์); Latin for what looks like it; no
    invisible characters; single spaces; digits 0-9; lower case.
    """
    return _spelled(expression).str.to_lowercase()


def name_key(expression: pl.Expr) -> pl.Expr:
    """The form in which rows are found to be about the same thing: `thai_key` without blanks.

    A name with a blank more, เทศบาลเมือง ภูเก็ต, is the same name.
    """
    return without_blanks(thai_key(expression))


def without_blanks(expression: pl.Expr) -> pl.Expr:
    """The text without its blanks."""
    return expression.str.replace_all(" ", "", literal=True)


def _spelled(expression: pl.Expr) -> pl.Expr:
    found = (
        thai_digits(expression)
        .str.normalize("NFC")
        .str.replace_many(*_LOOKS)
        .str.replace_all(*_UNSEEN)
        .str.replace_all(*_BLANKS)
        .str.strip_chars()
    )
    for written, plain in _MARKS:
        found = found.str.replace_all(written, plain)
    return found


def _by_thai_key(names: Mapping[str, str]) -> dict[str, str]:
    """The same mapping by thai_key. Raises ValueError where two meanings share a key."""
    keys = pl.select(thai_key(pl.lit(pl.Series(list(names), dtype=pl.String)))).to_series()
    found: dict[str, str] = {}
    for key, code in zip(keys, names.values(), strict=True):
        if found.setdefault(key, code) != code:
            raise ValueError(f"{key!r} would mean both {found[key]!r} and {code!r}; keep one.")
    return found


def coded(column: str, codes: Iterable[str] | Mapping[str, str]) -> pl.Expr:
    """The code of a category: one of `codes`, or what a mapping gives for the published text."""
    names = codes if isinstance(codes, Mapping) else {code: code for code in codes}
    return _code_of(pl.col(column), _by_thai_key(names))


def coded_list(column: str, codes: Iterable[str], sep: str = ";") -> pl.Expr:
    """The codes of several categories in one cell; null if any of them is unknown."""
    return _all_or_none(column, sep, _code_of(_PART, _by_thai_key({code: code for code in codes})))


def _all_or_none(column: str, sep: str, part: pl.Expr) -> pl.Expr:
    """Applies `part` to each part of the cell: a list, or null if one part gives null."""
    found = pl.col(column).str.split(sep).list.eval(part)
    return pl.when(found.list.len() == found.list.drop_nulls().list.len()).then(found)


def boolean(column: str) -> pl.Expr:
    """Yes or no, from true / false or ใช่ / ไม่ใช่."""
    truth = {"true": True, "ใช่": True, "false": False, "ไม่ใช่": False}
    return thai_key(pl.col(column)).replace_strict(truth, default=None, return_dtype=pl.Boolean)


def _code_of(expression: pl.Expr, keyed: Mapping[str, str]) -> pl.Expr:
    return thai_key(expression).replace_strict(keyed, default=None, return_dtype=pl.String)


# ------------------------------------------------------------------------------------- numbers

_QUALIFIERS = {  # longest first: "ไม่น้อยกว่า" holds "น้อยกว่า", which holds "กว่า"
    ">=": ("ไม่น้อยกว่า", "ไม่ต่ำกว่า", "อย่างน้อย", "ตั้งแต่", "at least", ">=", "≥"),
    "<=": ("ไม่มากกว่า", "ไม่เกิน", "สูงสุด", "not more than", "up to", "<=", "≤"),
    "<": ("น้อยกว่า", "ต่ำกว่า", "ไม่ถึง", "เกือบ", "less than", "nearly", "almost", "<"),
    ">": ("มากกว่า", "เกินกว่า", "กว่า", "เกิน", "more than", "over", ">"),
    "~": ("โดยประมาณ", "ประมาณ", "ราว ๆ", "ราวๆ", "ราว", "approximately", "about", "~"),
}
_WORDS = "|".join(word for words in _QUALIFIERS.values() for word in words)
_SHORT_OF_MILLIONS = ("ลบ", "ลบ.", "ล.บ.", "ล.บ", "ล.", "ลบาท")
_UNITS = {  # in baht; `_worth` adds what is written without "บาท", as "3 แสน"
    1: ("บาท", "baht", "thb", "บ."),
    100: ("ร้อยบาท",),
    1_000: ("พันบาท", "thousand baht", "thousand_baht"),
    10_000: ("หมื่นบาท",),
    100_000: ("แสนบาท", "hundred_thousand_baht"),
    1_000_000: (
        *("ล้านบาท", "million baht", "million_baht", "million", "mb", "mthb"),
        *_SHORT_OF_MILLIONS,
    ),
    10_000_000: ("สิบล้านบาท",),
    100_000_000: ("ร้อยล้านบาท", "hundred_million_baht"),
    1_000_000_000: ("พันล้านบาท", "billion baht", "billion_baht", "billion"),
    10_000_000_000: ("หมื่นล้านบาท", "ten_billion_baht"),
    100_000_000_000: ("แสนล้านบาท", "hundred_billion_baht"),
    1_000_000_000_000: ("ล้านล้านบาท", "trillion baht", "trillion_baht", "trillion"),
}
_THOUSANDS = {1_000: "พัน", 10_000: "หมื่น", 100_000: "แสน"}
_NUMBER = r"(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+)"
CONFIRMED = r"\s*\(?(?:ยืนยัน|confirmed)\)?$"  # behind a cell that was held: it is meant so


def _worth() -> dict[str, int]:
    """How each unit is written -> baht; blanks within the unit don't count."""
    found = {name.replace(" ", ""): worth for worth, names in _UNITS.items() for name in names}
    for worth, names in _UNITS.items():
        if worth > 1 and names[0].endswith("บาท"):
            found[names[0].removesuffix("บาท")] = worth
    for worth, name in _THOUSANDS.items():
        found |= {f"{name}{short}": worth * 1_000_000 for short in _SHORT_OF_MILLIONS}
    return found


WORTH = _worth()


def parse_qualifier(column: str) -> pl.Expr:
    """How the cell qualifies its number: = > >= < <= ~."""
    cell = thai_key(pl.col(column))
    signs = (
        pl.when(cell.str.contains_any(list(words))).then(pl.lit(sign))
        for sign, words in _QUALIFIERS.items()
    )
    return pl.coalesce(*signs, pl.when(cell.is_not_null()).then(pl.lit("=")))


def bounds_fit(lower: str, upper: str) -> pl.Expr:
    """Whether bounds fit the `qualifier`: = is one value, > is open above, < below, ~ either."""
    low, high = pl.col(lower).is_not_null(), pl.col(upper).is_not_null()
    return (
        pl.when(pl.col("qualifier") == "=")
        .then(low & high & (pl.col(lower) == pl.col(upper)))
        .when(pl.col("qualifier").is_in([">", ">="]))
        .then(low & ~high)
        .when(pl.col("qualifier").is_in(["<", "<="]))
        .then(~low & high)
        .otherwise(statement=True)
    )


def number(column: str, *, qualified: bool = False) -> pl.Expr:
    """1,234.50, ๑,๒๓๔ or (500) (minus 500) as Float64.

    With `qualified`, a word that parse_qualifier reads ("กว่า") may stand beside the number.
    """
    return _plain_number(_number_text(column, qualified)).cast(pl.Float64, strict=False)


def decimal(column: str, precision: int = 24, scale: int = 4) -> pl.Expr:
    """As `number`, but a Decimal(precision, scale); null where digits would be lost."""
    plain = _plain_number(_number_text(column, qualified=False))
    fits = plain.str.contains(rf"^-?\d{{1,{precision - scale}}}(\.\d{{1,{scale}}}0*)?$")
    return pl.when(fits).then(plain).cast(pl.Decimal(precision, scale), strict=False)


def integer(column: str, *, qualified: bool = False) -> pl.Expr:
    """As `number`, but Int64; null for a fraction, and for 12.000, which may be 12,000."""
    whole = _plain_number(_number_text(column, qualified)).str.replace(r"\.00?$", "")
    return whole.cast(pl.Int64, strict=False)


def money(column: str, scale: int = 1, *, qualified: bool = False) -> pl.Expr:
    """Baht as Decimal(20, 2). `scale` is the heading's unit in baht, never guessed from size.

    A cell that names its own unit (1.5 พันล้านบาท) is read in that unit.
    """
    parts = _amount(column, qualified)
    own = parts.struct.field("unit")
    return _baht(parts, pl.when(own == "").then(pl.lit(scale)).otherwise(_worth_of(own)))


def money_in(column: str, unit: str, *, qualified: bool = False) -> pl.Expr:
    """Baht as Decimal(20, 2), from an amount and the unit in the column beside it.

    Null without a known unit, and where the amount's own cell names another one: never guessed.
    """
    parts = _amount(column, qualified)
    own, beside = parts.struct.field("unit"), _worth_of(thai_key(pl.col(unit)))
    return pl.when((own == "") | (_worth_of(own) == beside)).then(_baht(parts, beside))


def money_unit(column: str, codes: Mapping[str, str]) -> pl.Expr:
    """The code of the unit that a cell names, however it is written; `codes` has one per unit."""
    by_worth = {WORTH[name]: code for name, code in codes.items()}
    return _worth_of(thai_key(pl.col(column))).replace_strict(
        by_worth, default=None, return_dtype=pl.String
    )


def is_confirmed(column: str) -> pl.Expr:
    """Whether the sender wrote behind the cell that it is meant so (CONFIRMED)."""
    return thai_key(pl.col(column)).str.contains(CONFIRMED)


def percent(column: str) -> pl.Expr:
    """55, 55%, ร้อยละ 55 or ๕๕.๕ เปอร์เซ็นต์ as Float64, in percent: 0.55 is half a percent."""
    cell = _number_text(column, qualified=False)
    return _plain_number(
        cell.str.replace(r"^ร้อยละ\s*", "").str.replace(r"\s*(?:%|เปอร์เซ็นต์)$", "")
    ).cast(pl.Float64, strict=False)


def _amount(column: str, qualified: bool) -> pl.Expr:
    """The number and the unit ("" where there is none) of a cell, as a struct of text."""
    cell = _number_text(column, qualified)
    return cell.str.extract_groups(rf"^(?<number>\(?-?{_NUMBER}\)?)\s*(?<unit>\D*)$")


def _worth_of(unit: pl.Expr) -> pl.Expr:
    """What a unit is worth in baht; null where it is none that we know."""
    return without_blanks(unit).replace_strict(WORTH, default=None, return_dtype=pl.Int64)


def _baht(parts: pl.Expr, unit: pl.Expr) -> pl.Expr:
    amount = _plain_number(parts.struct.field("number")).cast(pl.Decimal(20, 6), strict=False)
    return (amount * unit.cast(pl.Decimal(18, 0))).cast(pl.Decimal(20, 2), strict=False)


def _number_text(column: str, qualified: bool) -> pl.Expr:
    cell = thai_key(pl.col(column)).str.replace_all("−", "-", literal=True)
    cell = cell.str.replace(CONFIRMED, "").str.replace(r"^(?:0|\+66)\d{8,9}$", "")  # a telephone
    cell = cell.str.replace(r"^(?:฿ ?|\+)", "")
    return cell.str.replace(rf"\s*(?:{_WORDS})\s*", "") if qualified else cell


def _plain_number(cell: pl.Expr) -> pl.Expr:
    """The number as digits, with at most a sign and a point; null where the cell is no number."""
    return (
        pl.when(cell.str.contains(rf"^(?:-?{_NUMBER}|\({_NUMBER}\))$"))
        .then(cell)
        .str.replace(r"^\((.*)\)$", "-${1}")
        .str.replace_all(",", "", literal=True)
    )


# --------------------------------------------------------------------------------------- dates

_MONTHS = (  # full and short, Thai (without the dots) and English
    ("มกราคม", "มค", "january", "jan"),
    ("กุมภาพันธ์", "กพ", "february", "feb"),
    ("มีนาคม", "มีค", "march", "mar"),
    ("เมษายน", "เมย", "april", "apr"),
    ("พฤษภาคม", "พค", "may"),
    ("มิถุนายน", "มิย", "june", "jun"),
    ("กรกฎาคม", "กรกฏาคม", "กค", "july", "jul"),
    ("สิงหาคม", "สค", "august", "aug"),
    ("กันยายน", "กย", "september", "sept", "sep"),
    ("ตุลาคม", "ตค", "october", "oct"),
    ("พฤศจิกายน", "พย", "november", "nov"),
    ("ธันวาคม", "ธค", "december", "dec"),
)
_MONTHS_CUT = (  # "1 มกรา 67"
    *("มกรา", "กุมภา", "มีนา", "เมษา", "พฤษภา", "มิถุนา"),
    *("กรกฎา", "สิงหา", "กันยา", "ตุลา", "พฤศจิกา", "ธันวา"),
)
_MONTH_MARKS = {
    name: f"#{number:02}#"
    for number, names in enumerate(_MONTHS, start=1)
    for name in (*names, _MONTHS_CUT[number - 1])
}
_CLOCK = (  # what may stand behind a day: a time of it, in Bangkok
    r"(?:[ t]|,? ?เวลา ?)\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?"
    r" ?(?:น\.?|นาฬิกา|am|pm)?(?:\+07:?00)?$"
)
_WEEKDAYS = (  # from Monday on, as they stand before a day: "วันพุธที่ "
    *("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์"),
)
_WEEKDAY = rf"^(?:วัน ?)?({'|'.join(_WEEKDAYS)})? ?(?:ที่)? ?"
_YEAR = r"(?:ปี ?)?(?<era>พศ|คศ)? ?(?<year>0?\d{4}|\d{2})"
_FROM = r"(?:ปี ?)?(?<from_era>พศ|คศ)? ?(?<from_year>0?\d{4}|\d{2})"
_FORMS = (  # no text matches two of them; the groups from_* are the start of a range
    r"^(?<year>\d{4})(?:(?<mark>[/-])(?<month>\d{1,2})(?:(?<mark2>[/-])(?<day>\d{1,2}))?)?$",
    r"^(?:(?<day>\d{1,2})(?<mark>[/.-]))?(?<month>\d{1,2})(?<mark2>[/.-])(?<year>0?\d{4})$",
    r"^(?<day>\d{1,2})(?<mark>[/.-])(?<month>\d{1,2})(?<mark2>[/.-])(?<year>\d{2})$",
    (
        rf"^(?:(?<from_day>\d{{1,2}}) ?(?:#(?<from_month>\d\d)# ?(?:{_FROM} ?)?)?-)?"
        rf"(?<day>\d{{1,2}}) ?#(?<month>\d\d)#,? ?{_YEAR}$"
    ),
    r"^(?:(?<day>\d{1,2})-)?#(?<month>\d\d)#-(?<year>\d{4}|\d{2})$",  # as Excel saves Thai dates
    rf"^(?:#(?<from_month>\d\d)# ?(?:{_FROM} ?)?-)?#(?<month>\d\d)#,? ?{_YEAR}$",
    r"^(?:ปี ?)?(?<era>พศ|คศ)? ?(?<year>0\d{4})$",
    r"^(?:ปี ?(?<era>พศ|คศ)?|(?<era2>พศ|คศ)) ?(?<year>\d{4}|\d{2})$",
    r"^(?:ปี ?)?(?<from_era>พศ|คศ)? ?(?<from_year>\d{4})-(?:ปี ?)?(?<era>พศ|คศ)? ?(?<year>\d{4})$",
)
_PARTS = (
    *("era", "era2", "year", "month", "day", "mark", "mark2"),
    *("from_era", "from_year", "from_month", "from_day"),
)
_READING = pl.Struct({"first": pl.Date, "last": pl.Date, "precision": pl.String})


def partial_date(column: str) -> pl.Expr:
    """YYYY, YYYY-MM or YYYY-MM-DD in the common era, as Date; the first day of a year or month."""
    parts = pl.col(column).str.extract_groups(
        r"^(?<year>(?:1[89]|2[0-3])\d\d)(?:-(?<month>\d\d)(?:-(?<day>\d\d))?)?$"
    )
    return _date(parts.struct.field("year"), parts.struct.field("month"), parts.struct.field("day"))


def date_precision(column: str) -> pl.Expr:
    """How exact a partial date is: day, month or year, by its length alone.

    A day that does not exist is null in `partial_date`, not here.
    """
    length = pl.col(column).str.len_chars()
    return (
        pl.when(length == 4)
        .then(pl.lit("year"))
        .when(length == 7)
        .then(pl.lit("month"))
        .when(length.is_not_null())
        .then(pl.lit("day"))
    )


def be_date(column: str) -> pl.Expr:
    """A Thai date in any usual form, as Date in the common era: the first day of what is written.

    14 มิถุนายน 2566, 2 ก.ค. 63, 21-22 มิ.ย. พ.ศ. 2566, มิ.ย. 2566, ปี 66, 02568, 14/06/2566,
    2023-06-14, 14 June 2023. A written พ.ศ. or ค.ศ. decides the era, else the size of the year. Two
    digits from 40 on are a Buddhist year; below 40 without an era they could be of either one, so
    the date is null. Null too: a range whose end comes first or does not exist, a fiscal year, a
    day on another weekday than the cell says, and 6/2/2566 where the column also has 6/14/2566.
    """
    return _reading(column).struct.field("first")


def be_date_end(column: str) -> pl.Expr:
    """As `be_date`, but of a range its last day, month or year: the first of what it ends in."""
    return _reading(column).struct.field("last")


def be_one_date(column: str) -> pl.Expr:
    """As `be_date`, but null for a range of days, months or years: which of them is not said."""
    reading = _reading(column)
    first = reading.struct.field("first")
    return pl.when(first == reading.struct.field("last")).then(first)


def be_date_precision(column: str) -> pl.Expr:
    """How exact a Thai date is: day, month, year; null where be_date is null."""
    return _reading(column).struct.field("precision")


def be_day(column: str) -> pl.Expr:
    """As `be_date`, for dates exact to the day; null for a month, a year or a range of days."""
    reading = _reading(column)
    first = reading.struct.field("first")
    exact = (reading.struct.field("precision") == "day") & (first == reading.struct.field("last"))
    return pl.when(exact).then(first)


def _reading(column: str) -> pl.Expr:
    return pl.col(column).map_batches(_read, return_dtype=_READING)


def _read(cells: pl.Series) -> pl.Series:
    return _read_texts(tuple(cells))


@lru_cache(maxsize=8)  # what a date begins with, ends with and how exact it is are asked in turn
def _read_texts(texts: tuple[str | None, ...]) -> pl.Series:
    """Reads Thai dates as _READING, eagerly; one lazy expression is a hundred times slower."""
    told = pl.DataFrame({"cell": texts}, {"cell": pl.String}).select(thai_key(pl.col("cell")))
    cell = told.select(_only_date(pl.col("cell")))
    parts = pl.concat(
        [
            cell.select(pl.col("cell").str.extract_groups(form).name.suffix_fields(f"|{number}"))
            .to_series()
            .struct.unnest()
            for number, form in enumerate(_FORMS)
        ],
        how="horizontal",
    ).select(pl.coalesce(pl.col(rf"^{part}\|\d+$")).alias(part) for part in _PARTS)
    era = pl.coalesce("era", "era2")
    year = _common_era(pl.col("year"), era)
    from_year = _common_era(pl.col("from_year"), pl.coalesce("from_era", era))
    last = _date(year, pl.col("month"), pl.col("day"))
    start = _date(
        pl.when(pl.col("from_year").is_null()).then(year).otherwise(from_year),
        pl.coalesce("from_month", "month"),
        pl.col("from_day"),
    )
    ranged = pl.any_horizontal(pl.col("^from_.*$").is_not_null())
    days = parts.select(
        "mark",
        "mark2",
        *(pl.col(part).cast(pl.Int8, strict=False) for part in ("day", "month")),
        weekday=told.select(_weekday(pl.col("cell"))).to_series(),
        last=last,
        first=pl.when(ranged).then(start).otherwise(last),
        precision=pl.when(pl.col("day").is_not_null())
        .then(pl.lit("day"))
        .when(pl.col("month").is_not_null())
        .then(pl.lit("month"))
        .otherwise(pl.lit("year")),
    )
    one_mark = pl.col("mark").is_null() | pl.col("mark2").is_null()
    one_mark |= pl.col("mark") == pl.col("mark2")
    possible = one_mark & (pl.col("first") <= pl.col("last"))
    possible &= pl.col("weekday").is_null() | (pl.col("weekday") == pl.col("first").dt.weekday())
    possible &= ~_either_first()
    return days.select(
        pl.struct(
            pl.when(possible).then(name).alias(name) for name in ("first", "last", "precision")
        )
    ).to_series()


def without_weekday(column: str) -> pl.Expr:
    """The cell without a weekday before its day."""
    return thai_key(pl.col(column)).str.replace(_WEEKDAY, "").alias(column)


def _weekday(cell: pl.Expr) -> pl.Expr:
    """The weekday that a cell names before its day: Monday is 1."""
    names = {name: number for number, name in enumerate(_WEEKDAYS, start=1)}
    return cell.str.extract(_WEEKDAY).replace_strict(names, default=None, return_dtype=pl.Int8)


def _either_first() -> pl.Expr:
    """Days in digits that may be months, in a column where another cell has its month first."""
    numbered = pl.col("mark2").is_not_null() & (pl.col("day") <= MONTHS)
    return (
        numbered
        & (pl.col("day") != pl.col("month"))
        & (numbered & (pl.col("month") > MONTHS)).any()
    )


def _only_date(cell: pl.Expr) -> pl.Expr:
    """A key's text with months as #06#, eras as พศ and คศ, and without words that add nothing."""
    return (
        cell.str.replace(CONFIRMED, "")
        .str.replace(_CLOCK, "")
        .str.replace(r"\bb\.?e\.?(?: |$)", "พศ ")
        .str.replace(r"\b(?:c\.?e|a\.?d)\.?(?: |$)", "คศ ")
        .str.replace_all(r"([ก-๎a-z])\.", "${1}")
        .str.replace_all(" ?(?:-|–|—|ถึง) ?", "-")
        .str.replace(_WEEKDAY, "")
        .str.replace_all("เดือน ?", "")
        .str.replace_many(_MONTH_MARKS, leftmost=True)
        .str.replace(r"^#(\d\d)# (\d{1,2}), ?(\d{4})$", "${2} #${1}# ${3}")
    )


def _common_era(year: pl.Expr, era: pl.Expr) -> pl.Expr:
    """The year in the common era, as text; null outside FIRST_YEAR to LAST_YEAR."""
    short = year.str.len_chars() == 2
    value = year.cast(pl.Int32, strict=False)
    common = (
        pl.when(short & (era == "คศ"))
        .then(value + 2000)
        .when(short & ((era == "พศ") | (value >= 40)))
        .then(value + 2500 - BUDDHIST_OFFSET)
        .when(short)
        .then(None)
        .when(era == "คศ")
        .then(value)
        .when((era == "พศ") | (value > LAST_YEAR))
        .then(value - BUDDHIST_OFFSET)
        .otherwise(value)
    )
    return pl.when(common.is_between(FIRST_YEAR, LAST_YEAR)).then(common).cast(pl.String)


def _date(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    """The day, null where it does not exist; a missing month or day is the first."""
    iso = pl.format(
        "{}-{}-{}",
        year,
        month.fill_null("1").str.zfill(2),
        day.fill_null("1").str.zfill(2),
    )
    return iso.str.to_date("%Y-%m-%d", strict=False)


# ----------------------------------------------------------------------------------- provinces


@cache
def province_names() -> dict[str, str]:
    """Accepted names of provinces -> two-digit code: official names, then accepted aliases."""
    provinces, aliases = _reference("provinces"), _reference("aliases")
    accepted = aliases.filter(pl.col("use") == "accept")
    return {
        name: code
        for frame, column in (
            (provinces, "name_th"),
            (provinces, "name_en"),
            (accepted, "alias"),
        )
        for name, code in frame.select(column, "province_code").iter_rows()
    }


def official_province(code: str) -> str:
    """The name of a province by its code: the first that is listed is the official one."""
    return next(name for name, listed in province_names().items() if listed == code)


@cache
def province_hints() -> dict[str, str]:
    """Known misspellings -> two-digit code: for "did you mean" alone; no cell is read by them."""
    hints = _reference("aliases").filter(pl.col("use") == "suggest")
    return dict(hints.select("alias", "province_code").iter_rows())


def province_code(column: str, *, national: bool = False) -> pl.Expr:
    """The two-digit code of a province, from its code or an accepted name; similar names are null.

    With `national`, TH and ทั้งประเทศ give TH. A column that holds numbers up to 77 which are no
    codes, or that counts on by one from row to row, numbers the provinces, or a part of them: none
    of its numbers is read as a code.
    """
    cell = _unwrapped(pl.col(column)).str.replace(r"^(\d+)\.0+$", "${1}")
    digits = thai_digits(cell)
    whole = digits.str.extract(r"^0?(\d{1,2})$").cast(pl.Int64, strict=False)
    codes = [int(code) for code in set(province_names().values())]
    numbered = (whole.is_between(1, LAST_ORDINAL) & ~whole.is_in(codes)).any()
    numbered |= (whole.diff().drop_nulls() == 1).all() & (whole.count() >= COUNTED)
    return pl.when(~(numbered & digits.str.contains(r"^\d+$"))).then(_province(cell, national))


def province_codes(column: str, sep: str = ";", *, national: bool = False) -> pl.Expr:
    """The codes of several provinces in one cell; null if any of them is unknown."""
    return _all_or_none(column, sep, _province(_PART, national))


def _province(cell: pl.Expr, national: bool) -> pl.Expr:
    return _code_of(cell.str.replace(r"^จังหวัด\s+", "จังหวัด"), _places_by_key(national))


@cache
def _places_by_key(national: bool) -> dict[str, str]:
    names = province_names() | {code: code for code in province_names().values()}
    whole = dict.fromkeys((NATIONAL, *NATIONWIDE), NATIONAL) if national else {}
    return _by_thai_key(names | whole)


def _reference(name: str) -> pl.DataFrame:
    """The newest edition of a reference file, as text."""
    path = max(REFERENCE.glob(f"{name}/*/{name}.csv"))
    return pl.read_csv(path, infer_schema=False)
