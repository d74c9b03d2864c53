"""The province profile in a browser: a province is chosen, compared, shared and read anywhere."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from dashboard.reader import text
from tests.browser.conftest import Visit, Visiting
from tests.browser.test_journeys import press
from tests.browser.test_pages import WINDOWS, Window, fits, on_a_phone, untranslated
from tests.cases import some

PROVINCES = (("50", WINDOWS[0]), ("38", WINDOWS[1]))


def parameter(page: Page, name: str) -> str | None:
    return parse_qs(urlsplit(page.url).query).get(name, [None])[0]


@pytest.mark.trial
@pytest.mark.parametrize(("province", "window"), PROVINCES, ids=str)
def test_a_profile_is_whole_and_readable(visiting: Visiting, province: str, window: Window) -> None:
    visit = visiting(scheme=window.scheme)
    page = visit.open("profile", lang=window.lang, province=province)
    expect(page.get_by_role("heading", level=2).first).to_be_visible()
    assert untranslated(visit) == []
    fits(visit)
    on_a_phone(visit)
    fits(visit)


@pytest.mark.trial
def test_a_province_is_chosen_by_keyboard_and_left_again(visit: Visit) -> None:
    page = visit.open("profile", lang="en")
    heading = page.get_by_role("heading", name=re.compile("^Chiang Mai: "), level=2)
    page.get_by_role("radio", name="Chiang Mai", exact=True).press("Enter")
    expect(heading).to_be_visible()
    visit.settle()
    assert parameter(page, "province") == "50"
    page.get_by_role("button", name=text.t("filter.reset", "en")).press("Enter")
    expect(page.get_by_role("radio", name="Chiang Mai", exact=True)).to_be_visible()
    visit.settle()
    assert parameter(page, "province") is None


def test_the_letter_stands_alone_on_one_sheet(visiting: Visiting) -> None:
    visit = visiting()
    page = visit.open("profile", lang="th", province="38", view="missing")
    page.emulate_media(media="print")
    expect(page.locator(".st-key-letter")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_hidden()
    assert sheets(page) == 1


@pytest.mark.parametrize("lang", some(text.LANGS, every=2))
def test_the_briefing_is_one_sheet(visit: Visit, lang: text.Lang) -> None:
    assert sheets(visit.open("overview", lang=lang, brief="1")) == 1


def sheets(page: Page) -> int:
    """How many pages of paper it takes."""
    return len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(prefer_css_page_size=True)))


@pytest.mark.trial
def test_a_link_keeps_the_reading_of_likeness(visiting: Visiting) -> None:
    sender, reader = visiting(), visiting()
    page = sender.open("profile", lang="en", province="55")
    press(sender, "peers", text.t("profile.reading_any", "en"))
    expect(page.get_by_test_id("stMain")).to_contain_text("Yasothon")
    assert parameter(page, "peers") == "any"
    seen = reader.follow(page.url)
    expect(seen.get_by_test_id("stMain")).to_contain_text("Yasothon")
    assert parameter(seen, "peers") == "any"


@pytest.mark.trial
def test_a_peers_name_leads_to_its_profile_with_the_filters(visit: Visit) -> None:
    page = visit.open("profile", lang="en", province="55", era="ce")
    link = page.get_by_role("link", name="1. Phrae", exact=True)
    link.press("Enter")
    visit.settle()
    expect(page.get_by_role("heading", name=re.compile("^Phrae: "), level=2)).to_be_visible()
    assert re.search(r"/profile\?", page.url)
    assert parameter(page, "era") == "ce"


@pytest.mark.trial
def test_a_button_that_opens_a_view_brings_it_into_sight(visit: Visit) -> None:
    page = visit.open("profile", province="50")
    tabs = page.get_by_test_id("stTabs")
    expect(tabs).not_to_be_in_viewport(ratio=1)
    page.locator(".st-key-more_lacking button").click()
    visit.settle()
    expect(tabs).to_be_in_viewport()
    expect(tabs.get_by_role("tab", selected=True)).to_contain_text(
        text.t("profile.view_missing", "th")
    )


def test_the_summary_is_printed_without_the_views(visit: Visit) -> None:
    page = visit.open("profile", province="50")
    page.evaluate("window.print = () => { window.printed = document.body.dataset.print; }")
    page.locator("button[data-print]").click()
    assert page.evaluate("window.printed") == "summary"
    assert page.evaluate("document.body.dataset.print") is None
