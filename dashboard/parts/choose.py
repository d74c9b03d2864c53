"""A choice of one page or view alone, kept in the link by our own code."""

from collections.abc import Mapping
from typing import Literal

import streamlit as st

from dashboard.parts import tables
from dashboard.reader import state

MANY = 6  # options beyond which they are listed in a box
WIDE = 420  # of that box, in pixels


def choose(
    name: str,
    heading: str,
    options: Mapping[str, str],
    *,
    label: Literal["visible", "collapsed"] = "collapsed",
) -> str:
    """Let the reader choose one of `options` (code -> label); gives its code.

    `name` is the parameter in the link, which leaves out the first option; `heading` (a text key)
    says what is chosen. Few options are a row of buttons, many a box.
    """
    state.choice(name, list(options))
    if len(options) <= MANY:
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
