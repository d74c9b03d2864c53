"""Statements: everything that documents state, to search, and the passport of each row."""

from dashboard import data, state
from dashboard.components import layout, statements

layout.page_header("statements")
page = data.read_page("statements", state.current())

statements.passport(page)
statements.found(page)
layout.provenance(page)
