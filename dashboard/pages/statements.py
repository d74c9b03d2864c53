"""Statements: everything that documents state, to search, and the passport of each row."""

from dashboard.components import statements
from dashboard.parts import layout
from dashboard.reader import state
from dashboard.warehouse import data

layout.lead("statements")
page = data.read_page("statements", state.current())

statements.passport(page)
statements.found(page)
layout.provenance(page)
