"""Data health: runs, freshness, checks, quarantine, lineage, corrections, files sent in."""

from dashboard.components import flow, health, intake
from dashboard.parts import layout
from dashboard.reader import state
from dashboard.warehouse import data

layout.lead("health")
page = data.read_page("health", state.current())
runs = data.read_runs(20)

health.status_line(page, runs)
layout.kpi_row(page)
health.problems(page)
health.runs(runs)
health.freshness(page)
health.checks(page)
health.quarantine(page)
flow.layers(page)
flow.lineage(page)
flow.corrections(page)
intake.upload(page)
intake.forms(page)
layout.provenance(page)
