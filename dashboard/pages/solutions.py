"""Solutions: what is proven and who took it up, what guides plans, what provinces pledged."""

from dashboard.components import solutions
from dashboard.parts import layout
from dashboard.reader import state
from dashboard.warehouse import data

layout.lead("solutions")
page = data.read_page("solutions", state.current())

layout.kpi_row(page)
solutions.dimensions(page)
solutions.listed(page)
solutions.adopters(page)
solutions.followups(page)
solutions.guidelines(page)
solutions.pledges(page)
solutions.events(page)
solutions.details(page)
layout.provenance(page)
