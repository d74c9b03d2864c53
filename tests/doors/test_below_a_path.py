"""The server under another path than /, with each of its settings set."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from dashboard.navigation import PAGES
from dashboard.reader import boundaries
from dashboard.reader.fonts import FOLDER
from tests.doors.conftest import Doors


@pytest.fixture(scope="module")
def base() -> str:
    return "/sc/th"


@pytest.fixture(scope="module")
def settings() -> dict[str, str]:
    return {
        "SMARTCITY_FRAME_ANCESTORS": "self https://portal.example.go.th",
        "SMARTCITY_SECURITY_CONTACT": "mailto:security@example.go.th",
        "SMARTCITY_UPLOADS": "1",
        "SMARTCITY_UPLOAD_SECRET": "known to two offices",
        "STREAMLIT_SERVER_ALLOWED_HOSTS": "smartcity.example.go.th 127.0.0.1",
        "STREAMLIT_SERVER_CORS_ALLOWED_ORIGINS": "https://portal.example.go.th",
    }


def test_all_that_is_ours_stands_below_the_path(doors: Doors) -> None:
    for path in ["/", *(f"/{name}" for name in PAGES if name != "overview")]:
        answer = doors.ask(f"{path}?lang=en")
        assert answer.status == 200
        assert 'src="/sc/th/static/' in answer.body
        assert not re.search(r"""(?:src|href)="(?!/sc/th/)""", answer.body)
    assert doors.ask(f"/{boundaries.PATH}").headers["content-type"] == "application/geo+json"
    for name in (path.name for path in FOLDER.glob("*.woff2")):
        assert doors.ask(f"/fonts/{name}").headers["content-type"] == "font/woff2"
        assert doors.ask_at(f"/fonts/{name}").status == 404
    assert doors.ask("/healthz").body == "ok"
    assert "Disallow: /sc/th/_stcore/" in doors.ask("/robots.txt").body
    start = doors.ask("/overview?lang=en")
    assert (start.status, start.headers["location"]) == (307, "/sc/th/?lang=en")
    bare = doors.ask("?lang=en")
    assert (bare.status, bare.headers["location"]) == (308, "/sc/th/?lang=en")


@pytest.mark.parametrize(
    "path", ["/", "/overview", "/healthz", "/_stcore/health", "/sc", "/sc/thx", "/sc/th2/overview"]
)
def test_nothing_stands_beside_it(doors: Doors, path: str) -> None:
    assert doors.ask_at(path).status == 404
    assert 'src="/sc/th/static/' in doors.ask_at(path).body


def test_a_socket_below_the_path(doors: Doors) -> None:
    host, port = doors.place
    own = f"Origin: http://{host}:{port}"
    assert doors.knock(own).startswith("HTTP/1.1 101 ")
    assert doors.knock("Origin: https://portal.example.go.th").startswith("HTTP/1.1 101 ")
    assert doors.knock("Origin: http://portal.example.go.th").startswith("HTTP/1.1 403 ")
    assert doors.knock(own, path="/x/_stcore/stream").startswith("HTTP/1.1 404 ")
    assert doors.outgoing.read_text() == ""


def test_hosts_that_are_not_named_get_nothing(doors: Doors) -> None:
    for path in ("/", "/healthz", "/nosuch", "/_stcore/upload_file/a/b"):
        assert doors.ask(path, Host="evil.example").status == 421
        assert doors.ask(path, Host="smartcity.example.go.th.evil.example").status == 421
    assert doors.ask("/healthz", Host="SMARTCITY.example.go.th:443").status == 200
    evil = ["Origin: http://evil.example"]
    assert doors.knock(*evil, host="evil.example").startswith("HTTP/1.1 403 ")


def test_files_of_sessions_without_the_secret(doors: Doors) -> None:
    for method in ("PUT", "DELETE", "POST", "OPTIONS"):
        assert doors.ask("/_stcore/upload_file/a/b", method, b"x" * 1000).status == 404
        assert doors.ask_at("/_stcore/upload_file/a/b", method, b"x" * 1000).status == 404


def test_the_cookie_is_read_by_the_script_that_uploads(doors: Doors) -> None:
    cookie = doors.ask("/_stcore/health").headers["set-cookie"].split("; ")
    assert {"Path=/sc/th", "SameSite=Strict"} <= set(cookie)
    assert "HttpOnly" not in cookie


def test_who_may_frame_the_pages_and_who_is_told_of_a_weakness(doors: Doors) -> None:
    told = doors.ask("/").headers
    assert "frame-ancestors 'self' https://portal.example.go.th" in told["content-security-policy"]
    assert "x-frame-options" not in told
    lines = dict(
        line.split(": ") for line in doors.ask("/.well-known/security.txt").body.splitlines()
    )
    assert lines["Contact"] == "mailto:security@example.go.th"
    expires = datetime.fromisoformat(lines["Expires"])
    assert timedelta(days=30) < expires - datetime.now(UTC) < timedelta(days=365)
