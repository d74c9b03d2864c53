"""Lists: what a cell sorts by is not always what is written in it."""

from datetime import date

from dashboard.parts import rows
from dashboard.parts.tables import Columns
from dashboard.reader.reader import Reader

MONEY = [
    {"value": 66e9, "qualifier": ">", "unit": "THB", "lower": None, "upper": None},
    {"value": 66e9, "qualifier": "=", "unit": "THB", "lower": None, "upper": None},
    {"value": 9e9, "qualifier": "=", "unit": "THB", "lower": None, "upper": None},
    {"value": None, "qualifier": "=", "unit": "THB", "lower": None, "upper": None},
]


def test_figures_sort_by_size_and_keep_their_words() -> None:
    keys, words = rows._cells(Columns(Reader()).value("table.value"), MONEY)
    assert [words[key] for key in keys] == [
        *("กว่า 66,000 ล้านบาท", "66,000 ล้านบาท", "9,000 ล้านบาท", "ยังไม่มีข้อมูล")
    ]
    assert len(set(keys)) == len(keys)
    ordered = sorted(key for key in keys if isinstance(key, float))
    assert [words[key] for key in ordered][:2] == ["ยังไม่มีข้อมูล", "9,000 ล้านบาท"]


def test_days_sort_by_time_whatever_their_precision() -> None:
    dated = [
        {"as_of": date(2023, 7, 1), "as_of_precision": "month"},
        {"as_of": date(2023, 7, 1), "as_of_precision": "day"},
        {"as_of": None, "as_of_precision": None},
        {"as_of": date(2021, 1, 1), "as_of_precision": "year"},
    ]
    keys, words = rows._cells(
        Columns(Reader()).when("table.as_of", "as_of", "as_of_precision"), dated
    )
    assert [words[key] for key in keys] == [*("ก.ค. 2566", "1 ก.ค. 2566", "ไม่ระบุวันที่", "พ.ศ. 2564")]
    assert keys[2] == min(key for key in keys if isinstance(key, float))
