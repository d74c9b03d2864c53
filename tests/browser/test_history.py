"""The comparison in a KPI's drawer: its sides by keyboard, and the same one by its link."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from dashboard.reader import text
from tests.browser.conftest import Visiting
from tests.browser.test_journeys import choose


def causes(page: Page) -> Locator:
    """The table of the parts of the move."""
    heading = text.t("history.part", "th")
    return page.get_by_role("table").filter(has=page.get_by_text(heading, exact=True))


@pytest.mark.trial
def test_a_move_is_chosen_shared_and_split(visiting: Visiting) -> None:
    """Certified cities that are named: 14 at the end of 2564, 23 a year later; 8 by provinces new
    to the list, 1 in a province that had one.
    """
    sender = visiting()
    page = sender.open("definitions", lang="th", open="kpi:CERT-01", part="history")
    expect(causes(page)).to_contain_text("มติชน")  # 36 to 37, through 30: told without a difference
    expect(causes(page)).not_to_contain_text("+1")
    choose(sender, "from_build", "31 ธ.ค. 2564")
    choose(sender, "to_build", "31 ธ.ค. 2565")
    expect(causes(page)).to_contain_text("+15 เมือง")
    box = page.locator(".st-key-figure input")
    box.click()
    box.press("ArrowDown")
    box.press("Enter")
    sender.settle()
    expect(causes(page)).to_contain_text("+8 เมือง")
    expect(causes(page)).to_contain_text("พิษณุโลก")
    expect(causes(page)).to_contain_text("+9 เมือง")
    query = parse_qs(urlsplit(page.url).query)
    assert query["from_build"] == ["2021-12-31"]
    assert query["to_build"] == ["2022-12-31"]
    assert query["figure"] == ["certified_cities/TH/plan_set/named/announced"]
    seen = visiting(width=390, scheme="dark").follow(page.url)
    expect(causes(seen)).to_contain_text("+8 เมือง")
    assert causes(seen).inner_text() == causes(page).inner_text()
    assert seen.evaluate("document.documentElement.scrollWidth") == 390
