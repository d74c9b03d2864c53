"""What a number format of a spreadsheet does to a number: a date, a percentage, thousands cut off.

A cell is read as its reader saw it: what a format multiplies, divides or writes beside the number
belongs to what the office meant. What only looks different (colours, commas, decimals) does not.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from openpyxl.styles.numbers import BUILTIN_FORMATS

# formats that Excel has by number alone: the Thai ones, with dates in the Buddhist era
THAI_FORMATS = {
    59: "t0",
    60: "t0.00",
    61: "t#,##0",
    62: "t#,##0.00",
    67: "t0%",
    68: "t0.00%",
    69: "t# ?/?",
    70: "t# ??/??",
    71: "d/m/yyyy",
    72: "d-mmm-yy",
    73: "d-mmm",
    74: "mmm-yy",
    75: "h:mm",
    76: "h:mm:ss",
    77: "d/m/yyyy h:mm",
    78: "mm:ss",
    79: "[h]:mm:ss",
    80: "mm:ss.0",
    81: "d/m/bb",
    **dict.fromkeys((27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58), "d/m/yyyy"),  # of Asia
}
BUILT_IN = BUILTIN_FORMATS | THAI_FORMATS
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/[^;]*)|(?P<plain>.)",
    re.DOTALL | re.IGNORECASE,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_DATE = re.compile(r"[dmyhsbวดปชนท]|\[(?:h+|m+|s+|ช+|น+|ท+)\]", re.IGNORECASE)
_MEANS_MORE = re.compile(  # words beside a number that change what it says
    r"[%‰٪％+\d๐-๙]|ร้อย|พัน|หมื่น|แสน|ล้าน|บาท|ลบ|ล\.|กว่า|ประมาณ|ราว|เกิน|ไม่|เกือบ|อย่างน้อย|ถึง"
    r"|percent|hundred|thousand|million|billion|trillion|baht|thb|over|about|up to|[<>≤≥~€£¥]|usd"
    r"|^\s*(?:[kmb]n?|mb|mthb)\.?\s*$",
    re.IGNORECASE,
)
_UNIT = re.compile(r"พัน|หมื่น|แสน|ล้าน|ลบ|ล\.|thousand|million|billion", re.IGNORECASE)


@dataclass(frozen=True)
class _Section:
    """One of the parts of a format that semicolons part: what stands before and behind."""

    condition: tuple[str, Decimal] | None
    before: str
    behind: str
    digits: bool  # whether it shows the number at all
    minus: bool  # whether it writes a minus or a bracket before it
    percents: int
    thousands: int  # how often the number is divided by a thousand


@cache
def is_date(number_format: str) -> bool:
    """Whether a number of this format is a day or a time, also where it shows only พ.ศ. 2567."""
    if re.fullmatch(r"(?:พ\.ศ\.)? ?[bวดป][bวดป /-]+", number_format.replace('"', "").strip()):
        return True  # the codes of another language, which a program took for text
    first, *_ = re.split(r";(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", number_format)
    bare = re.sub(r'"[^"]*"?|\\.|_.|\*.|General|G/.*|[Ee][+-]', "", first)
    elapsed = re.findall(r"\[(?:h+|m+|s+|ช+|น+|ท+)\]", bare, re.IGNORECASE)
    letters = re.sub(r"\[[^\]]*\]", "", bare)
    has_digits = re.search(r"[0#?]", re.sub(r"[s:ท.]+[.,]?0+", "", letters, flags=re.IGNORECASE))
    return bool(elapsed or (_DATE.search(letters) and not has_digits))


def shown(value: Decimal, number_format: str) -> str:
    """The number with what its format adds or takes away: 12,500,000 as `#,##0.0,,` is 12.5.

    Not rounded: a format that shows fewer digits takes nothing away. Text beside the number is
    kept where it says more than the number: "%", "ล้านบาท", "กว่า"; words in its place are the text.
    """
    section = _section_for(value, _sections(number_format))
    if section is None or not section.digits:
        words = f"{section.before}{section.behind}".strip() if section else ""
        return words if re.search(r"\w", words) else digits(value)
    scaled = value * 100**section.percents / 1000**section.thousands
    if section.minus and value > 0:
        scaled = -scaled
    text = f"{digits(scaled)}{'%' * section.percents}"
    keep_all = section.thousands > 0
    before, behind = (
        part if keep_all or _MEANS_MORE.search(part) else ""
        for part in (section.before.lstrip("-("), section.behind)
    )
    return f"{before}{text}{behind}".strip()


@cache
def says_more(number_format: str) -> bool:
    """Whether a number of this format is not read as the number alone."""
    numbers = (Decimal(1), Decimal(-1), Decimal(0), Decimal(10**9))
    return is_date(number_format) or any(
        shown(number, number_format) != digits(number) for number in numbers
    )


def hides_thousands(value: Decimal, number_format: str) -> bool:
    """Whether the number is shown in thousands or millions, and no word beside it says so.

    12,500,000 as `#,##0.0,,` is shown as 12.5, with the unit in the next column or in the reader's
    head: it could be meant either way.
    """
    section = _section_for(value, _sections(number_format))
    if section is None or not section.thousands or not value:
        return False
    return not _UNIT.search(section.before + section.behind)


def digits(number: Decimal) -> str:
    """The number in plain digits: 12, 0.5, never 12.0 or 1E+2."""
    return f"{number.normalize():f}" if number else "0"


def _section_for(value: Decimal, sections: tuple[_Section, ...]) -> _Section | None:
    """The part of a format that applies to a number."""
    numeric = sections[:3]
    if any(section.condition for section in numeric):
        for section in numeric:
            if section.condition is None or _holds(value, *section.condition):
                return section
        return None
    if value < 0 and len(numeric) > 1:
        return numeric[1]
    if value == 0 and len(numeric) > 2:
        return numeric[2]
    return numeric[0]


def _holds(value: Decimal, sign: str, limit: Decimal) -> bool:
    return {
        "<": value < limit,
        ">": value > limit,
        "<=": value <= limit,
        ">=": value >= limit,
        "=": value == limit,
        "<>": value != limit,
    }[sign]


@cache
def _sections(number_format: str) -> tuple[_Section, ...]:
    parts: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(number_format):
        if token["plain"] == ";":
            parts.append([])
        else:
            parts[-1].append(token)
    return tuple(map(_section, parts))


def _section(tokens: list[re.Match[str]]) -> _Section:
    condition = None
    pattern, before, behind = "", "", ""
    for token in tokens:
        if token["bracket"] is not None:
            if found := _CONDITION.fullmatch(token["bracket"]):
                condition = found[1], Decimal(found[2])
            symbol = re.match(r"\$([^-]+)", token["bracket"])  # of a currency: [$฿-41E]
            if symbol is None:
                continue
            token_literal = symbol[1]
        else:
            token_literal = token["quoted"] or token["escaped"]
        if token["general"] is not None:
            pattern += "0"
            continue
        plain, literal = token["plain"], token_literal
        if plain and plain in "0#?.,%/Ee+-@ ()tT":
            pattern += plain
        if literal is None and plain and plain not in "0#?.,%/Ee+-@()tT":
            literal = plain
        if literal:
            if re.search(r"[0#?]", pattern):
                behind += literal
            else:
                before += literal
    cut = re.search(r"[0#?](,+)(?![,0#?])", pattern)
    return _Section(
        condition=condition,
        before=before.lstrip() if before.strip() else "",
        behind=behind.rstrip() if behind.strip() else "",
        digits=bool(re.search(r"[0#?]", pattern)),
        minus=bool(re.match(r"[ tT]*[-(]", pattern) or re.match(r"\s*[-−(]", before)),
        percents=pattern.count("%"),
        thousands=len(cut[1]) if cut else 0,
    )
