"""Programme: which step each plan has reached, and published counts against the plans named."""

from dashboard import data, state
from dashboard.components import layout, programme

layout.page_header("programme")
page = data.read_page("programme", state.current())

layout.kpi_row(page)
programme.pipeline(page)
programme.reconciliation(page)
programme.series(page)
programme.plans(page)
programme.events(page)
programme.others(page)
layout.provenance(page)
