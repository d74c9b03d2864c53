"""A clerk's way in Thai, by the command line, to the page: form, file, what is wrong, mended, seen.

Then an operator's: the same file turns out to be wrong, is withdrawn, and the change is explained.
"""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from etl.cli import main
from sql import warehouse
from tests.app.conftest import Opening, opening

__all__ = ["opening"]
FORM = "agency_cohort_places"
BATCH, ROLE = "นักดิจิทัลพัฒนาเมือง รุ่นที่ 2", "นักดิจิทัลพัฒนาเมือง"
BY = "สำนักงานส่งเสริมเศรษฐกิจดิจิทัล"
GOOD = (
    ("ภูเก็ต", "เทศบาลนครภูเก็ต", 3, 2, "30 กันยายน 2568"),
    ("ขอนแก่น", "เทศบาลนครขอนแก่น", 2, 1, "วันอังคารที่ 30 กันยายน 2568"),
    ("ชลบุรี", "เทศบาลเมืองแสนสุข", 4, 3, "30/9/2568"),
)
WRONG = (
    GOOD[0],
    ("ขอนแก่ง", "เทศบาลนครขอนแก่น", "2 คน", 1, "วันพุธที่ 30 กันยายน 2568"),
    GOOD[2],
    ("ชลบุรี", "รวม", 9, 6, "30/9/2568"),
)


def fill(form: Path, file: Path, rows: tuple[tuple[str | int, ...], ...]) -> Path:
    """The form with these rows, as a clerk saves it."""
    book = load_workbook(form)
    for number, (province, organisation, enrolled, certified, day) in enumerate(rows, start=2):
        cells = [BATCH, ROLE, province, organisation, enrolled, certified, BY, day]
        for column, cell in enumerate(cells, start=1):
            book.worksheets[0].cell(number, column, cell)
    book.save(file)
    return file


@pytest.mark.timeout(1800)
def test_a_file_is_filled_mended_seen_withdrawn_and_explained(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    opening: Opening,
) -> None:
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(tmp_path / "warehouse"))
    monkeypatch.setenv("SMARTCITY_INBOX", str(tmp_path / "inbox"))

    def types(*words: str | Path) -> tuple[int, str]:
        code = main([*map(str, words), "--lang", "th"])
        return code, capsys.readouterr().out

    assert types("build")[0] == 0
    code, told = types("template", "--list")
    assert (code, "ผู้เข้าร่วมแต่ละรุ่น" in told) == (0, True)
    assert types("template", FORM, "--output", tmp_path)[0] == 0

    file = fill(tmp_path / f"{FORM}.xlsx", tmp_path / "ผู้เข้าร่วม.xlsx", WRONG)
    code, told = types("ingest", file, "--dry-run")
    assert code == 0
    for words in (
        "อ่าน 4 แถว = ผ่าน 2 + พักไว้ 2",
        "C3 จังหวัด “ขอนแก่ง”: ไม่พบชื่อจังหวัดนี้ น่าจะหมายถึง ขอนแก่น (40)",
        "E3 ผู้เข้าร่วม (คน) “2 คน”: อ่านตัวเลขไม่ได้",
        "H3 ข้อมูล ณ วันที่ “วันพุธที่ 30 กันยายน 2568”: วันในสัปดาห์ไม่ตรงกับวันที่",
        "D5 หน่วยงานต้นสังกัด “รวม”: เป็นยอดรวม ไม่ใช่รายการ",
    ):
        assert words in told, told

    fill(tmp_path / f"{FORM}.xlsx", file, GOOD)
    code, told = types("ingest", file)
    assert (code, "อ่าน 3 แถว = ผ่าน 3 + พักไว้ 0" in told) == (0, True)
    edition = re.findall(r"ฉบับ +(\S+)", told)[0]
    assert types("build")[0] == 0
    first = warehouse.current()
    held = f"{FORM}/{edition}"
    code, told = types("inbox")
    if "พักไว้" in told:  # it moves a headline too far: somebody looks before it counts
        assert types("release", held, "--reason", "ตรวจสอบกับหน่วยงานแล้ว")[0] == 0
        assert types("build")[0] == 0
    page = opening("cohorts", lang="th", view="places")
    assert any("เทศบาลเมืองแสนสุข" in cell for rows in page.listings for row in rows for cell in row)

    code, told = types("withdraw", held, "--reason", "เทศบาลแจ้งว่าส่งผิดไฟล์")
    assert (code, "ถอน" in told) == (0, True)
    assert types("build")[0] == 0
    code, told = types("diff", warehouse.current().stem, "--old", first.stem)
    assert code == 0
    assert told.strip()
    code, told = types("inbox")
    assert "เทศบาลแจ้งว่าส่งผิดไฟล์" in told
