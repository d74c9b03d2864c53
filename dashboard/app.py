"""The dashboard's frame: page settings, the explicit list of pages, the shared filters."""

from pathlib import Path

import streamlit as st

from dashboard.components import sidebar
from dashboard.navigation import MISSING, PAGES
from dashboard.parts import layout, style
from dashboard.reader import state, text
from dashboard.reader.filters import Filters
from dashboard.warehouse import data

HERE = Path(__file__).parent


def pages(lang: text.Lang) -> list[st.Page]:
    """The pages in the order of the sidebar, with names in the reader's language."""
    return [
        st.Page(
            HERE / "pages" / f"{name}.py",
            title=text.t(f"{name}.title", lang),
            icon=icon,
            url_path=name,
            default=name == next(iter(PAGES)),
        )
        for name, icon in PAGES.items()
    ]


def lost(lang: text.Lang) -> st.Page:
    """Where the server sends addresses that are not ours; no link leads there."""
    return st.Page(lambda: None, title=text.t("missing.title", lang), url_path=MISSING)


lang = Filters.parse(st.query_params).lang
st.set_page_config(
    page_icon=HERE / "icon.svg",  # a symbol of the navigation would be fetched from another host
    layout="wide",
    menu_items={"About": text.t("app.subtitle", lang)},
)
try:
    data.pin()
    shell = data.read_page(data.SHELL, Filters())
except data.Unavailable as problem:
    st.navigation([*pages(lang), lost(lang)], position="hidden")
    layout.unavailable(problem.reason, lang)
    st.stop()
places = dict(shell.provinces.select("province_code", "region_code").iter_rows())
filters = state.sync(places, set(shell.years["year"]))
listed = pages(filters.lang)
chosen = st.navigation([*listed, lost(filters.lang)], position="hidden")
sidebar.draw(listed, shell, filters)
style.draw(state.colours())
layout.sample_banner(shell)
if chosen not in listed:
    layout.not_found(listed[0], filters)
    st.stop()
layout.link_notice()
if layout.day_refused(shell, filters):
    st.stop()
try:
    layout.known_notice(list(PAGES)[listed.index(chosen)], filters)
    chosen.run()
except data.Unavailable as problem:
    layout.unavailable(problem.reason, filters.lang)
