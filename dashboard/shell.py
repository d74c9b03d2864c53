"""The empty page that the library's scripts fill, with what is this product's own."""

import json
import re
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path

from streamlit.file_util import get_static_dir

from dashboard.navigation import MISSING, PAGES, START
from dashboard.reader import text
from dashboard.reader.fonts import FOLDER, faces
from dashboard.reader.reader import Reader
from dashboard.reader.theme import variables

SHIPPED = Path(get_static_dir()) / "index.html"
WEIGHTS = (400, 600, 700)
STYLE = Path(__file__).with_name("style.css")
SCRIPT = Path(__file__).with_name("shell.js")


class ShellChanged(Exception):
    """The library's page has not what ours replaces in it: another version of the library."""


@cache
def shell(base: str, lang: text.Lang, *, missing: bool = False) -> str:
    """The page's empty shell, as the library ships it, with what is this product's own.

    The language, title and words are the reader's; the font that it preloads is ours, so that all
    is measured and drawn in it at once; the server's address is stated, since a link to a page
    below it would otherwise look for it there first. `missing`: the shell of an address that is not
    ours, which shows the page for that.
    Raises ShellChanged where the library's page is not as it is expected.
    """
    html = SHIPPED.read_text(encoding="utf-8")
    html = _without(html, '<link\n      rel="preload"', "/>", instead=_preloads(base))
    html = _without(html, '<link rel="service-desc"', "/>")
    html = _without(html, "<script>", "</script>")
    html = _replaced(html, "./favicon.png", "./favicon.ico")
    for attribute in ("href", "src"):
        html = _replaced(html, f'{attribute}="./', f'{attribute}="{base}/')
    html = _replaced(html, '<html lang="en">', f'<html lang="{lang}">')
    name = text.t("missing.title" if missing else "app.title", lang)
    html = _replaced(html, "<title>Streamlit</title>", f"<title>{escape(name)}</title>")
    words = f"<noscript><p>{escape(text.t('app.no_script', lang))}</p></noscript>"
    html = _without(html, "<noscript>", "</noscript>", instead=words)
    # in the body: what stands there wins over what the library's scripts put into the head
    ours = f'<link rel="stylesheet" href="{base}{style()[0]}">'
    addresses = " ".join(f"{base}/{'' if page == START else page}" for page in PAGES)
    lost = " ".join(f'data-{name}="{escape(text.t("app.lost", name))}"' for name in text.LANGS)
    told = f'data-pages="{addresses}" data-filters="{" ".join(Reader().choices())}" {lost}'
    ours += f'<script src="{base}{own_script()[0]}" {told}></script>'
    html = _replaced(html, "</body>", f"{ours}</body>")
    return _replaced(html, "<head>", f"<head><script>{script(base, missing=missing)}</script>")


@cache
def style() -> tuple[str, str]:
    """Our style sheet: its address, which changes with what is in it, and its text."""
    letters = faces(WEIGHTS, "fonts/{0.name}".format)
    text = f"{letters}{variables()}\n{STYLE.read_text(encoding='utf-8')}"
    return _named("style", text, "css"), text


@cache
def own_script() -> tuple[str, str]:
    """Our script, and the Thai for what the library's controls say: its address and its text."""
    thai, english = (text.labels("library", lang) for lang in text.LANGS)
    library = {english[key]: words for key, words in thai.items()}
    told = f"const LIBRARY = {json.dumps(library, ensure_ascii=False)};\n"
    words = told + SCRIPT.read_text(encoding="utf-8")
    return _named("shell", words, "js"), words


def _named(name: str, text: str, ending: str) -> str:
    """The address of a text that browsers keep for good: it changes with what is in it."""
    return f"/{name}.{sha256(text.encode()).hexdigest()[:8]}.{ending}"


def _preloads(base: str) -> str:
    """The files of the font that every page uses."""
    return "".join(
        f'<link rel="preload" as="font" crossorigin href="{base}/fonts/{path.name}">'
        for path in sorted(FOLDER.glob("*-[46]00.*.woff2"))
    )


def script(base: str, *, missing: bool) -> str:
    """What runs in the shell before the library's own scripts; the policy allows it by its hash."""
    known = f"new URL({json.dumps(base + '/')}, window.location.origin).href"
    said = f"window.__streamlit = {{BACKEND_BASE_URL: {known}, MAIN_PAGE_BASE_URL: {known}}}"
    if not missing:
        return said
    address = json.dumps(f"{base}/{MISSING}")
    return f"{said}; window.history.replaceState(null, '', {address} + window.location.search)"


def _replaced(html: str, part: str, instead: str) -> str:
    """The text with `instead` wherever `part` stands. Raises ShellChanged where it does not."""
    if part not in html:
        raise ShellChanged(
            f"{SHIPPED}: {' '.join(part.split())!r} is not in it. This version of Streamlit is not "
            "the one that dashboard/shell.py knows: install the one that requirements/run.txt pins."
        )
    return html.replace(part, instead)


def _without(html: str, start: str, end: str, instead: str = "") -> str:
    """The text with `instead` for its first part from `start` to `end`. Raises ShellChanged."""
    part = re.search(f"{re.escape(start)}.*?{re.escape(end)}", html, re.DOTALL)
    return _replaced(html, part[0] if part else f"{start} … {end}", instead)
