"""How a number is written, for the load and for the dashboard: rounding, millions, ranks, units.

A lower bound is cut down and an upper one up, so that what is written stays true.
"""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from sql.words import say

Number = int | float | Decimal

MILLION = Decimal(1_000_000)
# format of a KPI (meta.metric.format) -> decimals; amounts in baht are shown in millions
_DECIMALS = {"integer": 0, "decimal1": 1, "decimal2": 2}
PERCENT = {"percent0": 0, "percent1": 1, "percent2": 2, "percent3": 3}
# which way a bound is cut, so that it stays true: "over 39.6825" is over 39.68, not over 39.69
_CUT = {">": ROUND_FLOOR, ">=": ROUND_FLOOR, "<": ROUND_CEILING, "<=": ROUND_CEILING}
# what is finer is left over from dividing binary numbers; those beyond have no decimals at all
_CERTAIN, _EXACT = Decimal("1e-9"), Decimal("1e15")


def number(value: Number, decimals: int = 0, *, trim: bool = False, sign: str | None = "=") -> str:
    """`1234.5` as `1,234.50`; `trim` drops zeros at the end of decimals that nothing was cut from.

    Rounded half up, but a lower bound (`sign` is > or >=) is cut down and an upper one up.
    """
    exact = Decimal(str(value))
    if abs(exact) < _EXACT:
        exact = exact.quantize(_CERTAIN, ROUND_HALF_UP)
    shown = exact.quantize(Decimal(1).scaleb(-decimals), _CUT.get(sign or "", ROUND_HALF_UP))
    text = f"{shown:,f}"
    return text.rstrip("0").rstrip(".") if trim and "." in text and shown == exact else text


def million(baht: Number, *, sign: str | None = "=") -> str:
    """Baht as a bare number of millions, without needless zeros: `66,000`, `523.81`, `0.9`."""
    return number(Decimal(str(baht)) / MILLION, 2, trim=True, sign=sign)


def plain(value: Number, kind: str, sign: str | None = "=") -> str:
    """One number in the format of a KPI: integer, decimal1, decimal2, percent2, baht_million, ...

    The unit is not in it, but for the percent sign. An integer that is none keeps two decimals.
    """
    if kind == "baht_million":
        return million(value, sign=sign)
    if kind in PERCENT:
        return f"{number(value, PERCENT[kind], sign=sign)}%"
    if kind == "integer" and Decimal(str(value)) % 1:
        return number(value, 2, trim=True, sign=sign)
    return number(value, _DECIMALS.get(kind, 2), trim=kind not in _DECIMALS, sign=sign)


def rank(value: Number, of: Number | None, lang: str) -> str:
    """A place in an order, of as many as were ranked where that is known."""
    place = number(value)
    ending = {"1": "st", "2": "nd", "3": "rd"}.get(place[-1], "th")
    if place[-2:] in {"11", "12", "13"}:
        ending = "th"
    shown = place if lang == "th" else place + ending
    return (
        say("rank.alone", lang, rank=shown)
        if of is None
        else say("rank.of", lang, rank=shown, of=number(of))
    )


def per(unit_code: str) -> int:
    """How many below the line one of a rate's unit is: 100,000 residents, else one."""
    return 100_000 if unit_code.endswith("_per_100k_residents") else 1


def unit_of(unit_code: str, kind: str) -> str:
    """The unit that a format shows: amounts in baht are shown in millions."""
    if kind != "baht_million":
        return unit_code
    return f"baht_million{unit_code.removeprefix('THB').removeprefix('baht')}"
