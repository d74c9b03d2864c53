"""`python -m tests.browser.screenshots FOLDER`: every page as readers see it, to be looked at.

Both languages, light and dark, phone and desktop, over the published warehouse; and the README's
picture, `docs/overview.png`, with `--readme` instead of a folder.
"""

import argparse
import tempfile
from itertools import product
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import urlencode

from playwright.sync_api import Browser

from dashboard.navigation import PAGES
from dashboard.reader import text
from tests.browser import harness

Scheme = Literal["light", "dark"]
PHONE, DESKTOP = (390, 844), (1440, 900)


def shoot(
    browser: Browser,
    link: str,
    path: Path,
    *,
    size: tuple[int, int] = DESKTOP,
    scheme: Scheme = "light",
    whole: bool = True,
) -> None:
    """Writes one picture; `whole` for all of the page instead of the first screen."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,
        locale="th-TH",
        timezone_id="Asia/Bangkok",
    )
    page = context.new_page()
    page.goto(link)
    harness.settle(page)
    if whole:  # the app scrolls inside itself: make the window as tall as what it holds
        height = page.evaluate(
            "document.querySelector('[data-testid=\"stMainBlockContainer\"]')"
            ".getBoundingClientRect().bottom"
        )
        page.set_viewport_size({"width": size[0], "height": min(int(height) + 40, 12_000)})
        harness.settle(page)
    page.wait_for_timeout(1500)  # the map's first frame
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path)
    context.close()


def main() -> None:
    """Serves the published warehouse and takes the pictures."""
    parser = argparse.ArgumentParser(prog="python -m tests.browser.screenshots")
    parser.add_argument("folder", nargs="?", type=Path, help="where the pictures go")
    parser.add_argument("--readme", action="store_true", help="write docs/overview.png instead")
    parser.add_argument("--page", choices=PAGES, action="append", help="this page only")
    options = parser.parse_args()
    if not options.readme and not options.folder:
        parser.error("name a folder, or say --readme")
    with (
        tempfile.TemporaryDirectory() as log,
        harness.serving(harness.DASHBOARD, Path(log) / "log.txt") as server,
        harness.chromium() as browser,
    ):
        if options.readme:
            picture = harness.ROOT / "docs" / "overview.png"
            shoot(browser, f"{server.url}/?lang=en", picture, size=(1440, 1100), whole=False)
            return
        for page, lang, scheme, size in product(
            options.page or PAGES, text.LANGS, get_args(Scheme), (PHONE, DESKTOP)
        ):
            link = f"{server.url}/{page}?{urlencode({'lang': lang})}"
            path = options.folder / f"{page}_{lang}_{scheme}_{size[0]}.png"
            shoot(browser, link, path, size=size, scheme=scheme)


if __name__ == "__main__":
    main()
