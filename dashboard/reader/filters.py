"""What the reader has chosen: one state for all pages, kept in the URL.

Years are common-era numbers here and in the URL, whatever era is shown on screen.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, Self, get_args

from dashboard.reader.format import BE, Era, Year
from dashboard.reader.text import Lang
from sql import clock

ALL = "all"
Sources = Literal["all", "primary"]
EraChoice = Literal["auto", "be", "ce"]
YEARS = (1900, 2400)
BUILD = re.compile(r"[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}")
TYPED = re.compile(r"\D*(\d{4})(?:\D+(\d{4}|\d{2}))?\D*")  # one year or two, among words
OF_WORDS = {  # what else a typed period says, by words of either language
    "since": re.compile(r"ตั้งแต่|from|since", re.IGNORECASE),
    "until": re.compile(r"ถึง|\b(to|until)\b", re.IGNORECASE),
    "fiscal": re.compile(r"งบ|fy|fiscal", re.IGNORECASE),
    "calendar": re.compile(r"ปฏิทิน|calendar", re.IGNORECASE),
}


@dataclass(frozen=True)
class Filters:
    """One reader's choices. `None` means "all" for a place and "open" for a year.

    `known` is the day whose knowledge is shown; None shows all that is known now. `sources`:
    "primary" leaves out the documents that only cite others. `build`: the id of the build that is
    shown; None is the published one.
    """

    lang: Lang = "th"
    region: str | None = None
    province: str | None = None
    from_year: int | None = None
    to_year: int | None = None
    year_kind: Year = "calendar"
    era_choice: EraChoice = "auto"
    known: date | None = None
    sources: Sources = "all"
    build: str | None = None

    @property
    def era(self) -> Era:
        """The era in which years are written: Buddhist in Thai, common in English, or as chosen."""
        if self.era_choice == "auto":
            return "be" if self.lang == "th" else "ce"
        return self.era_choice

    @property
    def is_partial(self) -> bool:
        """Whether a part of the record is shown: what was known on a day, or primary sources."""
        return self.known is not None or self.sources == "primary"

    @property
    def from_date(self) -> date | None:
        """First day of the period, or None when it is open."""
        if self.from_year is None:
            return None
        if self.year_kind == "fiscal":
            return date(self.from_year - 1, 10, 1)
        return date(self.from_year, 1, 1)

    @property
    def to_date(self) -> date | None:
        """Last day of the period, or None when it is open."""
        if self.to_year is None:
            return None
        return (
            date(self.to_year, 9, 30) if self.year_kind == "fiscal" else date(self.to_year, 12, 31)
        )

    @property
    def today(self) -> date:
        """The day for which pace, age and terms are worked out: as known on, else the clock's."""
        return self.known or clock.today()

    @property
    def place(self) -> str | None:
        """The narrowest place chosen: a province code, else a region code, else None."""
        return self.province or self.region

    @property
    def nationwide(self) -> Self:
        """These choices without a place."""
        return replace(self, region=None, province=None) if self.place else self

    def query(self) -> dict[str, str]:
        """The choices as URL parameters: the language, and what is not the default."""
        usual = type(self)().choices()
        return {
            name: value
            for name, value in self.choices().items()
            if name == "lang" or value != usual[name]
        }

    def choices(self) -> dict[str, str]:
        """Every choice under the name of its URL parameter, defaults included."""
        return {
            "lang": self.lang,
            "region": self.region or ALL,
            "province": self.province or ALL,
            "from": str(self.from_year or ALL),
            "to": str(self.to_year or ALL),
            "year": self.year_kind,
            "era": self.era_choice,
            "known": self.known.isoformat() if self.known else ALL,
            "sources": self.sources,
            "build": self.build or ALL,
        }

    @classmethod
    def own(cls, query: Mapping[str, str]) -> dict[str, str]:
        """What a page's own choices are, of all URL parameters."""
        return {name: value for name, value in query.items() if name not in cls().choices()}

    def within(self, places: Mapping[str, str], years: Collection[int]) -> Self:
        """These choices without what is not on offer: `places` is province code -> region code.

        Of a province and a region that does not hold it, the province stays.
        """
        province = self.province if self.province in places else None
        region = self.region if self.region in places.values() else None
        return replace(
            self,
            province=province,
            region=None if province and region != places[province] else region,
            from_year=self.from_year if self.from_year in years else None,
            to_year=self.to_year if self.to_year in years else None,
        )

    @classmethod
    def refused(
        cls, query: Mapping[str, str], places: Mapping[str, str], years: Collection[int]
    ) -> list[str]:
        """The parameters of a link that ask for what makes no sense or is not on offer.

        Also those that make none together: a region without its province, an end before the start.
        """
        usual, whole = cls().choices(), cls.parse(query).within(places, years).choices()
        alone = {
            name: cls.parse({name: value}).within(places, years).choices()[name]
            for name, value in query.items()
        }
        return [
            name
            for name, value in query.items()
            if value not in {"", ALL, usual[name]}
            and (alone[name] == usual[name] or alone[name] != whole[name])
        ]

    @classmethod
    def parse(cls, query: Mapping[str, str | None]) -> Self:
        """The choices that a URL states; what is missing or makes no sense is the default."""
        chosen = cls(
            lang="en" if query.get("lang") == "en" else "th",
            region=_place(query.get("region")),
            province=_place(query.get("province")),
            from_year=_year(query.get("from")),
            to_year=_year(query.get("to")),
            year_kind="fiscal" if query.get("year") == "fiscal" else "calendar",
            era_choice=_era(query.get("era")),
            known=_day(query.get("known")),
            sources="primary" if query.get("sources") == "primary" else "all",
            build=_build(query.get("build")),
        )
        if chosen.from_year and chosen.to_year and chosen.from_year > chosen.to_year:
            return replace(chosen, from_year=chosen.to_year, to_year=chosen.from_year)
        return chosen


def typed(words: str, years: Collection[int]) -> dict[str, str] | None:
    """The choices of a typed period: `ปีงบ 2564–2566`, `FY 2021-23`, `ตั้งแต่ 2564`, `2566`.

    None where it names no year, more than two, or one that is not on offer.
    """
    found = TYPED.fullmatch(words)
    if found is None:
        return None
    first, last = found[1], found[2] or found[1]
    ends = [_year(str(int(year))) for year in (first, first[: -len(last)] + last)]
    if not {*ends} <= {*years}:
        return None
    said = {what for what, pattern in OF_WORDS.items() if pattern.search(words)}
    one = found[2] is None
    kinds = [kind for kind in get_args(Year) if kind in said]
    return {
        "from": ALL if one and "until" in said else str(ends[0]),
        "to": ALL if one and "since" in said else str(ends[1]),
        **({"year": kinds[0]} if kinds else {}),
    }


def _build(text: str | None) -> str | None:
    return text if text and BUILD.fullmatch(text) else None


def _place(text: str | None) -> str | None:
    return (
        text
        if text and text != ALL and text.isascii() and text.replace("_", "").isalnum()
        else None
    )


def _era(text: str | None) -> EraChoice:
    return "be" if text == "be" else "ce" if text == "ce" else "auto"


def _year(text: str | None) -> int | None:
    if not text or not text.isascii() or not text.isdigit() or len(text) != 4:
        return None
    year = int(text)
    year -= BE if year > YEARS[1] else 0  # as it stands on a Thai page
    return year if YEARS[0] <= year <= YEARS[1] else None


def _day(text: str | None) -> date | None:
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if YEARS[0] <= day.year <= YEARS[1] else None
