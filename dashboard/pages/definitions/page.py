"""Definitions: every KPI and its state, terms, documents, rules, files."""

from dashboard.pages.definitions import panels
from dashboard.parts import layout
from dashboard.reader import state
from dashboard.warehouse import data

state.follow("kpi", "kpi:")
page = data.read_page("definitions", state.current())

panels.summary(page)
panels.views(page)
layout.provenance(page)
