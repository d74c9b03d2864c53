"""Writes the workbook that an agency fills in.

It has three sheets: the data sheet, with Thai headings alone, so that a blank template holds no
row; the instructions, with an example row ready to be copied; the lists behind the drop-downs.
"""

import difflib
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from etl.contract import Field, Source, Template, lineage
from etl.errors import SourceError
from etl.intake.workbook import (
    BOLD,
    LAST_ROW,
    TITLE,
    file_bytes,
    format_columns,
    write_cell,
    write_headings,
)
from etl.project import SHIPPED
from sql.words import say

DATA_SHEET, HELP_SHEET, LIST_SHEET = "ข้อมูล", "คำอธิบาย", "รายการ"
HOW_TO_FILL_IN = (
    "กรอกข้อมูลในแผ่น “ข้อมูล” หนึ่งแถวต่อหนึ่งรายการ โดยไม่แก้ไขหัวคอลัมน์",
    "กรอกเป็นค่า ไม่ใช้สูตร และไม่ต้องใส่แถวผลรวม",
    "ช่องที่ไม่มีข้อมูลให้เว้นว่าง ห้ามใส่ศูนย์แทน",
    "วันที่กรอกเป็นปีพุทธศักราชได้ เช่น 14 มิถุนายน 2567 หรือ 14/06/2567",
    "จำนวนเงินหรือรหัสแผนใหม่ที่ระบบขอให้ตรวจสอบ หากถูกต้อง ให้เขียนคำว่า “ยืนยัน” ต่อท้ายในช่องนั้น",
)
WHOLE_LIST = (
    "ส่งรายการทั้งหมดทุกครั้ง เพราะไฟล์ที่ส่งหลังสุดแทนที่รายการเดิมทั้งหมด "
    "หากไม่มีแถวที่เคยส่ง ผู้ดูแลระบบจะพักไฟล์ไว้พิจารณาก่อน"
)
LIST_OF = (
    "ส่งรายการทั้งหมดของแต่ละ “{}” ทุกครั้ง เพราะแทนที่รายการเดิมทั้งหมดของรหัสนั้น "
    "หากไม่มีแถวที่เคยส่ง ผู้ดูแลระบบจะพักไฟล์ไว้พิจารณาก่อน ส่วนรายการของรหัสอื่นคงอยู่"
)
ADDS = (
    "แถวใหม่เพิ่มจากที่เคยส่ง แถวที่ตรงกันในช่อง {} แทนที่แถวเดิม โดยใช้แถวที่ “ข้อมูล ณ วันที่” ใหม่กว่า "
    "หากเป็นวันเดียวกัน ใช้แถวที่ส่งหลังสุด"
)
CHOICES_IN_CELL = 12  # a longer list of choices stands in the list sheet alone
EXAMPLE_TITLE = "แถวตัวอย่าง เรียงตามคอลัมน์ของแผ่น “ข้อมูล” (คัดลอกไปวางแล้วแก้เป็นข้อมูลของท่าน)"
COLUMN_TABLE = ("หัวคอลัมน์", "สิ่งที่ต้องกรอก", "ค่าที่กรอกได้", "จำเป็น", "ตัวอย่าง")


def listing(lang: str = "en") -> list[str]:
    """One line per template: the source's name, its title, who sends it."""
    told = {
        name: (source.title_th, template.owner_th)
        if lang == "th"
        else (source.title_en, template.owner_en)
        for name, (source, template) in _templates().items()
    }
    name_width = max(map(len, told), default=0)
    title_width = max((len(title) for title, _ in told.values()), default=0)
    return [
        f"{name:<{name_width}}  {title:<{title_width}}  {owner}"
        for name, (title, owner) in told.items()
    ]


def write(source: str | None, folder: Path) -> list[Path]:
    """Writes the template of `source` (None: of every source) as `<source>.xlsx` into `folder`.

    Returns the paths. Raises SourceError where there is no such template, or it can't be written.
    """
    found = _templates()
    if source is not None:
        if source not in found:
            raise _no_template(source, list(found))
        found = {source: found[source]}
    paths = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, (of, template) in found.items():
            paths.append(folder / f"{name}.xlsx")
            paths[-1].write_bytes(workbook(of, template))
    except OSError as error:
        raise SourceError(
            "template_not_written", folder=error.filename or folder, error=error.strerror
        ) from error
    return paths


def workbook(source: Source, template: Template) -> bytes:
    """The bytes of the blank template, the same each time."""
    book = Workbook()
    data, instructions, lists = (
        book.create_sheet(title) for title in (DATA_SHEET, HELP_SHEET, LIST_SHEET)
    )
    del book["Sheet"]
    book.properties.title = source.title_th
    _fill_data_sheet(data, template)
    _fill_instructions(instructions, source, template)
    _fill_list_sheet(lists, template)
    return file_bytes(book)


def when_sent_again(source: Source) -> str:
    """What a later file of the form does to an earlier one, in Thai, as its sender must know."""
    if source.load == "snapshot":
        return WHOLE_LIST
    if source.list_of:
        headings = {root for name in source.list_of for root in lineage(source)[name]}
        return LIST_OF.format("/".join(sorted(headings)))
    headings = {root for name in source.contract.primary_key() for root in lineage(source)[name]}
    fields = source.template.fields if source.template else ()
    return ADDS.format(", ".join(heading for heading in fields if heading in headings))


def required(source: Source) -> set[str]:
    """The headings that the contract requires every row to fill."""
    must = {name for name, column in source.contract.columns().items() if not column.nullable}
    return {root for column, roots in lineage(source).items() if column in must for root in roots}


def _templates() -> dict[str, tuple[Source, Template]]:
    return {
        source.name: (source, source.template)
        for source in SHIPPED.sources
        if source.template is not None
    }


def _no_template(name: str, known: list[str]) -> SourceError:
    near, names = difflib.get_close_matches(name, known, n=1), ", ".join(known)
    if near:
        return SourceError("no_template_near", name=name, near=near[0], names=names)
    return SourceError("no_template", name=name, names=names)


def _fill_data_sheet(sheet: Worksheet, template: Template) -> None:
    format_columns(sheet, [_width(heading, field) for heading, field in template.fields.items()])
    write_headings(sheet, template.fields)
    sheet.freeze_panes = "A2"
    listed_before = 0
    for number, (heading, field) in enumerate(template.fields.items(), start=1):
        listed_before += bool(field.choices)
        rule = drop_down(listed_before, len(field.choices)) if field.choices else DataValidation()
        rule.promptTitle, rule.prompt = heading[:32], field.help[:255]
        rule.showInputMessage = True
        letter = get_column_letter(number)
        rule.add(f"{letter}2:{letter}{LAST_ROW}")
        sheet.add_data_validation(rule)


def drop_down(column: int, choices: int) -> DataValidation:
    """A drop-down over one column of the list sheet.

    Other values only raise a warning, since the codes behind the choices are accepted too.
    """
    letter = get_column_letter(column)
    rule = DataValidation("list", f"'{LIST_SHEET}'!${letter}$2:${letter}${choices + 1}")
    rule.allow_blank, rule.showErrorMessage, rule.errorStyle = True, True, "warning"
    rule.errorTitle, rule.error = "ไม่อยู่ในรายการ", "โปรดเลือกค่าจากรายการของช่องนี้"
    return rule


def _width(heading: str, field: Field) -> float:
    longest = max(map(len, (heading, field.example, *field.choices)))
    return min(max(longest * 1.2 + 3, 14), 48)


def _fill_list_sheet(sheet: Worksheet, template: Template) -> None:
    lists = {heading: field.choices for heading, field in template.fields.items() if field.choices}
    format_columns(sheet, [_width(heading, template.fields[heading]) for heading in lists])
    for column, (heading, choices) in enumerate(lists.items(), start=1):
        write_cell(sheet, 1, column, f"รายการของ “{heading}”", BOLD)
        for row, choice in enumerate(choices, start=2):
            write_cell(sheet, row, column, choice)


def _fill_instructions(sheet: Worksheet, source: Source, template: Template) -> None:
    """Title, purpose, sender, how to fill in; a table of the columns; an example row to copy."""
    format_columns(sheet, [32, 64, 44, 14, 32])
    often = say(f"cadence.{template.promise_days}", "th")
    write_cell(sheet, 1, 1, source.title_th, TITLE, wrap=False)
    facts = (
        ("วัตถุประสงค์", template.purpose_th),
        ("หน่วยงานผู้จัดส่ง", template.owner_th),
        ("กำหนดจัดส่ง", often),
        ("ตัวชี้วัดที่ใช้ข้อมูลนี้", ", ".join(template.kpis)),
        *((("แสดงคู่กับตัวเลขที่เผยแพร่", ", ".join(template.beside)),) if template.beside else ()),
        ("เมื่อส่งอีกครั้ง", when_sent_again(source)),
        *(("วิธีกรอก" if not number else "", line) for number, line in enumerate(HOW_TO_FILL_IN)),
    )
    for row, (label, text) in enumerate(facts, start=3):
        write_cell(sheet, row, 1, label, BOLD)
        write_cell(sheet, row, 2, text)
    start = len(facts) + 4
    write_headings(sheet, COLUMN_TABLE, start)
    must = required(source)
    for row, (heading, field) in enumerate(template.fields.items(), start=start + 1):
        needed = "จำเป็น" if heading in must else "ถ้ามี"
        cells = (heading, field.help, _allowed(field.choices), needed, field.example)
        for column, text in enumerate(cells, start=1):
            write_cell(sheet, row, column, text)
    last = start + len(template.fields) + 2
    write_cell(sheet, last, 1, EXAMPLE_TITLE, BOLD, wrap=False)
    for column, field in enumerate(template.fields.values(), start=1):
        write_cell(sheet, last + 1, column, field.example or None)


def _allowed(choices: tuple[str, ...]) -> str:
    if len(choices) > CHOICES_IN_CELL:
        return f"เลือกจากรายการ {len(choices)} ค่าในแผ่น “{LIST_SHEET}”"
    return "เลือกจากรายการ: " + ", ".join(choices) if choices else ""
