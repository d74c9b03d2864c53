"""What holds for every date, number and name, not only for those that we thought of."""

import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import duckdb
import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from etl.expressions import (
    be_date,
    be_date_precision,
    be_day,
    decimal,
    integer,
    money,
    name_key,
    number,
    partial_date,
    province_code,
    province_names,
    thai_key,
)
from sql import warehouse

THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
FULL = (
    *("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน"),
    *("กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"),
)
SHORT = (
    *("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย."),
    *("ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."),
)
FORMS = (
    "{d} {full} {be}",
    "{d} {short} {be}",
    "{d}{short}{be}",
    "{d} {short} พ.ศ. {be}",
    "{d} {full} ค.ศ. {ce}",
    "{d} {full} {ce}",
    "วันที่ {d} {full} {be}",
    "{d}/{m}/{be}",
    "{d:02}-{m:02}-{be}",
    "{be}-{m:02}-{d:02}",
    "{ce}-{m:02}-{d:02}",
    "{d} {short} 0{be}",
)
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
THAI_TEXT = st.text(
    st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B) | st.sampled_from(" \u200b\u00a0ab1")
)


def one(expression: pl.Expr, cell: str) -> object:
    return pl.DataFrame({"x": [cell]}).select(expression).item()


def written(day: date, form: str, *, thai: bool) -> str:
    cell = form.format(
        d=day.day,
        m=day.month,
        be=day.year + 543,
        ce=day.year,
        full=FULL[day.month - 1],
        short=SHORT[day.month - 1],
    )
    return cell.translate(THAI_DIGITS) if thai else cell


@given(DAYS, st.sampled_from(FORMS), st.booleans())
@example(date(2024, 2, 29), "{d}/{m}/{be}", False)
def test_a_date_comes_back_from_every_form(day: date, form: str, thai: bool) -> None:
    cell = written(day, form, thai=thai)
    assert one(be_date("x"), cell) == day
    assert one(be_date_precision("x"), cell) == "day"


@given(st.dates(date(1997, 1, 1), date(2056, 12, 31)))
def test_two_digits_are_a_buddhist_year_from_40_on(day: date) -> None:
    short = f"{(day.year + 543) % 100:02}"
    assert one(be_date("x"), f"{day.day} {SHORT[day.month - 1]} {short}") == day


@given(DAYS, st.integers(0, 40))
def test_a_range_starts_where_it_says_and_is_no_day_unless_it_ends_there(
    day: date, length: int
) -> None:
    end = day + timedelta(days=length)
    cell = f"{written(day, FORMS[0], thai=False)} - {written(end, FORMS[1], thai=False)}"
    assert one(be_date("x"), cell) == day
    assert one(be_day("x"), cell) == (None if length else day)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | THAI_TEXT)
def test_no_text_is_an_error_and_no_date_lies_outside_the_common_era(cell: str) -> None:
    for expression in (be_date("x"), partial_date("x")):
        found = one(expression, cell)
        assert found is None or (isinstance(found, date) and 1800 <= found.year < 2400)
    assert (one(be_date("x"), cell) is None) == (one(be_date_precision("x"), cell) is None)


@given(st.integers(1, 31), st.integers(1, 12), st.integers(2500, 2600))
def test_a_day_that_does_not_exist_is_null(day: int, month: int, year: int) -> None:
    try:
        expected = date(year - 543, month, day)
    except ValueError:
        expected = None
    assert one(be_date("x"), f"{day}/{month}/{year}") == expected


@given(DAYS, st.sampled_from([4, 7, 10]))
def test_a_partial_date_is_the_first_day_of_what_is_stated(day: date, length: int) -> None:
    first = {4: day.replace(month=1, day=1), 7: day.replace(day=1), 10: day}[length]
    assert one(partial_date("x"), day.isoformat()[:length]) == first


@given(st.integers(-(10**15), 10**15), st.booleans())
def test_an_integer_comes_back(value: int, thai: bool) -> None:
    cell = f"{value:,}"
    assert one(integer("x"), cell.translate(THAI_DIGITS) if thai else cell) == value
    assert one(number("x"), f"({-value:,})" if value < 0 else cell) == float(value)


@given(st.decimals(0, 10**12, places=4))
def test_a_decimal_is_exact(value: Decimal) -> None:
    assert one(decimal("x"), f"{value:,}") == value


@given(st.decimals(0, 10**6, places=2))
def test_the_unit_of_money_is_the_headings_or_the_cells(value: Decimal) -> None:
    assert one(money("x", scale=1_000_000), f"{value:,}") == value * 1_000_000
    assert one(money("x"), f"{value:,} ล้านบาท") == value * 1_000_000
    assert one(money("x", scale=1_000_000), f"{value:,} บาท") == value


@given(THAI_TEXT)
def test_a_key_is_its_own_key(written_text: str) -> None:
    key = one(thai_key(pl.col("x")), written_text)
    assert isinstance(key, str)
    assert one(thai_key(pl.col("x")), key) == key
    assert unicodedata.is_normalized("NFC", key)


@pytest.fixture(scope="module")
def engine() -> Iterator[duckdb.DuckDBPyConnection]:
    """An engine with the macros of the warehouse."""
    with duckdb.connect() as connection:
        connection.execute(warehouse.text("macros.sql"))
        yield connection


@example("ด าเนินการ ๑๒ แห่ง\u200b  Phuket\u00a0")
@given(THAI_TEXT)
def test_words_are_searched_in_the_form_in_which_they_are_compared(
    engine: duckdb.DuckDBPyConnection, written_text: str
) -> None:
    (found,) = engine.execute("select thai_key($1), name_key($1)", [written_text]).fetchall()
    assert found == tuple(one(made(pl.col("x")), written_text) for made in (thai_key, name_key))


@given(st.sampled_from(sorted(province_names())), st.sampled_from(["", " ", "\u200b", "\u00a0"]))
def test_an_accepted_name_is_found_however_it_is_padded(name: str, padding: str) -> None:
    assert one(province_code("x"), f"{padding}{name}{padding}") == province_names()[name]
