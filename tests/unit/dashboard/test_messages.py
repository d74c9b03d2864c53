"""What a browser is sent comes whole and in order.

A message is sent as a reference only where one of the last runs sent it; what waits to be sent is
not dropped as a part of the page is drawn by itself.
"""

import pytest
from streamlit.config import get_option
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext

from dashboard import messages
from dashboard.messages import RUNS, Held, Sent


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


def text(place: int, part: str = "") -> ForwardMsg:
    """A text at a place of the page, drawn within a part of it or for the whole."""
    sent = ForwardMsg()
    sent.metadata.delta_path.extend([0, place])
    sent.delta.new_element.markdown.body = f"{place}{part}"
    sent.delta.fragment_id = part
    return sent


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> ForwardMsgQueue:
    """What waits for a browser: two places of a part, and one within it for the whole page."""
    for of, name in ((ForwardMsgQueue, "clear"), (ScriptRunContext, "reset")):
        monkeypatch.setattr(of, name, getattr(of, name))  # given back after the test
    messages.mend()
    waits = ForwardMsgQueue()
    for sent in (text(0, "bar"), text(1, "bar"), text(2)):
        waits.enqueue(sent)
    return waits


def test_a_part_that_is_drawn_by_itself_leaves_no_gap(queue: ForwardMsgQueue) -> None:
    queue.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=["bar"])
    queue.enqueue(text(0, "bar"))
    places = [sent.metadata.delta_path[-1] for sent in queue.flush()]
    assert places == [0, 1, 2, 0]


def test_the_whole_page_drawn_anew_needs_nothing_of_before(queue: ForwardMsgQueue) -> None:
    queue.clear(retain_lifecycle_msgs=True)
    assert queue.is_empty()
