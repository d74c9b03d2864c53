"""The panels of the map: which KPI, how it is drawn, of which year, and the provinces in order."""

from html import escape
from typing import cast

import polars as pl
import streamlit as st

from dashboard.parts import bars, layout, provinces
from dashboard.parts.provinces import Shaded
from dashboard.reader import state
from dashboard.reader.filters import ALL
from dashboard.reader.once import once
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader

ENOUGH = 10  # provinces with a figure that make a map; fewer stand on their own pages
HALF = 520  # pixels that the list's columns share beside the map
WAYS = ("map", "tiles", "table")


def explorer(page: Page) -> pl.DataFrame:
    """The chosen KPI: drawn at the left, its regions and provinces in order at the right.

    Gives the figures that are drawn.
    """
    reader = page.reader
    mapped = _mapped(page.metrics, page.reached)
    picked = provinces.pick_kpi(mapped, page.by_province, reader, ways=WAYS)
    if picked is None:
        return page.by_province.clear()
    drawn = _stated(page.by_province, picked.metric_id)
    way = state.choice("as", WAYS)
    points = provinces.counted(page.plans, picked.named_of) if way == "map" else page.plans.clear()
    with layout.panel("map", _title(picked.label, picked.values, reader)):
        if way == "table":
            provinces.values(picked, reader, key="provinces_table")
        else:
            left, right = st.columns([1, 1], gap="medium")
            with left:
                if way == "map":
                    provinces.province_map(picked, points, reader, key="provinces_map")
                else:
                    provinces.tile_grid(picked, reader, key="provinces_grid")
                years(page, reader)
            with right:
                notes = [*_here(picked, reader), escape(provinces.notes(picked, reader, points))]
                small = f'<p class="small">{"<br>".join(notes)}</p>'
                regions = bars.table(
                    provinces.regions(picked.taken, reader), reader.t("places.regions")
                )
                st.html(f"{regions}{small}")  # one element is one message
                provinces.values(picked, reader, key="provinces_table", within=HALF)
        layout.source_line(
            provinces.taken_of(picked, reader),
            f"kpi:{picked.metric_id}",
            "by_province",
            drawn=None if way == "table" else lambda: provinces.drawn(picked, reader, points, way),
            kpi=picked.metric_id,
        )
    provinces.unplaced(page.plans, reader)
    return drawn


def _here(picked: Shaded, reader: Reader) -> list[str]:
    """What the chosen province has, since the list keeps its order; HTML, none where none is."""
    here = picked.values.filter(pl.col("province_code") == (reader.province or ""))
    return [
        f"<b>{escape(row['name'])}: {escape(row['shown'])}</b>"
        for row in here.iter_rows(named=True)
    ]


@once
def _mapped(metrics: pl.DataFrame, reached: pl.DataFrame) -> pl.DataFrame:
    """The KPIs that enough provinces have a figure of, whatever the period."""
    enough = reached.filter(pl.col("provinces") >= ENOUGH)
    return metrics.join(enough, on="metric_id", how="semi")


@once
def _stated(by_province: pl.DataFrame, metric_id: str) -> pl.DataFrame:
    return by_province.filter(metric_id=metric_id).drop_nulls("value")


@once
def _title(label: str, values: pl.DataFrame, reader: Reader) -> str:
    """Which provinces lead, in words; the topic alone where none has a figure above zero."""
    held = values.filter(pl.col("value") > 0).sort("value", descending=True)
    if held.is_empty():
        return label
    top = held.filter(pl.col("value") == held["value"][0])
    if top.height > 1:
        return reader.t("provinces.held", label=label, count=held.height)
    names = {"province": top["name"][0], "value": top["shown"][0]}
    return reader.t("provinces.leads", label=label, count=held.height, **names)


def years(page: Page, reader: Reader) -> None:
    """The end of which year is shown: a slider that sets the filter of time."""
    last = state.today().year
    first = cast("int", page.years["year"].min()) if page.years.height else last
    offered = [str(year) for year in range(max(first, last - 6), last)] + [ALL]
    chosen = str(reader.to_year) if reader.to_year else ALL
    if chosen not in offered:
        offered = [chosen, *offered]
    state.hold("map_year", chosen)
    st.select_slider(
        reader.t("provinces.year"),
        offered,
        format_func=lambda code: (
            reader.t("provinces.now") if code == ALL else reader.year(int(code))
        ),
        key="map_year",
        on_change=_to_year,
    )


def _to_year() -> None:
    if state.holds("map_year"):
        state.change(**{"from": ALL, "to": str(st.session_state["map_year"])})
