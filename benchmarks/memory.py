"""`python -m benchmarks.memory [LINKS [SECONDS]]`: memory after many links, and at rest.

It is the server's. The links are of all kinds and each another one; they are followed over the
socket as a browser follows them, but nothing is drawn. The budget is in `budgets.toml`.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.__main__ import BUDGETS, Result, build_into, is_whole
from benchmarks.taken import memory_mb
from dashboard.navigation import PAGES, START
from tests.browser import harness

LINKS, REST = 3_000, 600  # links that are followed, and seconds of rest after them
WINDOWS, EACH = 4, 5  # that are open at once, and the links that each follows
SPANS = ((10, 28), (30, 59), (60, 68), (70, 78), (80, 87), (90, 97))  # of the provinces' codes
PROVINCES = [code for span in SPANS for code in range(*span)]
CHOICES: list[dict[str, str]] = [
    {},
    {"from": "2020", "to": "2024"},
    {"open": "kpi:CERT-01"},
    {"open": "kpi:cities_promoted"},
    {"known": "2024-12-31"},
    {"sources": "primary"},
    {"view": "kpis"},
    {"view": "documents"},
]


def links() -> Iterator[tuple[str, str]]:
    """Pages and their queries: a page a link, then the next choice, then the next province."""
    for number, (province, choice, name) in enumerate(product(PROVINCES, CHOICES, PAGES)):
        chosen = {"lang": "en" if number % 2 else "th", "province": str(province)} | choice
        yield name, urlencode(chosen)


async def window(url: str, queue: Iterator[tuple[str, str]]) -> None:
    """Opens windows one after the other, each for `EACH` links, until none is left."""
    while some := [*islice(queue, EACH)]:
        async with connect(f"{url.replace('http', 'ws')}/_stcore/stream", max_size=None) as socket:
            for name, query in some:
                asked = BackMsg()
                asked.rerun_script.query_string = query
                asked.rerun_script.page_name = "" if name == START else name
                await socket.send(asked.SerializeToString())
                await drawn(socket)


async def drawn(socket: ClientConnection) -> None:
    """Waits until a page is whole, also where it asks to be drawn anew at once."""
    async for told in socket:
        if is_whole(told):
            return


async def follow(url: str, count: int) -> None:
    """Follows so many links in all windows."""
    queue = islice(links(), count)
    await asyncio.gather(*(window(url, queue) for _ in range(WINDOWS)))


def measure(count: int = LINKS, rest: int = REST) -> list[Result]:
    """Every figure, in the order of the report."""
    results = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        os.environ["SMARTCITY_WAREHOUSE"] = str(folder / "warehouse")
        build_into(folder / "warehouse")
        with harness.serving(harness.DASHBOARD, folder / "dashboard.log") as server:

            def held(what: str, budget: float | None = None) -> None:
                results.append(Result(what, memory_mb(server, "VmRSS"), "MB", budget))

            held("after the start")
            asyncio.run(follow(server.url, 1))
            held("after one page")
            asyncio.run(follow(server.url, count))
            held(f"after {count} links")
            time.sleep(rest)
            held(f"after {rest} s of rest", BUDGETS["memory_at_rest"])
    return results


if __name__ == "__main__":
    print("\n".join(map(str, measure(*map(int, sys.argv[1:3])))))
