"""Founding documents: what each of the five states, and where in the product it stands."""

from dashboard import data, state
from dashboard.components import founding, layout

layout.page_header("founding")
page = data.read_page("founding", state.current())

founding.statements(page)
layout.provenance(page)
