"""A clerk's way on the page, in Thai: form, slips, told, sent, mended, seen with its source.

Between them an operator lets the file count and builds. `test_clerk` goes the same way by commands.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from dashboard.reader.text import t
from etl.cli import main
from tests.browser import harness
from tests.browser.conftest import Visiting
from tests.browser.harness import Server
from tests.trial.test_clerk import FORM, WRONG, fill

WORDS = "the words that admit"
MENDED: dict[str, str | int] = {
    "ขอนแก่ง": "ขอนแก่น",
    "2 คน": 2,
    "วันพุธที่ 30 กันยายน 2568": "30 กันยายน 2568",
}


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """The dashboard over a warehouse and an inbox of its own; it takes files."""
    monkeypatch.setenv("SMARTCITY_WAREHOUSE", str(tmp_path / "warehouse"))
    monkeypatch.setenv("SMARTCITY_INBOX", str(tmp_path / "inbox"))
    assert main(["build"]) == 0
    taking = {"SMARTCITY_UPLOADS": "1", "SMARTCITY_UPLOAD_SECRET": WORDS}
    with harness.serving(harness.DASHBOARD, tmp_path / "log.txt", **taking) as running:
        yield running


def choose(page: Page, path: Path) -> None:
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(path)


def download(page: Page, label: str, to: Path) -> Path:
    button = page.get_by_role("button", name=t(label, "th"))
    with page.expect_download() as given:
        button.click()
    given.value.save_as(to)
    return to


def mend(given: Path, mended: Path) -> Path:
    """The workbook with its cells mended, as its reasons say."""
    book = load_workbook(given)
    for row in book[FORM].iter_rows(min_row=2, min_col=4):
        for cell in row:
            cell.value = MENDED.get(str(cell.value), cell.value)
    book.save(mended)
    return mended


@pytest.mark.timeout(1800)
def test_a_form_is_filled_mended_and_seen(visiting: Visiting, tmp_path: Path) -> None:
    visit = visiting()
    page = visit.open("health", lang="th", view="files", form=FORM)
    form = download(page, "health.form_download", tmp_path / "form.xlsx")
    page.locator("input[type=password]").fill(WORDS)
    page.get_by_role("button", name=t("health.enter", "th")).click()

    choose(page, fill(form, tmp_path / "ผู้เข้าร่วม.xlsx", WRONG[:3]))
    expect(page.get_by_text("อ่านได้ 3 แถว รับได้ 2 แถว ต้องแก้ไข 1 แถว")).to_be_visible()
    expect(page.get_by_text(t("health.mend_first", "th"))).to_be_visible()
    page.get_by_role("button", name=t("health.send", "th")).click()
    expect(page.get_by_text(t("health.mend_then", "th"))).to_be_visible()
    fix = download(page, "health.export", tmp_path / "fix.xlsx")

    assert main(["build"]) == 0  # it moves a headline too far: held, and can be mended all the same
    choose(page, mend(fix, tmp_path / "แก้ไขแล้ว.xlsx"))
    expect(page.get_by_text("อ่านได้ 1 แถว รับได้ 1 แถว ต้องแก้ไข 0 แถว")).to_be_visible()
    page.get_by_role("button", name=t("health.send", "th")).click()
    expect(page.get_by_test_id("stAlert").filter(has_text="รับไฟล์แล้ว")).to_be_visible()

    inbox = tmp_path / "inbox"
    for filed in (*inbox.glob("editions/*/*"), *inbox.glob("mends/*")):
        held = f"{filed.parent.name}/{filed.name}"
        assert main(["release", held, "--reason", "ตรวจสอบกับหน่วยงานแล้ว"]) == 0
    assert main(["build"]) == 0

    drawer = visit.open("cohorts", lang="th", open="kpi:PPL-01").get_by_role("dialog")
    expect(drawer).to_contain_text("9 คน")
    expect(drawer).to_contain_text("30 ก.ย. 2568")
    expect(drawer).to_contain_text("ผู้เข้าร่วมแต่ละรุ่น จำแนกตามบทบาทและพื้นที่")
    expect(drawer).to_contain_text("สำนักงานส่งเสริมเศรษฐกิจดิจิทัล")
