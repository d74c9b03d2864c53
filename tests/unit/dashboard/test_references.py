"""A message is sent as a reference only where one of the last runs sent it."""

from streamlit.config import get_option

from dashboard.references import RUNS, Held, Sent


def held(sent: Sent, *names: str) -> Held:
    """What the browser names as it asks for a run, which begins."""
    named = Held(names)
    named.sent = sent
    sent.begin()
    return named


def test_what_one_of_the_last_runs_sent_is_referred_to() -> None:
    sent = Sent()
    assert "a" not in held(sent)
    for _ in range(RUNS):
        assert "a" in held(sent, "a")
    for _ in range(RUNS - 1):
        held(sent, "a")
    assert "a" in held(sent, "a")


def test_what_was_sent_longer_ago_is_sent_again() -> None:
    sent = Sent()
    assert "a" not in held(sent)
    for _ in range(RUNS):
        held(sent, "a")
    assert "a" not in held(sent, "a")
    assert "a" in held(sent, "a")


def test_what_the_browser_does_not_hold_is_sent_again() -> None:
    sent = Sent()
    assert "a" not in held(sent)
    assert "a" not in held(sent, "b")


def test_nothing_is_remembered_for_longer_than_it_is_used() -> None:
    sent = Sent()
    for name in "abcdefghij":
        assert name not in held(sent)
    assert len(sent) == RUNS + 1


def test_browsers_hold_for_longer_than_messages_are_referred_to() -> None:
    assert get_option("global.maxCachedMessageAge") > RUNS
