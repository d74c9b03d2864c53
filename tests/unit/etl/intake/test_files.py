"""Bytes to sheets of text cells: kinds, encodings, separators, limits; a sentence for the rest."""

import io
import random
import struct
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest

from etl.errors import SourceError
from etl.intake import files
from etl.intake.files import Grid, Merged, NotAValue, Row, read
from tests.fixtures import writers
from tests.fixtures.writers import Cell, Sheet, delimited, ole, packed, parts, patched, xls, xlsx

ROWS = [
    ["รหัส", "จังหวัด", "จำนวน"],
    ["ก-1", "ภูเก็ต", "1,200"],
    ["ก-2", "นครศรีธรรมราช; พังงา", "๓"],
]
READ: list[Row] = [[*row] for row in ROWS]
SHEET = "xl/worksheets/sheet1.xml"
BOOK = xlsx(Sheet("ข้อมูล", ROWS))
DEFLATED = packed(parts(BOOK), deflate=True)


def grids(tmp_path: Path, content: bytes, name: str = "table.csv") -> list[Grid]:
    path = tmp_path / name
    path.write_bytes(content)
    return read(path)


def one(tmp_path: Path, content: bytes, name: str = "table.csv") -> Grid:
    (grid,) = grids(tmp_path, content, name)
    return grid


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp874"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_text_is_read_however_it_is_written(
    tmp_path: Path, separator: str, encoding: str, newline: str
) -> None:
    assert one(tmp_path, delimited(ROWS, separator, encoding, newline)) == Grid(None, READ)


@pytest.mark.parametrize("order", ["le", "be"])
def test_both_orders_of_utf_16_are_read(tmp_path: Path, order: str) -> None:
    text = "\ufeff" + delimited(ROWS, "\t").decode()
    assert one(tmp_path, text.encode(f"utf-16-{order}")).rows == ROWS


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("a,b\n1;2;3,4\n5;6;7,8\n", ["a", "b"]),  # lists in cells
        ("a;b\n1,5;2,5\n3,5;4,5\n", ["a", "b"]),  # decimal commas
        ("a\tb\n1,200\t3\n", ["a", "b"]),
        ("sep=|\na,b|c\n", ["a,b", "c"]),
        ("ชื่อเรื่อง\n\na;b;c\n1;2;3\n", ["ชื่อเรื่อง", None, None]),
        ("รหัส\nก-1\nก-2\n", ["รหัส"]),
    ],
)
def test_the_separator_is_the_one_that_cuts_evenly(
    tmp_path: Path, text: str, first: list[str | None]
) -> None:
    assert one(tmp_path, text.encode()).rows[0] == first


@pytest.mark.parametrize("name", ["table.xlsx", "table.csv", "table.xls", "table"])
def test_what_a_file_holds_decides_and_not_its_name(tmp_path: Path, name: str) -> None:
    assert one(tmp_path, BOOK, name) == Grid("ข้อมูล", READ)
    assert one(tmp_path, delimited(ROWS), name) == Grid(None, READ)
    assert one(tmp_path, xls("ข้อมูล", ROWS), name) == Grid("ข้อมูล", READ)


@pytest.mark.parametrize("cell", ["", " ", "-", "–", "—", "N/A", "ไม่มีข้อมูล", "\u200b", "\u00a0-"])
def test_what_offices_write_for_nothing_is_nothing(tmp_path: Path, cell: str) -> None:
    assert one(tmp_path, delimited([["a", "b"], ["x", cell]])).rows[1] == ["x", None]


@pytest.mark.parametrize("cell", ["0", "ไม่มี", "ไม่ระบุ", "--1", "N/A 1", "=1+1"])
def test_what_may_be_an_answer_is_kept(tmp_path: Path, cell: str) -> None:
    assert one(tmp_path, delimited([["a", "b"], ["x", cell]])).rows[1] == ["x", cell]


def test_cells_of_a_workbook_are_text_as_a_person_would_type_it(tmp_path: Path) -> None:
    cells: list[tuple[Cell, str]] = [
        (12, "12"),
        (12.0, "12"),
        (0.5, "0.5"),
        (0.1 + 0.2, "0.3"),
        (1e9, "1000000000"),
        (-0.0, "0"),
        (True, "true"),
        (date(2567, 6, 14), "2567-06-14"),
        (datetime(2024, 2, 29, 8, 30), "2024-02-29 08:30:00"),  # noqa: DTZ001
        (" x ", "x"),
        (0.07, "7%"),
        (0.555, "55.5%"),
    ]
    formats = {"A11": "0%", "A12": "0.0%"}
    found = one(tmp_path, xlsx(Sheet("S", [[cell] for cell, _ in cells], formats=formats))).rows
    assert [row[0] for row in found] == [text for _, text in cells]


def test_a_thai_calendar_is_how_a_date_is_shown_not_which_day_it_is(tmp_path: Path) -> None:
    formats = {"A1": "[$-107041E]d mmm yyyy;@"}
    assert one(tmp_path, xlsx(Sheet("S", [[45000]], formats=formats))).rows == [["2023-03-15"]]


def test_formulas_and_errors_are_seen_as_such(tmp_path: Path) -> None:
    book = xlsx(Sheet("S", [["=SUM(B1:B2)", "=text"], ["#REF!", "x"]]), inline=True)
    rows = one(tmp_path, book).rows
    assert rows == [["=SUM(B1:B2)", "=text"], ["#REF!", "x"]]
    assert [type(cell) for row in rows for cell in row] == [NotAValue, NotAValue, NotAValue, str]


def test_merged_ranges_are_told_as_far_as_there_are_cells(tmp_path: Path) -> None:
    grid = one(tmp_path, xlsx(Sheet("S", [["a", "b"], ["c"], [None, "d"]], ["A2:A9", "F1:G1"])))
    assert grid.merged == (Merged(1, 2, 1, 3),)


def record(kind: int, shape: str, *values: float) -> bytes:
    content = struct.pack(f"<{shape}", *values)
    return struct.pack("<2H", kind, len(content)) + content


@pytest.mark.parametrize("padding", [0, 40], ids=["small", "of many sectors"])
def test_an_old_workbook_tells_formulas_percents_errors_and_merged_cells(
    tmp_path: Path, padding: int
) -> None:
    sheet = record(0x0809, "4H2I", 0x0600, 0x0010, 0, 1997, 0, 0x0600)
    sheet += record(0x0203, "3Hd", 0, 1, 0, 12) + record(0x0203, "3Hd", 0, 2, 1, 0.07)
    sheet += record(0x0006, "3HdHIH", 1, 1, 0, 5.0, 0, 0, 0)
    sheet += record(0x027E, "3HI", 1, 2, 2, (55 << 2) | 3)  # 55, and a hundredth of it is meant
    sheet += record(0x00BD, "2HHIHIH", 2, 1, 0, (3 << 2) | 2, 1, (1 << 2) | 2, 2)
    sheet += record(0x0205, "3H2B", 3, 1, 0, 0x17, 1) + record(0x0203, "3Hd", 3, 2, 0, 1)
    sheet += record(0x00E5, "5H", 1, 0, 3, 2, 2) + record(0x000A, "")
    start = record(0x0809, "4H2I", 0x0600, 0x0005, 0, 1997, 0, 0x0600)
    start += record(0x0042, "H", 1200) + record(0x041E, "2HB3B", 165, 3, 0, *b"0.%")
    start += b"".join(record(0x00E0, "2H16x", 0, style) for style in (0, 9, 165))
    start += record(0x0FFF, "8000x") * padding
    start += record(0x0085, "I4BH", len(start) + 18, 0, 0, 1, 1, ord("S")) + record(0x000A, "")
    grid = one(tmp_path, ole({"Workbook": start + sheet}))
    assert grid.rows == [
        [None, "12", "7%"],
        [None, "=5", "55%"],
        [None, "3", "100%"],
        [None, "=…", "1"],
    ]
    seen = [type(row[1]) for row in grid.rows]
    assert seen == [str, NotAValue, str, NotAValue]
    assert grid.merged == (Merged(3, 1, 3, 4),)


def test_only_visible_sheets_are_read(tmp_path: Path) -> None:
    book = xlsx(Sheet("ก", [["a"]]), Sheet("ข", [["b"]], state="hidden"), Sheet("ค", [["c"]]))
    found = [(grid.sheet, grid.rows) for grid in grids(tmp_path, book)]
    assert found == [("ก", [["a"]]), ("ข", []), ("ค", [["c"]])]


def test_rows_keep_the_numbers_of_the_spreadsheet(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [[], [None, "a"], [], [None, "b", date(2567, 6, 14)]]
    expected = [[None] * 3, [None, "a", None], [None] * 3, [None, "b", "2567-06-14"]]
    assert one(tmp_path, xlsx(Sheet("S", rows))).rows == expected
    assert one(tmp_path, xls("S", rows)).rows == expected
    assert one(tmp_path, b"\n,a\n\n,b,2567-06-14\n").rows == expected


PICTURE = bytes.fromhex("ffd8ffe000104a46494600")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf \r\n", "the file is empty"),
        (b"%PDF-1.7\n", "this is a PDF"),
        (PICTURE, r"this is a picture \(JPEG\)"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE HTML><html>", r"this is a web page \(HTML\)"),
        ("<table><tr>".encode("utf-16"), r"this is a web page \(HTML\)"),
        (b'<?xml version="1.0"?><Workbook/>', "this is an XML document"),
        (b'[{"a": 1}]', "this is a JSON document"),
        (b"Rar!\x1a\x07", r"this is a packed archive \(RAR\)"),
        (packed({"word/document.xml": b"<a/>"}), r"this is a text document \(docx\)"),
        (packed({"content.xml": b"<a/>"}), "this is an OpenDocument file"),
        (packed({"xl/workbook.bin": b"1"}), r"this is a binary workbook \(xlsb\)"),
        (packed({"a.csv": b"a,b"}), r"this is a packed archive \(zip\)"),
        (ole({"WordDocument": b"x"}), r"this is a text document \(doc\)"),
        (ole({"EncryptedPackage": b"x"}), "locked by a password"),
        (
            xls("S", ROWS).replace(bytes.fromhex("42000200b004"), bytes.fromhex("2f000200b004")),
            "locked by a password",
        ),
        (BOOK[: len(BOOK) // 2], "cut off or damaged"),
        (xls("S", ROWS)[:3000], "cut off or damaged"),
        (ole({"Book": b""}), "cut off or damaged"),  # of before 1997
        (b"a,b\n1,\x002\n", "line 2 holds NUL bytes"),
        ("ก,ข\n".encode("utf-16-le"), "line 1 holds NUL bytes: damaged, or UTF-16 without"),
        (b"a,b\n1,\x072\n", "line 2 holds control character 0x07"),
        (b'a,b\n1,"2\n', r"not a well-formed CSV: unexpected end of data \(line 2\)"),
        ("ก,ข\n1,ค".encode()[:-1], "cut off in the middle of a letter"),
        ("ก".encode("utf-16")[:-1], "cut off or damaged"),
        (b"a\n\xfc\xfd\xdb\n", "neither UTF-8 nor cp874"),
        (b"a,b\n1," + b"x" * 32_768, "row 2 has 32,768 characters in cell B2"),
        (b"," * 300 + b"\n", "row 1 has more than 300 columns"),
        (xlsx(Sheet("S", [[None] * 300 + ["x"]])), "sheet 'S' row 1 has more than 300 columns"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    with pytest.raises(SourceError, match=sentence) as refused:
        grids(tmp_path, content)
    assert str(refused.value).startswith(f"{tmp_path / 'table.csv'}: ")
    assert str(refused.value).endswith(".")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"gone\.xlsx: no such file"):
        read(tmp_path / "gone.xlsx")
    with pytest.raises(SourceError, match="no such file"):
        read(tmp_path)


def _rows(content: bytes, rows: bytes) -> bytes:
    found = parts(content)
    head, _, rest = found[SHEET].partition(b"<sheetData>")
    tail = rest.partition(b"</sheetData>")[2]
    return packed(
        found | {SHEET: head + b"<sheetData>" + rows + b"</sheetData>" + tail}, deflate=True
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (_rows(BOOK, b" " * (files.UNPACKED_BYTES + 1)), "unpacks to"),
        (_rows(BOOK, b"<x/>" * (files.OPEN_ELEMENTS + 1)), "elements"),
        (
            _rows(BOOK, b'<row><c/><c/><c t="str"><v>%s</v></c></row>' % (b"x" * 32_768)),
            "sheet 'ข้อมูล' row 1 has 32,768 characters in cell C1",
        ),
        (_rows(BOOK, b'<row r="200001"><c><v>1</v></c></row>'), "more than 200,000 rows"),
        (_rows(BOOK, b'<row r="99999999"><c><v>1</v></c></row>'), "more than 1,048,576 rows"),
        (_rows(BOOK, b'<row r="2"><c><v>1</v></c></row>' * 2), "row 2 comes twice"),
        (_rows(BOOK, b'<row><c t="s"><v>999</v></c></row>'), "cut off or damaged"),
        (
            patched(BOOK, SHEET, b"<worksheet ", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet '),
            "declares XML entities",
        ),
        (b"a" * (files.FILE_BYTES + 1), "more than 50 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_limits_are_kept(tmp_path: Path, content: bytes, sentence: str) -> None:
    with pytest.raises(SourceError, match=sentence):
        grids(tmp_path, content, "table.xlsx")


def test_a_sheet_may_have_so_many_rows_and_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "SHEET_ROWS", 1_000)
    row = b"<row><c><v>1</v></c></row>"
    (grid,) = (found for found in grids(tmp_path, _rows(BOOK, row * 1_000), "a.xlsx") if found.rows)
    assert len(grid.rows) == 1_000
    with pytest.raises(SourceError, match="more than 1,000 rows"):
        grids(tmp_path, _rows(BOOK, row * 1_001), "b.xlsx")


def test_a_text_may_have_so_many_rows_and_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "TEXT_ROWS", 1_000)
    assert len(one(tmp_path, b"a\n" * 1_000).rows) == 1_000
    with pytest.raises(SourceError, match="more than 1,000 rows"):
        one(tmp_path, b"a\n" * 1_001)


def test_empty_rows_that_are_only_formatted_do_not_count(tmp_path: Path) -> None:
    rows = b'<row r="1"><c><v>1</v></c></row>' + b"".join(
        b'<row r="%d"><c s="0"/></row>' % number for number in range(1_048_000, 1_048_577)
    )
    assert one(tmp_path, _rows(BOOK, rows)).rows == [["1"]]


def test_a_locked_part_is_a_password(tmp_path: Path) -> None:
    content = bytearray(BOOK)
    start = content.rfind(b"PK\x01\x02")
    content[start + 8] |= 1  # the last part's flag in the directory
    with pytest.raises(SourceError, match="password"):
        grids(tmp_path, bytes(content))


def test_a_part_that_is_longer_than_it_says_is_damaged(tmp_path: Path) -> None:
    content = DEFLATED
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo(SHEET).file_size.to_bytes(4, "little")
    with pytest.raises(SourceError, match="cut off or damaged"):
        grids(tmp_path, content.replace(size, (10).to_bytes(4, "little")))


@pytest.mark.parametrize(
    ("whole", "times"),
    [
        (BOOK, 150),
        (DEFLATED, 150),
        (xls("ข้อมูล", ROWS), 15),  # each may need a process of its own
        (delimited(ROWS), 150),
        (delimited(ROWS, ";", "utf-16"), 150),
    ],
    ids=["xlsx", "packed", "xls", "csv", "utf-16"],
)
def test_a_damaged_file_is_read_or_refused_and_never_more(
    tmp_path: Path, whole: bytes, times: int
) -> None:
    chance = random.Random(2569)
    for _ in range(times):
        content = bytearray(whole)
        for _ in range(chance.choice((1, 4, 40))):
            content[chance.randrange(len(content))] = chance.choice((0, 255, chance.randrange(256)))
        if chance.random() < 0.3:
            del content[chance.randrange(len(content)) :]
        try:
            found = grids(tmp_path, bytes(content))
        except SourceError:  # anything else fails the test
            continue
        assert all(len({len(row) for row in grid.rows}) <= 1 for grid in found)


def test_a_directory_as_deep_as_it_has_entries_is_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writers, "SMALLEST", 0)  # so that each stream is one sector
    deep = ole({"Workbook": b"x"} | {f"{number}": b"x" for number in range(2000)})
    path = tmp_path / "deep.xls"
    path.write_bytes(deep)
    with pytest.raises(SourceError, match="cut off or damaged"):
        read(path)
