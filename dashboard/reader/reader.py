"""The reader: what they chose, and how texts, figures and days are worded to them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from dashboard.reader import figure as figures
from dashboard.reader import format as fmt
from dashboard.reader import text
from dashboard.reader.figure import Figure, Said
from dashboard.reader.filters import Filters
from sql.clock import BANGKOK

BUDDHIST = re.compile(r"\b25[5-7]\d\b")


@dataclass(frozen=True)
class Reader(Filters):
    """The choices of one reader, and everything in their language and era."""

    def t(self, key: str, **values: object) -> str:
        """A text of the interface, its `{names}` filled in. Raises KeyError for an unknown key."""
        return text.t(key, self.lang, **values)

    def label(self, codes: str, code: str | None) -> str:
        """The label of one code of a code list: `label("stage", "planned")`."""
        return text.label(codes, code, self.lang)

    def labels(self, codes: str) -> dict[str, str]:
        """One code list, code -> label, in the order of the file."""
        return text.labels(codes, self.lang)

    def unit(self, code: str, count: float | None = None) -> str:
        """The name of a unit, for a count of it."""
        return text.unit(code, self.lang, count)

    def name(self, row: Mapping[str, object], part: str = "name") -> str:
        """What a row is called, from `<part>_th` or `<part>_en`; else in the other language."""
        own = row[f"{part}_{self.lang}"] or row[f"{part}_{'en' if self.lang == 'th' else 'th'}"]
        return str(own or "")

    def said(self, stated: Figure) -> Said:
        """A figure in its parts: qualifier, number, unit."""
        return figures.said(stated, self.lang)

    def figure(self, stated: Figure) -> str:
        """A figure with its qualifier and unit: `กว่า 66,000 ล้านบาท`, `57 provinces`, `36.5%`."""
        return str(self.said(stated))

    def change(self, moved: Figure) -> str:
        """What a figure moved by, signed: `+7 เมือง`, `−9.09 จุดร้อยละ`."""
        return figures.change(moved, self.lang)

    def qualifier(self, code: str | None) -> str:
        """The word before a number; nothing for an exact one."""
        return figures.qualifier(code, self.lang)

    def rank(self, place: fmt.Number, of: fmt.Number | None = None) -> str:
        """A place in an order, of as many as were ranked."""
        return fmt.rank(place, of, self.lang)

    def day(self, value: date | None, precision: str | None = "day", *, long: bool = False) -> str:
        """A date at the precision its source gave, or "undated": `27 ส.ค. 2568`, `Jul 2023`."""
        return fmt.day(value, precision, self.lang, self.era, long=long)

    def moment(self, iso: str) -> str:
        """A moment (UTC, ISO text) as day and time in Bangkok."""
        local = datetime.fromisoformat(iso).astimezone(BANGKOK)
        return self.t("moment.at", day=self.day(local.date()), time=self.clock(local))

    def clock(self, local: datetime) -> str:
        """The time of day: `21.50` as Thai offices write it, `21:50` in English."""
        return self.t("moment.clock", hour=f"{local:%H}", minute=f"{local:%M}")

    def as_of(self, row: Mapping[str, object], name: str = "as_of", precision: str = "") -> str:
        """The day of a row at its precision: columns `as_of` and `as_of_precision`, or as named."""
        value, known = row[name], row[precision or f"{name}_precision"]
        return self.day(
            value if isinstance(value, date) else None, None if known is None else str(known)
        )

    def year(self, ce: int, *, named: bool = False) -> str:
        """A year in the reader's era: `2568`, or named `พ.ศ. 2568`."""
        return fmt.year(ce, self.lang, self.era, named=named)

    def curated(self, words: str) -> str:
        """What a curator wrote; in English its years, which are Buddhist, are told in the era."""
        if self.lang == "th":
            return words
        return BUDDHIST.sub(lambda year: self.year(int(year[0]) - fmt.BE), words)

    def fiscal(self, be: int) -> str:
        """A fiscal year with its name: `ปีงบฯ 2566`, `FY 2023`."""
        return fmt.fiscal(be, self.lang, self.era)

    def period(self, iso: str | None, *, long: bool = False) -> str:
        """A partial ISO date at its own precision."""
        return fmt.period(iso, self.lang, self.era, long=long)

    def span(self, start: date | None, end: date | None, precision: str | None) -> str:
        """One date, or two with a dash where an event lasted."""
        return fmt.span(start, end, precision, self.lang, self.era)
