"""What the gate lets through to the upload route, told by a server that counts what it gets."""

import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection

import pytest
import uvicorn
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from dashboard import gate
from dashboard.gate import FRAMING, Gate, Settings

LARGEST = 256 * 1024
WITHIN = b"x" * 1024
ROUTE = "/sc/_stcore/upload_file"


@dataclass
class Counting:
    """Stands where the library stands, and counts the bytes of bodies that reach it."""

    read: int = 0
    files: int = 0
    held: int = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        async for part in Request(scope, receive).stream():
            self.read += len(part)
        self.files += 1
        await Response(status_code=204)(scope, receive, send)


@pytest.fixture
def within() -> Counting:
    return Counting()


@pytest.fixture
def port(within: Counting) -> Iterator[int]:
    """A real server with the gate before what counts; the session `in` gave the secret."""
    settings = Settings(
        base="/sc",
        own=frozenset({"/"}),
        files=frozenset(),
        headers={},
        largest_file=LARGEST,
        allowed_origins=lambda: ["https://portal.example.go.th"],
        allowed_host=lambda host: host != "evil.example",
        uploads=lambda: True,
        admitted=lambda session: session in {"in", "also"},
        held=lambda: within.held,
        missing=lambda _: PlainTextResponse("missing", 404),
    )
    listening = socket.create_server(("127.0.0.1", 0))
    options = uvicorn.Config(Gate(within, settings), lifespan="off", log_config=None)
    server = uvicorn.Server(options)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    yield int(listening.getsockname()[1])
    server.should_exit = True
    thread.join(timeout=20)
    listening.close()


def sent(port: int, body: bytes, session: str = "in", method: str = "PUT", **named: str) -> int:
    """The status of an answer to a file of that session."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {name.replace("_", "-"): value for name, value in named.items()}
    try:
        connection.request(method, f"{ROUTE}/{session}/file", body, headers)
        return connection.getresponse().status
    finally:
        connection.close()


def streamed(port: int, parts: int, *, length: int | None = None) -> str:
    """The answer to a body that comes in parts of 64 kB and states a length, or none."""
    frame = b"x" * 65536
    stated = f"Content-Length: {length}" if length else "Transfer-Encoding: chunked"
    head = [f"PUT {ROUTE}/in/file HTTP/1.1", "Host: 127.0.0.1", stated, "", ""]
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall("\r\n".join(head).encode())
        try:
            for _ in range(parts):
                connection.sendall(frame if length else b"10000\r\n" + frame + b"\r\n")
            connection.sendall(b"" if length else b"0\r\n\r\n")
        except ConnectionError:
            pass
        try:
            return connection.recv(65536).decode()
        except ConnectionError:
            return "cut off"


def test_a_file_of_an_admitted_session_is_let_through(port: int, within: Counting) -> None:
    assert sent(port, WITHIN) == 204
    assert within.read == len(WITHIN)
    assert sent(port, b"", method="DELETE") == 204
    assert sent(port, b'{"sessionId":"in"}', method="DELETE") == 204  # as the page asks for it


def test_others_find_no_route(port: int, within: Counting) -> None:
    for session in ("out", "IN", "in%20", "in%2F"):
        assert sent(port, WITHIN, session) == 404
    assert (within.read, within.files) == (0, 0)


def test_other_methods_sites_and_hosts(port: int, within: Counting) -> None:
    for method in ("POST", "GET", "PATCH", "OPTIONS"):
        assert sent(port, b"", method=method) == 405
    assert sent(port, WITHIN, Origin="https://evil.example") == 403
    assert sent(port, WITHIN, Host="evil.example") == 421
    assert sent(port, WITHIN, method="DELETE") == 413
    assert within.files == 0
    assert sent(port, WITHIN, Origin="https://portal.example.go.th") == 204


def test_a_file_that_says_it_is_too_large_is_not_read(port: int, within: Counting) -> None:
    assert "413" in streamed(port, 0, length=LARGEST + FRAMING + 1)
    assert within.read == 0


def test_a_file_that_does_not_say_is_cut_off_where_it_is_too_large(
    port: int, within: Counting
) -> None:
    assert "204" not in streamed(port, 200)
    assert within.read <= LARGEST + FRAMING
    assert within.files == 0


def test_files_of_a_minute(port: int, within: Counting) -> None:
    answers = [sent(port, WITHIN) for _ in range(2 * gate.FILES_A_MINUTE)]
    assert answers == [204] * gate.FILES_A_MINUTE + [429] * gate.FILES_A_MINUTE
    assert sent(port, WITHIN, "also") == 204


def test_bytes_of_a_minute(port: int, within: Counting) -> None:
    assert sent(port, b"x" * LARGEST) == 204
    assert sent(port, b"x" * LARGEST) == 429
    assert "204" not in streamed(port, 4)
    assert within.read <= LARGEST + FRAMING


def test_what_all_sessions_hold(port: int, within: Counting) -> None:
    within.held = gate.HELD * LARGEST
    assert sent(port, WITHIN) == 429
    within.held = 0
    assert sent(port, WITHIN) == 204


def test_two_are_taken_at_once(port: int, within: Counting) -> None:
    head = f"PUT {ROUTE}/in/file HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nx".encode()
    slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(gate.UPLOADS_AT_ONCE)]
    for connection in slow:
        connection.sendall(head)
    end = time.monotonic() + 20
    while within.read < len(slow) and time.monotonic() < end:
        time.sleep(0.01)
    assert sent(port, WITHIN, "also") == 429
    for connection in slow:
        connection.close()
    while sent(port, WITHIN, "also") != 204:
        assert time.monotonic() < end
        time.sleep(0.05)
