"""Programme: which step each plan has reached, when logos end, what is announced and what named."""

import streamlit as st

from dashboard.pages.programme import panels
from dashboard.parts import cards, layout
from dashboard.reader import state
from dashboard.warehouse import data

page = data.read_page("programme", state.current())

panels.finding(page)
left, right = st.columns([2, 3], gap="medium")
with left:
    panels.ladder(page)
with right:
    panels.terms(page)
cards.leading(page, panels.LEADS)
panels.views(page)
layout.provenance(page)
