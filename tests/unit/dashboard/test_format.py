"""Numbers, bounds, amounts and dates as a reader sees them."""

from datetime import date
from decimal import Decimal

import pytest

from dashboard.reader import format as fmt
from dashboard.reader.figure import Figure
from dashboard.reader.reader import Reader
from dashboard.reader.text import Lang


@pytest.mark.parametrize(
    ("value", "decimals", "trim", "shown"),
    [
        (7852, 0, False, "7,852"),
        (34.194117, 2, False, "34.19"),
        (0.125, 2, False, "0.13"),
        (-0.5, 0, False, "-1"),
        (900.0, 2, True, "900"),
        (100, 0, True, "100"),
        (Decimal("523.8095"), 2, True, "523.81"),
    ],
)
def test_numbers(value: float, decimals: int, trim: bool, shown: str) -> None:
    assert fmt.number(value, decimals, trim=trim) == shown


@pytest.mark.parametrize(
    ("value", "unit", "sign", "lang", "shown"),
    [
        (37, "cities", "=", "th", "37 เมือง"),
        (1, "cities", "=", "en", "1 city"),
        (66_000_000_000, "THB", ">", "th", "กว่า 66,000 ล้านบาท"),
        (66_000_000_000, "THB", ">", "en", "over 66,000 million baht"),
        (900_000, "THB", "=", "en", "900,000 baht"),
        (1_300_000, "THB", "=", "th", "1.3 ล้านบาท"),
        (66_000_000_000 / 126, "THB", ">", "th", "กว่า 523.80 ล้านบาท"),
        (39.6825, "percent", ">", "th", "กว่า 39.68%"),
        (35.238, "percent", "=", "en", "35.24%"),
        (1_800_000, "persons", "~", "th", "ราว 1,800,000 คน"),
        (84, "rank", "=", "th", "อันดับ 84"),
        (84, "rank", "=", "en", "ranked 84th"),
        (50, "areas", "<=", "en", "at most 50 areas"),
    ],
)
def test_a_statement_keeps_its_qualifier_and_unit(
    value: float, unit: str, sign: str, lang: Lang, shown: str
) -> None:
    assert Reader(lang=lang).figure(Figure(value, unit, sign=sign)) == shown


@pytest.mark.parametrize(
    ("value", "sign", "shown"),
    [
        (5000 / 126, ">", "39.68"),  # 39.6825: over 39.69 would claim too much
        (5000 / 126, ">=", "39.68"),
        (5000 / 126, "<", "39.69"),
        (400 / 18, "<=", "22.23"),
        (400 / 18, "=", "22.22"),
        (200 / 3, "~", "66.67"),
        (100 * 0.29, ">=", "29.00"),  # 28.999999999999996 in binary
        (100 * 0.07, "<=", "7.00"),  # 7.000000000000001
    ],
)
def test_a_bound_is_cut_to_the_side_that_is_certain(value: float, sign: str, shown: str) -> None:
    assert fmt.number(value, 2, sign=sign) == shown


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        (37 / 1.05, "percent2", "percent0"),  # a tile says 35%
        (12 / 78.52, "percent3", "percent3"),  # 0.153%, not 0%
        (99.6, "percent2", "percent2"),  # not 100%
        (100, "percent2", "percent0"),
        (0, "percent2", "percent0"),
        (2.5, "decimal2", "decimal2"),
    ],
)
def test_a_tile_has_whole_percents(value: float, kind: str, shown: str) -> None:
    assert Figure(value, "percent", kind).whole().kind == shown


@pytest.mark.parametrize(
    ("value", "of", "th", "en"),
    [
        (86, 146, "อันดับ 86 จาก 146 เมือง", "ranked 86th of 146 cities"),
        (1, 2, "อันดับ 1 จาก 2 เมือง", "ranked 1st of 2 cities"),
        (112, 141, "อันดับ 112 จาก 141 เมือง", "ranked 112th of 141 cities"),
        (73, None, "อันดับ 73", "ranked 73rd"),
    ],
)
def test_a_rank_is_one_of_as_many(value: float, of: float | None, th: str, en: str) -> None:
    assert Reader().figure(Figure(value, "rank", "integer", among=of)) == th
    assert Reader(lang="en").figure(Figure(value, "rank", "integer", among=of)) == en


@pytest.mark.parametrize(
    ("stated", "lang", "shown"),
    [
        (
            Figure(None, "organisations", sign="~", lower=6000, upper=7000),
            "th",
            "ราว 6,000–7,000 แห่ง",
        ),
        (Figure(None, "areas", upper=50), "en", "at most 50 areas"),
        (Figure(None, "areas", lower=50), "th", "ไม่น้อยกว่า 50 พื้นที่"),
        (Figure(None, "areas"), "th", "ยังไม่มีข้อมูล"),
        (Figure(None, "areas", lower=0), "th", "ไม่ปรากฏชื่อ"),
        (Figure(0, "areas"), "en", "0 areas"),
    ],
)
def test_a_range_a_lone_bound_and_nothing(stated: Figure, lang: Lang, shown: str) -> None:
    assert Reader(lang=lang).figure(stated) == shown


def test_a_figure_is_made_of_a_row() -> None:
    row = {
        "value": 66e9, "qualifier": ">", "lower": 66e9, "upper": None, "unit": "THB",
        "previous_value": 3, "previous_qualifier": "=",
    }  # fmt: skip
    assert Figure.of(row) == Figure(66e9, "THB", sign=">", lower=66e9)
    assert Figure.of(row, "previous_value", "previous_qualifier") == Figure(3, "THB")
    assert Reader().said(Figure.of(row)) == ("กว่า", "66,000", "ล้านบาท")


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        (37, "integer", "37"),
        (83.55, "integer", "83.55"),
        (2.4286, "decimal1", "2.4"),
        (13.0336, "decimal2", "13.03"),
        (74.026, "percent2", "74.03%"),
        (1_170_000_000, "baht_million", "1,170"),
    ],
)
def test_the_formats_of_a_kpi(value: float, kind: str, shown: str) -> None:
    assert fmt.plain(value, kind) == shown


@pytest.mark.parametrize(
    ("value", "kind", "unit", "lang", "shown"),
    [
        (7, "integer", "cities", "th", "+7 เมือง"),
        (-1.0, "integer", "cities", "en", "\u22121 city"),
        (0, "integer", "cities", "en", "0 cities"),
        (-900 / 77, "percent2", "percent", "th", "\u221211.69 จุดร้อยละ"),
        (1, "percent2", "percent", "en", "+1.00 percentage point"),
        (4_000_000_000, "baht_million", "THB", "en", "+4,000 million baht"),
    ],
)
def test_a_change_is_signed_and_that_of_a_share_is_in_points(
    value: float, kind: str, unit: str, lang: Lang, shown: str
) -> None:
    assert Reader(lang=lang).change(Figure(value, unit, kind)) == shown


@pytest.mark.parametrize(
    ("value", "kind", "unit", "sign", "lang", "shown"),
    [
        (66e9 / 126, "baht_million", "THB_per_area", ">", "th", "กว่า 523.80 ล้านบาทต่อพื้นที่"),
        (66e9, "baht_million", "THB", ">", "en", "over 66,000 million baht"),
        (0.15283, "percent3", "percent", "=", "th", "0.153%"),
        (2.4286, "decimal2", "cities_per_month", "=", "en", "2.43 cities per month"),
        (None, "integer", "cities", None, "th", "ยังไม่มีข้อมูล"),
    ],
)
def test_a_kpi_has_its_format_qualifier_and_unit(
    *, value: float | None, kind: str, unit: str, sign: str | None, lang: Lang, shown: str
) -> None:
    assert Reader(lang=lang).figure(Figure(value, unit, kind, sign)) == shown


@pytest.mark.parametrize(
    ("iso", "lang", "era", "shown"),
    [
        ("2025-08-27", "th", "be", "27 ส.ค. 2568"),
        ("2025-08-27", "th", "ce", "27 ส.ค. 2025"),
        ("2025-08-27", "en", "ce", "27 Aug 2025"),
        ("2025-08-27", "en", "be", "27 Aug 2568 BE"),
        ("2023-07", "th", "be", "ก.ค. 2566"),
        ("2023-07", "en", "ce", "Jul 2023"),
        ("2023", "th", "be", "พ.ศ. 2566"),
        ("2023", "th", "ce", "ค.ศ. 2023"),
        ("2023", "en", "ce", "2023"),
        ("2024-02-29", "th", "be", "29 ก.พ. 2567"),
        (None, "th", "be", "ไม่ระบุวันที่"),
        ("", "en", "ce", "undated"),
    ],
)
def test_a_date_keeps_its_precision(iso: str | None, lang: Lang, era: fmt.Era, shown: str) -> None:
    assert fmt.period(iso, lang, era) == shown


def test_dates_with_a_stated_precision() -> None:
    start = date(2023, 6, 21)
    assert fmt.day(start, "day", "th", "be", long=True) == "21 มิถุนายน 2566"
    assert fmt.day(start, "unknown", "th", "be") == "ไม่ระบุวันที่"
    assert fmt.day(None, "day", "en", "ce") == "undated"
    assert fmt.span(start, date(2023, 6, 22), "day", "en", "ce") == "21 Jun 2023 – 22 Jun 2023"
    assert fmt.span(start, start, "day", "en", "ce") == "21 Jun 2023"
    assert [fmt.iso(start, part) for part in ("day", "month", "year", None)] == [
        "2023-06-21",
        "2023-06",
        "2023",
        None,
    ]
