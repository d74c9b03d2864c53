"""The views of the page, each read and drawn when it is opened."""

import streamlit as st

from dashboard.pages.explore import compare, pivot, statements
from dashboard.parts import views as tabs
from dashboard.reader import state
from dashboard.reader.page import Page

VIEWS = {"statements": statements.found, "compare": compare.beside, "pivot": pivot.crossed}


@st.fragment
def views(page: Page) -> None:
    """What documents state, places side by side, tables of rows and columns."""
    state.redraw()
    for view in tabs.views({code: page.reader.t(f"explore.view_{code}") for code in VIEWS}):
        VIEWS[view](page)
