"""What the pages that were drawn anew may cost: heights, elements, nodes, tables, messages.

They are counted, never timed. The design's numbers hold but for three that are not reached yet, and
must not grow meanwhile: the start page at 390 px (design 2,600 px), the map (1,000 and 1,900 px),
and what a choice of a province sends (45 messages, 30 kB).
"""

import pytest
from playwright.sync_api import Page, WebSocket

from dashboard.reader import text
from tests.browser.conftest import Visiting
from tests.browser.test_journeys import chip

HEIGHTS = {"overview": {1440: 1500, 390: 2800}, "provinces": {1440: 1200, 390: 2300}}
ELEMENTS, NODES, TABLES, TILES = 40, 1500, 1, 8
FIRST_PICTURE = 900  # pixels from the top at which the first picture has ended
MESSAGES, BYTES = 110, 90_000  # to a page when a province is chosen
MEASURED = """() => {
    const main = document.querySelector('[data-testid="stMain"]');
    const count = query => main.querySelectorAll(query).length;
    const picture = main.querySelector(
        '[data-testid="stVegaLiteChart"], [data-testid="stDeckGlJsonChart"]');
    return {
        height: main.querySelector('[data-testid="stMainBlockContainer"]').scrollHeight,
        elements: count('.stElementContainer'),
        nodes: count('*'),
        tables: count('[data-testid="stTable"], [data-testid="stDataFrame"]'),
        tiles: count('[class*="st-key-card_"]'),
        picture: picture.getBoundingClientRect().bottom,
    };
}"""


def measured(page: Page) -> dict[str, float]:
    found: dict[str, float] = page.evaluate(MEASURED)
    return found


@pytest.mark.parametrize("lang", text.LANGS)
@pytest.mark.parametrize("name", HEIGHTS)
def test_a_page_keeps_to_its_budget(visiting: Visiting, name: str, lang: text.Lang) -> None:
    for width, height in HEIGHTS[name].items():
        visit = visiting(width=width, height=900 if width > 1000 else 844)
        counted = measured(visit.open(name, lang=lang))
        assert counted["height"] <= height, (width, counted)
        assert counted["elements"] <= ELEMENTS, (width, counted)
        assert counted["nodes"] <= NODES, (width, counted)
        assert counted["tables"] <= TABLES, (width, counted)
        assert counted["tiles"] <= TILES, (width, counted)
        if width > 1000:
            assert counted["picture"] <= FIRST_PICTURE, counted


@pytest.mark.parametrize("name", HEIGHTS)
def test_a_choice_of_a_province_sends_little(visiting: Visiting, name: str) -> None:
    visit = visiting()
    sizes: list[int] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: sizes.append(len(frame)))

    visit.page.on("websocket", listen)
    visit.open(name, lang="th")
    offered = chip(visit, "place")
    offered.locator(".st-key-place input").focus()
    visit.page.keyboard.press("ControlOrMeta+A")
    visit.page.keyboard.type("เชียงใหม่")
    sizes.clear()
    visit.page.keyboard.press("Enter")
    visit.settle()
    assert 0 < len(sizes) <= MESSAGES, len(sizes)
    assert sum(sizes) <= BYTES, sum(sizes)
