"""The frame of a page: header, KPI row, notes, empty states, provenance."""

from collections.abc import Iterator
from contextlib import contextmanager

import altair as alt
import streamlit as st

from dashboard import state, text
from dashboard.components import tiles
from dashboard.data import Page


def page_header(page: str) -> None:
    """Title and one sentence: the keys `<page>.title` and `<page>.lead`."""
    lang = state.current().lang
    st.title(text.t(f"{page}.title", lang), anchor=False)
    st.markdown(text.t(f"{page}.lead", lang))


def kpi_row(page: Page) -> None:
    """One tile for each KPI whose definition names this page (`page.tiles`)."""
    tiles.row(page)


@contextmanager
def section(title: str, *, national: bool = False, note: str = "") -> Iterator[None]:
    """A bordered panel with the heading of key `title`.

    `national` marks a panel that a place filter can't narrow; `note` is a key of a sentence under it.
    """
    lang = state.current().lang
    with st.container(border=True):
        st.subheader(text.t(title, lang), anchor=False)
        if national:
            national_note()
        if note:
            st.caption(text.t(note, lang))
        yield


def national_note() -> None:
    """Say that what follows stays national, when a place filter is on."""
    filters = state.current()
    if filters.place:
        st.badge(text.t("layout.national", filters.lang), icon=":material/public:", color="gray")


def located(shown: int, of: int) -> None:
    """Under a list that a place filter narrows: "n of N located in the province"."""
    filters = state.current()
    if filters.place:
        key = "layout.located_province" if filters.province else "layout.located_region"
        st.caption(text.t(key, filters.lang).format(shown=shown, of=of))


def empty(reason: str, *, supplier: str = "") -> None:
    """A state of its own, never an empty box: why nothing is here, and who can supply it (keys)."""
    lang = state.current().lang
    words = text.t(reason, lang)
    if supplier:
        words += "  \n" + text.t("layout.supplier", lang) + " " + text.t(supplier, lang)
    st.info(words, icon=":material/hourglass_empty:")


def chart(drawing: alt.Chart | alt.LayerChart, *, alt_text: str, key: str | None = None) -> None:
    """Draw an Altair chart over the panel's width; `alt_text` is its takeaway, already worded."""
    st.altair_chart(drawing, width="stretch", key=key, alt=alt_text)


def provenance(page: Page) -> None:
    """The foot of a page: as-of, build, sources, and what the page was built from."""
    tiles.foot(page)
