"""The real server over the real warehouse, visited with a real Chromium.

A visit fails by itself for what no page may do: an error in the console, a request to another host,
a warning in the server's log. So every journey tests that too, without a line about it.
"""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.error import URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Request,
    WebSocket,
    expect,
    sync_playwright,
)

ROOT = Path(__file__).parents[2]
FAILURES = Path(__file__).with_name("failures")
PAGES = ("overview", "provinces", "programme", "cohorts", "investment", "definitions")
LANGUAGES = ("th", "en")
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
COMPLAINT = re.compile(r"warning|error|exception|traceback|deprecat", re.IGNORECASE)
SETTLED = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    return app?.dataset.testScriptState === 'notRunning'
        && app.dataset.testConnectionState === 'CONNECTED'
        && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]');
}"""
expect.set_options(timeout=15_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class Server:
    """A running dashboard: where it answers and where it writes its log."""

    url: str
    log: Path


@pytest.fixture(scope="session")
def server(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`streamlit run` over the warehouse of the session, as `make app` starts it."""
    assert warehouse.exists()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = tmp_path_factory.mktemp("server") / "log.txt"
    command = [sys.executable, "-m", "streamlit", "run", "dashboard/server.py"]
    options = ["--server.port", str(port), "--server.address", "127.0.0.1"]
    environment = os.environ | {"PYTHONWARNINGS": "default", "TZ": "Asia/Bangkok"}
    with log.open("wb") as sink:
        process = subprocess.Popen(
            [*command, *options, "--server.headless", "true", "--server.fileWatcherType", "none"],
            cwd=ROOT,
            env=environment,
            stdout=sink,
            stderr=subprocess.STDOUT,
        )
    try:
        running = Server(f"http://127.0.0.1:{port}", log)
        _wait_for(running, process)
        yield running
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(server: Server, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert process.poll() is None, server.log.read_text()
        try:
            with urlopen(f"{server.url}/_stcore/health", timeout=2):  # noqa: S310  # our own
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError(server.log.read_text())


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Headless Chromium with software graphics; it can resolve no host's name."""
    finder = Path(__file__).with_name("chromium.sh")
    found = subprocess.run(["sh", finder], capture_output=True, text=True, check=False)
    if found.returncode:
        pytest.fail(found.stderr.strip(), pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found.stdout.strip(), args=FLAGS)
        yield browser
        browser.close()


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
        path = "" if page == PAGES[0] else page
        return self.follow(f"{self.server.url}/{path}?{urlencode(filters)}")

    def follow(self, link: str) -> Page:
        """Opens a link and waits until it is drawn."""
        self.page.goto(link)
        return self.settle()

    def settle(self) -> Page:
        """Waits until the script has run and nothing on the page is stale."""
        for _ in range(2):  # a widget's change may start one more run
            self.page.wait_for_function(SETTLED, timeout=30_000)
            self.page.wait_for_timeout(150)
        return self.page


Visiting = Callable[..., Visit]


@pytest.fixture
def visiting(
    chromium: Browser, server: Server, request: pytest.FixtureRequest
) -> Iterator[Visiting]:
    """Opens windows: `visiting(width=390, scheme="dark")`. Each must end without a problem."""
    visits: list[Visit] = []
    log_before = server.log.stat().st_size

    def visit(
        width: int = 1440, height: int = 900, scheme: Literal["light", "dark"] = "light"
    ) -> Visit:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            locale="th-TH",
            timezone_id="Asia/Bangkok",
            color_scheme=scheme,
            reduced_motion="reduce",
        )
        visits.append(Visit(context.new_page(), server))
        return visits[-1]

    yield visit
    failed = request.node.stash.get(FAILED, False)
    for number, done in enumerate(visits):
        if failed:
            FAILURES.mkdir(exist_ok=True)
            name = re.sub(r"\W+", "_", request.node.name)
            done.page.screenshot(path=FAILURES / f"{name}_{number}.png", full_page=True)
        done.page.context.close()
    problems = [problem for done in visits for problem in done.problems]
    written = server.log.read_bytes()[log_before:].decode(errors="replace")
    problems += [f"server: {line}" for line in written.splitlines() if COMPLAINT.search(line)]
    assert problems == []


@pytest.fixture
def visit(visiting: Visiting) -> Visit:
    """A desktop window."""
    return visiting()


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.when == "call":  # type: ignore[attr-defined]
        item.stash[FAILED] = report.failed  # type: ignore[attr-defined]
    return report
