"""The gate: every request and every open socket passes here before the library sees it.

What is not on its list is not there (404). A socket from another site is refused without a look-up,
a body is taken by the upload route alone and counted as it streams, and every response carries the
same headers. It knows addresses and sizes, nothing of pages and data.
"""

import asyncio
import ipaddress
import logging
import re
from collections import Counter, deque
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from time import monotonic

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sql import words

SOCKET = "/_stcore/stream"
UPLOAD = re.compile(r"/_stcore/upload_file/(?P<session>[^/]+)/[^/]+")
LIBRARY = frozenset({"/_stcore/health", "/_stcore/host-config"})
MEDIA = re.compile(r"/media/[\w.-]+")
READ = ("GET", "HEAD")
LONGEST_ADDRESS = 8 * 1024  # bytes of path and of query; a link of ours has some 200
SOCKETS = 400  # open at once, several times what one process can serve
SOCKETS_EACH = 100  # of one address: an office behind one router is one address
UPLOADS_AT_ONCE = 2
UPLOAD_SECONDS = 120
FILES_A_MINUTE = 10  # of one session
HELD = 4  # times the largest file: what all sessions together may have in memory
FRAMING = 64 * 1024  # bytes of a multipart body that are not the file
SESSION_NAME = 256  # bytes that the page sends with the removal of a file: whose it is
LINES_A_MINUTE = 20  # of the same message in the log
KINDS = 500  # of messages that are counted; the longest unseen is forgotten first
AUTHORITY = re.compile(
    r"(?P<host>\[[0-9a-f:.]+\]|[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_.])?)(?::(?P<port>[0-9]{1,5})?)?",
    re.ASCII | re.IGNORECASE,
)
PORTS = {"http": 80, "https": 443}
log = logging.getLogger("dashboard")


@dataclass(frozen=True)
class Place:
    """A host and port, one spelling for each."""

    host: str
    port: int

    @classmethod
    def of(cls, authority: str, port: int) -> "Place | None":
        """The place that `host[:port]` names; `port` is the scheme's own. None where it names none.

        Letter case, a dot at the end and the spelling of an IPv6 address make no other place.
        """
        found = AUTHORITY.fullmatch(authority)
        if not found:
            return None
        host = found["host"].lower().removesuffix(".")
        if host.startswith("["):
            try:
                host = ipaddress.IPv6Address(host[1:-1]).compressed
            except ValueError:
                return None
        return cls(host, int(found["port"] or port))


def same_site(origin: str, host: str, *, secure: bool) -> bool:
    """Whether a page of `origin` was served by `host`; `secure`: the request came over TLS.

    Without `secure` both schemes are ours: a proxy may end TLS without telling.
    """
    scheme, _, authority = origin.partition("://")
    port = PORTS.get(scheme.lower())
    if port is None or (secure and port != PORTS["https"]):
        return False
    place = Place.of(authority, port)
    return place is not None and place == Place.of(host, port)


def allowed_site(origin: str, allowed: Collection[str]) -> bool:
    """Whether the settings name this origin: scheme, host and port alike."""
    return any(
        same_site(origin, named.partition("://")[2], secure=False)
        and origin.partition("://")[0].lower() == named.partition("://")[0].lower()
        for named in map(str.strip, allowed)
    )


@dataclass(frozen=True)
class Settings:
    """What the operator has chosen, and what the server is made of.

    `own` are the addresses below `base` that have a route of ours, `files` those of the library's
    own scripts and styles. `headers` go on every response.
    """

    base: str
    own: frozenset[str]
    files: frozenset[str]
    headers: Mapping[str, str]
    largest_file: int  # bytes
    allowed_origins: Callable[[], Collection[str]]
    allowed_host: Callable[[str | None], bool]
    uploads: Callable[[], bool]
    admitted: Callable[[str], bool]
    held: Callable[[], int]  # bytes of uploaded files that are in memory now
    missing: Callable[[Request], Response]


@dataclass
class Allowance:
    """What one session has sent within the last minute."""

    sent: deque[tuple[float, int]] = field(default_factory=deque)

    def room(self, size: int, files: int, largest: int) -> bool:
        """Whether one more file of `size` bytes is within `files` and `largest` bytes a minute."""
        while self.sent and self.sent[0][0] < monotonic() - 60:
            self.sent.popleft()
        return len(self.sent) < files and sum(part for _, part in self.sent) + size <= largest

    def note(self, size: int) -> None:
        """Counts a file, whatever became of it."""
        self.sent.append((monotonic(), size))


class Gate:
    """The middleware; one for a server."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._is = settings
        self._open = Counter[str]()
        self._allowances: dict[str, Allowance] = {}
        self._uploading = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] == "http":
            await self._request(scope, receive, self._dressed(scope, send))
        elif scope["type"] == "websocket":
            await self._socket(scope, receive, self._dressed(scope, send))
        else:
            await self._app(scope, receive, send)

    # ------------------------------------------------------------------------------- requests

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = self._below(scope)
        upload = UPLOAD.fullmatch(path or "")
        refused = self._refused(scope, path)
        if refused:
            await refused(scope, receive, send)
        elif upload:
            await self._upload(upload["session"], scope, receive, send)
        else:
            await self._within(scope, receive, send)

    def _below(self, scope: Scope) -> str | None:
        """The address below the base path; None for one beside it."""
        path, base = str(scope["path"]), self._is.base
        return path[len(base) :] if path.startswith(f"{base}/") else None

    def _refused(self, scope: Scope, path: str | None) -> Response | None:
        """The answer to what goes no further; None for what does."""
        if not self._is.allowed_host(Headers(scope=scope).get("host")):
            return _words(421, "This server does not serve that host")
        if max(len(scope["raw_path"]), len(scope["query_string"])) > LONGEST_ADDRESS:
            return _words(414, "The address is too long")
        if path is not None and UPLOAD.fullmatch(path):
            return self._refused_upload(scope, path)
        if not self._known(path):
            return self._elsewhere(scope, path)
        if scope["method"] not in READ:
            return _words(405, "Method not allowed", allow=", ".join(READ))
        return NO_BODY if _body(scope) else None

    def _known(self, path: str | None) -> bool:
        return path is not None and (
            path in self._is.own
            or path in self._is.files
            or path in LIBRARY
            or MEDIA.fullmatch(path) is not None
        )

    def _elsewhere(self, scope: Scope, path: str | None) -> Response:
        """404 with the page that says so, or the way to the address that was meant."""
        meant = f"{scope['path']}/" if scope["path"] == self._is.base else ""
        if path and path.rstrip("/") in self._is.own:
            meant = f"{self._is.base}{path.rstrip('/')}"
        if meant and scope["method"] in READ:
            query = scope["query_string"].decode("latin-1")
            return RedirectResponse(f"{meant}?{query}" if query else meant, status_code=308)
        if scope["method"] in READ:
            return self._is.missing(Request(scope))
        return _words(404, "Not found", connection="close")

    async def _within(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hands the request on; an error within ends here, with the headers of all responses."""
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except ClientDisconnect:
            pass
        except Exception:
            log.exception(words.both("log.request_failed"))
            if not started:
                await _words(500, "The server failed at this request")(scope, receive, send)

    # -------------------------------------------------------------------------------- uploads

    def _refused_upload(self, scope: Scope, path: str) -> Response | None:
        """The answer to an upload that is not taken, before anything of it is read."""
        found = UPLOAD.fullmatch(path)
        session = found["session"] if found else ""
        if not self._is.uploads() or not self._is.admitted(session):
            return _words(404, "Not found", connection="close")
        if scope["method"] not in {"PUT", "DELETE"}:
            return _words(405, "Method not allowed", allow="PUT, DELETE", connection="close")
        if not self._from_here(scope):
            return _words(403, "Another site may not send files here", connection="close")
        if scope["method"] == "DELETE":
            return NO_BODY if _body(scope, at_most=SESSION_NAME) else None
        return self._refused_size(session, Headers(scope=scope).get("content-length", "0"))

    def _refused_size(self, session: str, stated: str) -> Response | None:
        """The answer to a file that is too large by its own word, or one too many."""
        if not re.fullmatch(r"[0-9]{1,15}", stated):
            return _words(400, "Content-Length is no number", connection="close")
        if int(stated) > self._is.largest_file + FRAMING:
            return _words(413, "The file is too large", connection="close")
        allowance = self._allowances.get(session, Allowance())
        room = allowance.room(int(stated), FILES_A_MINUTE, self._is.largest_file + FRAMING)
        busy = self._uploading >= UPLOADS_AT_ONCE
        full = self._is.held() + int(stated) > HELD * self._is.largest_file
        if busy or full or not room:
            return _words(429, "Too much at once", retry_after="60", connection="close")
        return None

    async def _upload(self, session: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets one file through, as far as it keeps to its limits while it streams."""
        self._allowances = {
            name: allowance for name, allowance in self._allowances.items() if allowance.sent
        }
        meter = Meter(receive, send, self._is.largest_file + FRAMING)
        allowance = self._allowances.setdefault(session, Allowance())
        used = sum(size for _, size in allowance.sent)
        meter.limit -= used
        self._uploading += 1
        try:
            async with asyncio.timeout(UPLOAD_SECONDS):
                await self._within(_unstated(scope), meter.receive, meter.send)
        except TimeoutError:
            meter.cut = True
        finally:
            self._uploading -= 1
            if scope["method"] == "PUT":
                allowance.note(meter.read)
        if meter.cut and not meter.answered:
            await _words(413, "The file is too large", connection="close")(scope, receive, send)

    # -------------------------------------------------------------------------------- sockets

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused = self._refused_socket(scope)
        if refused:
            await receive()
            await refused(scope, receive, send)
            return
        address = scope["client"][0] if scope.get("client") else ""
        self._open[address] += 1
        try:
            await self._app(_own_origin(scope), Frames(receive, send).receive, send)
        finally:
            self._open[address] -= 1
            self._open += Counter()  # forgets who has none

    def _refused_socket(self, scope: Scope) -> Response | None:
        address = scope["client"][0] if scope.get("client") else ""
        if self._below(scope) != SOCKET:
            return _words(404, "Not found")
        if not self._is.allowed_host(Headers(scope=scope).get("host")):
            return _words(403, "This server does not serve that host")
        if not self._from_here(scope):
            return _words(403, "Another site may not open a socket here")
        if self._open.total() >= SOCKETS or self._open[address] >= SOCKETS_EACH:
            return _words(503, "Too many windows are open", retry_after="60")
        return None

    def _from_here(self, scope: Scope) -> bool:
        """Whether no other site's page asks: a browser always states the origin of a page."""
        headers = Headers(scope=scope)
        origins, hosts = headers.getlist("origin"), headers.getlist("host")
        if not origins:
            return True
        if len(origins) > 1 or len(hosts) != 1:
            return False
        secure = scope["scheme"] in {"https", "wss"}
        return same_site(origins[0], hosts[0], secure=secure) or allowed_site(
            origins[0], self._is.allowed_origins()
        )

    # -------------------------------------------------------------------------------- headers

    def _dressed(self, scope: Scope, send: Send) -> Send:
        """`send` with the headers of every response."""
        origins = Headers(scope=scope).getlist("origin")
        shared = len(origins) == 1 and allowed_site(origins[0], self._is.allowed_origins())

        async def dressed(message: Message) -> None:
            if message["type"] in {"http.response.start", "websocket.http.response.start"}:
                message.setdefault("headers", [])
                headers = MutableHeaders(scope=message)
                if not shared:
                    _withheld(headers)
                for name, value in self._is.headers.items():
                    headers[name] = value
                self._cookies(message, secure=scope["scheme"] in {"https", "wss"})
            await send(message)

        return dressed

    def _cookies(self, message: Message, *, secure: bool) -> None:
        """Cookies are sent back over TLS alone where there is TLS, and below the base path alone.

        The library's script reads the one cookie that there is to prove an upload; where nothing is
        uploaded, no script needs it.
        """
        more = b"; Secure" if secure else b""
        more += b"" if self._is.uploads() else b"; HttpOnly"
        path = f"Path={self._is.base or '/'}".encode()
        message["headers"] = [
            (name, value.replace(b"Path=/", path) + (b"" if b"Secure" in value else more))
            if name == b"set-cookie"
            else (name, value)
            for name, value in message["headers"]
        ]


class Meter:
    """Counts an upload as it streams, and cuts it off where it passes its limit."""

    def __init__(self, receive: Receive, send: Send, limit: int) -> None:
        self._receive = receive
        self._send = send
        self.limit = limit
        self.read = 0
        self.cut = False
        self.answered = False

    async def receive(self) -> Message:
        """The next part of the body, or the end of it."""
        message = await self._receive()
        self.read += len(message.get("body", b""))
        self.cut = self.cut or self.read > self.limit
        return {"type": "http.disconnect"} if self.cut else message

    async def send(self, message: Message) -> None:
        """Passes the answer on, unless the upload was cut off."""
        if not self.cut:
            self.answered = True
            await self._send(message)


class Frames:
    """What comes in by a socket: bytes, as the library's protocol has it. Text ends the socket."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive = receive
        self._send = send

    async def receive(self) -> Message:
        """The next message."""
        message = await self._receive()
        if message["type"] == "websocket.receive" and message.get("bytes") is None:
            await self._send({"type": "websocket.close", "code": 1003})
            return {"type": "websocket.disconnect", "code": 1003}
        return message


class Sparing(logging.Filter):
    """Lets the same message into the log some times a minute, then says how many there were.

    Who can make the server write a line can't fill its disk with it.
    """

    def __init__(self, lines: int = LINES_A_MINUTE) -> None:
        super().__init__()
        self._lines = lines
        self._seen: dict[str, tuple[int, int]] = {}  # message -> minute, times

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is written."""
        minute = int(record.created // 60)
        kind = f"{record.name}:{record.msg}"[:200]
        when, times = self._seen.pop(kind, (minute, 0))
        if when != minute:
            if times > self._lines:
                record.msg = f"{record.msg} ({times - self._lines} more like it before)"
            times = 0
        self._seen[kind] = minute, times + 1
        if len(self._seen) > KINDS:
            del self._seen[next(iter(self._seen))]
        return times < self._lines


def _body(scope: Scope, at_most: int = 0) -> bool:
    """Whether the request brings a body of more bytes than `at_most`, or of a length untold."""
    headers = Headers(scope=scope)
    stated = headers.get("content-length", "0")
    told = re.fullmatch(r"[0-9]{1,15}", stated) is not None
    return "transfer-encoding" in headers or not told or int(stated) > at_most


def _unstated(scope: Scope) -> Scope:
    """The scope without the body's length, which the library would take for the file's."""
    kept = [(name, value) for name, value in scope["headers"] if name != b"content-length"]
    return {**scope, "headers": kept}


def _own_origin(scope: Scope) -> Scope:
    """The scope with the origin spelled as its host: the library compares them by the letter."""
    headers = Headers(scope=scope)
    host = headers.get("host", "")
    named = [
        (name, f"http://{host}".encode("latin-1") if name == b"origin" else value)
        for name, value in scope["headers"]
    ]
    return {**scope, "headers": named}


def _withheld(headers: MutableHeaders) -> None:
    """Another site's page is told nothing of what it may do here."""
    for name in [name for name in headers if name.startswith("access-control-")]:
        del headers[name]


def _words(status: int, words: str, **headers: str) -> Response:
    """A short answer for a program; readers get the page that `missing` makes."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return PlainTextResponse(words, status, {"cache-control": "no-store"} | named)


NO_BODY = _words(413, "No body is taken here", connection="close")
