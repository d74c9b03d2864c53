"""The real server over the real warehouse, visited with a real Chromium.

A visit fails by itself for what no page may do: an error in the console, a request to another host,
a warning in the server's log. So every journey tests that too, without a line about it.
"""

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    WebSocket,
    expect,
)

from tests.browser import harness
from tests.browser.harness import NoBrowser, Server

FAILURES = Path(__file__).with_name("failures")
COMPLAINT = re.compile(r"warning|error|exception|traceback|deprecat", re.IGNORECASE)
FAILED = pytest.StashKey[bool]()
WORDS = """() => {
    const main = document.querySelector('[data-testid="stMain"]');
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    const words = [];
    while (walker.nextNode())
        if (!walker.currentNode.parentElement.closest(
                'svg, canvas, code, pre, style, .paper, [role="img"],'
                + '[data-testid="stIconMaterial"], [data-testid="stAlertDynamicIcon"]'))
            words.push(walker.currentNode.textContent);
    return words.join('\\n');
}"""
PATIENCE = 120_000  # milliseconds, for what hangs: a busy machine is no fault
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if call.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture(scope="session")
def server(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The dashboard over the warehouse of the session."""
    assert warehouse.exists()
    log = tmp_path_factory.mktemp("server") / "log.txt"
    with harness.serving(harness.DASHBOARD, log) as running:
        yield running


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests."""
    try:
        with harness.chromium("--process-per-site") as browser:
            yield browser
    except NoBrowser as missing:
        pytest.fail(str(missing), pytrace=False)


@pytest.fixture(scope="session")
def profile(chromium: Browser) -> Iterator[BrowserContext]:
    """One reader's browser, so that the program of the pages is loaded and read once.

    All its windows are of one process; one that stays open keeps it.
    """
    context = chromium.new_context(
        locale="th-TH", timezone_id="Asia/Bangkok", reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE)
    kept = context.new_page()
    kept.route("**", lambda route: route.fulfill(body=""))
    kept.goto("http://127.0.0.1/")
    yield context
    context.close()


@dataclass
class Visit:
    """One person's browser window on the dashboard, and what went wrong in it."""

    page: Page
    server: Server
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))
        self.page.on("request", self._request)
        self.page.on("websocket", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.problems.append(f"console: {message.text}")

    def _request(self, request: Request | WebSocket) -> None:
        host = urlsplit(request.url)
        if host.scheme not in {"data", "blob"} and host.netloc != urlsplit(self.server.url).netloc:
            self.problems.append(f"request to another host: {request.url}")

    def open(self, page: str = "overview", **filters: str) -> Page:
        """Opens a page by its address, as a shared link does, and waits until it is drawn."""
        path = "" if page == "overview" else page
        return self.follow(f"{self.server.url}/{path}?{urlencode(filters)}")

    def follow(self, link: str) -> Page:
        """Opens a link, in front of other windows, and waits until it is drawn."""
        self.page.bring_to_front()  # a choice in a window behind another closes by itself
        self.page.goto(link)
        return self.settle()

    def words(self) -> str:
        """The text of the page, without charts, grids, code, icons and what is for paper."""
        return str(self.page.evaluate(WORDS))

    def menu(self, key: str) -> Locator:
        """Opens what can be taken along of a list or picture; a second time, it closes it."""
        self.page.locator(f'a[href$="take={key}"]').first.press("Enter")
        self.settle()
        return self.page.locator(f".st-key-{key}_menu")

    def settle(self) -> Page:
        """Waits until the script has run and nothing on the page is stale."""
        return harness.settle(self.page)


class Visiting(Protocol):
    """Opens a window."""

    def __call__(
        self, width: int = 1440, height: int = 900, scheme: Literal["light", "dark"] = "light"
    ) -> Visit: ...


@pytest.fixture
def visiting(
    profile: BrowserContext, server: Server, request: pytest.FixtureRequest
) -> Iterator[Visiting]:
    """Opens windows: `visiting(width=390, scheme="dark")`. Each must end without a problem.

    What a window kept in the browser is gone before the next test.
    """
    visits: list[Visit] = []
    log_before = server.log.stat().st_size

    def visit(
        width: int = 1440, height: int = 900, scheme: Literal["light", "dark"] = "light"
    ) -> Visit:
        page = profile.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        visits.append(Visit(page, server))
        return visits[-1]

    yield visit
    if request.node.stash.get(FAILED, False):
        FAILURES.mkdir(exist_ok=True)
        name = re.sub(r"\W+", "_", request.node.name)
        for number, done in enumerate(visits):
            done.page.screenshot(path=FAILURES / f"{name}_{number}.png", full_page=True)
    for done in visits:
        if done.page.url.startswith(server.url):
            done.page.evaluate("localStorage.clear()")
        done.page.close()
    profile.clear_cookies()
    problems = [problem for done in visits for problem in done.problems]
    written = server.log.read_bytes()[log_before:].decode(errors="replace")
    problems += [f"server: {line}" for line in written.splitlines() if COMPLAINT.search(line)]
    assert problems == []


@pytest.fixture
def visit(visiting: Visiting) -> Visit:
    """A desktop window."""
    return visiting()
