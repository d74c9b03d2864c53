"""Values of the data are shown as they stand, whatever the library's Markdown reads into them."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from dashboard.reader import text
from tests.browser import harness
from tests.browser.conftest import Visit
from tests.browser.test_journeys import chip
from tests.fixtures import marks

APP = Path(marks.__file__).with_name("marks_app.py")
LINK = "https://example.org/a%29?b=*c*&amp;d=%24e%24"
PLACES = {"paragraphs": "p", "points": "li", "links": "p", "cells": "td p", "labels": "button p"}
# each text as it is drawn, and every element in it but the empty ones between marks
DRAWN = """boxes => boxes.map(box => [
    box.textContent,
    [...box.querySelectorAll('*')]
        .filter(part => !part.matches('span:empty:not([class], [style])'))
        .map(part => part.getAttribute('href') ?? part.outerHTML),
])"""


CONTROLS = """() => [...document.querySelectorAll('button, section, a, input, [role=menu]')]
    .flatMap(one => ['aria-label', 'placeholder', 'title'].map(name => one.getAttribute(name)))
    .filter(Boolean)"""


def test_controls_of_the_library_speak_the_readers_language(visit: Visit) -> None:
    page = visit.open("overview", lang="th")
    own = text.labels("library", "en")
    sidebar = page.get_by_test_id("stSidebar")
    expect(sidebar).to_have_attribute("aria-label", text.t("library.sidebar", "th"))
    assert set(page.evaluate(CONTROLS)) & set(own.values()) == set()
    chip(visit, "place").locator(".st-key-place input").focus()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("เชียงห")
    sought = page.get_by_role("option").first
    expect(sought).to_have_text(f"{text.t('library.search', 'th')} เชียงห")
    visit.open("overview", lang="en")
    expect(sidebar).to_have_attribute("aria-label", own["sidebar"])


def test_each_value_is_seen_and_copied_as_it_stands(chromium: Browser, tmp_path: Path) -> None:
    with harness.serving(APP, tmp_path / "log.txt", PYTHONPATH=str(harness.ROOT)) as server:
        visit = Visit(chromium.new_page(), server)
        page = visit.follow(server.url)
        drawn = {
            place: page.locator(f".st-key-{place} {text}").evaluate_all(DRAWN)
            for place, text in PLACES.items()
        }
        page.close()
    assert visit.problems == []
    for place, texts in drawn.items():
        parts = [LINK] if place == "links" else []
        seen = [(" ".join(words.split()), elements) for words, elements in texts]
        assert seen == [(" ".join(value.split()), parts) for value in marks.VALUES], place
