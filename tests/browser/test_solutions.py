"""The solutions page in a browser, with an area chosen: whole, readable, and its charts named."""

import pytest
from playwright.sync_api import expect

from dashboard.reader import text
from tests.browser.conftest import Visit, Visiting
from tests.browser.test_pages import WINDOWS, Window, fits, on_a_phone, untranslated

PROVINCES = (("83", WINDOWS[1]), ("38", WINDOWS[0]))  # Bueng Kan has no solution and no event


@pytest.mark.trial
@pytest.mark.parametrize(("province", "window"), PROVINCES, ids=str)
def test_a_province_is_whole_and_readable(
    visiting: Visiting, province: str, window: Window
) -> None:
    visit = visiting(scheme=window.scheme)
    visit.open("solutions", lang=window.lang, province=province)
    assert untranslated(visit) == []
    fits(visit)
    on_a_phone(visit)
    fits(visit)


@pytest.mark.trial
def test_charts_are_told_in_words_and_an_awaited_form_is_a_link(visit: Visit) -> None:
    page = visit.open("solutions", lang="en", view="events")
    charts = page.get_by_test_id("stVegaLiteChart")
    expect(charts).to_have_count(2)
    said = " ".join(charts.evaluate_all("all => all.map(one => one.outerHTML)"))
    assert "Smart Governance 22, with a measured result 3" in said
    assert "80 dated events" in said
    page = visit.open("solutions", lang="en")
    link = page.get_by_role("link", name="Adoption of smart city solutions")
    link.press("Enter")
    visit.settle()
    heading = page.get_by_role("heading", name=text.t("health.title", "en"), level=1)
    expect(heading).to_be_visible()
