"""Views: tabs of which only the open one reads and draws; the link names it by our own code.

And buttons that open what is drawn only then.
"""

from collections.abc import Iterator, Mapping

import streamlit as st
from streamlit.elements.lib.mutable_popover_container import PopoverContainer

from dashboard.reader import state


def views(names: Mapping[str, str], name: str = "view") -> Iterator[str]:
    """Tabs for these views, code -> label; gives the code of the open one, to be drawn in it.

    Which one is open is the choice `name` in the URL: the first, unless a reader chose.
    """
    chosen = state.choice(name, list(names))
    key = f"{name}_{state.current().lang}"  # an element remembers a label, which is of a language
    state.hold(key, names[chosen])
    listed = st.tabs(list(names.values()), key=key, on_change=_opened, args=(name, key, names))
    for code, tab in zip(names, listed, strict=True):
        if tab.open:
            with tab:
                yield code


def opened(label: str, *, icon: str, key: str) -> PopoverContainer | None:
    """A quiet button for what is drawn only once it is open: given back then, to be filled."""
    shown = st.popover(label, icon=icon, type="tertiary", key=key, on_change="rerun")
    return shown if shown.open else None


def show(code: str, name: str = "view") -> None:
    """Callback: open the view of this code."""
    st.session_state[name] = code
    state.chose(name)


def _opened(name: str, key: str, names: Mapping[str, str]) -> None:
    """What was pressed may be the tab of a moment ago, with another count, or another page's."""
    if not state.holds(key):
        return
    pressed = _uncounted(st.session_state[key])
    for code, words in names.items():
        if _uncounted(words) == pressed:
            show(code, name)


def _uncounted(label: str) -> str:
    return label.rstrip(" 0123456789,")
