"""Pages as they run in the server, without a browser."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape
from math import isnan
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Dataframe
from streamlit.util import calc_hash

from dashboard.navigation import PAGES
from dashboard.reader.text import Lang, t

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
START = next(iter(PAGES))
TAKE = re.compile(r"\N{EM SPACE}?\[[^]]*\]\(\?take=[^)]*\)$")


@dataclass(frozen=True)
class Opened:
    """A page that has run: its words as a reader sees them."""

    app: AppTest
    lang: Lang

    def t(self, key: str, **values: object) -> str:
        """The interface's text in the page's language."""
        return t(key, self.lang, **values)

    @property
    def tables(self) -> list[list[list[str]]]:
        """Every HTML table, row by row, without Markdown's escapes."""
        return [
            [[str(cell).replace("\\", "").replace("\u00a0", " ") for cell in row] for row in rows]
            for rows in (table.value.to_numpy().tolist() for table in self.app.table)
        ]

    @property
    def listings(self) -> list[list[list[str]]]:
        """Every long list, row by row, as shown."""
        return [
            [["" if cell is None else _shown(cell) for cell in row] for row in rows]
            for rows in map(displayed, self.app.dataframe)
        ]

    @property
    def captions(self) -> list[str]:
        """The small print, but for the link at its end that offers files."""
        blocks = " ".join(str(block.proto.body) for block in self.app.get("html"))
        small = re.findall(r'<p class="small">(.*?)</p>', blocks)
        return [
            *(TAKE.sub("", caption.value) for caption in self.app.caption),
            *(unescape(re.sub(r"<[^>]+>", " ", words)) for words in small),
        ]

    @property
    def cards(self) -> dict[str, list[str]]:
        """The figures that lead the page: name -> its other lines, the last of which is a link."""
        found = {}
        for block in self.app.get("html"):
            for card in re.findall(r"<section>(.*?)</section>", block.proto.body):
                parts = re.split(r"</?(?:p|a)\b[^>]*>", card)
                name, *lines = [
                    unescape(re.sub(r"<[^>]+>", "", part)).replace("\u00a0", " ").strip()
                    for part in parts
                    if part
                ]
                found[name] = lines
        return found

    def row(self, *opening: str) -> list[str]:
        """The one row that begins with these cells. Fails where there is none, or several."""
        found = [
            row
            for table in self.tables + self.listings
            for row in table
            if row[: len(opening)] == list(opening)
        ]
        assert len(found) == 1, (opening, found)
        return found[0]


def displayed(frame: Dataframe) -> list[list[object]]:
    """A list as the browser words it: a cell may sort by what is not written in it."""
    words = frame.proto.arrow_data.styler.display_values
    shown = convert_arrow_bytes_to_pandas_df(words) if words else frame.value
    rows: list[list[object]] = shown.to_numpy().tolist()
    return rows


def _shown(cell: object) -> str:
    if isinstance(cell, float) and isnan(cell):
        return ""
    whole = isinstance(cell, float) and cell.is_integer()
    return str(int(cell)) if isinstance(cell, float) and whole else str(cell)


Opening = Callable[..., Opened]


@pytest.fixture(scope="session", autouse=True)
def installed_components() -> Iterator[None]:
    """Looked for once: the test library reads what every installed package says at each page."""
    with pytest.MonkeyPatch.context() as patch:
        found = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", found)
        yield


@pytest.fixture
def opening(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> Opening:
    """`opening("cohorts", lang="en", province="83")`: a page over the real warehouse.

    In its frame, as in the server: the test library would take the folder `pages` for pages that
    run without one, and forgets what it was told about that at each run.
    """
    assert warehouse.exists()
    made = PagesManager.__init__

    def listed(self: PagesManager, *args: object, **more: object) -> None:
        PagesManager.uses_pages_directory = False
        made(self, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(PagesManager, "__init__", listed)

    def opened(page: str, *, lang: Lang = "th", **query: str) -> Opened:
        app = AppTest.from_file(str(APP), default_timeout=250)
        for name, value in {"lang": lang, **query}.items():
            app.query_params[name] = value
        if page != START:
            app._page_hash = calc_hash(page)  # a page of a room has another name
        app.run()
        assert not app.exception
        assert not app.error
        return Opened(app, lang)

    return opened
