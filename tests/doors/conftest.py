"""The real server without a browser: what answers at its doors, and what does not."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser import harness
from tests.browser.harness import Server

WATCHER = '''
"""Writes down each address that this process asks another host's name or a connection for."""
import os, sys

def watch(event, arguments):
    if event == "socket.getaddrinfo":
        asked = arguments[0]
    elif event in {"socket.connect", "socket.sendto"}:
        asked = arguments[1]
    else:
        return
    with open(os.environ["OUTGOING"], "a") as file:
        file.write(f"{event} {asked}\\n")

sys.addaudithook(watch)
'''


@dataclass(frozen=True)
class Answer:
    """Status, headers in small letters, and body of a response."""

    status: int
    headers: dict[str, str]
    body: str


@dataclass(frozen=True)
class Doors:
    """A running server, and the file of what it asked of other hosts."""

    server: Server
    outgoing: Path

    @property
    def place(self) -> tuple[str, int]:
        """Host and port."""
        parts = urlsplit(self.server.url)
        return str(parts.hostname), int(parts.port or 0)

    def ask(self, path: str, method: str = "GET", body: bytes = b"", **named: str) -> Answer:
        """One request below the base path."""
        base = urlsplit(self.server.url).path
        return self.ask_at(base + path, method, body, **named)

    def ask_at(self, path: str, method: str = "GET", body: bytes = b"", **named: str) -> Answer:
        """One request at an address as it stands."""
        connection = HTTPConnection(*self.place, timeout=30)
        headers = {name.replace("_", "-"): value for name, value in named.items()}
        connection.request(method, path, body or None, headers)
        response = connection.getresponse()
        told = {name.lower(): value for name, value in response.getheaders()}
        answer = Answer(response.status, told, response.read().decode(errors="replace"))
        connection.close()
        return answer

    def raw(self, asked: bytes) -> str:
        """The first answer to what is sent as it stands; empty where none came."""
        with socket.create_connection(self.place, timeout=30) as connection:
            connection.sendall(asked)
            try:
                return connection.recv(65536).decode("latin-1")
            except ConnectionError:
                return ""

    def handshake(self, *lines: str, host: str = "", path: str = "/_stcore/stream") -> bytes:
        """A request for a socket, with these further header lines."""
        address = urlsplit(self.server.url)
        asked = (
            f"GET {address.path}{path} HTTP/1.1",
            f"Host: {host or address.netloc}",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            *lines,
            "",
            "",
        )
        return "\r\n".join(asked).encode("latin-1")

    def knock(self, *lines: str, host: str = "", path: str = "/_stcore/stream") -> str:
        """The answer to a request for a socket."""
        return self.raw(self.handshake(*lines, host=host, path=path))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a module's server writes its log and what it asked of other hosts."""
    return tmp_path_factory.mktemp("doors")


@pytest.fixture(scope="module")
def settings() -> dict[str, str]:
    """Environment of the module's server; a module may have its own."""
    return {}


@pytest.fixture(scope="module")
def base() -> str:
    """Path that the module's server is served under; a module may have its own."""
    return ""


@pytest.fixture(scope="module")
def doors(folder: Path, settings: dict[str, str], base: str) -> Iterator[Doors]:
    """The dashboard over no warehouse at all, in a process of its own."""
    watcher, outgoing = folder / "watch", folder / "outgoing.txt"
    watcher.mkdir()
    (watcher / "sitecustomize.py").write_text(WATCHER)
    outgoing.touch()
    environment = {
        "SMARTCITY_WAREHOUSE": str(folder / "warehouse"),
        "PYTHONPATH": str(watcher),
        "OUTGOING": str(outgoing),
    }
    with harness.serving(
        harness.DASHBOARD, folder / "log.txt", base=base, **(environment | settings)
    ) as server:
        yield Doors(server, outgoing)
