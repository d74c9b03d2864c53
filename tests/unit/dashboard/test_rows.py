"""Lists: what a cell sorts by is not always what is written in it."""

from datetime import date

from dashboard.parts import rows
from dashboard.parts.tables import Column, Columns, Row
from dashboard.reader.reader import Reader

MONEY: list[Row] = [
    {"value": 66e9, "qualifier": ">", "unit": "THB", "lower": None, "upper": None},
    {"value": 66e9, "qualifier": "=", "unit": "THB", "lower": None, "upper": None},
    {"value": 9e9, "qualifier": "=", "unit": "THB", "lower": None, "upper": None},
    {"value": None, "qualifier": "=", "unit": "THB", "lower": None, "upper": None},
]


def keyed(column: Column, listed: list[Row]) -> tuple[list[str | float], dict[str | float, str]]:
    """What a column sorts by, and the words for each of those."""
    texts = [rows._text(column, row) for row in listed]
    keys = list(rows._keys(column, listed, texts))
    return keys, dict(zip(keys, texts, strict=True))


def test_figures_sort_by_size_and_keep_their_words() -> None:
    keys, words = keyed(Columns(Reader()).value("table.value"), MONEY)
    assert [words[key] for key in keys] == [
        *("กว่า 66,000 ล้านบาท", "66,000 ล้านบาท", "9,000 ล้านบาท", "ยังไม่มีข้อมูล")
    ]
    assert len(set(keys)) == len(keys)
    ordered = sorted(key for key in keys if isinstance(key, float))
    assert [words[key] for key in ordered][:2] == ["ยังไม่มีข้อมูล", "9,000 ล้านบาท"]


def test_days_sort_by_time_whatever_their_precision() -> None:
    dated: list[Row] = [
        {"as_of": date(2023, 7, 1), "as_of_precision": "month"},
        {"as_of": date(2023, 7, 1), "as_of_precision": "day"},
        {"as_of": None, "as_of_precision": None},
        {"as_of": date(2021, 1, 1), "as_of_precision": "year"},
    ]
    keys, words = keyed(Columns(Reader()).when("table.as_of", "as_of", "as_of_precision"), dated)
    assert [words[key] for key in keys] == [*("ก.ค. 2566", "1 ก.ค. 2566", "ไม่ระบุวันที่", "พ.ศ. 2564")]
    assert keys[2] == min(key for key in keys if isinstance(key, float))


def test_columns_share_what_figures_and_days_leave() -> None:
    column = Columns(Reader())
    columns = [column.text("table.title", "a"), column.text("table.source", "b")]
    columns.append(column.count("table.statements", "n"))
    names = [one.heading for one in columns]

    def widths(*lengths: int) -> tuple[list[int | None], int]:
        texts = [["ก" * length] * 10 for length in lengths]
        found, lines = rows._widths(columns, dict(zip(names, texts, strict=True)), 600)
        return [found[name] for name in names], lines

    (title, source, _), lines = widths(10, 10, 4)
    assert (title, source, lines) == (None, None, 1)  # all is shown: both may grow
    (title, source, count), lines = widths(100, 10, 4)
    assert title is not None
    assert source is not None
    assert count is not None
    assert title > source
    assert 597 <= title + source + count <= 600
    assert lines == 3
    assert widths(1200, 10, 4)[1] == max(rows.HEIGHTS)


def test_words_break_at_blanks_and_within_what_is_longer_than_a_line() -> None:
    room = rows._length("กกกก กกกก")
    assert rows._broken("กกกก กกกก", room) == 1
    assert rows._broken("กกกก กกกกก", room) == 2
    assert rows._broken("ก" * 25, room) == 3


def test_a_sign_above_a_letter_takes_no_room() -> None:
    assert rows._length("กี่") == rows._length("ก") > rows._length("a")
