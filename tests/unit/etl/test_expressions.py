"""Published cells as Thai offices write them, and what each must become."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from etl.expressions import (
    be_date,
    be_date_precision,
    be_day,
    boolean,
    coded,
    coded_list,
    date_precision,
    decimal,
    integer,
    money,
    money_in,
    number,
    parse_qualifier,
    partial_date,
    percent,
    province_code,
    province_codes,
    province_hints,
    province_names,
    text,
    text_list,
    thai_digits,
    thai_key,
)

SARA_AM = "\u0e33"
NIKHAHIT, SARA_AA, MAI_THO = "\u0e4d", "\u0e32", "\u0e49"
ZERO_WIDTH, NO_BREAK, BOM = "\u200b", "\u00a0", "\ufeff"


def one(expression: pl.Expr, cell: str | None) -> object:
    return pl.DataFrame({"x": [cell]}, schema={"x": pl.String}).select(expression).item()


def column(expression: pl.Expr, *cells: str | None) -> list[object]:
    return pl.DataFrame({"x": list(cells)}).select(expression).to_series().to_list()


# ---------------------------------------------------------------------------------------- text


@pytest.mark.parametrize(
    "written",
    [
        f"น{MAI_THO}{SARA_AM}",
        f"น{NIKHAHIT}{MAI_THO}{SARA_AA}",
        f"น{MAI_THO}{NIKHAHIT}{SARA_AA}",
        f"น {MAI_THO}{SARA_AA}",
        f"น{MAI_THO} {SARA_AA}",
        f"น {MAI_THO}{SARA_AM}",
        f"{BOM}น{MAI_THO}{ZERO_WIDTH}{SARA_AM}{NO_BREAK}",
    ],
)
def test_water_is_one_word(written: str) -> None:
    assert one(thai_key(pl.col("x")), written) == f"น{MAI_THO}{SARA_AM}"


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("ด าเนินการ", "ดำเนินการ"),
        (f"ด{NIKHAHIT}{SARA_AA}เนินการ", "ดำเนินการ"),
        (f"เทศบาล{NO_BREAK} นคร  ยะลา ", "เทศบาล นคร ยะลา"),
        ("พ.ศ. ๒๕๖๖", "พ.ศ. 2566"),
        ("เเม่เมาะ", "แม่เมาะ"),
        ("Phuket", "phuket"),
        ("ทำ งาน", "ทำ งาน"),
        ("มา กาก", "มา กาก"),
        ("ﬁ ①", "ﬁ ①"),  # NFKC would rewrite these
        (None, None),
    ],
)
def test_names_are_compared_in_one_form(written: str | None, key: str | None) -> None:
    assert one(thai_key(pl.col("x")), written) == key


def test_thai_digits() -> None:
    assert one(thai_digits(pl.col("x")), "๐๑๒๓๔๕๖๗๘๙") == "0123456789"


def test_text_is_kept_as_published() -> None:
    assert one(text("x"), f"น{NIKHAHIT}{MAI_THO}{SARA_AA} ๕") == f"น{NIKHAHIT}{MAI_THO}{SARA_AA} ๕"


def test_lists() -> None:
    assert column(text_list("x"), "ก; ข;;", None) == [["ก", "ข"], None]
    assert column(coded_list("x", ("ENV", "MOB")), "MOB; ENV", "MOB;FUN", "MOB;", None) == [
        ["MOB", "ENV"],
        None,
        None,
        None,
    ]


def test_categories_are_matched_by_key_and_never_defaulted() -> None:
    assert column(coded("x", {"อนุมัติ": "approved"}), "อนุมัติ ", "อนุมัต", None) == [
        "approved",
        None,
        None,
    ]
    assert column(coded("x", ("SCA-2",)), "sca-2", "SCA-3") == ["SCA-2", None]


def test_a_category_with_two_meanings_is_refused() -> None:
    with pytest.raises(ValueError, match="keep one"):
        coded("x", {"Approved": "a", "approved": "b"})


def test_booleans() -> None:
    assert column(boolean("x"), "true", "FALSE", "ใช่", "ไม่ใช่", "1", None) == [
        True,
        False,
        True,
        False,
        None,
        None,
    ]


# ------------------------------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1,234.50", 1234.5),
        ("๑,๒๓๔.๕๐", 1234.5),
        ("(500.25)", -500.25),
        ("-5", -5.0),
        ("−5", -5.0),
        ("1234567", 1234567.0),
        ("007", 7.0),
        ("1,23", None),
        ("1.234.567", None),
        ("(-5)", None),
        ("1e5", None),
        ("5 คน", None),
        ("กว่า 66,000", None),
        ("nan", None),
        (".", None),
        (None, None),
    ],
)
def test_numbers(cell: str | None, value: float | None) -> None:
    assert one(number("x"), cell) == value


def test_integers_have_no_fraction() -> None:
    assert column(integer("x"), "2566", "2566.0", "1,000", "2.5", "๗") == [
        2566,
        2566,
        1000,
        None,
        7,
    ]
    assert column(integer("x", qualified=True), "กว่า 1,000", "ประมาณ 2.5") == [1000, None]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("55", 55.0),
        ("55%", 55.0),
        ("55.5 %", 55.5),
        ("๕๕.๕", 55.5),
        ("๕๕.๕ เปอร์เซ็นต์", 55.5),
        ("ร้อยละ 55", 55.0),
        ("0.55", 0.55),  # half a percent: nothing is guessed from size
        ("1,250%", 1250.0),
        ("-5%", -5.0),
        ("55%%", None),
        ("% 55", None),
        ("ร้อยละ", None),
        ("กว่าร้อยละ 50", None),
        (None, None),
    ],
)
def test_percentages(cell: str | None, value: float | None) -> None:
    assert one(percent("x"), cell) == value


def test_decimals_lose_nothing() -> None:
    cells = ("0.1", "74.55", "1.23456", "1.230000", "123456789012345678901", "99,999,999,999")
    assert column(decimal("x"), *cells) == [
        Decimal("0.1"),
        Decimal("74.55"),
        None,
        Decimal("1.23"),
        None,
        Decimal(99999999999),
    ]


@pytest.mark.parametrize(
    ("cell", "qualifier", "value"),
    [
        ("66,000", "=", 66000.0),
        ("กว่า 66,000", ">", 66000.0),
        ("66,000 กว่า", ">", 66000.0),
        ("มากกว่า 120", ">", 120.0),
        ("เกิน 10", ">", 10.0),
        ("over 60", ">", 60.0),
        ("เกือบ 100", "<", 100.0),
        ("ไม่ถึง 100", "<", 100.0),
        ("น้อยกว่า 100", "<", 100.0),
        ("ไม่น้อยกว่า 50", ">=", 50.0),
        ("อย่างน้อย ๕๐", ">=", 50.0),
        ("≥ 50", ">=", 50.0),
        ("ไม่เกิน 50", "<=", 50.0),
        ("ไม่มากกว่า 50", "<=", 50.0),
        ("up to 50", "<=", 50.0),
        ("ประมาณ 300", "~", 300.0),
        ("ราว ๆ 300", "~", 300.0),
        ("~300", "~", 300.0),
        ("ประมาณ ไม่เกิน 300", "<=", None),  # two words: not ours to weigh
        ("สัก 300", "=", None),
        (None, None, None),
    ],
)
def test_qualifiers(cell: str | None, qualifier: str | None, value: float | None) -> None:
    assert one(parse_qualifier("x"), cell) == qualifier
    assert one(number("x", qualified=True), cell) == value


@pytest.mark.parametrize(
    ("cell", "baht"),
    [
        ("900,000 บาท", 900_000),
        ("30,900 ล้านบาท", 30_900_000_000),
        ("66,000 ลบ.", 66_000_000_000),
        ("1.5 พันล้านบาท", 1_500_000_000),
        ("2 แสนล้านบาท", 200_000_000_000),
        ("๔๐ billion baht", 40_000_000_000),
        ("15 พันบาท", 15_000),
        ("12.34", 12_340_000),  # the heading's unit
        ("(5) ล้านบาท", -5_000_000),
        ("5 ล้าน", 5_000_000),
        ("5 ดอลลาร์", None),
        ("ล้านบาท", None),
        ("กว่า 66,000 ล้านบาท", None),
        (None, None),
    ],
)
def test_money_is_baht(cell: str | None, baht: int | None) -> None:
    assert one(money("x", scale=1_000_000), cell) == (None if baht is None else Decimal(baht))


def test_money_keeps_satang_and_its_type() -> None:
    result = pl.DataFrame({"x": ["0.25", "123456789012.34"]}).select(money("x")).to_series()
    assert result.dtype == pl.Decimal(20, 2)
    assert result.to_list() == [Decimal("0.25"), Decimal("123456789012.34")]


def test_qualified_money() -> None:
    assert one(money("x", qualified=True), "กว่า 66,000 ล้านบาท") == Decimal(66_000_000_000)
    assert one(money("x", qualified=True), "66,000 กว่าล้านบาท") == Decimal(66_000_000_000)


@pytest.mark.parametrize(
    ("cell", "unit", "baht"),
    [
        ("12.5", "ล้านบาท", 12_500_000),
        ("๑๒.๕", "ลบ.", 12_500_000),
        ("1,500", "พันบาท", 1_500_000),
        ("1.5", "พันล้านบาท", 1_500_000_000),
        ("900,000", " บาท ", 900_000),
        ("2", "million_baht", 2_000_000),
        ("(5)", "บาท", -5),
        ("12.5 ล้านบาท", "ล้านบาท", 12_500_000),
        ("12.5 ลบ.", "ล้านบาท", 12_500_000),
        ("12.5 ล้านบาท", "บาท", None),  # the two disagree
        ("12.5 ล้านบาท", None, None),
        ("12.5 ล้าน", "ล้านบาท", 12_500_000),
        ("12.5", None, None),
        ("12.5", "ล้าน", 12_500_000),
        ("12.5", "ดอลลาร์", None),
        ("กว่า 12.5", "ล้านบาท", None),
        ("ล้านบาท", "ล้านบาท", None),
        (None, "ล้านบาท", None),
    ],
)
def test_money_beside_its_unit(cell: str | None, unit: str | None, baht: int | None) -> None:
    record = pl.DataFrame({"x": [cell], "unit": [unit]}, schema={"x": pl.String, "unit": pl.String})
    result = record.select(money_in("x", "unit")).to_series()
    assert result.dtype == pl.Decimal(20, 2)
    assert result.to_list() == [None if baht is None else Decimal(baht)]


def test_each_row_has_a_unit_of_its_own() -> None:
    record = pl.DataFrame({"x": ["กว่า 2", "2", "2"], "unit": ["ล้านบาท", "พันบาท", "บาท"]})
    found = record.select(money_in("x", "unit", qualified=True)).to_series().to_list()
    assert found == [Decimal(2_000_000), Decimal(2_000), Decimal(2)]


# --------------------------------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("cell", "first", "precision"),
    [
        # words
        ("14 มิถุนายน 2566", date(2023, 6, 14), "day"),
        ("2 ก.ค. 63", date(2020, 7, 2), "day"),
        ("2 กค 63", date(2020, 7, 2), "day"),
        ("14มิ.ย.2566", date(2023, 6, 14), "day"),
        ("๑๔ มิถุนายน ๒๕๖๖", date(2023, 6, 14), "day"),
        ("วันพุธที่ 14 มิถุนายน พ.ศ. 2566", date(2023, 6, 14), "day"),
        ("วันที่ 14 เดือน มิถุนายน 2566", date(2023, 6, 14), "day"),
        ("14 กรกฏาคม 2566", date(2023, 7, 14), "day"),  # the common misspelling
        (f"14{NO_BREAK}มิ.ย.{ZERO_WIDTH} 2566", date(2023, 6, 14), "day"),
        ("14 June 2023", date(2023, 6, 14), "day"),
        ("June 14, 2023", date(2023, 6, 14), "day"),
        ("14 June B.E. 2566", date(2023, 6, 14), "day"),
        # months and years
        ("มิ.ย. 2566", date(2023, 6, 1), "month"),
        ("มิถุนายน 66", date(2023, 6, 1), "month"),
        ("06/2566", date(2023, 6, 1), "month"),
        ("2023-06", date(2023, 6, 1), "month"),
        ("ปี 66", date(2023, 1, 1), "year"),
        ("ปี พ.ศ. 2566", date(2023, 1, 1), "year"),
        ("พ.ศ. 66", date(2023, 1, 1), "year"),
        ("2566", date(2023, 1, 1), "year"),
        ("2023", date(2023, 1, 1), "year"),
        ("02568", date(2025, 1, 1), "year"),
        ("1 ม.ค. 02568", date(2025, 1, 1), "day"),
        # figures
        ("14/06/2566", date(2023, 6, 14), "day"),
        ("14-06-2566", date(2023, 6, 14), "day"),
        ("14.6.2566", date(2023, 6, 14), "day"),
        ("14/06/66", date(2023, 6, 14), "day"),
        ("14/06/2023", date(2023, 6, 14), "day"),
        ("2023-06-14", date(2023, 6, 14), "day"),
        ("2566-06-14", date(2023, 6, 14), "day"),
        ("2566-06-14 00:00:00", date(2023, 6, 14), "day"),
        # ranges: the first day
        ("21-22 มิ.ย. พ.ศ. 2566", date(2023, 6, 21), "day"),
        ("21 – 22 มิถุนายน 2566", date(2023, 6, 21), "day"),
        ("30 มิ.ย. ถึง 2 ก.ค. 2566", date(2023, 6, 30), "day"),
        ("28 ธ.ค. 2565 - 3 ม.ค. 2566", date(2022, 12, 28), "day"),
        ("มิ.ย.-ก.ค. 2566", date(2023, 6, 1), "month"),
        ("2565-2566", date(2022, 1, 1), "year"),
        # the written era goes before the size of the year
        ("14 มิ.ย. ค.ศ. 2023", date(2023, 6, 14), "day"),
        ("14 มิถุนายน 2023", date(2023, 6, 14), "day"),
        ("14 มิ.ย. ค.ศ. 23", date(2023, 6, 14), "day"),
        ("ค.ศ. 2566", None, None),
        ("พ.ศ. 2023", None, None),
        # leap days are those of the common era
        ("29 ก.พ. 2567", date(2024, 2, 29), "day"),
        ("29/02/2567", date(2024, 2, 29), "day"),
        ("2567-02-29", date(2024, 2, 29), "day"),
        ("29 ก.พ. 2568", None, None),
        ("29/02/2568", None, None),
        # not dates, or not certain
        ("31 เม.ย. 2566", None, None),
        ("14/06/23", None, None),
        ("ปี 25", None, None),
        ("66", None, None),
        ("0258", None, None),
        ("9999", None, None),
        ("2023-13", None, None),
        ("2566-67", None, None),
        ("14/06-2566", None, None),
        ("22-21 มิ.ย. 2566", None, None),
        ("21-31 เม.ย. 2566", None, None),
        ("31-31 เม.ย. 2566", None, None),
        ("14 มิ.ย. - ก.ค. 2566", None, None),
        ("ปีงบประมาณ 2566", None, None),
        ("ราวกลางปี 2566", None, None),
        (None, None, None),
    ],
)
def test_thai_dates(cell: str | None, first: date | None, precision: str | None) -> None:
    assert (one(be_date("x"), cell), one(be_date_precision("x"), cell)) == (first, precision)


@pytest.mark.parametrize("written", ["", ".", ". ", " "])
def test_every_month_is_known_in_full_and_short(written: str) -> None:
    full = "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม"
    short = "ม.ค ก.พ มี.ค เม.ย พ.ค มิ.ย ก.ค ส.ค ก.ย ต.ค พ.ย ธ.ค"
    days = [date(2023, month, 5) for month in range(1, 13)]
    assert column(be_date("x"), *(f"5 {name} 2566" for name in full.split())) == days
    assert column(be_date("x"), *(f"5 {name}{written}2566" for name in short.split())) == days


def test_a_day_is_one_day() -> None:
    cells = ("14 มิ.ย. 2566", "2567-02-29", "21-22 มิ.ย. 2566", "มิ.ย. 2566", "2566", None)
    assert column(be_day("x"), *cells) == [date(2023, 6, 14), date(2024, 2, 29), *[None] * 4]


def test_columns_may_differ_within_one_record() -> None:
    record = pl.DataFrame({"signed": ["2023-06-14"], "reported": ["14 มิ.ย. 66"]})
    assert record.select(be_date("signed"), be_date("reported").alias("r")).row(0) == (
        date(2023, 6, 14),
        date(2023, 6, 14),
    )


@pytest.mark.parametrize(
    ("cell", "first", "precision"),
    [
        ("2023", date(2023, 1, 1), "year"),
        ("2023-07", date(2023, 7, 1), "month"),
        ("2024-02-29", date(2024, 2, 29), "day"),
        (None, None, None),
    ],
)
def test_partial_dates(cell: str | None, first: date | None, precision: str | None) -> None:
    assert (one(partial_date("x"), cell), one(date_precision("x"), cell)) == (first, precision)


@pytest.mark.parametrize(
    "cell", ["2566", "2566-06-14", "2401-01-01", "2023-13", "2023-02-29", "2023-7", "14/06/2023"]
)
def test_partial_dates_are_iso_in_the_common_era(cell: str) -> None:
    assert one(partial_date("x"), cell) is None


# ----------------------------------------------------------------------------------- provinces


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("83", "83"),
        ("๘๓", "83"),
        ("ภูเก็ต", "83"),
        ("จ.ภูเก็ต", "83"),
        ("จังหวัดภูเก็ต", "83"),
        ("จังหวัด ภูเก็ต", "83"),
        ("PHUKET", "83"),
        (f"ภู{ZERO_WIDTH}เก็ต{NO_BREAK}", "83"),
        (f"ล{NIKHAHIT}{SARA_AA}ปาง", "52"),
        ("ล าปาง", "52"),
        ("กทม.", "10"),
        ("กรุงเทพฯ", "10"),
        ("Bangkok", "10"),
        ("Ayutthaya", "14"),
        ("Korat", "30"),
        ("Chonburi", "20"),
        ("เพชรบุรี", "76"),
        ("เพชรบูรณ์", "67"),
        ("เพชรบูรี", None),
        ("ภูเก็จ", None),
        ("จังหวัดกรุงเทพมหานคร", None),  # a seen error: suggested, never matched
        ("1", None),
        ("09", None),
        ("28", None),
        ("97", None),
        ("083", None),
        ("TH", None),
        ("ภูเก็ต พังงา", None),
        (None, None),
    ],
)
def test_provinces_are_matched_whole_or_not_at_all(cell: str | None, code: str | None) -> None:
    assert one(province_code("x"), cell) == code


def test_the_whole_country_is_let_through_only_on_request() -> None:
    assert column(province_code("x", national=True), "TH", "83", "TH-83") == ["TH", "83", None]
    assert column(province_code("x", national=True), "ทั้งประเทศ", "ทั่วประเทศ") == ["TH", "TH"]
    assert one(province_code("x"), "ทั้งประเทศ") is None


def test_the_numbers_of_a_list_are_not_codes() -> None:
    listed = [str(number) for number in range(1, 78)]
    assert column(province_code("x"), *listed) == [None] * 77
    assert column(province_code("x"), "1", "2", "3", "10", "ภูเก็ต") == [None] * 4 + ["83"]
    assert column(province_code("x"), "1", "10", "83") == [None, None, None]
    assert column(province_code("x"), *map(str, range(26, 34))) == [None] * 8  # 28 and 29 are none
    assert column(province_code("x"), "10", "83", "99") == ["10", "83", None]
    assert column(province_code("x"), '="10"', "83.0", "'95") == ["10", "83", "95"]


def test_several_provinces_are_known_all_or_none() -> None:
    assert column(province_codes("x", national=True), "91;80; 51", "TH", "20;99", None) == [
        ["91", "80", "51"],
        ["TH"],
        None,
        None,
    ]


def test_accepted_names_cover_the_provinces() -> None:
    assert len(set(province_names().values())) == 77


def test_a_hint_is_a_match_only_where_marks_alone_are_written_in_another_way() -> None:
    hints = list(province_hints())
    matched = column(province_code("x"), *hints)
    found = {hint for hint, code in zip(hints, matched, strict=True) if code is not None}
    sara_am = {hint for hint in hints if NIKHAHIT in hint or f" {SARA_AA}" in hint}
    assert found == sara_am | {"กาฬสินธ์ุ"}  # its vowel stands behind the mark above it
    assert len(found) == 11


def test_a_lost_letter_never_makes_another_province() -> None:
    names = {name: code for name, code in province_names().items() if len(name) > 6}
    damaged = [
        (name[:at] + name[at + 1 :], code)
        for name, code in names.items()
        for at in range(len(name))
    ]
    found = column(province_code("x"), *(cell for cell, _ in damaged))
    wrong = [
        cell for (cell, code), got in zip(damaged, found, strict=True) if got not in (None, code)
    ]
    assert wrong == []
