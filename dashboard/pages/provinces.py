"""Provinces: any KPI by province, as a map, as tiles of one size, and as a table."""

import streamlit as st

from dashboard import data, state
from dashboard.components import layout, panels

layout.page_header("provinces")
filters = state.current()
page = data.read_page("provinces", filters)
picked = panels.pick_kpi(page.metrics, page.by_province, filters)

if picked is not None:
    left, right = st.columns([3, 2])
    with left, layout.section("provinces.map", note="provinces.choose"):
        points = panels.counted(picked, page.plans)
        panels.province_map(picked, points, filters, key="provinces_map")
    with right, layout.section("provinces.grid", note="provinces.grid_note"):
        panels.tile_grid(picked, filters, key="provinces_grid")

    panels.province_table(picked, filters)
    panels.unplaced(page.plans, filters)
layout.provenance(page)
