"""Who may send files, and who sees what is not public."""

import logging

import pytest

from dashboard.warehouse import uploads

RIGHT = "sixteen letters."


@pytest.fixture(autouse=True)
def on(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that takes files, with a door that nobody came to."""
    monkeypatch.setenv("SMARTCITY_UPLOADS", "1")
    monkeypatch.setenv("SMARTCITY_UPLOAD_SECRET", RIGHT)
    monkeypatch.delenv("SMARTCITY_OPERATOR_VIEW", raising=False)
    monkeypatch.setattr(uploads, "_door", uploads.Door())


def test_only_the_secret_admits_and_only_the_session_that_gave_it() -> None:
    for wrong in ("", RIGHT[:-1], RIGHT + " ", "ความลับ", "\ud800"):
        assert not uploads.admit(wrong, wrong)
        assert not uploads.admitted(wrong)
    assert uploads.admit("reader", RIGHT)
    assert uploads.admitted("reader")
    assert not uploads.admitted("another")


def test_a_session_may_be_wrong_a_few_times_only() -> None:
    for _ in range(uploads.WRONG):
        assert not uploads.admit("guesser", "a guess")
    assert not uploads.admit("guesser", RIGHT)
    assert uploads.admit("reader", RIGHT)


def test_all_sessions_together_may_be_wrong_so_often_a_minute(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = 1000.0
    monkeypatch.setattr(uploads, "monotonic", lambda: clock)
    for number in range(uploads.WRONG_A_MINUTE):
        assert not uploads.admit(f"guesser {number}", "a guess")
    assert not uploads.admit("reader", RIGHT)
    clock += 61
    assert uploads.admit("reader", RIGHT)


def test_the_door_remembers_so_many_sessions_only() -> None:
    assert uploads.admit("first", RIGHT)
    for number in range(uploads.SESSIONS):
        assert uploads.admit(f"session {number}", RIGHT)
    assert not uploads.admitted("first")
    assert uploads.admitted("session 0")


@pytest.mark.parametrize("secret", [None, "", RIGHT[:-1]])
def test_without_a_secret_uploads_stay_off_and_the_operator_is_told(
    secret: str | None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert uploads.admit("reader", RIGHT)
    if secret is None:
        monkeypatch.delenv("SMARTCITY_UPLOAD_SECRET")
    else:
        monkeypatch.setenv("SMARTCITY_UPLOAD_SECRET", secret)
    assert not uploads.enabled()
    assert not uploads.admitted("reader")
    assert not uploads.admit("reader", secret or "")
    assert not uploads.operator_view()
    with caplog.at_level(logging.WARNING):
        uploads.announce()
    assert "Uploads stay off: SMARTCITY_UPLOADS is 1, but SMARTCITY_UPLOAD_SECRET" in caplog.text
    assert "ยังไม่เปิดรับไฟล์ผ่านหน้าเว็บ" in caplog.text


def test_what_is_not_public_is_shown_where_an_operator_said_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert uploads.operator_view()
    monkeypatch.delenv("SMARTCITY_UPLOADS")
    assert not uploads.enabled()
    assert not uploads.operator_view()
    monkeypatch.setenv("SMARTCITY_OPERATOR_VIEW", "1")
    assert uploads.operator_view()
    assert not uploads.enabled()
    uploads.announce()
    assert not caplog.records
