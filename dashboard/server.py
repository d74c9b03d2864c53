"""The server: the dashboard, the provincial boundaries as a static file, and a last net for errors.

Start it with `streamlit run dashboard/server.py`. The boundaries are served once and cached by the
browser, so that a filter change sends colours and not 6,000 vertices.
"""

import json
import logging
from functools import cache
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from streamlit.config import get_option
from streamlit.file_util import get_static_dir
from streamlit.runtime.pages_manager import PagesManager

from dashboard import state, text, uploads
from dashboard.filters import Filters
from dashboard.navigation import PAGES

HERE = Path(__file__).parent
# The library takes a folder named `pages` for pages of its own, and would run one without the frame
# for the first reader who comes by a link to it. Ours are listed in app.py.
PagesManager.uses_pages_directory = False
BOUNDARIES = HERE.parent / "data" / "reference" / "boundaries"
log = logging.getLogger("dashboard")


def boundaries_file() -> Path:
    """The newest edition of the provincial boundaries. Raises FileNotFoundError."""
    editions = sorted(BOUNDARIES.glob("*/provinces.geojson"))
    if not editions:
        raise FileNotFoundError(f"{BOUNDARIES}: no edition with provinces.geojson")
    return editions[-1]


def boundaries(request: Request) -> Response:
    """`/geo/provinces.geojson`: cached for a day, then asked again by its tag."""
    return FileResponse(
        boundaries_file(),
        media_type="application/geo+json",
        headers={"Cache-Control": "public, max-age=86400, stale-while-revalidate=604800"},
    )


@cache
def shell(base: str, lang: text.Lang) -> str:
    """The page's empty shell, as the library ships it, with three things set for this product.

    The language is the reader's; the font that it would preload is not used here; and the server's
    address is stated, since a link to a page below it would otherwise look for it there first.
    """
    html = (Path(get_static_dir()) / "index.html").read_text(encoding="utf-8")
    head, preload, rest = html.partition('<link\n      rel="preload"')
    if preload:
        html = head + rest.partition("/>")[2]
    known = f"new URL({json.dumps(base + '/')}, window.location.origin).href"
    address = f"{{BACKEND_BASE_URL: {known}, MAIN_PAGE_BASE_URL: {known}}}"
    script = f"<script>window.__streamlit = {address}</script>"
    html = html.replace('href="./', f'href="{base}/').replace('src="./', f'src="{base}/')
    html = html.replace('<html lang="en">', f'<html lang="{lang}">')
    return html.replace("<head>", f"<head>{script}")


def page(request: Request) -> Response:
    """A page's address: the shell, never cached, because it names the library's files."""
    lang = Filters.parse(request.query_params).lang
    return HTMLResponse(shell(_base(), lang), headers={"Cache-Control": "no-cache"})


def start(request: Request) -> Response:
    """The start page by its name; the library knows it by the bare address only."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{_base()}/{query}")


def _base() -> str:
    base = str(get_option("server.baseUrlPath")).strip("/")
    return f"/{base}" if base else ""


def on_script_error(error: Exception) -> bool:
    """One sentence for the reader, the traceback for the operator's log."""
    log.error("A page failed", exc_info=error)
    chosen = (
        state.current() if state.WRITTEN in st.session_state else Filters.parse(st.query_params)
    )
    lang = chosen.lang
    st.error(text.t("error.unexpected", lang), icon=":material/error:")
    return True


uploads.announce()
app = st.App(
    HERE / "app.py",
    routes=[
        Route("/geo/provinces.geojson", boundaries),
        Route("/", page),
        *(Route(f"/{name}", page if number else start) for number, name in enumerate(PAGES)),
    ],
    on_script_error=on_script_error,
)
