"""Cohorts: training batches side by side, what may be divided, and what was planned."""

from dashboard import data, state
from dashboard.components import cohorts, layout, refusals

layout.page_header("cohorts")
page = data.read_page("cohorts", state.current())

layout.kpi_row(page)
cohorts.side_by_side(page)
cohorts.ratios(page)
cohorts.plan_actual(page)
refusals.draw(page, "cohorts")
cohorts.places(page)
cohorts.projects(page)
cohorts.others(page)
layout.provenance(page)
