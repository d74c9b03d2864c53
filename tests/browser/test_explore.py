"""An analyst's tasks in a browser, each in as few actions as it may take.

An action is a click, a choice of one option (typed and taken), a link followed.
"""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from dashboard.reader import text
from tests.browser.conftest import Visit, Visiting
from tests.browser.test_journeys import go

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
