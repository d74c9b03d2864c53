"""Every page, in both languages, at three widths, in light and dark: drawn whole, and readable."""

import re
from typing import Literal, get_args

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from dashboard import text
from dashboard.navigation import PAGES
from tests.browser.conftest import Visit, Visiting

Scheme = Literal["light", "dark"]
WIDTHS = (390, 768, 1440)
# a code where a label should stand (plans_submitted), a key of text.toml, an absent value
UNTRANSLATED = re.compile(
    r"\b[a-z]+(?:_[a-z]+)+\b|\b(?:layout|state|tile|unit|qualifier)\.\w+|\b(?:None|nan|NaN|null)\b"
)
WIDER_THAN_THE_PAGE = """() => {
    const scrolls = element => {
        for (let up = element; up; up = up.parentElement)
            if (/auto|scroll|hidden|clip/.test(getComputedStyle(up).overflowX)
                && up.getBoundingClientRect().right <= innerWidth + 1) return true;
        return false;
    };
    return [...document.querySelectorAll('[data-testid="stMain"] *')]
        .filter(element => element.getBoundingClientRect().width > 0
            && element.getBoundingClientRect().right > innerWidth + 1 && !scrolls(element))
        .map(element => `${element.tagName} ${element.className} ${element.textContent}`)
        .map(found => found.slice(0, 120));
}"""
# text that runs past its own box and is cut off there
CLIPPED = """() => [...document.querySelectorAll('[data-testid="stMain"] *')]
    .filter(element => element.childElementCount === 0 && element.textContent.trim()
        && /hidden|clip/.test(getComputedStyle(element).overflowX)
        && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1)
    .map(element => element.textContent.trim().slice(0, 80))"""


def words(page: Page) -> str:
    return page.get_by_test_id("stMain").inner_text()


@pytest.mark.parametrize("lang", text.LANGS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens(visit: Visit, name: str, lang: text.Lang) -> None:
    page = visit.open(name, lang=lang)
    title = text.t(f"{name}.title", lang)
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_text(text.t("error.unexpected", lang))).to_have_count(0)
    assert title in page.title()
    assert UNTRANSLATED.findall(words(page)) == []


@pytest.mark.parametrize("name", PAGES)
def test_the_other_language_has_no_less(visit: Visit, name: str) -> None:
    thai = visit.open(name, lang="th").get_by_test_id("stElementContainer").count()
    english = visit.open(name, lang="en").get_by_test_id("stElementContainer").count()
    assert thai == english


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_the_page(visiting: Visiting, name: str, width: int) -> None:
    visit = visiting(width=width)
    for lang in text.LANGS:
        page = visit.open(name, lang=lang)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(WIDER_THAN_THE_PAGE) == []
        assert page.evaluate(CLIPPED) == []


@pytest.mark.parametrize("scheme", get_args(Scheme))
@pytest.mark.parametrize("name", PAGES)
def test_assistive_technology_can_use_the_page(
    visiting: Visiting, name: str, scheme: Scheme
) -> None:
    page = visiting(scheme=scheme).open(name, lang="th")
    found = Axe().run(page).response["violations"]
    grave = {
        finding["id"]: [node["html"][:200] for node in finding["nodes"]]
        for finding in found
        if finding["impact"] in {"serious", "critical"}
    }
    assert grave == {}
