"""A choice of one page or view alone, kept in the link by our own code."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

import streamlit as st

from dashboard.parts import tables
from dashboard.reader import state

MANY = 6  # options beyond which they are listed in a box
WIDE = 420  # of that box, in pixels
NONE = "none"  # what the link says where nothing is chosen


def choose(
    name: str,
    heading: str,
    options: Mapping[str, str],
    *,
    label: Literal["visible", "collapsed"] = "collapsed",
    boxed: bool = False,
) -> str:
    """Let the reader choose one of `options` (code -> label); gives its code.

    `name` is the parameter in the link, which leaves out the first option; `heading` (a text key)
    says what is chosen. Few options are a row of buttons unless `boxed`, many a box.
    """
    state.choice(name, list(options))
    if len(options) <= MANY and not boxed:
        st.segmented_control(
            state.current().t(heading),
            list(options),
            format_func=lambda code: tables.plain(options.get(code, code)),
            key=name,
            label_visibility=label,
            required=True,
            on_change=state.chose,
            args=(name,),
        )
    else:
        st.selectbox(
            state.current().t(heading),
            list(options),
            format_func=lambda code: options.get(code, code),
            key=name,
            label_visibility=label,
            on_change=state.chose,
            args=(name,),
            width=WIDE,
        )
    return str(st.session_state[name])


def of_lists(lists: Mapping[str, str], name: str = "list") -> str:
    """Let the reader choose which of the lists of a view is shown (code -> label)."""
    return choose(name, "rows.which", lists)


def several(
    name: str,
    heading: str,
    options: Mapping[str, str],
    *,
    first: Sequence[str] = (),
    most: int,
    hint: str,
    find: Callable[[str], Sequence[str]] | None = None,
) -> list[str]:
    """Let the reader choose up to `most` of `options` (code -> label); gives their codes in order.

    The link holds the codes, parted by commas, unless they are `first`; `NONE` where all were taken
    off. `heading` and `hint` are text keys. Where a link names what is not on offer, it is said.
    With `find` anything can be typed: it gives the codes that those words name.
    """
    text = state.choice(name)
    stated = [] if text == NONE else text.split(",") if text else list(first)
    chosen = [code for code in dict.fromkeys(stated) if code in options][:most]
    if text and chosen != stated:
        state.disown(name)
        st.warning(state.current().t("link.some"), icon=":material/link_off:")
    key = f"{name}_picked"
    state.hold(key, chosen)
    st.multiselect(
        state.current().t(heading),
        list(options),
        format_func=lambda code: options.get(code, code),
        key=key,
        max_selections=most,
        select_all=False,
        placeholder=state.current().t(hint),
        accept_new_options=find is not None,
        on_change=_picked,
        args=(name, key, options, find),
    )
    if words := st.session_state.pop(f"{name}_unread", ""):
        st.warning(state.current().t("bar.no_place", words=tables.plain(words)))
    return chosen


def _picked(
    name: str,
    key: str,
    options: Mapping[str, str],
    find: Callable[[str], Sequence[str]] | None,
) -> None:
    if not state.holds(key):
        return
    picked: list[str] = []
    for one in st.session_state[key]:
        codes = [one] if one in options or find is None else find(one)
        if not codes:
            st.session_state[f"{name}_unread"] = one
        picked += codes
    st.session_state[name] = ",".join(dict.fromkeys(picked)) or NONE
    state.chose(name)
