"""The panels of the map: which KPI, how it is drawn, of which year, and the provinces in order."""

from typing import cast

import polars as pl
import streamlit as st

from dashboard.components import panels
from dashboard.components.panels import Shaded
from dashboard.parts import bars, layout
from dashboard.reader import format as fmt
from dashboard.reader import state
from dashboard.reader.filters import ALL, Filters
from dashboard.reader.text import label, t
from dashboard.warehouse.data import Page

ENOUGH = 10  # provinces with a figure that make a map; fewer stand on their own pages
WAYS = ("map", "tiles", "table")


def explorer(page: Page) -> None:
    """The chosen KPI: drawn at the left, its regions and provinces in order at the right."""
    filters, lang = page.filters, page.filters.lang
    picked = panels.pick_kpi(_mapped(page), page.by_province, filters, ways=WAYS)
    if picked is None:
        return
    way = state.choice("as", WAYS)
    with layout.panel("map", _title(picked, filters)):
        if way == "table":
            panels.values(picked, filters, key="provinces_table")
        else:
            left, right = st.columns([1, 1], gap="medium")
            with left:
                if way == "map":
                    points = panels.counted(picked, page.plans)
                    panels.province_map(picked, points, filters, key="provinces_map")
                else:
                    panels.tile_grid(picked, filters, key="provinces_grid")
                years(page, filters)
            with right:
                st.html(_regions(picked, filters))
                panels.values(picked, filters, key="provinces_table")
        layout.source_line(layout.sourced(_stated(page, picked)), f"kpi:{picked.metric_id}")
    panels.unplaced(page.plans, filters)
    if filters.place:
        st.caption(t("provinces.whole", lang))


def _mapped(page: Page) -> pl.DataFrame:
    """The KPIs that enough provinces have a figure of, whatever the period."""
    enough = page.reached.filter(pl.col("provinces") >= ENOUGH)
    return page.metrics.join(enough, on="metric_id", how="semi")


def _stated(page: Page, picked: Shaded) -> pl.DataFrame:
    return page.by_province.filter(metric_id=picked.metric_id).drop_nulls("value")


def _title(picked: Shaded, filters: Filters) -> str:
    """Which provinces lead, in words; the topic alone where none has a figure above zero."""
    lang = filters.lang
    held = picked.values.filter(pl.col("value") > 0).sort("value", descending=True)
    if held.is_empty():
        return picked.label
    top = held.filter(pl.col("value") == held["value"][0])
    if top.height > 1:
        return t("provinces.held", lang, label=picked.label, count=held.height)
    names = {"province": top["name"][0], "value": top["shown"][0]}
    return t("provinces.leads", lang, label=picked.label, count=held.height, **names)


def _regions(picked: Shaded, filters: Filters) -> str:
    """Each region: how many of its provinces have a figure above zero, as a table of bars."""
    lang = filters.lang
    regions = (
        picked.values.group_by("region_code")
        .agg((pl.col("value") > 0).sum().alias("held"), pl.len().alias("of"))
        .sort(pl.col("held") / pl.col("of"), "of", descending=[True, True])
    )
    return bars.table(
        (
            (label("region_short", row["region_code"], lang), row["held"], row["of"])
            for row in regions.iter_rows(named=True)
        ),
        t("places.regions", lang),
        state.colours(),
    )


def years(page: Page, filters: Filters) -> None:
    """The end of which year is shown: a slider that sets the filter of time."""
    lang = filters.lang
    last = state.today().year
    first = cast("int", page.years["year"].min()) if page.years.height else last
    offered = [str(year) for year in range(max(first, last - 6), last)] + [ALL]
    chosen = str(filters.to_year) if filters.to_year else ALL
    if chosen not in offered:
        offered = [chosen, *offered]
    st.session_state["map_year"] = chosen
    st.select_slider(
        t("provinces.year", lang),
        offered,
        format_func=lambda code: (
            t("provinces.now", lang) if code == ALL else fmt.year(int(code), lang, filters.era)
        ),
        key="map_year",
        on_change=_to_year,
    )


def _to_year() -> None:
    state.change(**{"from": ALL, "to": str(st.session_state["map_year"])})
