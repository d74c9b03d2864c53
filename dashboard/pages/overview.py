"""Overview: where are we against the target, what was said last, where, can it be trusted."""

import streamlit as st

from dashboard.components import panels, targets
from dashboard.parts import layout
from dashboard.reader import state
from dashboard.warehouse import data

filters = state.current()
page = data.read_page("overview", filters)
layout.page_header("overview", aim=targets.aim(page))
layout.status_strip(page)
targets.verdict(page)
layout.kpi_row(page)

left, right = st.columns(2)
with left, layout.section("overview.map", note="overview.map_note"):
    shaded = panels.shaded(page.map_metric.row(0, named=True), page.by_province, filters)
    panels.province_map(shaded, page.plans, filters, key="overview_map")
    panels.folded_table(shaded, filters, key="overview_table")
with right:
    targets.pace_panel(page)

targets.over_time(page)
targets.versions(page)
panels.changes(page.changes, page.moves, page.previous, filters)
panels.latest_statements(page.latest, filters)
panels.conflicts(page.conflicts, filters)
layout.provenance(page)
