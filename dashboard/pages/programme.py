"""Programme: which step each plan has reached, since when, with what money; when logos end."""

from dashboard.components import programme
from dashboard.parts import layout
from dashboard.reader import state
from dashboard.warehouse import data

layout.lead("programme")
page = data.read_page("programme", state.current())

layout.kpi_row(page)
programme.pipeline(page)
programme.states(page)
programme.money(page)
programme.calendar(page)
programme.reconciliation(page)
programme.over_time(page)
programme.plans(page)
programme.dimensions(page)
programme.events(page)
programme.others(page)
layout.provenance(page)
