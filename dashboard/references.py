"""What is sent again as a reference: only what the browser is sure to hold when that arrives.

A browser names what it holds as it asks for a run, and lets go of what some runs did not use as the
next of them ends, which may be after it asked: on a slow line a reader who goes on to another page
before the last has come. A reference to what is gone would end the page. So only what one of the
last runs sent is referred to; `global.maxCachedMessageAge` has browsers hold it for longer.
"""

from functools import lru_cache

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


def only_what_is_held() -> None:
    """From now on each run of a script refers only to what the browser is sure to hold."""
    reset = ScriptRunContext.reset

    def begin(context: ScriptRunContext, **run: object) -> None:
        reset(context, **run)  # type: ignore[arg-type]  # as the library gives them
        held = Held(context.cached_message_hashes)
        held.sent = of_session(context.session_id)
        held.sent.begin()
        context.cached_message_hashes = held

    ScriptRunContext.reset = begin  # type: ignore[method-assign, assignment]
