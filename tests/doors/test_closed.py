"""The doors of a server as it comes: nobody but its own pages' readers, and no file."""

import re
import socket
import time
from collections import Counter
from contextlib import ExitStack

import pytest
from websockets import ConnectionClosed, Origin
from websockets.sync.client import connect

from dashboard import gate
from dashboard.navigation import PAGES
from dashboard.reader import boundaries, fonts
from dashboard.reader.text import LANGS, Lang, t
from dashboard.server import LARGEST_MESSAGE
from tests.doors.conftest import Doors

FONTS = [path.name for path in fonts.FOLDER.glob("*.woff2")]
UPLOADS = [
    "/_stcore/upload_file/a/b",
    "/_stcore/upload_file/a/b/",
    "/_stcore/upload_file/",
    "/_stcore/upload_file",
    "/_stcore/upload%5Ffile/a/b",
    "/_stcore/./upload_file/a/b",
    "/%5fstcore/upload_file/a/b",
    "/_stcore//upload_file/a/b",
    "//_stcore/upload_file/a/b",
    "/_STCORE/upload_file/a/b",
    "/_stcore/upload_file/a%2Fb/c",
    "/x/../_stcore/upload_file/a/b",
    "/overview/_stcore/upload_file/a/b",
]
CLOSED = [
    "/_stcore/metrics",
    "/_stcore/metrics?families=cache_memory_bytes",
    "/_stcore/script-health-check",
    "/_stcore/agent/openapi.json",
    "/_stcore/agent/interact",
    "/_stcore/agent/mcp",
    "/_stcore/bidi-components/x/y.js",
    "/component/x/index.html",
    "/app/static/x",
    "/auth/login",
    "/auth/logout",
    "/oauth2callback",
    "/oauth2callback?code=1&state=2",
    "/index.html",
    "/manifest.json",
    "/static/js/nosuch.js",
    "/static/../index.html",
]
NOWHERE = ["/nosuch", "/geo/x", "/profile/foo/bar", "/a/b/c/d.png", "/provinces.php", "/%2e%2e/x"]
FOREIGN = ["http://evil.example", "null", "file://", "", "http://localhost:1", "https://10.0.0.1"]
READABLE = ["/", "/provinces", "/healthz", "/robots.txt", "/_stcore/health", "/nosuch", "/media/x"]


def test_a_foreign_origin_is_refused_without_asking_anybody(doors: Doors) -> None:
    doors.outgoing.write_text("")
    for origin in FOREIGN:
        assert doors.knock(f"Origin: {origin}").startswith("HTTP/1.1 403 "), origin
    own = doors.server.url
    assert doors.knock(f"Origin: {own}", "Origin: http://b.example").startswith("HTTP/1.1 400 ")
    assert doors.knock(f"Origin: {own}", host="evil.example").startswith("HTTP/1.1 403 ")
    assert doors.knock(f"Origin: {own}", "X-Forwarded-Proto: https").startswith("HTTP/1.1 403 ")
    assert doors.outgoing.read_text() == ""


def test_the_own_pages_origin_is_let_in_without_asking_anybody(doors: Doors) -> None:
    doors.outgoing.write_text("")
    host, port = doors.place
    secure = f"https://{host}:{port}"
    for lines in (
        [f"Origin: {doors.server.url}"],
        [f"Origin: {secure}"],
        [f"Origin: {secure}", "X-Forwarded-Proto: https"],
        [],
    ):
        assert doors.knock(*lines).startswith("HTTP/1.1 101 "), lines
    assert doors.knock("Origin: https://A.example", host="a.example.:443").startswith(
        "HTTP/1.1 101 "
    )
    assert doors.outgoing.read_text() == ""


def test_a_socket_has_one_address(doors: Doors) -> None:
    own = f"Origin: {doors.server.url}"
    for path in ("/", "/overview", "/_stcore/stream/", "/_stcore/health", "/x/_stcore/stream"):
        assert doors.knock(own, path=path).startswith("HTTP/1.1 404 "), path


def test_other_sites_are_told_nothing_of_what_they_may(doors: Doors) -> None:
    for path in ("/_stcore/health", "/_stcore/host-config", "/_stcore/upload_file/a/b"):
        for method in ("GET", "OPTIONS", "PUT"):
            told = doors.ask(path, method, Origin="http://evil.example").headers
            assert not [name for name in told if name.startswith("access-control-")]
    assert '"allowedOrigins":[]' in doors.ask("/_stcore/host-config").body


@pytest.mark.parametrize("path", UPLOADS)
def test_no_file_is_taken(doors: Doors, path: str) -> None:
    for method in ("PUT", "POST", "DELETE", "OPTIONS", "GET", "PATCH"):
        assert doors.ask_at(path, method, b"x" * 1000).status == 404, method


@pytest.mark.parametrize("path", CLOSED)
def test_what_the_library_opens_is_closed(doors: Doors, path: str) -> None:
    for method in ("GET", "POST", "OPTIONS"):
        assert doors.ask(path, method).status == 404, method


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("path", NOWHERE)
def test_an_address_that_is_not_ours(doors: Doors, path: str, lang: Lang) -> None:
    answer = doors.ask(f"{path}?lang={lang}")
    assert answer.status == 404
    assert f'<html lang="{lang}">' in answer.body
    assert f"<title>{t('missing.title', lang)}</title>" in answer.body
    assert "./" not in re.sub(r"<script>.*?</script>", "", answer.body)
    assert doors.ask(path, "POST").status == 404


@pytest.mark.parametrize("path", READABLE)
def test_headers_of_every_response(doors: Doors, path: str) -> None:
    for method in ("GET", "HEAD", "POST"):
        told = doors.ask(path, method).headers
        assert "frame-ancestors 'none'" in told["content-security-policy"]
        assert "default-src 'none'" in told["content-security-policy"]
        assert told["x-frame-options"] == "DENY"
        assert told["x-content-type-options"] == "nosniff"
        assert told["referrer-policy"] == "no-referrer"
        assert "camera=()" in told["permissions-policy"]
        assert "server" not in told
    assert "server:" not in doors.knock("Origin: null").lower()
    assert "content-security-policy:" in doors.knock("Origin: null").lower()


def test_pages_are_read_and_nothing_else(doors: Doors) -> None:
    for path in ["/", "/healthz", *(f"/{name}" for name in PAGES)]:
        for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "X"):
            answer = doors.ask(path, method)
            assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD"), path
        assert doors.ask(path, "GET", b"a body").status == 413
        assert doors.ask(path, "HEAD").status in {200, 307}


def test_a_long_address_is_refused(doors: Doors) -> None:
    assert doors.ask(f"/?x={'a' * gate.LONGEST_ADDRESS}").status == 414
    assert doors.ask(f"/{'a' * gate.LONGEST_ADDRESS}").status == 414
    assert doors.ask(f"/?x={'a' * 2000}").status == 200


def test_the_start_page_and_slashes_lead_where_they_should(doors: Doors) -> None:
    start = doors.ask("/overview?lang=en")
    assert (start.status, start.headers["location"]) == (307, "/?lang=en")
    slash = doors.ask("/provinces/?lang=en")
    assert (slash.status, slash.headers["location"]) == (308, "/provinces?lang=en")
    assert doors.ask_at("//evil.example/overview/").status == 404


def test_alive_but_not_ready_without_a_warehouse(doors: Doors) -> None:
    assert (doors.ask("/healthz").status, doors.ask("/healthz").body) == (200, "ok")
    ready = doors.ask("/readyz")
    assert (ready.status, ready.body) == (503, "not ready")


def test_robots_and_icon(doors: Doors) -> None:
    robots = doors.ask("/robots.txt")
    assert robots.headers["content-type"].startswith("text/plain")
    assert "Disallow: /_stcore/" in robots.body
    assert doors.ask("/favicon.ico").headers["content-type"] == "image/svg+xml"
    assert doors.ask("/.well-known/security.txt").status == 404  # nobody is named to be told


def test_the_font_is_kept_for_a_year(doors: Doors) -> None:
    assert len(FONTS) == 6
    for name in FONTS:
        told = doors.ask(f"/fonts/{name}").headers
        assert told["content-type"] == "font/woff2"
        assert told["cache-control"] == "public, max-age=31536000, immutable"
    for other in ("OFL.txt", "provenance.toml", "sarabun.woff2", "../icon.svg", ""):
        assert doors.ask(f"/fonts/{other}").status == 404


def test_the_borders_are_kept_by_the_name_of_their_content_alone(doors: Doors) -> None:
    named = doors.ask(f"/{boundaries.address()}").headers
    assert named["content-type"] == "application/geo+json"
    assert named["cache-control"] == "public, max-age=31536000, immutable"
    for other in (boundaries.PATH, f"{boundaries.PATH}?v=00000000"):
        assert doors.ask(f"/{other}").headers["cache-control"] == "no-cache"


def test_the_one_cookie_is_for_this_site_alone(doors: Doors) -> None:
    plain = doors.ask("/_stcore/health").headers["set-cookie"]
    assert {"SameSite=Strict", "HttpOnly", "Path=/"} <= set(plain.split("; "))
    assert "Secure" not in plain
    secure = doors.ask("/_stcore/health", X_Forwarded_Proto="https").headers["set-cookie"]
    assert "Secure" in secure.split("; ")


def test_a_hostile_caller_writes_few_lines_into_the_log(doors: Doors) -> None:
    before = doors.server.log.stat().st_size
    for _ in range(3 * gate.LINES_A_MINUTE):
        doors.raw(b"GET / HTTP/9.9 what\r\n\r\n")
        doors.knock("Origin: http://evil.example")
        doors.ask("/auth/login")
        doors.raw(doors.handshake() + b"\x81\x81\x00\x00\x00\x00x")
    written = doors.server.log.read_text()[before:]
    assert "Traceback" not in written
    lines = Counter(re.sub(r"[\d:.-]+", "", line) for line in written.splitlines())
    assert all(count <= 2 * gate.LINES_A_MINUTE for count in lines.values()), lines


def test_sockets_of_one_address_are_counted(doors: Doors) -> None:
    with ExitStack() as held:

        def knocked() -> str:
            connection = held.enter_context(socket.create_connection(doors.place, timeout=30))
            connection.sendall(doors.handshake())
            return connection.recv(65536).decode("latin-1")[:12]

        answers = [knocked() for _ in range(gate.SOCKETS_EACH + 1)]
        assert answers == ["HTTP/1.1 101"] * gate.SOCKETS_EACH + ["HTTP/1.1 503"]
        assert doors.ask("/healthz").status == 200
    end = time.monotonic() + 20
    while "HTTP/1.1 101" not in doors.knock():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_large_message_or_a_text_ends_its_socket(doors: Doors) -> None:
    address = doors.server.url.replace("http", "ws", 1) + "/_stcore/stream"
    for message, code in ((b"x" * (LARGEST_MESSAGE + 1), 1009), ("text", 1003)):
        with connect(address, origin=Origin(doors.server.url)) as opened:
            opened.send(message)
            with pytest.raises(ConnectionClosed) as closed:
                opened.recv(timeout=20)
            assert closed.value.rcvd
            assert closed.value.rcvd.code == code
