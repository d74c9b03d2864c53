"""The data health page in a browser: a server that takes files, a warehouse with troubles."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import FilePayload, Page, expect

from dashboard.reader import text
from etl.sources import agency_cohort_places, agency_plan_events
from sql.refusal import render
from tests import troubled
from tests.browser import harness
from tests.browser.conftest import Visit, Visiting
from tests.browser.harness import Server
from tests.browser.test_journeys import choose
from tests.browser.test_pages import WINDOWS, Window, fits, on_a_phone
from tests.fixtures.case import HOSTILE
from tests.troubled import Troubled

RIGHT = "the words that admit"
SOURCE = agency_plan_events.SOURCE


@pytest.fixture(scope="module")
def made(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Troubled:
    return troubled.make(tmp_path_factory.mktemp("troubled"), warehouse, tmp_path_factory)


@pytest.fixture(scope="module")
def server(made: Troubled, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The dashboard over it; takes the place of the session's server."""
    log = tmp_path_factory.mktemp("server") / "log.txt"
    environment = made.environment | {
        "SMARTCITY_UPLOADS": "1",
        "SMARTCITY_UPLOAD_SECRET": RIGHT,
    }
    with harness.serving(harness.DASHBOARD, log, **environment) as running:
        yield running


def enter(page: Page, words: str) -> None:
    """Types a secret, and the Enter key."""
    field = page.locator("input[type=password]")
    field.fill(words)
    field.press("Enter")


def hand_in(page: Page, name: str, content: bytes) -> None:
    """Gives the secret, and a file."""
    enter(page, RIGHT)
    pick(page, name, content)


def pick(page: Page, name: str, content: bytes) -> None:
    """Opens the uploader with the Enter key and picks a file."""
    file = FilePayload(name=name, mimeType="application/octet-stream", buffer=content)
    with page.expect_file_chooser() as chooser:
        page.get_by_test_id("stFileUploader").get_by_role("button").first.press("Enter")
    chooser.value.set_files(file)


def filed(made: Troubled) -> set[Path]:
    return set((made.inbox / "editions").rglob("*.csv"))


@pytest.mark.trial
@pytest.mark.parametrize("window", WINDOWS, ids=str)
def test_the_page_is_whole_with_troubles_on_it(visiting: Visiting, window: Window) -> None:
    visit = visiting(scheme=window.scheme)
    page = visit.open("health", lang=window.lang)
    expect(page.get_by_test_id("stAlert").first).to_contain_text("sha256")
    fits(visit)
    on_a_phone(visit)
    fits(visit)


@pytest.mark.trial
def test_a_wrong_secret_and_a_file_too_large_are_told_in_a_sentence(
    visit: Visit, tmp_path: Path
) -> None:
    lang: text.Lang = "th"
    page = visit.open("health", lang=lang, view="files")
    enter(page, "some other words")
    expect(page.get_by_text(text.t("health.secret_wrong", lang))).to_be_visible()
    expect(page.get_by_test_id("stFileUploader")).to_have_count(0)
    enter(page, RIGHT)
    uploader = page.get_by_test_id("stFileUploader")
    expect(uploader).to_be_visible()
    unfit = page.get_by_text(text.t("health.upload_unfit", lang, limit=50))
    expect(unfit).to_be_hidden()
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(50 * 1024 * 1024 + 1)
    uploader.locator("input[type=file]").set_input_files(large)
    expect(unfit).to_be_visible()
    expect(page.get_by_text("File must be")).to_be_hidden()


@pytest.mark.trial
def test_a_file_of_two_megabytes_is_checked(visit: Visit) -> None:
    page = visit.open("health", lang="en", view="files")
    hand_in(page, "large.csv", troubled.form(SOURCE, {}) + (b" " * 1023 + b"\n") * 2048)
    name = "Events of smart city plans"
    checked = text.t("upload_status.checked", "en", source=name)
    expect(page.get_by_text(checked)).to_be_visible()


@pytest.mark.trial
def test_a_good_file_is_checked_and_then_sent(visit: Visit, made: Troubled) -> None:
    page = visit.open("health", lang="en", view="files")
    before = filed(made)
    content = troubled.form(SOURCE, {}, troubled.NEAR_MISS)
    hand_in(page, "reports.csv", content)
    name = "Events of smart city plans"
    checked = text.t("upload_status.checked", "en", source=name)
    expect(page.get_by_text(checked)).to_be_visible()
    expect(page.get_by_text("Rows read: 2; accepted: 1; to mend: 1")).to_be_visible()
    assert filed(made) == before
    page.get_by_role("button", name=text.t("health.send", "en")).press("Enter")
    expect(page.get_by_text(text.t("upload_status.filed", "en", source=name))).to_be_visible()
    (new,) = filed(made) - before
    assert new.read_bytes() == content


@pytest.mark.trial
def test_a_list_that_lacks_rows_is_held_and_its_sender_told(
    visit: Visit, made: Troubled, tmp_path: Path
) -> None:
    lang: text.Lang = "th"
    source, before = agency_cohort_places.SOURCE, filed(made)
    other = {"จังหวัด": "ขอนแก่น", "หน่วยงานต้นสังกัด": "เทศบาลนครขอนแก่น"}
    path = tmp_path / "list.csv"
    path.write_bytes(troubled.form(source, {}, other))
    made.run("ingest", path)
    page = visit.open("health", lang=lang, view="files")
    hand_in(page, "part.csv", troubled.form(source, {}))
    told = page.get_by_test_id("stAlert").filter(has_text=render({"code": "filed_held"}, lang))
    page.get_by_role("button", name=text.t("health.send", lang)).press("Enter")
    expect(told).to_contain_text("เทศบาลนครขอนแก่น")  # the row that is missing
    expect(told).to_contain_text("พักไว้ให้ผู้ดูแลระบบพิจารณาก่อน")
    assert len(filed(made) - before) == 2


BAD = {  # a file -> what its message says, and what to do next
    "แผน.pdf.xlsx": (b"%PDF-1.7 renamed", "ส่งใหม่"),
    "แผน.xlsx": (b"PK\x03\x04cut in half", "ส่งใหม่"),
    "ว่าง.csv": (b"", "ส่งใหม่"),
    "ผู้เข้าร่วม.csv": (
        (HOSTILE / "renamed-heading" / "renamed-heading.csv").read_bytes(),
        (
            "ขาดคอลัมน์ “หน่วยงานต้นสังกัด” มีคอลัมน์ที่ไม่อยู่ในแบบ คือ “หน่วยงานต้นสังกัต” "
            "“หน่วยงานต้นสังกัต” น่าจะหมายถึง “หน่วยงานต้นสังกัด” "
            "(หัวคอลัมน์ของแบบ “ผู้เข้าร่วมแต่ละรุ่น จำแนกตามบทบาทและพื้นที่” แถวที่ 1)"
        ),
    ),
}


@pytest.mark.trial
def test_each_bad_file_gets_its_message(visit: Visit, made: Troubled) -> None:
    page = visit.open("health", lang="th", view="files")
    before = filed(made)
    enter(page, RIGHT)
    for name, (content, said) in BAD.items():
        pick(page, name, content)
        refused = page.get_by_test_id("stAlert").filter(has_text=name)
        expect(refused).to_contain_text(text.t("upload_status.refused", "th"))
        expect(refused).to_contain_text(said)
        assert "Traceback" not in page.content()
        expect(page.get_by_role("button", name=text.t("health.send", "th"))).to_have_count(0)
    assert filed(made) == before


@pytest.mark.trial
def test_what_is_taken_away_and_another_lineage(visit: Visit, tmp_path: Path) -> None:
    """The rejected rows as a workbook to repair, a form that is blank, and the tables of a KPI."""
    page = visit.open("health", lang="en", view="checks")
    path = fetched(page, "health.export", tmp_path / "fix.xlsx")
    cells = {
        cell.value
        for sheet in load_workbook(path).worksheets
        for row in sheet.iter_rows()
        for cell in row
    }
    assert {"อ้างอิง", *troubled.NEAR_MISS.values()} <= cells
    page = visit.open("health", lang="en", view="files", form="agency_plan_events")
    path = fetched(page, "health.form_download", tmp_path / "agency_plan_events.xlsx")
    assert SOURCE.template
    first, *_ = load_workbook(path)["ข้อมูล"].iter_rows(values_only=True)
    assert list(first) == list(SOURCE.template.fields)
    page = visit.open("health", lang="en", view="lineage", flow="kpi")
    drawing = page.locator(".st-key-lineage_box [role=graphics-document]").first
    expect(drawing).to_have_attribute("aria-label", re.compile("CERT-01"))
    choose(visit, "lineage", "INV-01")
    expect(drawing).to_have_attribute("aria-label", re.compile("INV-01"))


def fetched(page: Page, button: str, path: Path) -> Path:
    """The file that a button gives, saved under `path`, whose name is the one that it comes by."""
    with page.expect_download() as download:
        page.get_by_role("button", name=text.t(button, "en")).press("Enter")
    assert download.value.suggested_filename == path.name
    download.value.save_as(path)
    return path


@pytest.mark.trial
def test_a_wide_lineage_scrolls_within_its_box(visiting: Visiting) -> None:
    page = visiting(width=390).open("health", lang="en", view="lineage", flow="kpi")
    wide, shown = page.locator(".st-key-lineage_box").evaluate(
        "box => [box.scrollWidth, box.clientWidth]"
    )
    assert shown < 390 < wide
