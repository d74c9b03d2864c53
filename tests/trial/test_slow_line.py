"""A hurried reader on a slow line: whatever is pressed while messages are under way, a page stands.

Messages to the browser are held back, in their order; links, tabs, chips, Back and the language are
pressed at random meanwhile. A window fails by itself for an error in the console or the log.
"""

import random
import re
import time
from collections import deque
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from dashboard.navigation import PAGES
from tests.browser.conftest import Visiting

STEPS = 25
HELD = (0.3, 0.5, 0.8, 1.2)  # seconds, at most
PRESSED = {
    "a page": '[data-testid="stSidebar"] nav a',
    "a tab": "[role=tab]",
    "a chip": '[data-testid="stPopover"] button',
    "a link": '[data-testid="stMain"] a[href*="open="]',
    "a choice": '[data-testid="stMain"] [role=radio]',
    "the language": '[data-testid="stSidebar"] [role=radio]',
    "an option": "[role=option]",
}
MOVES = ("Back", "Forward", "Escape", *PRESSED, "a page", "a tab")


@dataclass
class SlowLine:
    """Holds back what the server says, each message for up to `held` seconds."""

    page: Page
    held: float
    chance: random.Random
    waiting: deque[tuple[float, WebSocketRoute, str | bytes]] = field(default_factory=deque)

    def __post_init__(self) -> None:
        self.page.route_web_socket(re.compile("stream"), self._relay)

    def _relay(self, line: WebSocketRoute) -> None:
        server = line.connect_to_server()
        line.on_message(server.send)
        server.on_message(lambda sent: self._hold(line, sent))

    def _hold(self, line: WebSocketRoute, sent: str | bytes) -> None:
        due = time.monotonic() + self.held * self.chance.random()
        self.waiting.append((due, line, sent))

    def go_on(self, seconds: float) -> None:
        """Lets so much time pass, and what is due through."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            while self.waiting and self.waiting[0][0] <= time.monotonic():
                _, line, sent = self.waiting.popleft()
                line.send(sent)
            self.page.wait_for_timeout(10)

    def open(self) -> None:
        """From now on nothing is held back."""
        self.held = 0
        while self.waiting or not self.page.evaluate(QUIET):
            self.go_on(0.2)


QUIET = """() => document.querySelector('[data-testid="stApp"]')
    ?.dataset.testScriptState === 'notRunning'"""


def press(page: Page, move: str, chance: random.Random) -> None:
    """One move of a reader who does not wait."""
    match move:
        case "Back" | "Forward":
            page.evaluate(f"history.{move.lower()}()")
        case "Escape":
            page.keyboard.press("Escape")
        case _:
            found = page.query_selector_all(PRESSED[move])
            if found:
                chance.choice(found).evaluate("element => element.click()")


@pytest.mark.parametrize("seed", range(12))
def test_a_hurried_reader_is_left_before_a_page(visiting: Visiting, seed: int) -> None:
    chance = random.Random(seed)
    visit = visiting(width=chance.choice((1440, 390)))
    page = visit.open("overview", lang=chance.choice(("th", "en")))  # where Back ends
    line = SlowLine(page, chance.choice(HELD), chance)
    start = chance.choice([name for name in PAGES if name not in {"overview", "city"}])
    page.goto(f"{visit.server.url}/{start}?lang=en")
    line.go_on(4)
    moves = [chance.choice(MOVES) for _ in range(STEPS)]
    for move in moves:
        if page.url != "about:blank":
            press(page, move, chance)
        line.go_on(chance.choice((0, 0.03, 0.15, 0.4, 1.5)))
    if page.url == "about:blank":  # Back once too often
        return
    line.open()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert visit.problems == [], moves
