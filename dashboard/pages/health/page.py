"""Data quality: how old the figures are, what disagrees, what was checked, where data come from."""

from dashboard.pages.health import panels
from dashboard.parts import layout
from dashboard.reader import state
from dashboard.warehouse import data

page = data.read_page("health", state.current())
runs = data.read_runs(20)

panels.summary(page)
panels.ages(page)
panels.views(page, runs)
layout.provenance(page)
