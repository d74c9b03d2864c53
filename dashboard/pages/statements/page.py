"""Statements: everything that documents state, to search; a row opens in the drawer."""

from dashboard.pages.statements import panels
from dashboard.parts import layout
from dashboard.reader import state
from dashboard.warehouse import data

state.follow("row")
page = data.read_page("statements", state.current())

layout.lead("statements")
panels.found(page)
layout.provenance(page)
