"""A hurried reader on a slow line: whatever is pressed while messages are under way, a page stands.

Messages to the browser are held back, in their order. A window fails by itself for an error in the
console or the log.
"""

import random
import re
import time
from collections import deque
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Error, Page, WebSocketRoute, expect
from streamlit.config import get_option
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.navigation import PAGES
from dashboard.reader import text
from tests.browser import harness
from tests.browser.conftest import Visiting
from tests.browser.test_journeys import go

STEPS = 25
HELD = (0.3, 0.5, 0.8, 1.2)  # seconds, at most
FOR_GOOD = 1e6
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
    """Holds back what the server says, each message for `held` seconds at most, by `chance`."""

    page: Page
    chance: random.Random = field(default_factory=lambda: random.Random(0))
    held: float = 0
    waiting: deque[tuple[float, WebSocketRoute, str | bytes]] = field(default_factory=deque)

    def __post_init__(self) -> None:
        self.page.route_web_socket(re.compile("stream"), self._relay)

    def _relay(self, line: WebSocketRoute) -> None:
        server = line.connect_to_server()
        line.on_message(server.send)
        server.on_message(lambda sent: self._hold(line, sent))

    def _hold(self, line: WebSocketRoute, sent: str | bytes) -> None:
        if self.held or self.waiting:
            due = time.monotonic() + self.held * self.chance.random()
            self.waiting.append((due, line, sent))
        else:
            line.send(sent)

    def go_on(self, seconds: float) -> None:
        """Lets so much time pass, and what is due through."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            while self.waiting and self.waiting[0][0] <= time.monotonic():
                _, line, sent = self.waiting.popleft()
                line.send(sent)
            self.page.wait_for_timeout(10)

    def open(self) -> None:
        """Sends all that waits; from now on nothing is held back."""
        self.held = 0
        while self.waiting:
            _, line, sent = self.waiting.popleft()
            line.send(sent)

    @property
    def ended(self) -> int:
        """How many runs of the script have ended by what waits."""
        read = (ForwardMsg.FromString(sent) for *_, sent in self.waiting if isinstance(sent, bytes))
        return sum(message.HasField("script_finished") for message in read)


def test_a_page_that_is_asked_for_before_the_last_has_ended_is_whole(visiting: Visiting) -> None:
    """What the browser lets go of as the last ends is sent again.

    `between` is as many pages as leave the start page's messages one run from that.
    """
    visit = visiting()
    page, line = visit.page, SlowLine(visit.page)
    between = ("programme", "cohorts", "investment", "solutions", "health")
    assert len(between) == get_option("global.maxCachedMessageAge") - 1
    visit.open("overview", lang="en")
    for name in between:
        go(visit, name, "en")
    line.held = FOR_GOOD
    side = page.get_by_test_id("stSidebar")
    for number, name in enumerate(("definitions", "overview"), 1):
        title = text.t(f"{name}.title", "en")
        side.get_by_role("link", name=title, exact=False).press("Enter")
        while line.ended < number:
            page.wait_for_timeout(50)
    line.open()
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
    visit.settle()


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
    """Links, tabs, chips, Back and the language are pressed at random."""
    chance = random.Random(seed)
    visit = visiting(width=chance.choice((1440, 390)))
    page, line = visit.page, SlowLine(visit.page, chance)
    visit.open(chance.choice([name for name in PAGES if name != "city"]), lang="en")
    line.held = chance.choice(HELD)
    moves = [chance.choice(MOVES) for _ in range(STEPS)]
    for move in moves:
        try:
            press(page, move, chance)
        except Error:  # the page went while it was looked at: so Back was pressed once too often
            page.wait_for_url("about:blank")
            return
        line.go_on(chance.choice((0, 0.03, 0.15, 0.4, 1.5)))
        if page.url == "about:blank":  # Back once too often
            return
    line.open()
    harness.settle(page)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert visit.problems == [], moves
