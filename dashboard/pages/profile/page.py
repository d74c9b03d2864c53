"""Province: what one of the 77 has, where it stands among them, and what is missing of it."""

import streamlit as st

from dashboard.pages.profile import panels, views
from dashboard.parts import layout
from dashboard.reader import state
from dashboard.warehouse import data

page = data.read_page("profile", state.current())

if page.reader.province is None:
    panels.chooser(page.reader)
else:
    panels.header(page)
    panels.figures(page)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        panels.standing(page)
    with right:
        panels.peers(page)
    panels.more(page)
    views.views(page)
layout.provenance(page)
