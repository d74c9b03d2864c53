"""Where a table lies in a file, whose headings it has, and which rows are its records."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import dataframely as dy
import polars as pl
import pytest

from etl.contract import Source, lineage
from etl.errors import SourceError
from etl.expressions import integer, province_code, text
from etl.intake.extract import Records, editions, recognise, records
from etl.project import SHIPPED
from tests.fixtures.writers import Cell, Sheet, delimited, xlsx
from tests.shipped import write_edition

TOTAL = {"code": "a_total", "text": "รวม"}


class Plans(dy.Schema):
    """One plan."""

    plan = dy.String(primary_key=True)
    province_code = dy.String()
    amount = dy.Int64()


class Places(dy.Schema):
    """One place."""

    province_code = dy.String(primary_key=True)


def source(name: str = "plans", **headings: str) -> Source:
    """A form with the headings of a plan, or others."""
    plan, province, amount = (
        headings.get(key, heading)
        for key, heading in {
            "plan": "รหัสแผน",
            "province": "จังหวัด",
            "amount": "จำนวนเงิน (ล้านบาท)",
        }.items()
    )
    return Source(
        name=name,
        title_th="แผน",
        title_en="Plans",
        contract=Plans,
        columns={
            "plan": text(plan),
            "province_code": province_code(province),
            "amount": integer(amount),
        },
        ignored=frozenset({"หมายเหตุ"}),
        folder="inbox",
    )


PLANS = source()
HEAD = ["รหัสแผน", "จังหวัด", "จำนวนเงิน (ล้านบาท)", "หมายเหตุ"]
BODY = [["ก-1", "ภูเก็ต", "12", "-"], ["ก-2", "พังงา", "7", "ใหม่"]]
FRAME = [("ก-1", "ภูเก็ต", "12", None), ("ก-2", "พังงา", "7", "ใหม่")]

Rows = Sequence[Sequence[Cell]]


def placed(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "plans.bin"
    path.write_bytes(content)
    return path


def book(tmp_path: Path, rows: Rows, *merged: str) -> Path:
    return placed(tmp_path, xlsx(Sheet("ข้อมูล", rows, merged)))


def sheet(tmp_path: Path, rows: Sequence[Sequence[str]]) -> Path:
    return placed(tmp_path, delimited(rows))


def cells(found: Records) -> list[tuple[str | None, ...]]:
    assert found.rows_read == found.frame.height
    return found.frame.select(pl.exclude("_row")).rows()


def numbers(found: Records) -> list[int]:
    return found.frame["_row"].to_list()


def test_a_plain_table_is_read_with_its_rows_and_letters(tmp_path: Path) -> None:
    found = records(book(tmp_path, [HEAD, *BODY]), PLANS)
    assert (cells(found), numbers(found)) == (FRAME, [2, 3])
    assert found.frame.columns == [*HEAD, "_row"]
    assert found.letters == dict(zip(HEAD, "ABCD", strict=True))
    assert (found.sheet, found.left_out) == ("ข้อมูล", ())


def test_an_ignored_heading_may_be_absent_and_columns_in_any_order(tmp_path: Path) -> None:
    rows = [[row[2], row[0], row[1]] for row in [HEAD, *BODY]]
    found = records(sheet(tmp_path, rows), PLANS)
    assert found.frame.columns == [HEAD[2], HEAD[0], HEAD[1], "_row"]
    assert found.letters == {HEAD[2]: "A", HEAD[0]: "B", HEAD[1]: "C"}


@pytest.mark.parametrize(
    "written",
    [
        ["รหัส\nแผน", " จังหวัด ", "จำนวนเงิน  (ล้านบาท)", "หมาย เหตุ"],
        ["รหัสแผน*", "จังหวัด *", "จำนวนเงิน(ล้านบาท)", "หมายเหตุ"],
        ["รหัสแผน", "จังหวัด\u200b", "จํานวนเงิน\u00a0(ล้านบาท)", "หมายเหตุ"],
        ["รหัสแผน", "จังหวัด", "จ านวนเงิน\n(ล้านบาท)", "หมายเหตุ"],
    ],
)
def test_headings_are_compared_as_names_are(tmp_path: Path, written: list[str]) -> None:
    for path in (book(tmp_path, [written, *BODY]), sheet(tmp_path, [written, *BODY])):
        found = records(path, PLANS)
        assert found.frame.columns == [*HEAD, "_row"]
        assert cells(found) == FRAME


def test_titles_above_and_blank_rows_between_are_no_records(tmp_path: Path) -> None:
    rows: Rows = [["ทะเบียนแผน"], ["จังหวัด"], [], HEAD, [], BODY[0], [], [" ", "-"], BODY[1], []]
    found = records(book(tmp_path, rows, "A1:D1"), PLANS)
    assert (cells(found), numbers(found), found.left_out) == (FRAME, [6, 9], ())


def test_a_heading_of_two_rows_is_read_whole_or_by_its_lower_row(tmp_path: Path) -> None:
    rows: Rows = [
        ["แผนเมืองอัจฉริยะ", None, "จำนวนเงิน", "หมายเหตุ"],
        ["รหัสแผน", "จังหวัด", "(ล้านบาท)", None],
        *BODY,
    ]
    found = records(book(tmp_path, rows, "A1:B1", "D1:D2"), PLANS)
    assert (cells(found), numbers(found)) == (FRAME, [3, 4])
    text_rows = [[str(cell or "") for cell in row] for row in rows]
    assert cells(records(sheet(tmp_path, text_rows), PLANS)) == FRAME


def test_headings_merged_downwards_end_where_the_records_begin(tmp_path: Path) -> None:
    rows: Rows = [HEAD, [], *BODY]
    found = records(book(tmp_path, rows, "A1:A2", "B1:B2", "C1:C2", "D1:D2"), PLANS)
    assert (cells(found), numbers(found)) == (FRAME, [3, 4])


def test_a_cell_merged_downwards_counts_on_each_row_and_sideways_once(tmp_path: Path) -> None:
    rows: Rows = [
        HEAD,
        ["ก-1", "ภูเก็ต", 12, None],
        ["ก-2", None, 7, "ก"],
        [],
        ["ก-3", None, "x", None],
    ]
    found = records(book(tmp_path, rows, "B2:B5", "C5:D5", "D3:D4"), PLANS)
    assert cells(found) == [
        ("ก-1", "ภูเก็ต", "12", None),
        ("ก-2", "ภูเก็ต", "7", "ก"),
        ("ก-3", "ภูเก็ต", "x", None),
    ]
    assert numbers(found) == [2, 3, 5]


@pytest.mark.parametrize(
    ("foot", "left_out"),
    [
        ([["รวม", "", "19"]], [4]),
        ([["", "รวมทั้งสิ้น", "19"]], [4]),
        ([["รวม 2 แผน"]], [4]),
        ([["ยอดรวม:", "", "19"], ["Grand  Total", "", "19"]], [4, 5]),
        ([["หมายเหตุ: ตัวเลขเบื้องต้น"], ["1. ปัดเศษ"], ["2. ไม่รวมงบกลาง"]], [4, 5, 6]),
        ([["รวม", "", "19"], [], ["ที่มา :", "ดีป้า"], ["* ปรับปรุงแล้ว"]], [4, 6, 7]),
        ([["Source: depa"]], [4]),
    ],
)
def test_totals_and_notes_at_the_foot_are_left_out_and_listed(
    tmp_path: Path, foot: list[list[str]], left_out: list[int]
) -> None:
    found = records(book(tmp_path, [HEAD, *BODY, *foot]), PLANS)
    assert cells(found) == FRAME
    assert [row for row, _ in found.left_out] == left_out
    assert {why["code"] for _, why in found.left_out} <= {"a_total", "a_note"}


@pytest.mark.parametrize(
    "row",
    [
        ["รวมใจพัฒนา", "ภูเก็ต", "5"],
        ["total-care", "ภูเก็ต", "5"],
        ["ก-3"],
        ["หมายเหตุสำคัญ", "ภูเก็ต", "5"],
    ],
)
def test_what_only_looks_like_a_foot_is_a_record(tmp_path: Path, row: list[str]) -> None:
    assert len(cells(records(book(tmp_path, [HEAD, *BODY, row]), PLANS))) == 3


def test_a_total_in_the_middle_is_a_record(tmp_path: Path) -> None:
    found = records(book(tmp_path, [HEAD, BODY[0], ["รวม", None, "12"], BODY[1]]), PLANS)
    assert numbers(found) == [2, 3, 4]
    assert found.left_out == ()


def test_headings_repeated_and_numbers_of_columns_are_left_out(tmp_path: Path) -> None:
    rows = [HEAD, ["(1)", "(2)", "(๓)", "(4)"], BODY[0], HEAD, BODY[1]]
    found = records(book(tmp_path, rows), PLANS)
    assert cells(found) == FRAME
    assert found.left_out == (
        (2, {"code": "column_numbers"}),
        (4, {"code": "headings_again"}),
    )


def test_a_column_that_only_numbers_the_rows_is_no_data(tmp_path: Path) -> None:
    numbered = [[str(number), *row] for number, row in enumerate(BODY, 1)]
    rows = [["ลำดับที่", *HEAD], *numbered, ["๓."], ["4"], ["รวม", "", "", "19"]]
    found = records(sheet(tmp_path, rows), PLANS)
    assert cells(found) == FRAME
    assert numbers(found) == [2, 3]
    assert found.letters["รหัสแผน"] == "B"
    assert [row for row, _ in found.left_out] == [6]


def test_a_table_of_one_heading_has_lone_cells_as_records(tmp_path: Path) -> None:
    column = {"province_code": province_code("จังหวัด")}
    places = replace(PLANS, name="places", contract=Places, columns=column)
    found = records(sheet(tmp_path, [["จังหวัด"], ["ภูเก็ต"], ["source"]]), places)
    assert cells(found) == [("ภูเก็ต",), ("source",)]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([HEAD[1:]], "column 'รหัสแผน' is missing .*'plans' in sheet 'ข้อมูล' row 1"),
        ([["ก"], [*HEAD, "พิกัด"]], "unknown column 'พิกัด' .*row 2"),
        ([[*HEAD, "จังหวัด"]], "column 'จังหวัด' stands twice"),
        ([["ชื่อ"], ["ก"]], "column .* is missing: no row has the headings of 'plans'"),
        ([], "no visible sheet has a cell"),
        ([HEAD, [*BODY[0], "x"]], "row 2 has 'x' in cell E2, but no heading"),
    ],
)
def test_what_does_not_fit_is_named_with_its_place(
    tmp_path: Path, rows: Rows, sentence: str
) -> None:
    with pytest.raises(SourceError, match=sentence):
        records(book(tmp_path, rows), PLANS)


def test_each_cell_that_is_no_value_is_kept_with_its_reason(tmp_path: Path) -> None:
    rows = [HEAD, ["ก-1", "ภูเก็ต", "=1+1"], ["ก-2", "#N/A", "1"]]
    found = records(book(tmp_path, rows), PLANS)
    assert found.rows_read == 2
    assert found.not_values == {
        (2, HEAD[2]): ("=1+1", "formula"),
        (3, HEAD[1]): ("#N/A", "formula"),
    }


def test_a_formula_in_a_total_at_the_foot_is_no_harm(tmp_path: Path) -> None:
    found = records(book(tmp_path, [HEAD, *BODY, ["รวม", None, "=SUM(C2:C3)"]]), PLANS)
    assert (cells(found), found.left_out) == (FRAME, ((4, TOTAL),))


def test_a_text_that_ends_within_a_record_is_cut_off(tmp_path: Path) -> None:
    path = placed(tmp_path, delimited([HEAD, *BODY]).removesuffix(",7,ใหม่\r\n".encode()))
    with pytest.raises(SourceError, match="cut off: row 3, the last, ends after 2 of 4 cells"):
        records(path, PLANS)
    path.write_bytes(path.read_bytes() + b"\r\n")  # a whole row, with cells left away
    assert cells(records(path, PLANS))[1] == ("ก-2", "พังงา", None, None)


def test_of_several_sheets_the_one_with_the_headings_is_read(tmp_path: Path) -> None:
    help_sheet, list_sheet = Sheet("คำอธิบาย", [["จังหวัด"]]), Sheet("รายการ", [["ภูเก็ต"]])
    data = Sheet("ข้อมูล", [HEAD, *BODY])
    old = Sheet("เดิม", [HEAD], state="hidden")
    found = records(placed(tmp_path, xlsx(help_sheet, list_sheet, old, data)), PLANS)
    assert (found.sheet, cells(found)) == ("ข้อมูล", FRAME)
    with pytest.raises(SourceError, match="sheets 'ข้อมูล', 'ใหม่' both have the headings"):
        records(placed(tmp_path, xlsx(data, Sheet("ใหม่", [HEAD]))), PLANS)


def test_a_file_is_recognised_by_its_headings(tmp_path: Path) -> None:
    others = [source("other", amount="จำนวนเงิน (บาท)"), PLANS, source("third", plan="รหัสเขต")]
    found, read = recognise(sheet(tmp_path, [HEAD, *BODY]), others)
    assert (found, cells(read)) == (PLANS, FRAME)
    with pytest.raises(SourceError, match="the headings fit 'plans', 'same'"):
        recognise(sheet(tmp_path, [HEAD]), [PLANS, source("same")])


def test_a_file_that_no_source_fits_is_told_the_nearest(tmp_path: Path) -> None:
    others = [source("other", plan="รหัสเขต", amount="จำนวนเงิน (บาท)"), PLANS]
    with pytest.raises(SourceError, match=r"'จังหวัด' is missing; unknown column 'เมือง'.*'plans'"):
        recognise(sheet(tmp_path, [[HEAD[0], "เมือง", *HEAD[2:]]]), others)
    with pytest.raises(SourceError, match="no row has headings that are known here"):
        recognise(sheet(tmp_path, [["ชื่อ", "โทรศัพท์"]]), others)


def test_every_shipped_file_is_recognised_by_its_headings() -> None:
    declared = {source.name: source for source in SHIPPED.sources}
    shipped = [path for path in SHIPPED.data.glob("r*/*/*/*.csv") if path.parts[-4] != "overrides"]
    assert len(shipped) >= 21
    for path in shipped:
        name = path.parts[-2]
        found, read = recognise(path, [source.at(name) for source in declared.values()])
        of_all = editions(declared[found.name], SHIPPED.data)
        (edition,) = (one for one in of_all if one.name == name)
        assert (found.name, read.frame.equals(edition.frame)) == (path.parts[-3], True)


def test_a_template_is_recognised_and_empty(tmp_path: Path) -> None:
    form = next(found for found in SHIPPED.sources if found.template is not None)
    assert form.template is not None
    found, read = recognise(sheet(tmp_path, [[*form.template.fields]]), SHIPPED.sources)
    assert (found.name, read.rows_read, read.frame.height) == (form.name, 0, 0)


# ------------------------------------------------------------------------------------ editions


def edition(folder: Path, name: str, rows: Sequence[Sequence[str]]) -> Path:
    place = folder / "plans" / name
    return write_edition(place, "plans.csv", delimited(rows), len(rows) - 1)


def test_filed_editions_count_after_the_shipped_ones_by_name(tmp_path: Path) -> None:
    shipped = replace(PLANS, folder="raw")
    inbox = tmp_path / "inbox"
    for name in ("2026-11-21T081500Z-0a1b2c3d", "2026-11-20T081500Z-0a1b2c3d"):
        card = edition(inbox / "editions", name, [HEAD]).with_name("provenance.toml")
        words = card.read_text(encoding="utf-8")
        card.write_text(f'{words}via = "command"\n', encoding="utf-8")
    edition(tmp_path / "raw", "2026-11-21", [HEAD, *BODY])
    names = [found.name for found in editions(shipped, tmp_path, inbox)]
    assert names == ["2026-11-20T081500Z-0a1b2c3d", "2026-11-21", "2026-11-21T081500Z-0a1b2c3d"]
    assert [found.name for found in editions(shipped, tmp_path)] == ["2026-11-21"]


def test_only_a_source_of_the_inbox_may_have_no_edition(tmp_path: Path) -> None:
    assert editions(PLANS, tmp_path) == []
    assert editions(PLANS, tmp_path, tmp_path / "inbox") == []
    with pytest.raises(SourceError, match="no edition of source 'plans'"):
        editions(replace(PLANS, folder="raw"), tmp_path, tmp_path / "inbox")


def test_a_column_is_null_in_editions_before_it_began_and_asked_for_after(tmp_path: Path) -> None:
    began = {"2026-11-29": frozenset({HEAD[0]})}
    shipped = replace(PLANS, folder="raw", since=began)
    edition(tmp_path / "raw", "2026-11-21", [row[1:] for row in [HEAD, *BODY]])
    edition(tmp_path / "raw", "2026-11-29", [HEAD, *BODY])
    older, newer = (
        found.frame.with_columns(found.source.columns["plan"].alias("plan"))["plan"].to_list()
        for found in editions(shipped, tmp_path)
    )
    assert (older, newer) == ([None, None], ["ก-1", "ก-2"])
    edition(tmp_path / "raw", "2026-11-30", [row[1:] for row in [HEAD, *BODY]])
    with pytest.raises(SourceError, match=HEAD[0]):
        editions(shipped, tmp_path)


def test_an_edition_with_a_column_before_it_began_is_refused(tmp_path: Path) -> None:
    began = {"2026-11-29": frozenset({HEAD[0]})}
    shipped = replace(PLANS, folder="raw", since=began)
    edition(tmp_path / "raw", "2026-11-21", [HEAD, *BODY])
    with pytest.raises(SourceError, match=HEAD[0]):
        editions(shipped, tmp_path)


@pytest.mark.parametrize("source", SHIPPED.sources, ids=lambda source: source.name)
def test_what_began_later_is_a_published_column_in_use(source: Source) -> None:
    later = {name for names in source.since.values() for name in names}
    assert later <= {root for roots in lineage(source).values() for root in roots}


def test_an_edition_tells_where_its_cells_stand(tmp_path: Path) -> None:
    content = xlsx(Sheet("ข้อมูล", [["ทะเบียน"], HEAD, *BODY, ["รวม", None, "19"]]))
    write_edition(tmp_path / "editions" / "plans" / "a", "plans.xlsx", content, 2)
    (found,) = editions(PLANS, tmp_path, tmp_path)
    assert (found.sheet, found.rows_read, found.left_out) == ("ข้อมูล", 2, ((5, TOTAL),))
    assert found.letters["จังหวัด"] == "B"


def test_the_card_must_say_as_many_rows_and_one_file(tmp_path: Path) -> None:
    path = write_edition(tmp_path / "editions" / "plans" / "a", "p.csv", delimited([HEAD]), 1)
    with pytest.raises(SourceError, match="0 rows, its origin card says 1"):
        editions(PLANS, tmp_path, tmp_path)
    (path.parent / "second.csv").write_bytes(path.read_bytes())
    with pytest.raises(SourceError, match="2 data files; an edition holds exactly one"):
        editions(PLANS, tmp_path, tmp_path)


@pytest.mark.parametrize(
    ("written", "heading"),
    [
        *(("จังหวัด :", "จังหวัด"), ("จังหวัด *", "จังหวัด"), ("[จังหวัด]", "จังหวัด")),
        *(("จำนวนเงิน（ล้านบาท）", HEAD[2]), ("จำนวนเงิน ล้านบาท", HEAD[2])),
    ],
)
def test_marks_around_a_heading_do_not_make_another(
    tmp_path: Path, written: str, heading: str
) -> None:
    heads = [written if name == heading else name for name in HEAD]
    assert cells(records(sheet(tmp_path, [heads, *BODY]), PLANS)) == FRAME
