"""Definitions: every KPI and what feeds it, terms, rules, conflicts, documents, files."""

from dashboard.components import definitions, glossary, history, passport
from dashboard.parts import layout
from dashboard.reader import state
from dashboard.warehouse import data

layout.lead("definitions")
page = data.read_page("definitions", state.current())
history.ready(passport.asked(page), page.reader)

definitions.metrics(page)
history.panels(passport.panel(page), page.reader)
definitions.matrix(page)
glossary.terms(page)
definitions.rules(page)
definitions.conflicts(page)
definitions.documents(page)
definitions.files(page)
definitions.regions(page)
layout.provenance(page)
