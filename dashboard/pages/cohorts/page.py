"""Cohorts: from people to zones batch by batch, what is stated of each, and where they reach."""

import streamlit as st

from dashboard.pages.cohorts import panels, views
from dashboard.parts import cards, layout
from dashboard.reader import state
from dashboard.warehouse import data

page = data.read_page("cohorts", state.current())

panels.flow(page)
left, right = st.columns([3, 2], gap="medium")
with left:
    panels.batches(page)
with right:
    panels.reach(page)
    cards.leading(page, ())
views.views(page)
layout.provenance(page)
