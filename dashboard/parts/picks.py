"""What a reader picks on a map, a grid or a list, and where that leads: the drawer, or a page.

It is named by its kind and code: `plan:yala` opens the drawer, `city:yala` the page of that city.
"""

from collections.abc import Callable

import streamlit as st

from dashboard.navigation import link
from dashboard.reader import state

Picked = Callable[[str], str | None]  # an element's name -> what was picked in it; None: nothing
# A kind -> the page of what is of it, the parameter that names it, and the link's other choices.
PAGES: dict[str, tuple[str, str, dict[str, str]]] = {
    "city": ("city", "plan", {}),
    "form": ("health", "form", {"view": "files"}),
}


def taken(name: str, picked: Picked) -> None:
    """Callback of an element: what was picked in it is opened."""
    if code := picked(name):
        if found := _page(code):
            state.lead(found[0], **found[1])
        else:
            state.show(code)


def _page(code: str) -> tuple[str, dict[str, str]] | None:
    """The page of what is opened, and that page's own choices; None for what the drawer shows."""
    kind, _, own = code.partition(":")
    if kind not in PAGES:
        return None
    page, parameter, others = PAGES[kind]
    return page, {**others, parameter: own}


def fresh(key: str, picked: Picked) -> str:
    """The name under which an element is drawn: a new one when it remembers a pick gone by.

    Else another click on what it remembers, once the drawer is closed, would count as taking it
    off.
    """
    count = f"{key}_count"
    name = f"{key}_{st.session_state.setdefault(count, 0)}"
    code = picked(name)
    if code is None or state.shown() == code:
        return name
    st.session_state[count] += 1
    return f"{key}_{st.session_state[count]}"


def address(opens: str) -> str:
    """The page of what is opened; of what has none, this page with the drawer open on it."""
    if found := _page(opens):
        return link(found[0], **found[1])
    return link(None, **{state.DRAWER: opens})
