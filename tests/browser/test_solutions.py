"""The solutions page in a browser, with an area chosen: whole, readable, and its charts named."""

import pytest
from playwright.sync_api import expect

from dashboard import text
from tests.browser.conftest import Visit, Visiting
from tests.browser.test_pages import (
    CLIPPED,
    UNTRANSLATED,
    WIDER_THAN_THE_PAGE,
    Window,
    obstacles,
)

WINDOWS = (
    ("83", Window("th", 1440, "dark")),
    ("10", Window("en", 390, "light")),
    ("38", Window("th", 390, "dark")),  # without solutions or events
)


@pytest.mark.parametrize(("province", "window"), WINDOWS, ids=str)
def test_a_province_is_whole_and_readable(
    visiting: Visiting, province: str, window: Window
) -> None:
    visit = visiting(width=window.width, scheme=window.scheme)
    page = visit.open("solutions", lang=window.lang, province=province)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert UNTRANSLATED.findall(visit.words()) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= window.width
    assert page.evaluate(WIDER_THAN_THE_PAGE) == []
    assert page.evaluate(CLIPPED) == []
    assert obstacles(page) == {}


def test_both_charts_are_told_in_words(visit: Visit) -> None:
    page = visit.open("solutions", lang="en")
    charts = page.get_by_test_id("stVegaLiteChart")
    expect(charts).to_have_count(2)
    said = " ".join(charts.evaluate_all("all => all.map(one => one.outerHTML)"))
    assert "Smart Governance 22, with a measured result 3" in said
    assert "79 dated events" in said


def test_an_awaited_form_is_a_link_to_where_it_is_downloaded(visit: Visit) -> None:
    page = visit.open("solutions", lang="en")
    link = page.get_by_role("link", name="Adoption of smart city solutions")
    visit.follow(link.evaluate("element => element.href"))
    heading = page.get_by_role("heading", name=text.t("health.title", "en"), level=1)
    expect(heading).to_be_visible()
