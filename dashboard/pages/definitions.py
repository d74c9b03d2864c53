"""Definitions: every KPI, the rules for figures, open conflicts, documents and files."""

from dashboard import data, state
from dashboard.components import definitions, layout

layout.page_header("definitions")
page = data.read_page("definitions", state.current())

definitions.metrics(page)
definitions.rules(page)
definitions.conflicts(page)
definitions.documents(page)
definitions.files(page)
definitions.regions(page)
layout.provenance(page)
