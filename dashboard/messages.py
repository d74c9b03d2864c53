"""What a browser is sent comes whole and in order, to a hurried reader and on a slow line too.

Two rules of the library are narrowed; either would leave a reader before an empty page.

A message is sent again as a reference only where the browser is sure to hold it when that arrives.
A browser names what it holds as it asks for a run, and lets go of what some runs did not use as the
next of them ends, which may be after it asked: of a reader who goes on to another page before the
last has come. So only what one of the last runs sent is referred to; `global.maxCachedMessageAge`
has browsers hold it for longer.

As a part of the page is drawn by itself, what that part had to say and was not sent yet is dropped,
but neither references nor what stands within it for the whole page (`state.of_the_page`): a place
would be filled before the ones above it are there. So nothing is dropped then; it is a few
messages.
"""

from functools import lru_cache

from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext

RUNS = 3  # within so many a message is referred to; browsers hold it for twice as many
SESSIONS = 200  # of which it is known what was sent; others are sent all of a run


class Sent(dict[str, int]):
    """What a session was sent: a message's hash, and the number of the run that sent it last."""

    run = 0

    def begin(self) -> None:
        """Another run begins: what is not referred to any more is forgotten."""
        self.run += 1
        for name in [name for name, run in self.items() if self.run - run > RUNS]:
            del self[name]


class Held(frozenset[str]):
    """What a browser says that it holds; the library asks it once of each message that it sends."""

    sent: Sent

    def __contains__(self, name: object) -> bool:
        known = name in self.sent and super().__contains__(name)
        self.sent[str(name)] = self.sent.run
        return known


@lru_cache(SESSIONS)
def of_session(_: str) -> Sent:
    """What the session of this name was sent."""
    return Sent()


def mend() -> None:
    """From now on both rules hold for every session of this process."""
    reset, clear = ScriptRunContext.reset, ForwardMsgQueue.clear

    def begin(context: ScriptRunContext, **run: object) -> None:
        reset(context, **run)  # type: ignore[arg-type]  # as the library gives them
        held = Held(context.cached_message_hashes)
        held.sent = of_session(context.session_id)
        held.sent.begin()
        context.cached_message_hashes = held

    def drop(
        queue: ForwardMsgQueue,
        retain_lifecycle_msgs: bool = False,  # as the library names it
        fragment_ids_this_run: list[str] | None = None,
    ) -> None:
        if fragment_ids_this_run is None:
            clear(queue, retain_lifecycle_msgs)
        else:
            queue._delta_index_map = {}  # what comes now stands behind it, not in its place

    ScriptRunContext.reset = begin  # type: ignore[method-assign, assignment]
    ForwardMsgQueue.clear = drop  # type: ignore[method-assign, assignment]
