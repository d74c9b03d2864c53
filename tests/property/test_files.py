"""Whatever an office writes around a table, every record and every cell of it comes through."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import dataframely as dy
from hypothesis import given
from hypothesis import strategies as st

from etl.contract import Source
from etl.expressions import coded, integer, province_code, text
from etl.intake.extract import Edition, editions, recognise
from etl.intake.files import EMPTY_WORDS
from etl.intake.validate import validate
from tests.fixtures.writers import Cell, Sheet, delimited, packed, parts, xlsx
from tests.shipped import write_edition


class Form(dy.Schema):
    """One row of a form, of which any cell may be bad."""

    key = dy.String(primary_key=True)
    province_code = dy.String(nullable=False)
    kind = dy.Enum(["new", "old"], nullable=True)
    amount = dy.Int64(nullable=True, min=0)


HEADINGS = ("รหัสโครงการ", "จังหวัดที่ตั้ง", "ประเภท", "จำนวนเงิน (บาท)", "ข้อสังเกต")
FORM = Source(
    name="form",
    title_th="แบบรายงาน",
    title_en="Form",
    contract=Form,
    columns={
        "key": text(HEADINGS[0]),
        "province_code": province_code(HEADINGS[1]),
        "kind": coded(HEADINGS[2], {"ใหม่": "new", "เดิม": "old"}),
        "amount": integer(HEADINGS[3]),
    },
    ignored=frozenset({HEADINGS[4]}),
    folder="inbox",
)

THAI = st.characters(min_codepoint=0x0E01, max_codepoint=0x0E3A) | st.characters(
    min_codepoint=0x0E40, max_codepoint=0x0E5B
)
LETTERS = THAI | st.sampled_from(" ,;|\"'=+-().%0123456789abcXYZ")
CELLS = st.one_of(
    st.sampled_from(["", "-", "ไม่มีข้อมูล", "ภูเก็ต", "ภูเก็จ", "ใหม่", "เดิม", "1,200", "๑๒", "x"]),
    st.text(LETTERS, max_size=12),
)
KEYS = st.text(st.sampled_from("กขคงจabc-"), max_size=3).map("ก{}".format)  # never like a foot
RECORDS = st.lists(st.tuples(KEYS, CELLS, CELLS, CELLS, CELLS), max_size=12)
BLANK = [""] * len(HEADINGS)
TITLES = st.lists(
    st.sampled_from([["ทะเบียนโครงการ"], ["ประจำปี พ.ศ. 2568"], BLANK, ["ข้อมูล ณ วันที่ 1 ต.ค. 67"]])
)
FEET = st.sampled_from(
    [
        [],
        [["รวมทั้งสิ้น", "", "", "12"]],
        [["", "รวม", "", "12"], BLANK, ["หมายเหตุ: เบื้องต้น"]],
        [["ที่มา: ดีป้า"], ["และจังหวัด"]],
    ]
)


@dataclass(frozen=True)
class Table:
    """A table among titles, blank rows and a foot, and the spreadsheet rows of its records."""

    rows: list[list[str]]
    records: dict[int, tuple[str, ...]]
    left_out: int


@st.composite
def tables(draw: st.DrawFn) -> Table:
    order = draw(st.permutations(range(len(HEADINGS))))
    rows = [list(row) for row in draw(TITLES)]
    rows.append([HEADINGS[place] for place in order])
    records: dict[int, tuple[str, ...]] = {}
    for record in draw(RECORDS):
        rows += [BLANK] * draw(st.integers(0, 2))
        rows.append([record[place] for place in order])
        records[len(rows)] = record
    foot = draw(FEET)
    left_out = len([row for row in foot if any(row)])
    return Table([*rows, *foot], records, left_out)


def read(content: bytes, rows: int) -> Edition:
    """The file as a filed edition, whose card says how many records it has."""
    with tempfile.TemporaryDirectory() as folder:
        path = write_edition(Path(folder, "editions", "form", "a"), "form.bin", content, rows)
        assert recognise(path, [FORM])[0] is FORM
        (edition,) = editions(FORM, Path(folder), Path(folder))
        return edition


def plain(cell: str) -> str | None:
    return None if cell.strip().lower() in EMPTY_WORDS else cell.strip()


def all_is_there(table: Table, content: bytes) -> None:
    edition = read(content, len(table.records))
    outcome = validate(edition)
    assert edition.rows_read == outcome.accepted.height + outcome.rejected.height
    assert len(edition.left_out) == table.left_out
    found = {
        row["_row"]: tuple(row[heading] for heading in HEADINGS)
        for row in edition.frame.iter_rows(named=True)
    }
    assert found == {
        row: tuple(plain(cell) for cell in record) for row, record in table.records.items()
    }
    rows = [*outcome.accepted["_row"], *outcome.rejected["row"]]
    assert sorted(rows) == sorted(table.records)
    assert all(outcome.rejected["reasons"].list.len() > 0)


@given(
    tables(),
    st.sampled_from(",;\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp874"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_every_cell_of_a_text_comes_through(
    table: Table, separator: str, encoding: str, newline: str
) -> None:
    full = [[*row, *BLANK[len(row) :]] for row in table.rows]  # as spreadsheet programs save it
    all_is_there(table, delimited(full, separator, encoding, newline))


@given(tables(), st.booleans(), st.booleans(), st.integers(0, 3))
def test_every_cell_of_a_workbook_comes_through(
    table: Table, inline: bool, deflate: bool, beside: int
) -> None:
    others = [
        Sheet("คำอธิบาย", [["วิธีกรอก"]]),
        Sheet("เดิม", table.rows, state="hidden"),
        Sheet("รายการ", [["ใหม่"], ["เดิม"]], state="veryHidden"),
    ]
    rows: list[Sequence[Cell]] = [
        [cell or None if not cell.startswith("=") else f" {cell}" for cell in row]
        for row in table.rows
    ]
    content = xlsx(*others[:beside], Sheet("ข้อมูล", rows), inline=inline)
    all_is_there(table, packed(parts(content), deflate=True) if deflate else content)
