"""What a page may cost: heights, elements, nodes, tables, pictures; messages of a choice.

They are counted, never timed. `within` is asked by the one visit that each page gets
(`test_pages.py`). The design asks for 45 messages and 30 kB of a choice of a province.
"""

import pytest
from playwright.sync_api import Page, WebSocket, expect

from dashboard.reader.text import LANGS, Lang
from tests.browser.conftest import Visiting
from tests.browser.test_journeys import chip

WIDE, NARROW = 1440, 390
HEIGHTS = {  # at 1440 and at 390 px
    "overview": (1500, 2600),
    "provinces": (1000, 1900),
    "profile": (1500, 2600),
    "programme": (1600, 2800),
    "cohorts": (1500, 2600),
    "investment": (1600, 2800),
    "solutions": (1400, 2400),
    "explore": (1600, 2800),
    "definitions": (1300, 2200),
    "health": (1300, 2200),
    "city": (1600, 2800),
}
ELEMENTS, NODES, TABLES, TILES, PICTURES = 40, 1500, 1, 8, 3
FIRST_PICTURE = 900  # pixels from the top at which the first picture has ended
OF = {"profile": {"province": "50"}, "city": {"plan": "yala"}}  # what is chosen on a page
SENT = {
    "overview": (45, 30_000),
    "provinces": (36, 26_500),
}  # messages, bytes: of a province chosen
MEASURED = """() => {
    const main = document.querySelector('[data-testid="stMain"]');
    const seen = query => [...main.querySelectorAll(query)].filter(one => one.checkVisibility());
    const pictures = seen(
        '[data-testid="stVegaLiteChart"], [data-testid="stDeckGlJsonChart"]');
    return {
        height: main.querySelector('[data-testid="stMainBlockContainer"]').scrollHeight,
        elements: seen('.stElementContainer').length,
        nodes: main.querySelectorAll('*').length,
        tables: seen('[data-testid="stTable"], [data-testid="stDataFrame"]').length,
        tiles: seen('.cards section').length,
        pictures: pictures.length,
        first: pictures.length ? pictures[0].getBoundingClientRect().bottom : 0,
        wider: seen('[data-testid="stTable"]').filter(
            table => table.scrollWidth > table.clientWidth + 1).length,
    };
}"""


def within(page: Page, name: str, width: int, *, is_first: bool = True) -> None:
    """The page keeps to its budget at this width, its drawer closed; `is_first`: its first view."""
    counted: dict[str, float] = page.evaluate(MEASURED)
    assert counted["height"] <= HEIGHTS[name][width == NARROW], (width, counted)
    assert counted["elements"] <= ELEMENTS, (width, counted)
    assert counted["nodes"] <= NODES, (width, counted)
    assert counted["tables"] <= TABLES, (width, counted)
    assert counted["tiles"] <= TILES, (width, counted)
    assert counted["pictures"] <= PICTURES, (width, counted)
    assert counted["wider"] == 0, (width, counted)
    if width == WIDE and is_first:
        assert counted["first"] <= FIRST_PICTURE, counted


@pytest.mark.trial
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("name", HEIGHTS)
def test_each_choice_within_a_view_keeps_to_the_budget(
    visiting: Visiting, name: str, width: int, lang: Lang
) -> None:
    """Of the lists and drawings that a row of buttons in a view offers, one after another."""
    visit = visiting(width=width)
    page = visit.open(name, lang=lang, **OF.get(name, {}))
    tabs = page.get_by_test_id("stMain").get_by_role("tab")
    for number in range(tabs.count()):
        tabs.nth(number).press("Enter")
        visit.settle()
        shown = page.locator("[role=tabpanel]:visible [data-testid=stButtonGroup]:visible")
        for group in range(shown.count()):
            for one in range(shown.nth(group).locator("button").count()):
                button = shown.nth(group).locator("button").nth(one)
                if button.get_attribute("aria-checked") != "true":
                    button.press("Enter")
                    visit.settle()
                try:
                    within(page, name, width, is_first=False)
                except AssertionError:  # what was there before keeps its room for a moment
                    page.wait_for_timeout(2000)
                    within(page, name, width, is_first=False)


def test_all_pages_together() -> None:
    wide, narrow = (sum(both) for both in zip(*HEIGHTS.values(), strict=True))
    assert wide - HEIGHTS["city"][0] - HEIGHTS["explore"][0] <= 12_700
    assert narrow - HEIGHTS["city"][1] - HEIGHTS["explore"][1] <= 22_100


@pytest.mark.parametrize("name", SENT)
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
    expect(offered).to_have_count(0)
    visit.settle()
    messages, total = SENT[name]
    assert 0 < len(sizes) <= messages, len(sizes)
    assert sum(sizes) <= total, sum(sizes)
