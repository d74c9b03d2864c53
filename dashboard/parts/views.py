"""Views: tabs of which only the open one reads and draws; the link names it by our own code."""

from collections.abc import Iterator, Mapping

import streamlit as st

from dashboard.reader import state


def views(names: Mapping[str, str]) -> Iterator[str]:
    """Tabs for these views, code -> label; gives the code of the open one, to be drawn in it.

    Which one is open is the page's choice `view` in the URL: the first, unless a reader chose.
    """
    reader = state.current()
    chosen = state.choice("view", list(names))
    key = (
        f"view_{reader.lang}"  # the element remembers a label, which another language does not have
    )
    st.session_state[key] = names[chosen]
    listed = st.tabs(list(names.values()), key=key, on_change=_opened, args=(key, names))
    for code, tab in zip(names, listed, strict=True):
        if tab.open:
            with tab:
                yield code


def _opened(key: str, names: Mapping[str, str]) -> None:
    label = st.session_state[key]
    st.session_state["view"] = next(code for code, name in names.items() if name == label)
    state.chose("view")
