"""Where each statement of the founding documents stands, read from `places.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl

_FILE = Path(__file__).with_name("places.toml")


@dataclass(frozen=True)
class Place:
    """A panel of a page: `panel` is the key of its heading, `own` the page's choices in the URL."""

    page: str
    panel: str
    own: Mapping[str, str]


@cache
def places() -> dict[tuple[str, str], tuple[Place, ...]]:
    """The places of each statement, by its document and its words, in the document's order."""
    listed = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        (document, words): tuple(map(_place, stated))
        for document, statements in listed.items()
        for words, stated in statements.items()
    }


def _place(text: str) -> Place:
    page, is_panel, panel = text.partition("#")
    if not is_panel:
        return Place("explore", "explore.passport", {"open": text})
    key, _, own = panel.partition("?")
    return Place(page, key, dict(parse_qsl(own)))
