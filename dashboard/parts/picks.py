"""What a reader picks on a map, a grid or a list, and opens in the drawer."""

from collections.abc import Callable
from urllib.parse import urlencode

import streamlit as st

from dashboard.reader import state
from dashboard.reader.reader import Reader

Picked = Callable[[str], str | None]  # an element's name -> what the drawer opens on; None: nothing


def taken(name: str, picked: Picked) -> None:
    """Callback of an element: the drawer opens on what was picked in it."""
    if code := picked(name):
        state.show(code)


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


def address(opens: str, reader: Reader) -> str:
    """This page, with the drawer open on something."""
    kept = {name: value for name, value in st.query_params.items() if name != state.DRAWER}
    return f"?{urlencode(kept | reader.query() | {state.DRAWER: opens})}"
