"""Rejected rows go out to a workbook, are repaired there, and leave the quarantine."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from etl.build.build import build
from etl.cli import main
from etl.errors import EtlError, PublishError
from etl.intake import inbox, ingest, quarantine
from etl.intake.extract import Edition, editions, records
from etl.intake.quarantine import ADVICE, REFERENCE, REPAIR_REASON, WHY
from etl.intake.validate import validate
from etl.intake.workbook import BAD_FILL
from etl.project import SHIPPED
from etl.publish import publish
from sql import warehouse
from sql.refusal import render
from tests.fixtures.small import SMALL
from tests.unit.etl.intake.test_inbox import CARD
from tests.unit.etl.intake.test_ingest import EVENTS, SOURCES, place, sent, worked

__all__ = ["place"]
BAD: tuple[dict[str, str], ...] = (
    {},
    {"รหัสแผน": "phuket", "จังหวัด": "ภูเก็จ", "วันที่เกิดเหตุการณ์": "32 ม.ค. 2567"},
    {"รหัสแผน": "late", "ตราสัญลักษณ์มีผลถึงวันที่": "6 พฤศจิกายน 2550"},
    {"รหัสแผน": "twice"},
    {"รหัสแผน": "twice", "หน่วยงานเจ้าของแผน": "เทศบาลเมืองเบตง"},
)


def exported(tmp_path: Path) -> Workbook:
    """The workbook of what is quarantined in the inbox's editions of EVENTS."""
    found = editions(SOURCES[EVENTS], SHIPPED.data, inbox.folder())
    found, _ = quarantine.apply_filed_repairs(found, quarantine.filed_repairs(inbox.folder())[0])
    rows = [row for edition in found for row in validate(edition).rejected.rows(named=True)]
    path = tmp_path / "fix.xlsx"
    path.write_bytes(quarantine.workbook(rows))
    return load_workbook(path)


def columns(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value): number for number, cell in enumerate(sheet[1], start=1)}


def write(sheet: Worksheet, line: int, **texts: str | None) -> None:
    """Writes cells of the row whose reference ends in `line`, as a person would."""
    at = columns(sheet)
    (row,) = (
        number
        for number in range(2, sheet.max_row + 1)
        if str(sheet.cell(number, 1).value).endswith(f"/{line}")
    )
    for heading, text in texts.items():
        sheet.cell(row, at[heading]).value = text


def saved(book: Workbook, path: Path) -> Path:
    book.save(path)
    return path


@pytest.fixture
def filed(tmp_path: Path, place: Path) -> str:
    """An edition with four bad rows, filed; its name."""
    outcome = ingest.ingest(sent(tmp_path / "events.csv", EVENTS, *BAD))
    assert (outcome.status, outcome.quarantined) == ("filed", 4)
    return str(outcome.edition)


def test_the_workbook_tells_why_and_colours_the_bad_cells(tmp_path: Path, filed: str) -> None:
    sheet = exported(tmp_path)[EVENTS]
    at = columns(sheet)
    assert list(at) == [REFERENCE, WHY, ADVICE, *worked(EVENTS)]
    first = {heading: sheet.cell(2, column).value for heading, column in at.items()}
    assert first[REFERENCE] == f"{EVENTS}/{filed}/3"
    assert first[WHY] == (
        "จังหวัด (ช่อง C3 ในไฟล์เดิม): ไม่พบชื่อจังหวัดนี้\nวันที่เกิดเหตุการณ์ (ช่อง F3 ในไฟล์เดิม): อ่านวันที่ไม่ได้"
    )
    assert str(first[ADVICE]).splitlines()[0] == "จังหวัด: น่าจะหมายถึง “ภูเก็ต”"
    assert (first["รหัสแผน"], first["จังหวัด"]) == ("phuket", "ภูเก็จ")
    bad = [
        {name for name, column in at.items() if sheet.cell(row, column).fill == BAD_FILL}
        for row in range(2, sheet.max_row + 1)
    ]
    key = {"รหัสแผน", "เหตุการณ์", "วันที่เกิดเหตุการณ์"}
    dates = {"วันที่เกิดเหตุการณ์", "ตราสัญลักษณ์มีผลถึงวันที่"}
    assert bad == [{"จังหวัด", "วันที่เกิดเหตุการณ์"}, dates, key, key]
    assert all(cell.number_format == "@" for cell in sheet[2])
    lists = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    letter = get_column_letter(at["จังหวัด"])
    assert lists[f"{letter}2:{letter}{sheet.max_row}"].startswith("'รายการ'!$")
    assert len(lists) == 3  # จังหวัด, เหตุการณ์, รุ่น


def test_an_untouched_workbook_changes_nothing(tmp_path: Path, place: Path, filed: str) -> None:
    outcome = ingest.ingest(saved(exported(tmp_path), tmp_path / "fix.xlsx"))
    assert (outcome.status, outcome.rows_read, outcome.quarantined) == ("empty", 4, 4)
    assert "No cell was repaired" in outcome.message
    assert inbox.repairs(place) == []


def test_repaired_rows_leave_the_quarantine_and_others_stay(
    tmp_path: Path, place: Path, filed: str
) -> None:
    book = exported(tmp_path)
    write(book[EVENTS], 3, จังหวัด="ภูเก็ต", วันที่เกิดเหตุการณ์="31 ม.ค. 2564")
    write(book[EVENTS], 5, รหัสแผน="once")
    path = saved(book, tmp_path / "แก้ไขแล้ว.xlsx")
    tried = ingest.ingest(path, dry_run=True)
    assert (tried.status, inbox.repairs(place)) == ("checked", [])
    outcome = ingest.ingest(path)
    assert (outcome.status, outcome.source) == ("filed", EVENTS)
    assert (outcome.rows_read, outcome.accepted, outcome.quarantined) == (4, 3, 1)
    assert [row["row"] for row in outcome.rejected] == [4]
    (repair,) = inbox.repairs(place)
    assert (repair.name, repair.parent.name) == (path.name, outcome.edition)
    assert repair.read_bytes() == path.read_bytes()
    found = editions(SOURCES[EVENTS], SHIPPED.data, place)
    (edition,), corrections = quarantine.apply_filed_repairs(
        found, quarantine.filed_repairs(place)[0]
    )
    frames = validate(edition)
    assert frames.accepted["plan_key"].to_list() == ["yala", "phuket", "once", "twice"]
    assert edition.rows_read == frames.accepted.height + frames.rejected.height == 5
    assert [(each.record, each.column_name, each.was, each.became) for each in corrections] == [
        ("row=3", "จังหวัด", "ภูเก็จ", "ภูเก็ต"),
        ("row=3", "วันที่เกิดเหตุการณ์", "32 ม.ค. 2567", "31 ม.ค. 2564"),
        ("row=5", "รหัสแผน", "twice", "once"),
    ]
    assert {each.reason for each in corrections} == {REPAIR_REASON}
    assert {each.evidence for each in corrections} == {f"{path.name}, sha256 {inbox.sha256(path)}"}
    assert ingest.ingest(path).status == "known"


def test_the_newest_repair_of_a_row_counts(tmp_path: Path, place: Path, filed: str) -> None:
    book = exported(tmp_path)
    untouched = saved(book, tmp_path / "fix.xlsx")
    for province in ("ตรัง", "กระบี่"):
        again = load_workbook(untouched)
        texts = {"จังหวัด": province, "วันที่เกิดเหตุการณ์": "31 ม.ค. 2564"}
        write(again[EVENTS], 3, **texts)
        assert ingest.ingest(saved(again, tmp_path / f"{province}.xlsx")).status == "filed"
    later = load_workbook(untouched)  # row 3 is as it was sent there: it was not repaired again
    write(later[EVENTS], 5, รหัสแผน="once")
    assert ingest.ingest(saved(later, tmp_path / "later.xlsx")).status == "filed"
    found = editions(SOURCES[EVENTS], SHIPPED.data, place)
    (edition,), _ = quarantine.apply_filed_repairs(found, quarantine.filed_repairs(place)[0])
    assert edition.frame["จังหวัด"].to_list()[1] == "กระบี่"
    assert edition.frame["รหัสแผน"].to_list()[3] == "once"


def test_a_repair_that_makes_a_good_row_bad_is_warned_of(tmp_path: Path, filed: str) -> None:
    book = exported(tmp_path)
    write(book[EVENTS], 5, รหัสแผน="yala")  # as row 2, which is good
    outcome = ingest.ingest(saved(book, tmp_path / "fix.xlsx"))
    assert "Warning: 1 rows that were good are rejected with it." in outcome.message
    assert (outcome.rows_read, outcome.accepted, outcome.quarantined) == (4, 1, 3)
    assert [row["row"] for row in outcome.rejected] == [2, 3, 4, 5]


def test_no_reference_or_a_wrong_one_is_told(tmp_path: Path, place: Path, filed: str) -> None:
    cases: Mapping[str, tuple[object, str]] = {
        "gone": (f"{EVENTS}/2020-01-01/3", "edition '2020-01-01' of agency_plan_events is no lon"),
        "row": (f"{EVENTS}/{filed}/99", "has no row 99"),
        "source": (f"paint/{filed}/3", "no source 'paint'"),
        "text": ("row three", "'row three' is not source/edition/row"),
        "number": (f"{EVENTS}/{filed}/๓", "is not source/edition/row"),
        "none": (None, "nothing in “อ้างอิง”"),
        "twice": (f"{EVENTS}/{filed}/4", "the same reference as sheet "),
    }
    for reference, message in cases.values():
        book = exported(tmp_path)
        book[EVENTS].cell(2, 1).value = reference  # type: ignore[assignment]
        outcome = ingest.ingest(saved(book, tmp_path / "fix.xlsx"))
        assert outcome.status == "refused"
        assert message in outcome.message
        assert "sheet 'agency_plan_events', row " in outcome.message
    assert inbox.repairs(place) == []


def test_other_columns_or_formulas_are_told(tmp_path: Path, filed: str) -> None:
    book = exported(tmp_path)
    surplus = book[EVENTS].max_column + 1
    book[EVENTS].cell(1, surplus).value = "ผู้แก้ไข"
    assert ingest.ingest(saved(book, tmp_path / "fix.xlsx")).status == "empty"
    book[EVENTS].cell(2, surplus).value = "x"
    outcome = ingest.ingest(saved(book, tmp_path / "fix.xlsx"))
    assert "column ผู้แก้ไข is none of agency_plan_events" in outcome.message
    book[EVENTS].delete_cols(surplus)
    book[EVENTS].delete_cols(columns(book[EVENTS])["จังหวัด"])
    outcome = ingest.ingest(saved(book, tmp_path / "fix.xlsx"))
    assert "column จังหวัด is missing" in outcome.message
    book = exported(tmp_path)
    write(book[EVENTS], 3, จังหวัด='="ภูเก็ต"')
    outcome = ingest.ingest(saved(book, tmp_path / "fix.xlsx"))
    assert "“จังหวัด” holds '=\"ภูเก็ต\"', not a value" in outcome.message


def test_a_filed_repair_must_stay_as_it_was(tmp_path: Path, place: Path) -> None:
    for content, message in ((b"other", "not the file that was filed"), (None, "no such file")):
        with inbox.lock(place):
            name = inbox.file_repair(place, b"tin", CARD, "fix.xlsx")
        path = place / "mends" / name / "fix.xlsx"
        if content is None:
            path.unlink()
            path.symlink_to(tmp_path / "nowhere")
        repairs, (told,) = quarantine.filed_repairs(place)
        assert message in render(told, "en")
        assert repairs == []
        path.unlink()
        path.parent.joinpath("provenance.toml").unlink()
        path.parent.rmdir()


# ---------------------------------------------------------------------- what a cell says, it keeps


def edition_of(tmp_path: Path, cells: list[str]) -> Edition:
    """An edition of EVENTS with one row for each text, in the plan's name; none is good."""
    rows = (
        {"รหัสแผน": "not a key", "ชื่อแผน": cell, "เลขที่หนังสือหรือเอกสารอ้างอิง": f"ฉบับที่ {number}"}
        for number, cell in enumerate(cells, start=1)
    )
    out = io.StringIO()
    writer = csv.DictWriter(out, list(worked(EVENTS)))
    writer.writeheader()
    writer.writerows(worked(EVENTS) | row for row in rows)
    path = tmp_path / "events.csv"
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    found = records(path, SOURCES[EVENTS])
    card = replace(CARD, source=EVENTS)
    return Edition(SOURCES[EVENTS], "e", path, card, found.frame, found.rows_read)


def test_a_cell_is_text_and_loses_the_guard_that_a_program_gave_it(tmp_path: Path) -> None:
    edition = edition_of(tmp_path, ["=1+1", "'=1+1", "-5"])
    (tmp_path / "fix.xlsx").write_bytes(
        quarantine.workbook(validate(edition).rejected.rows(named=True))
    )
    book = load_workbook(tmp_path / "fix.xlsx")
    sheet, lists = book.worksheets
    assert lists.title == "รายการ"
    cells = {cell.value: cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value}
    assert {cell.data_type for cell in cells.values()} == {"s"}
    assert [bool(cells[text].quotePrefix) for text in ("=1+1", "'=1+1", "-5")] == [
        True,
        False,
        False,
    ]
    for cell in cells.values():
        if cell.quotePrefix:
            cell.value = f"'{cell.value}"  # as a program without that mark keeps it
    book.save(tmp_path / "fix.xlsx")
    repairs = quarantine.read(tmp_path / "fix.xlsx")
    assert repairs is not None
    assert quarantine.apply_repairs([edition], repairs)[1] == []


LETTERS = st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t\r\x85\x7f")


@settings(max_examples=15, deadline=None)
@given(st.lists(st.text(LETTERS), min_size=1, max_size=5))
@example(["=1+1", "+1", "@SUM(A1)", "-2+3", '=HYPERLINK("http://a")', "#N/A", "'text"])
@example(["true", "1e5", "007", "12.0", "2567-06-14", "55%", "_x000D_", "a\r\nb", "a\rb", "\uffff"])
def test_any_text_goes_out_and_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, cells: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("cells")
    edition = edition_of(folder, cells)
    rejected = validate(edition).rejected.rows(named=True)
    assert len(rejected) == edition.rows_read == len(cells)
    (folder / "fix.xlsx").write_bytes(quarantine.workbook(rejected))
    repairs = quarantine.read(folder / "fix.xlsx")
    assert repairs is not None
    assert [repair.row for repair in repairs] == [row["row"] for row in rejected]
    (same,), corrections = quarantine.apply_repairs([edition], repairs)
    assert corrections == []
    assert same.frame.equals(edition.frame)


# ----------------------------------------------------------------------- with the published build


def test_from_build_to_workbook_to_build(
    tmp_path: Path, place: Path, filed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "warehouse"
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(folder))
    with pytest.raises(warehouse.WarehouseMissing):
        quarantine.summary()
    assert build(SMALL, folder).counts()[EVENTS] == {
        "rows_read": 5,
        "accepted": 1,
        "quarantined": 4,
    }
    assert quarantine.summary() == [
        {"source": EVENTS, "reason": "duplicate_key", "rows": 2},
        {"source": EVENTS, "reason": "not_a_date", "rows": 1},
        {"source": EVENTS, "reason": "unknown_province", "rows": 1},
        {"source": EVENTS, "reason": "valid_to_after_the_event", "rows": 1},
    ]
    path = tmp_path / "out" / "fix.xlsx"
    assert quarantine.export(path) == 4
    book = load_workbook(path)
    write(book[EVENTS], 3, จังหวัด="ภูเก็ต", วันที่เกิดเหตุการณ์="31 ม.ค. 2564")
    write(book[EVENTS], 4, ตราสัญลักษณ์มีผลถึงวันที่=None)
    write(book[EVENTS], 5, รหัสแผน="once")
    assert ingest.ingest(saved(book, path)).accepted == 4
    assert build(SMALL, folder).counts()[EVENTS] == {
        "rows_read": 5,
        "accepted": 5,
        "quarantined": 0,
    }
    assert quarantine.summary() == []
    assert quarantine.export(path) == 0
    assert ingest.ingest(path, dry_run=True).status == "empty"
    changed = publish.rows(
        warehouse.current(folder),
        "select record, column_name, was, became from meta.correction order by all",
    )
    assert [tuple(row.values()) for row in changed] == [
        ("row=3", "จังหวัด", "ภูเก็จ", "ภูเก็ต"),
        ("row=3", "วันที่เกิดเหตุการณ์", "32 ม.ค. 2567", "31 ม.ค. 2564"),
        ("row=4", "ตราสัญลักษณ์มีผลถึงวันที่", "6 พฤศจิกายน 2550", ""),
        ("row=5", "รหัสแผน", "twice", "once"),
    ]


def test_rows_of_a_source_that_is_gone_are_told() -> None:
    row = {"source": "paint", "edition": "e", "row": 2, "record": json.dumps({})}
    with pytest.raises(EtlError, match="paint: no source of that name any more"):
        quarantine.workbook([row])


# ------------------------------------------------------------------------------ who may repair what


def test_repaired_rows_that_came_through_the_page_say_so(
    tmp_path: Path, place: Path, filed: str
) -> None:
    book = exported(tmp_path)
    write(book[EVENTS], 5, รหัสแผน="once")
    assert ingest.ingest(saved(book, tmp_path / "fix.xlsx"), via="page").status == "filed"
    (submission,) = inbox.submissions(place)
    assert {repair.submission for repair in quarantine.filed_repairs(place)[0]} == {submission}
    assert submission.shelf == "mends"


def test_rows_that_the_project_keeps_are_repaired_by_an_operator_who_names_them(
    tmp_path: Path, place: Path
) -> None:
    shipped = max((SHIPPED.data / "raw" / "observations").glob("*/*.csv"))
    with shipped.open(encoding="utf-8-sig", newline="") as file:
        record = next(csv.DictReader(file))
    row = {"source": "observations", "edition": "2026-11-29", "row": 2, "columns": [], "cells": []}
    row |= {"reasons": [], "suggestions": []}
    fix = tmp_path / "fix.xlsx"
    fix.write_bytes(quarantine.workbook([row | {"record": json.dumps(record)}]))
    assert ingest.ingest(fix, via="page").status == "empty"  # named, and not changed
    fix.write_bytes(quarantine.workbook([row | {"record": json.dumps(record | {"value": "999"})}]))
    doors: list[tuple[str | None, ingest.Via]] = [
        *((None, "page"), (None, "command"), ("observations", "page"), ("plans", "command"))
    ]
    for name, via in doors:
        refused = ingest.ingest(fix, name=name, via=via)
        assert refused.refusal
        assert refused.refusal["code"] == "repair_curated"
        assert "--source observations" in render(refused.refusal, "th")
    assert ingest.ingest(fix, name="observations").status == "filed"
    (repair,) = inbox.repairs(place)
    assert [one.source for one in quarantine.filed_repairs(place)[0]] == ["observations"]
    card = repair.parent / inbox.CARD
    card.write_text(card.read_text("utf-8").replace('"command"', '""'), "utf-8")
    found, (told,) = quarantine.filed_repairs(place)
    assert found == []
    assert "left out for observations" in render(told, "en")


def test_a_damaged_build_is_told_with_the_way_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(tmp_path))
    (tmp_path / "20261121T060000Z-1a2b3c4d.duckdb").write_bytes(b"damaged")
    (tmp_path / "CURRENT").symlink_to("20261121T060000Z-1a2b3c4d.duckdb")
    for command in (quarantine.summary, lambda: quarantine.export(tmp_path / "fix.xlsx")):
        with pytest.raises(PublishError, match="rollback"):
            command()


def test_the_rejected_rows_of_a_file_go_out_before_it_is_filed(
    tmp_path: Path, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = [{"รหัสแผน": f"plan-{n}", "จังหวัด": "ภูเก็จ"} for n in range(ingest.SHOWN + 3)]
    path, fix = sent(tmp_path / "events.csv", EVENTS, *bad), tmp_path / "fix.xlsx"
    tried = ["ingest", str(path), "--export", str(fix)]
    assert main([*tried, "--dry-run"]) == 0
    assert "fix.xlsx: 23 rows written" in capsys.readouterr().out
    assert load_workbook(fix)[EVENTS].max_row == len(bad) + 1
    assert main(["ingest", str(fix)]) == 1  # its rows are of no edition
    assert "comes from a check of a file that was not filed" in capsys.readouterr().out
    assert main(tried) == 0
    book = load_workbook(fix)
    write(book[EVENTS], 2, จังหวัด="ยะลา", ชื่อแผน="แผนทดสอบ plan-0")
    repaired = ingest.ingest(saved(book, fix))
    assert (repaired.status, repaired.accepted) == ("filed", 1)
