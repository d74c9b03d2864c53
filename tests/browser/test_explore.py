"""An analyst's tasks in a browser, each in as few actions as it may take.

An action is a click, a choice of one option (typed and taken), a link followed.
"""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from dashboard.reader import text
from tests.browser.conftest import Visit, Visiting
from tests.browser.test_investment import downloaded
from tests.browser.test_journeys import choose, go, place

FEW, MANY = 5, 10


@dataclass
class Analyst:
    """Somebody at work on a Thai page, and how many actions it took so far."""

    visit: Visit
    actions: int = 0

    @property
    def page(self) -> Page:
        """The browser's page."""
        return self.visit.page

    def to(self, name: str) -> None:
        """Follows the sidebar to a page."""
        self.actions += 1
        go(self.visit, name, "th")

    def click(self, what: Locator) -> None:
        """Clicks on something."""
        self.actions += 1
        what.click()
        self.visit.settle()

    def view(self, name: str) -> None:
        """Opens a view of the page, by the key of its name."""
        self.click(self.page.get_by_role("tab", name=text.t(name, "th")))

    def add(self, key: str, option: str) -> None:
        """Adds an option to a choice of several: types it and takes it."""
        self.actions += 1
        self.page.locator(f".st-key-{key} input").focus()
        self.page.keyboard.type(option)
        expect(self.page.get_by_role("option", name=option).first).to_be_visible()
        self.page.keyboard.press("Enter")
        self.page.keyboard.press("Escape")
        self.visit.settle()


def test_three_provinces_on_three_figures_in_ten_actions(visiting: Visiting) -> None:
    """Task c; the link opens the same in another window."""
    analyst = Analyst(visiting())
    page = analyst.visit.open()
    analyst.to("explore")
    analyst.view("explore.view_compare")
    for name in ("เชียงใหม่", "ขอนแก่น", "ภูเก็ต"):
        analyst.add("provinces_picked", name)
    analyst.add("province_figures_picked", text.t("profile_figure.gpp", "th"))
    assert analyst.actions <= MANY
    drawn = page.locator('[role=graphics-document][aria-label*="ภูเก็ต 418,785 คน"]')
    expect(drawn).to_be_visible()
    other = visiting()
    seen = other.follow(page.url)
    assert other.words() == analyst.visit.words()
    expect(seen.locator('[role=graphics-document][aria-label*="ภูเก็ต 418,785 คน"]')).to_be_visible()


def test_money_by_stage_and_province_in_ten_actions(visiting: Visiting, tmp_path: Path) -> None:
    """Task i: the table, one of its cells with the rows that make it, and the file."""
    analyst = Analyst(visiting())
    page = analyst.visit.open()
    analyst.to("explore")
    analyst.view("explore.view_pivot")
    grid = page.locator(".st-key-pivot_cells canvas").first
    box = grid.bounding_box()
    assert box
    analyst.actions += 1
    page.mouse.click(box["x"] + box["width"] * 0.4, box["y"] + 35 * 1.5)  # the first row's plan
    analyst.visit.settle()
    assert "cell=10~planned" in page.url
    expect(page.get_by_text("กรุงเทพมหานคร · ตามแผน: 4,000")).to_be_visible()
    analyst.actions += 1
    page.locator(".st-key-pivot_menu").get_by_role("button").press("Enter")
    analyst.visit.settle()
    rows = downloaded(page, "pivot", tmp_path)
    analyst.actions += 1
    assert analyst.actions <= FEW
    cells = {(row["row_code"], row["column_code"]): row["value"] for row in rows}
    assert float(cells["10", "planned"]) == 4_000_000_000
    assert float(cells["*", "planned"]) == 8_265_000_000
    assert ("*", "*") not in cells


def test_a_figure_is_found_by_its_value_and_leads_to_its_document(visiting: Visiting) -> None:
    """Task e: the document that says 126 plans."""
    analyst = Analyst(visiting())
    page = analyst.visit.open()
    analyst.to("explore")
    analyst.actions += 1
    page.locator(".st-key-words input").fill("126 พื้นที่")
    page.keyboard.press("Enter")
    analyst.visit.settle()
    box = page.locator(".st-key-statements_0 canvas").first.bounding_box()
    assert box
    analyst.actions += 1
    page.mouse.click(box["x"] + 18, box["y"] + 35 * 1.5)  # the box of the first row
    analyst.visit.settle()
    assert analyst.actions <= FEW
    expect(page.get_by_role("dialog").get_by_text("126 พื้นที่").first).to_be_visible()
    expect(page.get_by_role("dialog").get_by_role("link").first).to_be_visible()


def test_plan_events_of_a_region_are_taken_as_a_sheet(visiting: Visiting, tmp_path: Path) -> None:
    """Task d, from the page: the Northeast's events, one line a province, in Excel."""
    analyst = Analyst(visiting())
    page = analyst.visit.open("explore", lang="th")
    choose(analyst.visit, "kind", text.label("record_kind", "plan_event", "th"))
    place(analyst.visit, "ภาคตะวันออกเฉียงเหนือ")
    page.locator(".st-key-statements_menu").get_by_role("button").click()
    analyst.visit.settle()
    link = page.get_by_role("link", name=text.t("table.as_xlsx", "th")).get_attribute("href")
    streamed = page.request.get(urljoin(page.url, str(link)))  # one of `downloads`
    (tmp_path / "events.xlsx").write_bytes(streamed.body())
    sheet = load_workbook(tmp_path / "events.xlsx").worksheets[0]
    assert sheet.max_row > 20
    assert "province_code" in {
        str(cell.value)
        for line in load_workbook(tmp_path / "events.xlsx").worksheets[1]
        for cell in line
    }
