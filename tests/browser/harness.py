"""A real server and a real browser, for the browser tests and the benchmarks."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
DASHBOARD = Path("dashboard/server.py")
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu-compositing",  # the page is drawn without the software GL that the map needs
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    # a window's own controls are pages too, which nobody sees: a fifth of the work of a visit
    "--disable-features=PreloadTopChromeWebUI,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,WebUIOmniboxPopup",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
SETTLED = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    return app?.dataset.testScriptState === 'notRunning'
        && app.dataset.testConnectionState === 'CONNECTED'
        && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')
        && ![...document.querySelectorAll('[data-testid="stDataFrame"]:not(:has(canvas))')]
            .some(element => element.checkVisibility());
}"""
STANDS_STILL = f"""() => new Promise((resolve, reject) => {{
    const settled = {SETTLED}, start = performance.now();
    let changed = start;
    const observer = new MutationObserver(() => {{ changed = performance.now(); }});
    observer.observe(document.body, {{subtree: true, childList: true, characterData: true}});
    const timer = setInterval(() => {{
        const now = performance.now();
        if (!settled()) changed = now;
        if (now - changed < 300 && now - start < 120000) return;
        clearInterval(timer);
        observer.disconnect();
        now - changed < 300 ? reject(Error('the page did not settle in 120 s')) : resolve();
    }}, 50);
}})"""


class NoBrowser(Exception):
    """No Chromium on this machine; the message says how to get one."""


@dataclass(frozen=True)
class Server:
    """A running Streamlit server: where it answers, its log, and its process."""

    url: str
    log: Path
    process: int


@contextmanager
def serving(script: Path, log: Path, *, base: str = "", **environment: str) -> Iterator[Server]:
    """Runs `script` as `make app` runs the dashboard, on a free port, until the block ends.

    `base` is the path that it is served under: `/sc`.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = {
        "port": str(port),
        "address": "127.0.0.1",
        "headless": "true",
        "fileWatcherType": "none",
        "baseUrlPath": base,
    }
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    for name, value in options.items():
        command += [f"--server.{name}", value]
    settings = {"PYTHONWARNINGS": "default", "TZ": "Asia/Bangkok"} | environment
    with log.open("wb") as sink:
        process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | settings, stdout=sink, stderr=subprocess.STDOUT
        )
    try:
        server = Server(f"http://127.0.0.1:{port}{base}", log, process.pid)
        _wait_for(server, process)
        yield server
    finally:
        process.terminate()
        process.wait()


def _wait_for(server: Server, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        try:
            with urlopen(f"{server.url}/_stcore/health", timeout=2):  # noqa: S310  # our own
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"the server did not start:\n{server.log.read_text()}")


@contextmanager
def chromium(*more: str) -> Iterator[Browser]:
    """Headless Chromium with software graphics; it can resolve no host's name. Takes more flags.

    Raises NoBrowser.
    """
    finder = Path(__file__).with_name("chromium.sh")
    found = subprocess.run(["sh", finder], capture_output=True, text=True, check=False)
    if found.returncode:
        raise NoBrowser(found.stderr.strip())
    with sync_playwright() as playwright:
        program, flags = found.stdout.strip(), [*FLAGS, *more]
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        try:
            yield browser
        finally:
            browser.close()


def settle(page: Page) -> Page:
    """Waits until the script has run, nothing is stale, and nothing changed for 0.3 s."""
    page.evaluate(STANDS_STILL)
    return page
