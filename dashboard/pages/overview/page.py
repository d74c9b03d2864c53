"""Overview: the verdict first, then one picture a question; the rest when it is asked for."""

import streamlit as st

from dashboard.pages.overview import brief, panels
from dashboard.parts import layout
from dashboard.reader import state
from dashboard.warehouse import data

page = data.read_page("overview", state.current())

if brief.asked():
    brief.draw(page)
    st.stop()
panels.verdict(page)
with st.container(horizontal=True, gap="medium", key="pictures"):
    panels.race(page)
    panels.places(page)
panels.figures(page)
panels.views(page)
layout.provenance(page, brief.offer(page))
