"""Twenty readers ask for sixty days and twenty comparisons at once, and another reads on.

Also: a folder that the server's account may not read.
"""

import os
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from statistics import quantiles
from threading import Event
from urllib.parse import urlencode

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets import Origin
from websockets.sync.client import ClientConnection, connect

from dashboard.reader.text import LANGS, Lang, t
from dashboard.warehouse import bounded
from tests.browser import harness
from tests.browser.harness import Server

SESSIONS, DAYS, PAIRS = 20, 60, 20
P95 = 1.0  # seconds that another reader waits for a page, where two cores do nothing else
GROWTH = 600  # MB of the server over all of it
PROVINCES = ("10", "50", "83", "40")


@dataclass(frozen=True)
class Shown:
    """One run of a page: how long it took, and every word that it sent, among bytes."""

    seconds: float
    words: str


@dataclass(frozen=True)
class Reader:
    """A session without a browser, on one page."""

    page: str
    socket: ClientConnection

    def open(self, **query: str) -> Shown:
        """Runs the page with these parameters."""
        return self.follow(urlencode(query))

    def follow(self, query: str) -> Shown:
        """Runs the page with this query, as it stands in a link."""
        ask = BackMsg()
        ask.rerun_script.query_string = query
        ask.rerun_script.page_name = self.page
        start = time.perf_counter()
        self.socket.send(ask.SerializeToString())
        words = []
        while True:
            told = ForwardMsg()
            told.ParseFromString(self.socket.recv(timeout=120, decode=False))
            if told.WhichOneof("type") == "delta":
                words.append(told.delta.new_element.SerializeToString())
            if told.WhichOneof("type") == "script_finished":
                taken = time.perf_counter() - start
                return Shown(taken, b"\n".join(words).decode(errors="replace"))


@contextmanager
def reading(server: Server, page: str) -> Iterator[Reader]:
    """A reader until the block ends."""
    address = server.url.replace("http", "ws", 1) + "/_stcore/stream"
    with connect(address, origin=Origin(server.url), max_size=None) as socket:
        yield Reader(page, socket)


def megabytes(process: int) -> int:
    """The memory that a process holds."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * resource.getpagesize() // 2**20


def asked() -> list[tuple[str, dict[str, str]]]:
    """Every link of the crowd: (page, query); no two ask for the same."""
    days = [date(2018, 1, 15) + timedelta(days=45 * number) for number in range(DAYS)]
    pairs = [(day, day + timedelta(days=365)) for day in days[:PAIRS]]
    return [
        *(("overview", {"known": day.isoformat()}) for day in days),
        *(
            (
                "definitions",
                {
                    "open": "kpi:CERT-01",
                    "part": "history",
                    "from_build": str(before),
                    "to_build": str(after),
                },
            )
            for before, after in pairs
        ),
    ]


def outcome(shown: Shown, lang: Lang) -> str:
    """Whether the reader was served, or told to ask again."""
    assert t("error.unexpected", lang) not in shown.words
    assert "Traceback" not in shown.words
    assert t("layout.foot", lang) in shown.words or t("error.busy", lang) in shown.words
    return "busy" if t("error.busy", lang) in shown.words else "served"


def test_a_crowd_that_asks_for_days_and_comparisons_delays_nobody(server: Server) -> None:
    links, over = asked(), Event()
    waits: list[float] = []

    def crowd(number: int) -> list[str]:
        told = []
        for place in range(number, len(links), SESSIONS):
            page, query = links[place]
            lang = LANGS[place % len(LANGS)]
            with reading(server, page) as reader:
                told.append(outcome(reader.open(lang=lang, **query), lang))
        return told

    def another() -> None:
        with reading(server, "overview") as reader:
            for number in count():
                shown = reader.open(lang="en", province=PROVINCES[number % len(PROVINCES)])
                assert outcome(shown, "en") == "served"
                waits.append(shown.seconds)
                if over.wait(0.5):
                    return

    with reading(server, "overview") as first:  # the server is warm
        alone = [first.open(lang="en", province=code).seconds for code in PROVINCES * 2]
    before = megabytes(server.process)
    with ThreadPoolExecutor(SESSIONS + 1) as threads:
        other = threads.submit(another)
        start = time.perf_counter()
        told = Counter(word for words in threads.map(crowd, range(SESSIONS)) for word in words)
        took = time.perf_counter() - start
        over.set()
        other.result()
    grown, p95 = megabytes(server.process) - before, quantiles(waits, n=20, method="inclusive")[-1]
    usual = quantiles(alone, n=20, method="inclusive")[-1]
    print(  # noqa: T201  # the figures are asked for
        f"\n{told['served']} served, {told['busy']} told to ask again, in {took:.1f} s; another "
        f"reader's p95 {p95:.2f} s ({usual:.2f} s alone) of {len(waits)}; "
        f"memory +{grown} MB from {before} MB"
    )
    assert told.total() == DAYS + PAIRS
    assert told["served"] >= bounded.AT_ONCE
    assert grown < GROWTH
    assert p95 < P95
    page, query = links[-1]
    with reading(server, page) as late:
        assert outcome(late.open(lang="th", **query), "th") == "served"


@pytest.mark.skipif(os.geteuid() != 0, reason="another account is taken by root alone")
def test_a_folder_that_the_account_may_not_read_is_told_in_a_sentence(
    warehouse: Path, tmp_path: Path
) -> None:
    """Root may read all, so the reads are made as `nobody`."""
    asks = """
import os, sys
os.environ["SMARTCITY_WAREHOUSE"] = sys.argv[1]
from dashboard.warehouse import data
from dashboard.reader.filters import Filters
os.setgroups([]); os.setgid(65534); os.setuid(65534)
for ask in (data.pin, data.builds, lambda: data.read_page("overview", Filters())):
    try:
        ask()
    except data.Unavailable as error:
        print(error.reason)
print(data.read_runs(5))
"""
    assert warehouse.exists()
    tmp_path.chmod(0o700)
    told = subprocess.run(
        [sys.executable, "-c", asks, str(tmp_path)],
        cwd=harness.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert told.stdout.split() == ["damaged", "damaged", "damaged", "None"]
