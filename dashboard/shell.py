"""The empty page that the library's scripts fill, with what is this product's own."""

import json
from functools import cache
from html import escape
from pathlib import Path

from streamlit.file_util import get_static_dir

from dashboard import text
from dashboard.navigation import MISSING


@cache
def shell(base: str, lang: text.Lang, *, missing: bool = False) -> str:
    """The page's empty shell, as the library ships it, with what is this product's own.

    The language, title and words are the reader's; the font that it would preload is not used here;
    the server's address is stated, since a link to a page below it would otherwise look for it
    there first. `missing`: the shell of an address that is not ours, which shows the page for that.
    """
    html = (Path(get_static_dir()) / "index.html").read_text(encoding="utf-8")
    html = _without(html, '<link\n      rel="preload"', "/>")
    html = _without(html, '<link rel="service-desc"', "/>")
    html = _without(html, "<script>", "</script>")
    html = html.replace("./favicon.png", "./favicon.ico")
    html = html.replace('href="./', f'href="{base}/').replace('src="./', f'src="{base}/')
    html = html.replace('<html lang="en">', f'<html lang="{lang}">')
    name = text.t("missing.title" if missing else "app.title", lang)
    html = html.replace("<title>Streamlit</title>", f"<title>{escape(name)}</title>")
    before, _, rest = html.partition("<noscript>")
    words = f"<noscript><p>{escape(text.t('app.no_script', lang))}</p></noscript>"
    html = before + words + rest.partition("</noscript>")[2]
    return html.replace("<head>", f"<head><script>{script(base, missing=missing)}</script>")


def script(base: str, *, missing: bool) -> str:
    """What runs in the shell before the library's own scripts; the policy allows it by its hash."""
    known = f"new URL({json.dumps(base + '/')}, window.location.origin).href"
    said = f"window.__streamlit = {{BACKEND_BASE_URL: {known}, MAIN_PAGE_BASE_URL: {known}}}"
    if not missing:
        return said
    address = json.dumps(f"{base}/{MISSING}")
    return f"{said}; window.history.replaceState(null, '', {address} + window.location.search)"


def _without(html: str, start: str, end: str) -> str:
    """The text without its first part from `start` to `end`, if it has one."""
    before, found, rest = html.partition(start)
    return before + rest.partition(end)[2] if found else html
