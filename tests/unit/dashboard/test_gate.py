import logging

import pytest

from dashboard import gate, headers

SAME = [  # origin, host, over TLS
    ("http://127.0.0.1:8501", "127.0.0.1:8501", False),
    ("http://example.go.th", "example.go.th", False),
    ("http://example.go.th", "example.go.th:80", False),
    ("http://example.go.th:80", "example.go.th", False),
    ("https://example.go.th", "example.go.th", True),
    ("https://example.go.th", "example.go.th:443", True),
    ("https://example.go.th", "example.go.th", False),  # a proxy that does not tell of TLS
    ("https://EXAMPLE.go.th", "example.GO.th", True),
    ("https://example.go.th", "example.go.th.", True),
    ("https://example.go.th:8443", "example.go.th:8443", True),
    ("http://[::1]:8501", "[::1]:8501", False),
    ("http://[::1]:8501", "[0:0:0:0:0:0:0:1]:8501", False),
    ("HTTP://localhost:8501", "localhost:8501", False),
]
FOREIGN = [
    ("http://evil.example", "127.0.0.1:8501", False),
    ("null", "127.0.0.1:8501", False),
    ("", "127.0.0.1:8501", False),
    ("file://", "127.0.0.1:8501", False),
    ("file://127.0.0.1:8501", "127.0.0.1:8501", False),
    ("chrome-extension://127.0.0.1:8501", "127.0.0.1:8501", False),
    ("http://127.0.0.1", "127.0.0.1:8501", False),
    ("http://127.0.0.1:9999", "127.0.0.1:8501", False),
    ("http://localhost:8501", "127.0.0.1:8501", False),
    ("http://127.0.0.1:8501.evil.example", "127.0.0.1:8501", False),
    ("http://127.0.0.1:8501@evil.example", "127.0.0.1:8501", False),
    ("http://evil.example@127.0.0.1:8501", "127.0.0.1:8501", False),
    ("http://127.0.0.1:8501/", "127.0.0.1:8501", False),
    ("http://127.0.0.1:8501\n", "127.0.0.1:8501", False),
    ("http://127.0.0.1:8501 http://evil.example", "127.0.0.1:8501", False),
    ("http://sub.example.go.th", "example.go.th", False),
    ("http://example.go.th", "example.go.th", True),  # a page without TLS, to a server with it
    ("https://example.go.th:80", "example.go.th", True),
    ("http://[::1]:8501", "[::2]:8501", False),
    ("http://[::g]:8501", "[::g]:8501", False),
    ("http://", "", False),
    ("http://:8501", ":8501", False),
    ("http://example.go.th:99999999", "example.go.th:99999999", False),
    ("http://exämple.go.th", "exämple.go.th", False),
]


@pytest.mark.parametrize(("origin", "host", "secure"), SAME)
def test_the_own_pages_origin_in_any_spelling(origin: str, host: str, secure: bool) -> None:
    assert gate.same_site(origin, host, secure=secure)


@pytest.mark.parametrize(("origin", "host", "secure"), FOREIGN)
def test_another_sites_origin(origin: str, host: str, secure: bool) -> None:
    assert not gate.same_site(origin, host, secure=secure)


def test_origins_of_the_settings_are_told_by_scheme_host_and_port() -> None:
    named = ["https://portal.example.go.th", " http://intranet:8080 "]
    assert gate.allowed_site("https://portal.example.go.th:443", named)
    assert gate.allowed_site("http://INTRANET:8080", named)
    assert not gate.allowed_site("http://portal.example.go.th", named)
    assert not gate.allowed_site("https://portal.example.go.th:8443", named)
    assert not gate.allowed_site("null", [*named, "null", "*", ""])


def test_a_session_may_send_so_many_files_and_bytes_a_minute() -> None:
    allowance = gate.Allowance()
    for _ in range(3):
        assert allowance.room(10, files=3, largest=100)
        allowance.note(10)
    assert not allowance.room(10, files=3, largest=100)
    assert not allowance.room(80, files=9, largest=100)
    assert allowance.room(70, files=9, largest=100)


def test_the_same_line_is_written_so_often_a_minute_and_then_counted() -> None:
    sparing = gate.Sparing(lines=2)

    def written(minute: int, words: str) -> str | None:
        record = logging.makeLogRecord({"name": "uvicorn.error", "msg": words})
        record.created = 60.0 * minute
        return record.getMessage() if sparing.filter(record) else None

    assert [written(1, "bad request") for _ in range(5)] == ["bad request"] * 2 + [None] * 3
    assert written(1, "something else") == "something else"
    assert written(2, "bad request") == "bad request (3 more like it before)"
    assert written(2, "bad request") == "bad request"
    for number in range(2 * gate.KINDS):
        written(2, f"line {number}")
    assert len(sparing._seen) <= gate.KINDS


@pytest.mark.parametrize(
    ("stated", "directive"),
    [
        ("", "'none'"),
        ("none", "'none'"),
        ("self", "'self'"),
        ("self https://portal.example.go.th", "'self' https://portal.example.go.th"),
        ("https://*.example.go.th:8443", "https://*.example.go.th:8443"),
    ],
)
def test_who_may_frame_the_pages(
    stated: str, directive: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMARTCITY_FRAME_ANCESTORS", stated)
    told = headers.headers("")
    assert told["content-security-policy"].endswith(f"frame-ancestors {directive}")
    assert told.get("x-frame-options") == {"'none'": "DENY", "'self'": "SAMEORIGIN"}.get(directive)


@pytest.mark.parametrize(
    "stated", ["*", "https://a.example; script-src *", "none self", "javascript:x", "https://a,b"]
)
def test_a_wrong_setting_of_frames_stops_the_start(
    stated: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMARTCITY_FRAME_ANCESTORS", stated)
    with pytest.raises(ValueError, match="SMARTCITY_FRAME_ANCESTORS"):
        headers.headers("")
