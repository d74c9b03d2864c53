from dataclasses import fields
from datetime import date
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.reader.filters import ALL, Filters, typed

YEARS = st.none() | st.integers(1900, 2400)
FILTERS = st.builds(
    Filters,
    lang=st.sampled_from(["th", "en"]),
    region=st.none() | st.sampled_from(["north", "southern_border"]),
    province=st.none() | st.sampled_from(["10", "38", "83"]),
    from_year=YEARS,
    to_year=YEARS,
    year_kind=st.sampled_from(["calendar", "fiscal"]),
    era_choice=st.sampled_from(["auto", "be", "ce"]),
    known=st.sampled_from([None, date(1900, 1, 1), date(2020, 2, 29), date(2400, 12, 31)]),
    sources=st.sampled_from(["all", "primary"]),
    build=st.sampled_from([None, "20261129T032114Z-d8af2350"]),
)
PLACES = {"50": "north", "83": "south"}


@given(FILTERS)
def test_a_link_reproduces_every_choice(filters: Filters) -> None:
    ordered = filters
    if filters.from_year and filters.to_year and filters.from_year > filters.to_year:
        ordered = Filters.parse(filters.query())
        assert (ordered.from_year, ordered.to_year) == (filters.to_year, filters.from_year)
    link = urlencode(ordered.query())
    assert Filters.parse(dict(parse_qsl(link, keep_blank_values=True))) == ordered


def test_a_link_names_the_defaults_too() -> None:
    assert len(Filters().choices()) == len(fields(Filters))
    assert Filters().choices()["province"] == ALL
    assert Filters().query() == {"lang": "th"}


@given(st.dictionaries(st.sampled_from(list(Filters().choices())), st.text()))
def test_any_text_in_a_link_gives_filters(query: dict[str, str]) -> None:
    parsed = Filters.parse(query)
    assert Filters.parse(parsed.query()) == parsed


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("lang", "de"),
        ("province", "10; drop table"),
        ("province", "๑๐"),
        ("region", "<b>"),
        ("from", "2O25"),
        ("from", "0025"),
        ("to", "๒๕๖๗"),
        ("to", "99999"),
        ("year", "lunar"),
        ("era", ""),
        ("known", "2564-12-31"),
        ("known", "2021-02-29"),
        ("known", "31/12/2021"),
        ("sources", "secondary"),
        ("sources", "Primary"),
    ],
)
def test_what_makes_no_sense_is_the_default(name: str, text: str) -> None:
    assert Filters.parse({name: text}) == Filters()


@pytest.mark.parametrize(
    ("words", "chosen"),
    [
        ("ปีงบ 2564–2566", ("2021", "2023", "fiscal")),
        ("งบประมาณ ๒๕๖๔-๖๖", ("2021", "2023", "fiscal")),
        ("FY2021 to 2023", ("2021", "2023", "fiscal")),
        ("ปีปฏิทิน 2564 ถึง 2566", ("2021", "2023", "calendar")),
        ("2566", ("2023", "2023", None)),
        ("ตั้งแต่ปี 2564", ("2021", ALL, None)),
        ("until 2023", (ALL, "2023", None)),
        *((words, None) for words in ("", "ปีงบ", "2500", "2564 2565 2566", "12345", "²⁰²¹")),
    ],
)
def test_a_period_is_read_as_it_is_typed(
    words: str, chosen: tuple[str, str, str | None] | None
) -> None:
    read = typed(words, {2021, 2022, 2023})
    assert chosen == (read and (read["from"], read["to"], read.get("year")))


def test_a_fiscal_year_begins_in_october_of_the_year_before() -> None:
    fiscal = Filters(from_year=2023, to_year=2024, year_kind="fiscal")
    assert (fiscal.from_date, fiscal.to_date) == (date(2022, 10, 1), date(2024, 9, 30))
    calendar = Filters(from_year=2023, to_year=2024)
    assert (calendar.from_date, calendar.to_date) == (date(2023, 1, 1), date(2024, 12, 31))
    assert (Filters().from_date, Filters().to_date) == (None, None)


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [
        (Filters(province="83", region="south"), Filters(province="83", region="south")),
        (Filters(province="83", region="north"), Filters(province="83")),
        (Filters(province="99", region="north"), Filters(region="north")),
        (Filters(region="moon", from_year=1999), Filters()),
        (Filters(from_year=2020, to_year=2021), Filters(from_year=2020, to_year=2021)),
        (Filters(known=date(2021, 12, 31)), Filters(known=date(2021, 12, 31))),
    ],
)
def test_only_what_is_on_offer_stays_and_a_province_beats_its_region(
    chosen: Filters, kept: Filters
) -> None:
    assert chosen.within(PLACES, {2020, 2021}) == kept


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(("known", day) for day in ("2026-02-30", "0001-01-01", "9999-12-31", "2569-01-01")),
        *(("known", day) for day in ("๒๐๒๖-๐๑-๐๑", "\ud800", "9" * 100_000, "now", "-1")),
        *(("province", code) for code in ("99", "๑๐", "\x00", "north")),
        *(("region", code) for code in ("moon", "\udfff<b>", "83")),
        *(("from", year) for year in ("2550", "1999", "๒๕๖๙", "20 20", "1e3")),
        *(("to", year) for year in ("-1", "2" * 5000)),
        *(("year", "lunar"), ("era", "AD"), ("lang", "de"), ("sources", "secondary")),
    ],
)
def test_what_a_link_asks_for_in_vain_is_named(name: str, text: str) -> None:
    link = {"lang": "en", "province": "50", "to": "2021", "era": "ce"} | {name: text}
    assert Filters.refused(link, PLACES, {2020, 2021}) == [name]


def test_a_year_of_the_buddhist_era_is_read_as_it_stands_on_a_thai_page() -> None:
    assert Filters.parse({"from": "2563", "to": "2021"}) == Filters(from_year=2020, to_year=2021)


@pytest.mark.parametrize(
    ("link", "names"),
    [
        ({"region": "north", "province": "83"}, ["region"]),  # Phuket lies in the south
        ({"from": "2021", "to": "2020"}, ["from", "to"]),
    ],
)
def test_what_makes_no_sense_together_is_named(link: dict[str, str], names: list[str]) -> None:
    assert Filters.refused(link, PLACES, {2020, 2021}) == names


def test_what_a_link_asks_for_and_gets_is_not_named() -> None:
    link = {"province": "83", "from": "2020", "to": "2021", "known": "20211231"}
    assert Filters.refused(link | {"lang": ""}, PLACES, {2020, 2021}) == []
    assert Filters.refused(Filters().choices(), PLACES, {2020, 2021}) == []


@pytest.mark.parametrize(
    ("filters", "is_partial"),
    [
        (Filters(), False),
        (Filters(province="83"), False),
        (Filters(known=date(2021, 1, 1)), True),
        (Filters(sources="primary"), True),
    ],
)
def test_a_day_and_primary_sources_show_a_part_of_the_record(
    filters: Filters, is_partial: bool
) -> None:
    assert filters.is_partial is is_partial


def test_the_place_is_the_narrowest_choice() -> None:
    assert Filters(region="north", province="50").place == "50"
    assert Filters(region="north").place == "north"
    assert Filters().place is None
