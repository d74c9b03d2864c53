"""Values of the data are shown as they stand, whatever the library's Markdown reads into them."""

from pathlib import Path

from playwright.sync_api import Browser

from tests.browser import harness
from tests.browser.conftest import Visit
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
