"""The server: the dashboard behind its gate, the addresses of ours, and a last net for errors.

Start it with `streamlit run dashboard/server.py`. The boundaries are served once and cached by the
browser, so that a filter change sends colours and not 6,000 vertices.
"""

from dashboard import arenas  # before the libraries below start threads

# isort: split
import ctypes
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from time import sleep
from typing import cast

import streamlit as st
from altair.utils import schemapi
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import Route
from streamlit import net_util
from streamlit.config import get_option
from streamlit.file_util import get_static_dir
from streamlit.runtime import get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed
from uvicorn.config import Config

from dashboard import downloads, headers, messages
from dashboard.gate import Gate, Settings, Sparing
from dashboard.navigation import MOVED, PAGES
from dashboard.reader import boundaries, fonts, state, text
from dashboard.reader.contact import contact
from dashboard.reader.reader import Reader
from dashboard.shell import own_script, shell, style
from dashboard.warehouse import uploads
from sql import words

HERE = Path(__file__).parent
# The library takes a folder named `pages` for pages of its own, and would run one without the frame
# for the first reader who comes by a link to it. Ours are listed in app.py.
PagesManager.uses_pages_directory = False
FRESH = {"Cache-Control": "no-store"}
FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable"}
REST = 240  # seconds without a page, after which all that was kept for readers is let go of
LARGEST_MESSAGE = 1_000_000  # bytes that a browser may send at once; a click sends some hundreds
log = logging.getLogger("dashboard")


def borders(request: Request) -> Response:
    """`/geo/provinces.geojson?v=…`: kept for good where the address names what the file holds.

    Under another address it is asked for anew, by its tag.
    """
    named = boundaries.of_version(request.query_params.get("v"))
    return FileResponse(
        named or boundaries.files()[-1],
        media_type="application/geo+json",
        headers=FOR_GOOD if named else {"Cache-Control": "no-cache"},
    )


def page(request: Request) -> Response:
    """A page's address: the shell, never cached, because it names the library's files."""
    lang = Reader.parse(request.query_params).lang
    return HTMLResponse(shell(_base(), lang), headers={"Cache-Control": "no-cache"})


def missing(request: Request) -> Response:
    """An address that is not ours: the shell, in which the page says so, with status 404."""
    lang = Reader.parse(request.query_params).lang
    words = shell(_base(), lang, missing=True)
    return HTMLResponse(words, status_code=404, headers={"Cache-Control": "no-store"})


def start(request: Request) -> Response:
    """The start page by its name; the library knows it by the bare address only."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{_base()}/{query}")


def moved(request: Request) -> Response:
    """A page by its address of before: the one that has its views now, with the same choices."""
    name = request.url.path.rpartition("/")[2]
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{_base()}/{MOVED[name]}{query}", status_code=308)


def icon(request: Request) -> Response:
    """`/favicon.ico`: the same picture that the pages state."""
    return FileResponse(HERE / "icon.svg", headers={"Cache-Control": "public, max-age=86400"})


def font(request: Request) -> Response:
    """`/fonts/…`: kept by the browser for good, since the name changes with what the file holds."""
    return FileResponse(
        fonts.FOLDER / request.url.path.rpartition("/")[2],
        media_type="font/woff2",
        headers=FOR_GOOD,
    )


def sheet(request: Request) -> Response:
    """`/style….css` and `/shell….js`: our style sheet and script, kept for good like a font."""
    is_style = request.url.path.endswith(".css")
    return PlainTextResponse(
        (style if is_style else own_script)()[1],
        media_type="text/css" if is_style else "text/javascript",
        headers=FOR_GOOD,
    )


def alive(request: Request) -> Response:
    """`/healthz`: the process answers."""
    return PlainTextResponse("ok", headers=FRESH)


def ready(request: Request) -> Response:
    """`/readyz`: a published warehouse can be read. No reason is given: the log has it."""
    # its caches want the runtime, which starts later
    from dashboard.warehouse import data  # noqa: PLC0415

    try:
        data.read_page(data.SHELL, Reader()).read()
    except data.Unavailable:
        return PlainTextResponse("not ready", status_code=503, headers=FRESH)
    return PlainTextResponse("ready", headers=FRESH)


def robots(request: Request) -> Response:
    """`/robots.txt`: pages may be read, the library's own addresses are of no use to a search."""
    rules = [f"Disallow: {_base()}/{part}/" for part in ("_stcore", "media")]
    return PlainTextResponse("\n".join(["User-agent: *", *rules, ""]))


def security(request: Request) -> Response:
    """`/.well-known/security.txt` (RFC 9116): whom to tell of a weakness, where that is set."""
    address = contact("SMARTCITY_SECURITY_CONTACT")
    if not address:
        return missing(request)
    expires = datetime.now(UTC).replace(microsecond=0) + timedelta(days=180)
    lines = [f"Contact: {address}", f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}"]
    return PlainTextResponse("\n".join([*lines, "Preferred-Languages: th, en", ""]))


def _base() -> str:
    base = str(get_option("server.baseUrlPath")).strip("/")
    return f"/{base}" if base else ""


def on_script_error(error: Exception) -> bool:
    """One sentence for the reader, the traceback for the operator's log."""
    from dashboard.warehouse.data import Unavailable  # noqa: PLC0415

    known = state.WRITTEN in st.session_state
    chosen = state.current() if known else Reader.parse(st.query_params)
    if isinstance(error, Unavailable):  # of a part that is drawn by itself; it is logged
        st.warning(text.t(f"error.{error.reason}", chosen.lang), icon=":material/cloud_off:")
        return True
    log.error(words.both("log.page_failed"), exc_info=error)
    st.error(text.t("error.unexpected", chosen.lang), icon=":material/error:")
    return True


def routes() -> list[Route]:
    """Our addresses, below the base path as the library's own are."""
    pages = {f"/{name}": page if number else start for number, name in enumerate(PAGES)}
    pages |= {f"/{name}": moved for name in MOVED}
    letters = {f"/fonts/{path.name}": font for path in fonts.FOLDER.glob("*.woff2")}
    others = {
        "/": page,
        f"/{boundaries.PATH}": borders,
        style()[0]: sheet,
        own_script()[0]: sheet,
        "/favicon.ico": icon,
        "/favicon.png": icon,  # what the library asks for before a page states its own
        "/healthz": alive,
        "/readyz": ready,
        "/robots.txt": robots,
        **dict.fromkeys(downloads.ADDRESSES, downloads.answer),
        "/.well-known/security.txt": security,
    }
    return [Route(_base() + path, answer) for path, answer in (others | letters | pages).items()]


def assets() -> frozenset[str]:
    """The addresses of the library's own scripts and styles."""
    folder = Path(get_static_dir())
    found = (path for path in (folder / "static").rglob("*") if path.is_file())
    return frozenset(f"/{path.relative_to(folder).as_posix()}" for path in found)


def held() -> int:
    """Bytes of uploaded files that are in memory now."""
    manager = cast("MemoryUploadedFileManager", get_instance().uploaded_file_mgr)
    sessions = [*manager.file_storage.values()]
    return sum(len(file.data) for files in sessions for file in [*files.values()])


def settings() -> Settings:
    """What the gate before the library is to know."""
    base = _base()
    return Settings(
        base=base,
        own=frozenset(route.path.removeprefix(base) for route in routes()),
        files=assets(),
        headers=headers.headers(base),
        largest_file=int(get_option("server.maxUploadSize")) * 1024 * 1024,
        allowed_origins=lambda: list(get_option("server.corsAllowedOrigins")),
        allowed_host=is_host_allowed,
        uploads=uploads.enabled,
        admitted=uploads.admitted,
        held=held,
        missing=missing,
    )


def _none(_: Config) -> list[tuple[bytes, bytes]]:
    return []


def _largest(_: Config) -> int:
    return LARGEST_MESSAGE


def _ignored(_: Config, value: object) -> None:
    """What the library sets."""


def harden() -> None:
    """What can be set neither by an option nor by the gate."""
    # Asked for a foreign origin; would open sockets to other hosts, on the loop that serves all.
    net_util.get_external_ip = net_util.get_internal_ip = lambda: None
    # uvicorn's options have no door through the library. It reads them with each connection, from
    # an object that was made before this module: so they become those of the class.
    Config.encoded_headers = property(_none, _ignored)  # type: ignore[assignment]  # no `server:`
    Config.ws_max_size = property(_largest, _ignored)  # type: ignore[assignment]
    messages.mend()
    schemapi.DEBUG_MODE = False  # half of what a drawing costs: the tests check them, not a reader
    sparing = Sparing()
    for name in [*logging.root.manager.loggerDict]:
        if name.partition(".")[0] in {"dashboard", "streamlit", "uvicorn", "websockets"}:
            logging.getLogger(name).addFilter(sparing)


@asynccontextmanager
async def spare(_: st.App) -> AsyncIterator[None]:
    """Memory that nobody needs goes back to the system, while readers come and once they rest."""
    Thread(target=_rests, args=(arenas.libc(),), name="rest", daemon=True).start()
    yield


def _rests(libc: ctypes.CDLL | None) -> None:
    sleep(REST)  # the caches want the runtime, which starts later
    from dashboard.warehouse import data  # noqa: PLC0415

    loop = get_instance()._get_async_objs().eventloop
    while True:
        data.rest(REST)
        loop.call_soon_threadsafe(_sweep, libc)


def _sweep(libc: ctypes.CDLL | None) -> None:
    """On the library's loop. It forgets what closed pages held only once another page is closed."""
    closed = get_instance()._session_mgr._session_storage._cache  # type: ignore[attr-defined]
    closed.expire()
    messages.of_session.cache_clear()
    gc.collect()
    if libc:
        libc.malloc_trim(0)


uploads.announce()
harden()
for language in text.LANGS:  # where the library's page is another, it is told now, not to a reader
    for lost in (False, True):
        shell(_base(), language, missing=lost)
app = st.App(
    HERE / "app.py",
    routes=routes(),
    middleware=[Middleware(Gate, settings=settings())],
    on_script_error=on_script_error,
    lifespan=spare,
)
