"""By keyboard alone: every control of every page is reached, seen in focus and left again.

`test_pages.py` asks that of each page, when it has it open; here are ways through several.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from dashboard.reader import text
from tests.browser.conftest import Visit
from tests.browser.test_journeys import filters, go, main, place, press

MOST = 1_000  # presses of Tab on a page, before we say that it never comes round
FOCUSED = """() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return null;
    window.stops = window.stops || [];
    const look = element => {
        const style = getComputedStyle(element);
        return [style.outline, style.boxShadow, style.borderColor, style.backgroundColor].join();
    };
    const boxes = [focused, focused.parentElement, focused.parentElement.parentElement];
    window.before?.();
    const shown = boxes.map(look);
    window.before = () => {
        if (!focused.closest('canvas') && String(boxes.map(look)) === String(shown))
            window.unseen = [...(window.unseen || []), focused.outerHTML.slice(0, 200)];
    };
    const known = window.stops.indexOf(focused);
    return known >= 0 ? known : window.stops.push(focused) - 1;
}"""
# what can be used and Tab did not reach; of a row of radios the arrow keys reach the others, and a
# grid that was drawn anew meanwhile is reached where its frame was
MISSED = """() => [...document.querySelectorAll(
        'a[href], button, input, select, textarea, summary, [role="button"], [tabindex="0"]')]
    .filter(element => !element.disabled && element.tabIndex >= 0
        && !element.closest('[aria-hidden="true"]')
        && !(element.role === 'radio' && element.ariaChecked !== 'true')
        && element.checkVisibility({visibilityProperty: true}) && element.offsetWidth > 1
        && !window.stops.includes(element)
        && !(element.tagName === 'CANVAS' && window.stops.some(stop =>
            stop.closest('[data-testid="stFullScreenFrame"]')?.contains(element))))
    .map(element => element.outerHTML.slice(0, 200))"""


def walk(page: Page) -> int:
    """Presses Tab from the top of the page until it comes round; gives how many stops there are."""
    last = -1
    for _ in range(MOST):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None and last > 0:  # past the last one
            return last + 1
        if stop is not None:
            assert stop >= last, "the focus goes back and forth"
            last = stop
    raise AssertionError(f"Tab never comes round: a trap after stop {last}")


def each_control_is_reached_seen_and_left(page: Page) -> None:
    """With Tab, in a page that was just opened."""
    assert walk(page) > 20
    assert page.evaluate(MISSED) == []
    assert page.evaluate("window.unseen || []") == []


def reach(page: Page, wanted: Locator) -> None:
    """Presses Tab until the focus is there."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"Tab does not reach {wanted}")


def test_from_the_first_tab_to_a_file_of_figures(visit: Visit, tmp_path: Path) -> None:
    page = visit.open("overview", lang="th")
    page.keyboard.press("Tab")
    expect(page.get_by_test_id("stSkipToContent")).to_be_focused()
    press(visit, "lang", text.t("filter.lang_en", "en"))
    go(visit, "provinces", "en")
    press(visit, "kpi", "Promotion zones declared")
    place(visit, "Phuket")
    expect(main(page)).to_contain_text("Phuket")
    assert filters(page) | {"lang": "en", "province": "83"} == filters(page)
    take = main(page).get_by_role("link", name=text.t("table.take", "en")).first
    reach(page, take)
    page.keyboard.press("Enter")
    visit.settle()
    save = page.get_by_role("button", name=text.t("table.as_csv", "en")).first
    reach(page, save)
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    download.value.save_as(tmp_path / "provinces.csv")
    assert "Phuket" in (tmp_path / "provinces.csv").read_text("utf-8-sig")
    page.get_by_role("button", name=text.t("filter.reset", "en")).press("Enter")
    visit.settle()
    assert "province" not in filters(page)


@pytest.mark.trial
def test_from_a_figure_to_all_that_stands_behind_it(visit: Visit) -> None:
    page = visit.open("overview", lang="en")
    opener = main(page).get_by_role("link", name=text.t("layout.rows", "en")).first
    reach(page, opener)
    page.keyboard.press("Enter")
    drawer = page.get_by_role("dialog")
    sections = drawer.get_by_role("tab")
    reach(page, sections.first)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(drawer.get_by_role("tab", selected=True)).to_have_text(text.t("drawer.rows", "en"))
    expect(drawer).to_contain_text(text.t("behind.gives", "en").split()[0])
    visit.settle()  # whoever closes it while it is drawn may have to do so again
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    visit.settle()
    reach(page, opener)
