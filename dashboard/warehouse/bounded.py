"""Work that any reader may start by a link: two jobs at a time, in threads that give way to pages.

Two files at a time are streamed so too, each within a limit of time. Pages are drawn in the
readers' own threads; all these wait for the processor behind them.
"""

import asyncio
import os
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import TypeVar

AT_ONCE = 2
NICENESS = 10  # of 19: of a full processor, a page gets nine parts in ten

Result = TypeVar("Result")


class Busy(Exception):
    """As many jobs as may run at a time are running."""


def _give_way() -> None:
    if sys.platform == "linux":  # elsewhere this would be the whole server's
        own = os.getpriority(os.PRIO_PROCESS, os.getpid())
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), min(own + NICENESS, 19))


_free = threading.BoundedSemaphore(AT_ONCE)
_workers = ThreadPoolExecutor(AT_ONCE, "bounded", _give_way)
_streams = threading.BoundedSemaphore(AT_ONCE)
_streaming = ThreadPoolExecutor(AT_ONCE, "streams", _give_way)


def run(job: Callable[[], Result]) -> Result:
    """What the job gives or raises. Raises Busy at once where `AT_ONCE` others run."""
    if not _free.acquire(blocking=False):
        raise Busy
    try:
        return _workers.submit(job).result()
    finally:
        _free.release()


@asynccontextmanager
async def stream(made: Callable[[], Iterator[bytes]]) -> AsyncIterator[AsyncIterator[bytes]]:
    """The parts of a file, each made when the one before is gone. Raises Busy as `run` does."""
    if not _streams.acquire(blocking=False):
        raise Busy
    try:
        waiting = asyncio.get_running_loop().run_in_executor
        parts = await waiting(_streaming, made)

        async def given() -> AsyncIterator[bytes]:
            while (part := await waiting(_streaming, next, parts, None)) is not None:
                yield part

        yield given()
    finally:
        _streams.release()
