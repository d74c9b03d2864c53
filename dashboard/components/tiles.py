"""KPI tiles: value with qualifier, unit, as-of, comparison, sparkline, target, source, passport."""

import streamlit as st

from dashboard.data import Page


def row(page: Page) -> None:
    """Every tile of the page, from `page.tiles`."""
    for tile in page.tiles.iter_rows(named=True):
        st.metric(str(tile["label_th"]), tile["value"])


def foot(page: Page) -> None:
    """As-of, build and sources."""
    st.caption(page.name)
