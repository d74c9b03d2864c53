"""An analyst's tasks in a browser, each on one page and in as few actions as it may take.

An action is a click (to open a chip too), a choice of one option (its box opened, typed and
taken), a line typed and entered, a link followed.
"""

import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import pytest
from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from dashboard.reader import text
from sql import files
from tests.app.test_take import from_csv
from tests.browser.conftest import Visit, Visiting
from tests.browser.states import elsewhere, grid, listed
from tests.browser.test_journeys import chip, choose, enter, go, place, take

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

    @contextmanager
    def task(self, most: int = FEW) -> Iterator[None]:
        """A task that is to be done in so many actions."""
        self.actions = 0
        yield
        assert 0 < self.actions <= most

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
        enter(self.visit, option)
        self.page.keyboard.press("Escape")
        self.visit.settle()

    def choose(self, name: str, option: str) -> None:
        """Takes an option of a drop-down of the page, or, by `pick_…`, of the open chip."""
        self.actions += 1
        choose(self.visit, name, option)

    def chip(self, name: str) -> Locator:
        """Opens a chip of the bar."""
        self.actions += 1
        return chip(self.visit, name)

    def type(self, box: Locator, words: str) -> None:
        """Types a line into a box, and enters it."""
        self.actions += 1
        box.fill(words)
        self.page.keyboard.press("Enter")
        self.visit.settle()

    def place(self, name: str) -> None:
        """Opens the chip of places, and types one."""
        self.actions += 2
        place(self.visit, name)

    def apply(self) -> None:
        """Takes what was chosen in the open chip."""
        self.actions += 1
        take(self.visit)

    def menu(self, key: str) -> Locator:
        """Opens what can be taken along of a list or picture."""
        self.actions += 1
        return self.visit.menu(key)

    def taken(self, menu: Locator, kind: str, folder: Path) -> Path:
        """Takes a file of an open menu."""
        self.actions += 1
        with self.page.expect_download() as download:
            menu.get_by_role("button", name=text.t(f"table.as_{kind}", "th")).click()
        path = folder / download.value.suggested_filename
        download.value.save_as(path)
        return path

    def copied(self, menu: Locator, place: int) -> str:
        """Copies what stands in a box of an open menu: rows, or the link."""
        self.actions += 1
        box = menu.get_by_test_id("stCode").nth(place)
        box.hover()
        box.get_by_role("button").click()
        return str(self.page.evaluate("navigator.clipboard.readText()"))


@pytest.fixture
def analyst(visiting: Visiting) -> Analyst:
    """An analyst on the start page, who may copy."""
    visit = visiting()
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.open(lang="th")
    return Analyst(visit)


@pytest.mark.trial
def test_a_place_in_fiscal_years_and_its_link_in_another_browser(analyst: Analyst) -> None:
    """Tasks a and b: every page keeps both, and the link of a menu shows the same elsewhere."""
    page = analyst.page
    with analyst.task():
        analyst.place("ขอนแก่น")
        offered = analyst.chip("time")
        analyst.type(offered.get_by_role("textbox"), "ปีงบ 2564–2566")
    bar = page.locator(".st-key-bar")
    expect(bar).to_contain_text("ขอนแก่น")
    expect(bar).to_contain_text("ปีงบประมาณ 2564–2566")
    go(analyst.visit, "explore", "th")
    expect(bar).to_contain_text("ปีงบประมาณ 2564–2566")
    found = int(re.findall(r"(\d+) (?:รายการ|จาก)", analyst.visit.words())[0])
    shown = grid(analyst.visit, "statements")
    assert 5 < len(shown) <= min(found, 10)  # a grid tells the rows that are in sight
    assert all("ขอนแก่น" in row[3] or "จังหวัด" in row[3] for row in shown)
    go(analyst.visit, "programme", "th")
    with analyst.task():
        link = analyst.copied(analyst.menu("source_ladder"), -1)
    analyst.visit.menu("source_ladder")
    with elsewhere(analyst.visit) as other:
        other.follow(link)
        assert other.words() == analyst.visit.words()


@pytest.mark.trial
def test_what_was_known_on_a_day(analyst: Analyst) -> None:
    """Task f: 36 cities then, and how much of today's record that leaves out."""
    page = analyst.page
    with analyst.task():
        analyst.chip("point")
        analyst.choose("pick_known_year", "2567")
        analyst.choose("pick_known_month", text.t("month_long.1", "th"))
        analyst.choose("pick_known_day", "1")
        analyst.apply()
    assert "known=2024-01-01" in page.url
    told = analyst.visit.words()
    assert "36" in page.get_by_role("heading", level=2).first.inner_text()
    assert "1 มกราคม 2567" in told
    assert re.search(r"ไม่แสดงข้อมูล \d+ รายการจากเอกสารที่เผยแพร่ภายหลัง", told)


@pytest.mark.trial
def test_which_cities_took_the_count_from_30_to_37(analyst: Analyst) -> None:
    """Task g: the seven by name, in two steps."""
    with analyst.task():
        analyst.to("programme")
        analyst.view("programme.view_announced")
        analyst.click(analyst.page.get_by_role("radio", name=text.t("programme.as_growth", "th")))
    came = {row[0]: row[2] for row in grid(analyst.visit, "growth")[:8]}
    steps = [*came.values()]
    assert steps == ["36 → 37 เมือง", *["30 → 36 เมือง"] * 6, "15 → 30 เมือง"]
    assert {"ภูเก็ตทินิคอนวัลเลย์", "ลำปางเมืองอัจฉริยะ"} <= {*came}


@pytest.mark.trial
def test_the_map_is_taken_whole_and_says_what_it_is(analyst: Analyst, tmp_path: Path) -> None:
    """Tasks h and k: all provinces though one is chosen; a picture of the map for a slide."""
    with analyst.task():
        analyst.to("provinces")
        analyst.place("ขอนแก่น")
        menu = analyst.menu("source_by_province")
        csv_file = analyst.taken(menu, "csv", tmp_path)
    rows = from_csv(csv_file.read_bytes())
    assert csv_file.name.startswith("smartcity_CERT-01_by-province_2")
    assert len(rows) == 77
    whole = {
        "kpi",
        "unit",
        "qualifier",
        "as_of",
        "source",
        "source_url",
        "licence",
        "build",
        "link",
    }
    assert all(row[name] for row in rows if row["value"] not in {"", "0"} for name in whole)
    assert all("province=40" in str(row["link"]) for row in rows)
    with analyst.task():
        png = analyst.taken(menu, "png", tmp_path)
        svg = analyst.taken(menu, "svg", tmp_path).read_text(encoding="utf-8")
    assert width(png) >= 1600
    for said in ("ขอนแก่น", "province=40", text.t("file.build", "th"), "เมือง"):
        assert said in svg


@pytest.mark.trial
def test_a_chart_is_taken_for_a_slide(analyst: Analyst, tmp_path: Path) -> None:
    """Task k: with title, source and link, as a picture that can be cut and one that can't."""
    with analyst.task():
        menu = analyst.menu("source_kpi-CERT-01")
        png = analyst.taken(menu, "png", tmp_path)
        svg = analyst.taken(menu, "svg", tmp_path).read_text(encoding="utf-8")
    assert width(png) >= 1600
    assert analyst.page.locator(".st-key-panel_race").get_by_role("heading").inner_text() in svg
    assert re.search(r"ที่มา: .*เดือนก่อน", svg)


@pytest.mark.trial
def test_amounts_sort_by_size_and_are_copied_as_numbers(analyst: Analyst) -> None:
    """Tasks n and m: the smallest first; what is pasted has numbers, unit and source."""
    page = analyst.page
    with analyst.task():
        analyst.to("investment")
        analyst.view("investment.view_statements")
        box = listed(analyst.visit, "statements").bounding_box()
        assert box
        heading = page.locator(".st-key-statements_0 th").nth(1)
        expect(heading).to_contain_text("ล้านบาท")
        analyst.actions += 1
        page.mouse.click(box["x"] + box["width"] * 0.48, box["y"] + 15)
        analyst.visit.settle()
    amounts = [float(row[1]) for row in grid(analyst.visit, "statements") if row[1]]
    assert amounts == sorted(amounts)
    assert amounts[0] < 1e6
    with analyst.task():
        copied = analyst.copied(analyst.menu("statements"), 0)
    headings, *rows = csv.reader(io.StringIO(copied), delimiter="\t")
    assert len(rows) == 106
    told = [dict(zip(headings, row, strict=True)) for row in rows]
    value, unit, source = (files.heading(name, "th") for name in ("value", "unit", "source"))
    assert all(float(row[value]) for row in told if row[value])
    assert {row[unit] for row in told} == {"บาท", "บาทต่อโครงการ"}
    assert all(row[source] for row in told)


@pytest.mark.trial
def test_three_provinces_on_three_figures(analyst: Analyst) -> None:
    """Task c; the link opens the same in another browser."""
    page = analyst.page
    with analyst.task(MANY):
        analyst.to("explore")
        analyst.view("explore.view_compare")
        analyst.type(page.locator(".st-key-provinces_picked input"), "เชียงใหม่ ขอนแก่น ภูเก็ต")
        page.keyboard.press("Escape")
        analyst.add("province_figures_picked", text.t("profile_figure.gpp", "th"))
    drawn = page.locator('[role=graphics-document][aria-label*="ภูเก็ต 418,785 คน"]')
    expect(drawn).to_be_visible()
    with elsewhere(analyst.visit) as other:
        seen = other.follow(page.url)
        assert other.words() == analyst.visit.words()
        same = seen.locator('[role=graphics-document][aria-label*="ภูเก็ต 418,785 คน"]')
        expect(same).to_be_visible()


@pytest.mark.trial
def test_money_by_stage_and_province(analyst: Analyst, tmp_path: Path) -> None:
    """Task i: the table, one of its cells with the rows that make it, and the file."""
    page = analyst.page
    with analyst.task(MANY):
        analyst.to("explore")
        analyst.view("explore.view_pivot")
        box = listed(analyst.visit, "pivot").bounding_box()
        assert box
        analyst.actions += 1
        page.mouse.click(box["x"] + box["width"] * 0.4, box["y"] + 35 * 1.5)  # the first row's plan
        analyst.visit.settle()
        assert "cell=10~planned" in page.url
        expect(page.get_by_text("กรุงเทพมหานคร · ตามแผน: 4,000")).to_be_visible()
        taken = analyst.taken(analyst.menu("pivot"), "csv", tmp_path)
    rows = from_csv(taken.read_bytes())
    cells = {(row["row_code"], row["column_code"]): str(row["value"]) for row in rows}
    assert float(cells["10", "planned"]) == 4_000_000_000
    assert float(cells["*", "planned"]) == 8_265_000_000
    assert ("*", "*") not in cells


def test_a_figure_is_found_by_its_value_and_leads_to_its_document(analyst: Analyst) -> None:
    """Task e: the document that says 126 plans."""
    page = analyst.page
    with analyst.task():
        analyst.to("explore")
        analyst.type(page.locator(".st-key-words input"), "126 พื้นที่")
        box = listed(analyst.visit, "statements").bounding_box()
        assert box
        analyst.actions += 1
        page.mouse.click(box["x"] + 18, box["y"] + 35 * 1.5)  # the box of the first row
        analyst.visit.settle()
    expect(page.get_by_role("dialog").get_by_text("126 พื้นที่").first).to_be_visible()
    expect(page.get_by_role("dialog").get_by_role("link").first).to_be_visible()


@pytest.mark.trial
def test_plan_events_of_a_region_are_taken_as_a_sheet(analyst: Analyst, tmp_path: Path) -> None:
    """Task d: the Northeast's events in Excel, under headings in words, with their notes."""
    page = analyst.page
    with analyst.task():
        analyst.to("explore")
        words = f"{text.label('record_kind', 'plan_event', 'th')} ภาคตะวันออกเฉียงเหนือ"
        analyst.type(page.locator(".st-key-words input"), words)
        menu = analyst.menu("statements")
        analyst.actions += 1
        link = menu.get_by_role("link", name=text.t("table.as_xlsx", "th")).get_attribute("href")
        streamed = page.request.get(urljoin(page.url, str(link)))  # one of `downloads`
    (tmp_path / "events.xlsx").write_bytes(streamed.body())
    rows, about = load_workbook(tmp_path / "events.xlsx").worksheets
    assert rows.max_row > 20
    headings = [str(cell.value) for cell in rows[1]]
    assert [heading for heading in headings if re.fullmatch(r"[a-z0-9_]+", heading)] == []
    assert "province_code" in {str(cell.value) for line in about for cell in line}


def width(png: Path) -> int:
    """Of a picture, in pixels."""
    with Image.open(png) as picture:
        return picture.width
