"""Each template: blank it loads no row, with its example row pasted in it loads that one."""

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from etl.contract import Source, Template
from etl.errors import SourceError
from etl.intake import templates
from etl.intake.ingest import ingest
from etl.intake.templates import COLUMN_TABLE, DATA_SHEET, HELP_SHEET, LIST_SHEET
from etl.intake.workbook import FIXED_TIME, LAST_ROW
from etl.project import SHIPPED

FORMS: dict[str, tuple[Source, Template]] = {
    source.name: (source, source.template) for source in SHIPPED.sources if source.template
}
every_form = pytest.mark.parametrize("name", FORMS)


def opened(name: str) -> Workbook:
    return load_workbook(io.BytesIO(templates.workbook(*FORMS[name])))


def texts(sheet: Worksheet) -> list[list[str | None]]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]  # type: ignore[arg-type]


def worked_row(book: Workbook) -> list[str | None]:
    """What stands below the line that says so, as an agency would copy it."""
    return texts(book[HELP_SHEET])[-1]


def test_there_are_templates() -> None:
    assert {"agency_plan_events", "agency_investment_flows"} <= FORMS.keys()


@every_form
def test_a_blank_template_is_recognised_and_loads_no_row(name: str, tmp_path: Path) -> None:
    (path,) = templates.write(name, tmp_path)
    outcome = ingest(path, dry_run=True)
    assert (outcome.status, outcome.source, outcome.rows_read) == ("empty", name, 0)


@every_form
def test_the_worked_row_pasted_in_loads_with_a_document_of_ones_own(
    name: str, tmp_path: Path
) -> None:
    book = opened(name)
    worked = worked_row(book)
    for row, cells in enumerate([worked, [*worked[:-1], "ทส 1/2568"]], start=2):
        for column, text in enumerate(cells, start=1):
            book[DATA_SHEET].cell(row, column).value = text
    book.save(tmp_path / "filled.xlsx")
    outcome = ingest(tmp_path / "filled.xlsx", dry_run=True)
    assert (outcome.status, outcome.source) == ("checked", name), outcome.message
    assert (outcome.rows_read, outcome.accepted) == (2, 1)
    assert [(row["row"], row["reasons"]) for row in outcome.rejected] == [(2, ["the_example"])]


@every_form
def test_the_same_template_has_the_same_bytes(name: str) -> None:
    content = templates.workbook(*FORMS[name])
    assert content == templates.workbook(*FORMS[name])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(2026, 1, 1, 0, 0, 0)}
    properties = load_workbook(io.BytesIO(content)).properties
    assert properties.created == properties.modified == FIXED_TIME


@every_form
def test_the_data_sheet_holds_the_headings_alone_as_text(name: str) -> None:
    fields = FORMS[name][1].fields
    sheet = opened(name)[DATA_SHEET]
    assert texts(sheet) == [list(fields)]
    assert sheet.freeze_panes == "A2"
    assert all(cell.font.bold for cell in sheet[1])
    letters = [get_column_letter(number) for number in range(1, len(fields) + 1)]
    columns = [sheet.column_dimensions[letter] for letter in letters]
    assert [column.number_format for column in columns] == ["@"] * len(fields)
    assert all(column.width >= 14 for column in columns)


@every_form
def test_each_list_drops_down_with_its_choices(name: str) -> None:
    fields = FORMS[name][1].fields
    book = opened(name)
    offered = {}
    for rule in book[DATA_SHEET].data_validations.dataValidation:
        left, top, right, bottom = range_boundaries(str(rule.sqref))
        assert left is not None
        assert (left, top, bottom) == (right, 2, LAST_ROW)
        heading = str(book[DATA_SHEET].cell(1, left).value)
        assert rule.prompt == fields[heading].help[:255]
        if rule.type == "list":
            listed, cells = str(rule.formula1).replace("$", "").split("!")
            assert listed == f"'{LIST_SHEET}'"
            left, top, right, bottom = range_boundaries(cells)
            rows = book[LIST_SHEET].iter_rows(top, bottom, left, right, values_only=True)
            offered[heading] = tuple(text for (text,) in rows)
    assert offered == {heading: field.choices for heading, field in fields.items() if field.choices}


@every_form
def test_the_instructions_tell_each_column(name: str) -> None:
    source, template = FORMS[name]
    rows = texts(opened(name)[HELP_SHEET])
    assert rows[0][0] == source.title_th
    told = {row[1] for row in rows}
    assert {template.purpose_th, template.owner_th, templates.when_sent_again(source)} <= told
    start = next(
        number for number, row in enumerate(rows) if tuple(row[: len(COLUMN_TABLE)]) == COLUMN_TABLE
    )
    table = rows[start + 1 : start + 1 + len(template.fields)]
    assert [row[0] for row in table] == list(template.fields)
    assert [row[1] for row in table] == [field.help for field in template.fields.values()]
    must = {row[0] for row in table if row[3] == "จำเป็น"}
    assert must == templates.required(source)
    assert {"หน่วยงานผู้รายงาน", "ข้อมูล ณ วันที่"} <= must


def test_the_command_line_lists_and_writes_all(tmp_path: Path) -> None:
    lines = templates.listing()
    assert [line.split()[0] for line in lines] == sorted(FORMS)
    source, template = FORMS["agency_plan_events"]
    (line,) = (line for line in lines if line.startswith("agency_plan_events "))
    assert source.title_en in line
    assert line.endswith(template.owner_en)
    thai = templates.listing("th")
    assert any(source.title_th in line and template.owner_th in line for line in thai)
    written = templates.write(None, tmp_path / "forms")
    assert sorted(path.name for path in (tmp_path / "forms").iterdir()) == sorted(
        f"{name}.xlsx" for name in FORMS
    )
    assert len(written) == len(FORMS)


def test_an_unknown_name_is_told_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="Did you mean agency_plan_events") as caught:
        templates.write("agency_plan_event", tmp_path)
    assert all(name in str(caught.value) for name in FORMS)
    with pytest.raises(SourceError, match="provinces: no form of that name"):
        templates.write("provinces", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x")
    with pytest.raises(SourceError, match="taken: the form can't be written"):
        templates.write("agency_plan_events", tmp_path / "taken")
