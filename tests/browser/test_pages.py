"""Every page as readers meet it: whole, in words, within its width, by keyboard, by ear, quotable.

A page is opened once a language and looked at for everything.
"""

import re
from dataclasses import dataclass
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from dashboard.navigation import PAGES
from dashboard.reader import text
from tests.browser.conftest import Visit, Visiting
from tests.browser.test_budgets import NARROW, WIDE, within
from tests.browser.test_figures import tiles, unquotable
from tests.browser.test_keyboard import each_control_is_reached_seen_and_left
from tests.cases import some


@dataclass(frozen=True)
class Window:
    """How a reader looks at a page; then on a phone too."""

    lang: text.Lang
    scheme: Literal["light", "dark"]

    def __str__(self) -> str:
        return f"{self.lang}-{self.scheme}"

    def filters(self, page: str) -> dict[str, str]:
        """The passport of a province is seen with one chosen and without; a city is a city's."""
        if page == "city":
            return {"plan": "mae-mo" if self.lang == "th" else "phuket"}
        return {"province": "50"} if page == "profile" and self.lang == "th" else {}


WINDOWS = (Window("th", "light"), Window("en", "dark"))
PHONE = 390
MOST_LATIN = 0.08  # of the letters of a Thai page
BUDDHIST = re.compile(r"\b25[5-7]\d\b(?! million)")
NAMES = re.compile(  # hosts, addresses, codes, builds, units, endings and short forms of bodies
    r"https?://\S+|\b[\w.-]+\.(?:com|co|th|org|net|go|io|ts|md|xlsx|csv)\b\S*|\b[A-Z]{2,6}(?:-\d+)?\b"
    r"|\b\d{8}T\d{6}Z-\w+|\bEnglish\b|github\S*"
)
# a code where a label should stand (plans_submitted), a key of text.toml, an absent value
UNTRANSLATED = re.compile(
    r"\b[a-z]+(?:_[a-z]+)+\b|\b(?:layout|state|tile|unit|qualifier)\.\w+|\b(?:None|nan|NaN|null)\b"
)
ERROR = re.compile("|".join(re.escape(text.t("error.unexpected", lang)) for lang in text.LANGS))
WIDER_THAN_THE_PAGE = """() => {
    const scrolls = element => {
        for (let up = element.parentElement; up; up = up.parentElement)
            if (/auto|scroll|hidden|clip/.test(getComputedStyle(up).overflowX)
                && up.getBoundingClientRect().right <= innerWidth + 1) return true;
        return false;
    };
    return [...document.querySelectorAll('[data-testid="stMainBlockContainer"] *')]
        .filter(element => element.getBoundingClientRect().width > 0
            && element.getBoundingClientRect().right > innerWidth + 1 && !scrolls(element))
        .map(element => `${element.tagName} ${element.textContent}`.slice(0, 120));
}"""
# text that runs past its own box and is cut off there
CLIPPED = """() => [...document.querySelectorAll('[data-testid="stMain"] *')]
    .filter(element => element.childElementCount === 0 && element.textContent.trim()
        && /hidden|clip/.test(getComputedStyle(element).overflowX)
        && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1)
    .map(element => element.textContent.trim().slice(0, 80))"""


def obstacles(page: Page) -> dict[str, list[str]]:
    """What axe-core finds serious or critical: rule -> the elements."""
    return {
        finding["id"]: [node["html"][:200] for node in finding["nodes"]]
        for finding in Axe().run(page).response["violations"]
        if finding["impact"] in {"serious", "critical"}
    }


def untranslated(visit: Visit) -> list[str]:
    """Codes where a label should stand; addresses of documents are none."""
    return UNTRANSLATED.findall(re.sub(r"https?://\S+", "", visit.words()))


def fits(visit: Visit) -> None:
    """Nothing on the page is cut off, wider than the window or closed to its reader."""
    page = visit.page
    expect(page.get_by_text(ERROR)).to_have_count(0)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.evaluate(WIDER_THAN_THE_PAGE) == []
    assert page.evaluate(CLIPPED) == []
    assert obstacles(page) == {}


def in_its_language(visit: Visit, lang: text.Lang) -> None:
    """English pages state no Buddhist year; of the letters of Thai ones few are Latin.

    What documents and their publishers are called stays as it is, as do codes and addresses.
    """
    words = visit.page.get_by_test_id("stMain").inner_text()
    if lang == "en":
        assert BUDDHIST.findall(words) == []
        return
    icons = set(visit.page.get_by_test_id("stIconMaterial").all_inner_texts())
    drawn = "|".join(re.escape(name) for name in icons if name)
    own = NAMES.sub("", re.sub(rf"\b(?:{drawn})\b", "", words) if drawn else words)
    letters = re.findall(r"[A-Za-z\u0e01-\u0e4e]", own)
    latin = [letter for letter in letters if letter.isascii()]
    assert len(latin) <= MOST_LATIN * len(letters), re.findall(r"[A-Za-z][A-Za-z .,-]{3,}", own)


def on_a_phone(visit: Visit) -> None:
    """Makes the window as narrow as a phone."""
    visit.page.set_viewport_size({"width": PHONE, "height": 844})
    visit.settle()


@pytest.mark.parametrize(
    ("name", "window"),
    [
        *((name, WINDOWS[0]) for name in PAGES),
        *some([(name, WINDOWS[1]) for name in PAGES], every=len(PAGES)),
    ],
    ids=str,
)
def test_a_page_is_whole_and_readable(visiting: Visiting, name: str, window: Window) -> None:
    visit = visiting(scheme=window.scheme)
    page = visit.open(name, lang=window.lang, **window.filters(name))
    title = text.t(f"{name}.title", window.lang)
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
    expect(page).to_have_title(re.compile(re.escape(title)))
    assert untranslated(visit) == []
    assert unquotable(page, window.lang) == []
    assert len(tiles(page)) == 4 or name != "overview"
    fits(visit)
    within(page, name, WIDE)
    in_its_language(visit, window.lang)
    if window.lang == "th":
        each_control_is_reached_seen_and_left(page)
    on_a_phone(visit)
    fits(visit)
    within(page, name, NARROW)


@pytest.mark.trial
@pytest.mark.parametrize(
    ("name", "window"),
    [(name, window) for window in WINDOWS for name in PAGES if name != "provinces"],
    ids=str,
)
def test_each_view_keeps_to_the_budget_of_its_page(
    visiting: Visiting, name: str, window: Window
) -> None:
    visit = visiting(scheme=window.scheme)
    page = visit.open(name, lang=window.lang, **window.filters(name))
    tabs = page.get_by_test_id("stMain").get_by_role("tablist").first.get_by_role("tab")
    for tab in tabs.all()[1:]:
        tab.click()
        visit.settle()
        assert untranslated(visit) == []
        fits(visit)
        within(page, name, WIDE, is_first=False)
        on_a_phone(visit)
        fits(visit)
        within(page, name, NARROW, is_first=False)
        page.set_viewport_size({"width": WIDE, "height": 900})
        visit.settle()
