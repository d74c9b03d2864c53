"""Cohorts: training batches side by side, from people to zones, what may be divided, reach."""

from dashboard.components import cohorts
from dashboard.parts import layout, refusals
from dashboard.reader import state
from dashboard.warehouse import data

layout.lead("cohorts")
page = data.read_page("cohorts", state.current())

layout.kpi_row(page)
cohorts.side_by_side(page)
cohorts.funnel(page)
cohorts.ratios(page)
cohorts.plan_actual(page)
refusals.draw(page, "cohorts")
cohorts.reach(page)
cohorts.places(page)
cohorts.delivered(page)
cohorts.awards(page)
cohorts.projects(page)
cohorts.others(page)
layout.provenance(page)
