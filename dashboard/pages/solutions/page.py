"""Solutions: how much is proven, by dimension and evidence; then who took it up."""

from dashboard.pages.solutions import panels
from dashboard.parts import cards, layout
from dashboard.reader import state
from dashboard.warehouse import data

page = data.read_page("solutions", state.current())

panels.finding(page)
panels.proven(page)
cards.leading(page, ())
panels.views(page)
layout.provenance(page)
