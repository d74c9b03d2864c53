"""`python -m benchmarks`: a build, a first view, a change of the province, ten readers at once.

A change is timed in the page itself, from the key that chooses to the last change of the main
panel before half a second of quiet. Changes inside a canvas element are left out: that is the
text that a long list keeps there for screen readers, renewed 200 ms after the list is painted. The
page with one map and one chart (`empty_page.py`) is measured in the same run, so that a figure can
be told from a slow machine.
"""

import json
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from urllib.parse import parse_qsl, urlencode, urlsplit

from playwright.sync_api import Browser, Page
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from dashboard.navigation import PAGES, START
from tests.browser import harness

HERE = Path(__file__).parent
BUDGETS = tomllib.loads((HERE / "budgets.toml").read_text(encoding="utf-8"))
BUILDS, VIEWS, CHANGES = 3, 3, 9
READERS, ROUNDS = 10, 5  # who change the province at once, and how often
CROWDED = ("overview", "provinces")
PROVINCES = ("Phuket", "Bangkok", "Bueng Kan", "Chiang Mai", "Khon Kaen")
CODES = ("83", "10", "38", "50", "40")  # of the same
WATCH = """() => {
    const watch = window.watch = {chosen: 0, changed: 0};
    const within = ({type, target}) => type === 'childList' ? target : target.parentElement;
    const painted = change => !within(change)?.closest('canvas');
    new MutationObserver(changes => {
        if (changes.some(painted)) watch.changed = performance.now();
    })
        .observe(document.querySelector('[data-testid="stMain"]'),
                 {subtree: true, childList: true, attributes: true, characterData: true});
    addEventListener('keydown', event => {
        if (event.key === 'Enter') watch.chosen = performance.now();
    }, true);
}"""
QUIET = "() => watch.changed > watch.chosen && performance.now() - watch.changed > 500"
ELAPSED = "() => watch.changed - watch.chosen"


@dataclass(frozen=True)
class Result:
    """One figure beside its budget; the budget is none where the figure is for comparison only."""

    what: str
    value: float
    unit: str
    budget: float | None = None

    def __str__(self) -> str:
        """One line of the report."""
        verdict = ""
        if self.budget is not None:
            verdict = f"{'within' if self.value <= self.budget else 'OVER'} {self.budget:g}"
        return f"{self.what:<32}{self.value:>10.1f} {self.unit:<6}{verdict}"


def build_seconds() -> float:
    """Median seconds of `python -m etl build` into an empty folder, start of Python included."""
    seconds = []
    for _ in range(BUILDS):
        with tempfile.TemporaryDirectory() as folder:
            start = perf_counter()
            build_into(Path(folder))
            seconds.append(perf_counter() - start)
    return median(seconds)


def build_into(folder: Path) -> None:
    """Builds the shipped data into `folder`. Raises CalledProcessError."""
    subprocess.run(
        [sys.executable, "-m", "etl", "build"],
        cwd=harness.ROOT,
        env=os.environ | {"SMARTCITY_WAREHOUSE": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )


def first_view_ms(browser: Browser, link: str) -> float:
    """Median milliseconds from opening `link` in a new window until the page is drawn."""
    times = []
    for _ in range(VIEWS):
        page = window(browser)
        start = perf_counter()
        page.goto(link)
        page.wait_for_function(harness.SETTLED)
        times.append(1000 * (perf_counter() - start))
        page.context.close()
    return median(times)


def filter_ms(browser: Browser, link: str) -> float:
    """Median milliseconds from choosing another province until the page stands still."""
    page = window(browser)
    page.goto(link)
    harness.settle(page)
    page.evaluate(WATCH)
    times = []
    for number in range(CHANGES):
        choose(page, PROVINCES[number % len(PROVINCES)])
        page.wait_for_function(QUIET)
        times.append(float(page.evaluate(ELAPSED)))
    page.context.close()
    return median(times)


def crowd_ms(browser: Browser, link: str) -> float:
    """The 95th percentile of milliseconds of one reader's change, as nine others change at once.

    They are sessions as well, but what they are sent is drawn by no browser: readers have computers
    of their own. Their change is asked for before that of the reader.
    """
    page = window(browser)
    page.goto(link)
    harness.settle(page)
    page.evaluate(WATCH)
    times = []
    with ExitStack() as held:
        others = [held.enter_context(session(link)) for _ in range(READERS - 1)]
        for number in range(2 * ROUNDS):
            province = number % len(PROVINCES)
            offer(page, PROVINCES[province])
            for place, other in enumerate(others, start=1):
                other.ask(CODES[(province + place) % len(CODES)])
            page.keyboard.press("Enter")
            page.wait_for_function(QUIET)
            times.append(float(page.evaluate(ELAPSED)))
            for other in others:
                other.wait()
    page.context.close()
    return quantiles(times, n=20)[-1]


@contextmanager
def session(link: str) -> Iterator["Session"]:
    """A reader without a browser, on the page of a link: what is sent is read, and not drawn."""
    at = urlsplit(link)
    with connect(f"ws://{at.netloc}/_stcore/stream", max_size=None) as socket:
        opened = Session(socket, at.path.strip("/"), dict(parse_qsl(at.query)))
        opened.ask("")
        opened.wait()
        yield opened


@dataclass(frozen=True)
class Session:
    """What a reader without a browser asks for, and waits for."""

    socket: ClientConnection
    page: str
    query: dict[str, str]

    def ask(self, province: str) -> None:
        """Asks for the page of a province, which is not waited for."""
        asked = BackMsg()
        chosen = self.query | ({"province": province} if province else {})
        asked.rerun_script.query_string = urlencode(chosen)
        asked.rerun_script.page_name = "" if self.page == START else self.page
        self.socket.send(asked.SerializeToString())

    def wait(self) -> None:
        """Waits until all of it is there, also where it is drawn anew at once."""
        while not is_whole(self.socket.recv()):
            pass


def is_whole(told: str | bytes) -> bool:
    """Whether a message says that all of a page is there."""
    message = ForwardMsg.FromString(told if isinstance(told, bytes) else b"")
    is_early = message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
    return message.WhichOneof("type") == "script_finished" and not is_early


def crowd_of_browsers_ms(browser: Browser, link: str) -> float:
    """The same of ten browsers that share this computer with the server and each other."""
    pages = [window(browser) for _ in range(READERS)]
    for page in pages:
        page.goto(link)
        harness.settle(page)
        page.evaluate(WATCH)
    times = []
    for number in range(ROUNDS):
        for page in pages:
            offer(page, PROVINCES[number % len(PROVINCES)])
        for page in pages:
            page.keyboard.press("Enter")
        for page in pages:
            page.wait_for_function(QUIET)
            times.append(float(page.evaluate(ELAPSED)))
    for page in pages:
        page.context.close()
    return quantiles(times, n=20)[-1]


def choose(page: Page, option: str) -> None:
    """Chooses a province in the filter by keyboard."""
    offer(page, option)
    page.keyboard.press("Enter")


def offer(page: Page, option: str) -> None:
    """Types a province into the filter, whose chip it opens; the key that takes it is next."""
    box = page.locator(".st-key-place input")
    chip = page.locator(".st-key-chip_place button").first
    if chip.count() and not box.count():
        chip.press("Enter")
    box.click()
    box.press("ControlOrMeta+A")
    box.press_sequentially(option)
    page.get_by_role("option", name=option).first.wait_for()


def window(browser: Browser) -> Page:
    """A new desktop window."""
    return browser.new_context(viewport={"width": 1440, "height": 900}).new_page()


def measure() -> list[Result]:
    """Every figure, in the order of the report."""
    results = [Result("build", build_seconds(), "s", BUDGETS["build_seconds"])]
    with tempfile.TemporaryDirectory() as place, harness.chromium() as browser:
        folder = Path(place)
        with harness.serving(HERE / "empty_page.py", folder / "empty.log") as server:
            least, empty = first_view_ms(browser, server.url), filter_ms(browser, server.url)
        results.append(Result("empty page, first view", least, "ms"))
        results.append(Result("empty page, filter", empty, "ms"))
        os.environ["SMARTCITY_WAREHOUSE"] = str(folder / "warehouse")
        build_into(folder / "warehouse")
        with harness.serving(harness.DASHBOARD, folder / "dashboard.log") as server:
            for name, entry in PAGES.items():
                link = f"{server.url}/{name}?lang=en"
                view = first_view_ms(browser, link)
                results += [
                    Result(f"{name}, first view", view, "ms"),
                    Result(f"{name}, first view / empty", view / least, "x", BUDGETS["view_ratio"]),
                ]
                if "place" in entry.ignores:
                    continue
                change = filter_ms(browser, link)
                results += [
                    Result(f"{name}, filter", change, "ms"),
                    Result(f"{name}, filter / empty", change / empty, "x", BUDGETS["filter_ratio"]),
                ]
                if name in CROWDED:
                    ratio = crowd_ms(browser, link) / change
                    browsers = crowd_of_browsers_ms(browser, link) / change
                    results += [
                        Result(f"{name}, {READERS} at once", ratio, "x", BUDGETS["crowd_ratio"]),
                        Result(f"{name}, {READERS} browsers here", browsers, "x"),
                    ]
    return results


def main() -> None:
    """Measures, prints, and keeps the figures in `benchmarks/results`."""
    results = measure()
    print("\n".join(map(str, results)))
    kept = HERE / "results"
    kept.mkdir(exist_ok=True)
    figures = {result.what: round(result.value, 1) for result in results}
    (kept / "latest.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
