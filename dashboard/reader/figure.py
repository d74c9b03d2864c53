"""A figure: one number as its source states it, and how it is written.

A bound stays a bound ("กว่า 66,000", never 66,000) and is cut to the side that is certain. Amounts
are held in baht and written in million baht.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple, Self, cast

from dashboard.reader.text import Lang, t, unit
from sql.numbers import MILLION, PERCENT, Number, number, plain, rank, unit_of

Row = Mapping[str, object]


@dataclass(frozen=True)
class Figure:
    """A value or its bounds, in a unit, with the qualifier of its source.

    `format` is a KPI's way of writing it; None takes the unit's: baht in millions, percent with
    its sign. `among`: of a rank, how many were ranked.
    """

    value: Number | None
    unit: str
    format: str | None = None
    sign: str | None = "="
    lower: Number | None = None
    upper: Number | None = None
    among: Number | None = None

    @classmethod
    def of(
        cls, row: Row, value: str = "value", sign: str = "qualifier", *, unit: str = "unit"
    ) -> Self:
        """The figure that a row states.

        Of its own value the row's `lower` and `upper` are the bounds. Those of a KPI have a
        `format`, and ranks an `of` or a `denominator`.
        """
        own = value == "value"
        code = str(row[unit])
        return cls(
            _number(row, value),
            code,
            cast("str | None", row.get("format")),
            cast("str | None", row.get(sign)),
            _number(row, "lower") if own else None,
            _number(row, "upper") if own else None,
            (_number(row, "of") or _number(row, "denominator")) if code == "rank" else None,
        )

    @property
    def is_none_named(self) -> bool:
        """Whether it is "at least none": nobody is named, and the list is not complete."""
        return (
            self.value is None and self.upper is None and self.lower is not None and not self.lower
        )

    @property
    def is_stated(self) -> bool:
        """Whether it is written with a number, after which its unit stands."""
        given = any(part is not None for part in (self.value, self.lower, self.upper))
        return given and not self.is_none_named

    @property
    def kind(self) -> str:
        """The format that it is written in; less than a million baht stays in baht."""
        if self.format is not None:
            return self.format
        stated = [abs(float(part)) for part in (self.value, self.lower, self.upper) if part]
        if self.unit == "THB" and max(stated, default=0.0) < MILLION:
            return ""
        return {
            "THB": "baht_million",
            "THB_per_project": "baht_million",
            "percent": "percent2",
        }.get(self.unit, "")

    def whole(self, *others: Number | None) -> Self:
        """Written as on a tile: whole percents, unless one would say none or all of what is not."""
        parts = (self.value, self.lower, self.upper, *others)
        shares = [float(part) for part in parts if part is not None]
        if self.kind not in PERCENT or any(
            share != round(share) and number(share) in {"0", "100"} for share in shares
        ):
            return self
        return replace(self, format="percent0")


class Said(NamedTuple):
    """A figure in words: `กว่า`, `66,000`, `ล้านบาท`; any but the number may be empty."""

    sign: str
    number: str
    unit: str

    def __str__(self) -> str:
        """All of it: `กว่า 66,000 ล้านบาท`."""
        return " ".join(part for part in self if part)

    @property
    def bare(self) -> str:
        """Without the unit."""
        return f"{self.sign} {self.number}".strip()


def said(figure: Figure, lang: Lang) -> Said:
    """A figure in words: `over 39.68%`, `2–4 cities`, `0.153%`, `ranked 86th of 146 cities`.

    A range appears where both bounds are stated and no value is; a lone bound takes its sign.
    """
    kind = figure.kind
    if figure.unit == "rank" and figure.value is not None:
        return Said("", rank(figure.value, figure.among, lang), "")
    if not figure.is_stated:
        none = "state.none_named" if figure.is_none_named else "state.no_data"
        return Said("", t(none, lang), "")
    sign, lower, upper = qualifier(figure.sign, lang), figure.lower, figure.upper
    if figure.value is not None:
        text = plain(figure.value, kind, figure.sign)
    elif lower is not None and upper is not None and lower != upper:
        text = f"{plain(lower, kind, '>=')}–{plain(upper, kind, '<=')}"
    elif lower is not None:
        text, sign = plain(lower, kind, ">="), sign or qualifier(">=", lang)
    else:
        text, sign = plain(cast("Number", upper), kind, "<="), sign or qualifier("<=", lang)
    if kind in PERCENT:
        return Said(sign, text, "")
    count = None if figure.value is None else float(figure.value)
    return Said(sign, text, unit(unit_of(figure.unit, kind), lang, count))


def change(moved: Figure, lang: Lang) -> str:
    """What a KPI moved by, signed: `+7 เมือง`, `−9.09 จุดร้อยละ`, `0 เมือง`."""
    exact = Decimal(str(moved.value))
    sign, size = "+" if exact > 0 else "\u2212" if exact < 0 else "", abs(exact)
    if moved.kind in PERCENT:
        points = number(size, PERCENT[moved.kind])
        return f"{sign}{points} {unit('percentage_points', lang, float(size))}"
    return f"{sign}{said(replace(moved, value=size), lang)}"


def qualifier(code: str | None, lang: Lang) -> str:
    """The word before a number: `กว่า`, `over`; nothing for an exact one."""
    return "" if not code or code == "=" else t(f"qualifier.{code}", lang)


def _number(row: Row, name: str) -> Number | None:
    return cast("Number | None", row.get(name))
