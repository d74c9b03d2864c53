"""Founding documents: what each of the five states, and where in the product it stands."""

from dashboard.components import founding
from dashboard.parts import layout
from dashboard.reader import state
from dashboard.warehouse import data

layout.lead("founding")
page = data.read_page("founding", state.current())

founding.statements(page)
layout.provenance(page)
