"""Investment: amounts as documents state them, by stage; what may not be added or divided."""

from dashboard.components import investment
from dashboard.parts import layout
from dashboard.reader import state
from dashboard.warehouse import data

layout.lead("investment")
page = data.read_page("investment", state.current())

layout.kpi_row(page)
investment.stages(page)
investment.within_one_stage(page)
investment.refused(page)
investment.conflicts(page)
investment.statements(page)
layout.provenance(page)
