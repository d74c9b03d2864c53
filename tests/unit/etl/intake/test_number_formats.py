"""Numbers are read as their formats show them; what could be meant either way is told."""

from decimal import Decimal

import pytest

from etl.intake.number_formats import BUILT_IN, hides_thousands, is_date, says_more, shown


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        ("0.55", "0%", "55%"),
        ("0.5", '0.0"%"', "0.5%"),
        ("0.5", r"0.0\%", "0.5%"),
        ("0.5", "0%%", "5000%%"),
        ("0.55", "[Red]0.0%;[Blue]-0.0%", "55%"),
        ("0.55", "[$-D00041E]0%", "55%"),
        ("12500000", '#,##0.0,," ล้านบาท"', "12.5 ล้านบาท"),
        ("12500000", '0.0,,"M"', "12.5M"),
        ("12.5", '0.0 "ล้านบาท"', "12.5 ล้านบาท"),
        ("66000", '"กว่า "#,##0', "กว่า 66000"),
        ("12", '0"000"', "12000"),
        ("12.5", "[$€-2] 0.0", "€ 12.5"),
        ("12.5", "_-฿* #,##0.00_-", "12.5"),
        ("3", '0" คน"', "3"),
        ("-12.5", "#,##0.00;(#,##0.00)", "-12.5"),
        ("0", '0;-0;"-"', "0"),
        ("0", '0;-0;"ไม่มีข้อมูล"', "ไม่มีข้อมูล"),
        ("0", '"ใช่";"ใช่";"ไม่ใช่"', "ไม่ใช่"),
        ("5", '"-"0', "-5"),
        ("5", "(0)", "-5"),
        ("5", "_-* #,##0_-;-* #,##0_-", "5"),
        ("5", '0"+"', "5+"),
        ("12.5", '0.0" mb"', "12.5 mb"),
        ("12", "0.0E+00", "12"),
        ("12", "General", "12"),
    ],
)
def test_a_number_is_read_as_it_is_shown(value: str, number_format: str, text: str) -> None:
    assert shown(Decimal(value), number_format) == text


@pytest.mark.parametrize(
    ("value", "number_format", "hidden"),
    [
        ("12500000", "#,##0.0,,", True),
        ("12500", "#,##0,", True),
        ("12500", '[<1000]0.0;[>=1000]0.0,"k"', True),
        ("500", '[<1000]0.0;[>=1000]0.0,"k"', False),
        ("-12500000", "#,##0.0,,;-#,##0.0,,", True),
        ("12500000", '#,##0.0,," ล้านบาท"', False),
        ("12500000", "#,##0", False),
        ("0", "#,##0,,", False),
    ],
)
def test_thousands_that_a_format_cuts_off_are_noticed(
    value: str, number_format: str, hidden: bool
) -> None:
    assert hides_thousands(Decimal(value), number_format) is hidden


@pytest.mark.parametrize(
    "number_format",
    [
        *("d/m/bb", "[$-D07041E]d mmmm bbbb", "bbbb", '"พ.ศ. "bbbb', "ว ดดดด ปปปป", '"bbbb"'),
        *("[~buddhist]D MMM YYYY", '"ณ วันที่ "d mmm yyyy', "mm:ss.0", "[h]:mm:ss", "d/m/bb;@"),
        *("h:mm AM/PM", "mmm\\-yy", "yyyy-mm-dd hh:mm:ss.000"),
        *(BUILT_IN[number] for number in (14, 22, 71, 72, 74, 77, 81)),
    ],
)
def test_formats_of_days_and_times(number_format: str) -> None:
    assert is_date(number_format)
    assert says_more(number_format)


@pytest.mark.parametrize(
    "number_format",
    [
        "General",
        "G/ทั่วไป",
        "G/มาตรฐาน",
        "@",
        "0",
        "# ?/?",
        "[Red]0",
        '0.0 "days"',
        "[$฿-41E]#,##0.00",
        "#,##0.0 ดดด",
        "t0.00",
    ],
)
def test_formats_of_plain_numbers(number_format: str) -> None:
    assert not is_date(number_format)
    assert not says_more(number_format)
