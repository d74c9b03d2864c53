"""City: all that is known of one plan, and what nobody has sent yet."""

import streamlit as st

from dashboard.pages.city import panels
from dashboard.parts import layout
from dashboard.reader import state
from dashboard.warehouse import data

page = data.read_page("city", state.current(), plan=panels.NONE)

if plan := panels.chosen(page):
    page = data.read_page("city", state.current(), plan=plan)
    panels.finding(page)
    left, right = st.columns(2, gap="medium")
    with left:
        panels.steps(page)
    with right:
        panels.facts(page)
    panels.views(page)
layout.provenance(page)
