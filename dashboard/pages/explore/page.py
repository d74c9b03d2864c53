"""Explore: every statement to search, places side by side, and tables made of rows and columns."""

from dashboard.pages.explore import panels
from dashboard.parts import layout
from dashboard.reader import state
from dashboard.warehouse import data

state.follow("row")
page = data.read_page("explore", state.current())

layout.lead("explore")
panels.views(page)
layout.provenance(page)
