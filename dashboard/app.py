"""The dashboard's frame: page settings, the explicit list of pages, what the reader chose."""

from functools import partial
from pathlib import Path

import streamlit as st

from dashboard.navigation import MISSING, START
from dashboard.pages.drawer import panels as drawer
from dashboard.parts import bar, layout, take
from dashboard.reader import state
from dashboard.reader.reader import Reader
from dashboard.warehouse import data, uploads

HERE = Path(__file__).parent


def lost(reader: Reader) -> st.Page:
    """Where the server sends addresses that are not ours; no link leads there."""
    return st.Page(lambda: None, title=reader.t("missing.title"), url_path=MISSING)


reader = Reader.parse(st.query_params)
if state.WRITTEN not in st.session_state:  # the browser keeps it
    st.set_page_config(
        page_icon=HERE / "icon.svg",  # a symbol of the library would be fetched from another host
        layout="wide",
        initial_sidebar_state=236,
    )
try:
    missed = data.pin(reader.build)
    shell = data.read_page(data.SHELL, Reader()).read()
    asked, reader = reader.build, state.sync(*bar.offered(shell.provinces, shell.years))
    if reader.build != asked:  # a choice wins over an address that is a step behind
        missed = data.pin(reader.build)
except data.Unavailable as problem:
    st.navigation([*bar.pages(reader).values(), lost(reader)], position="hidden")
    layout.unavailable(problem.reason, reader, operator=uploads.operator_view())
    st.stop()
st.session_state.pop(state.REDRAW, None)
listed = bar.pages(reader)
chosen = st.navigation([*listed.values(), lost(reader)], position="hidden")
if state.LEADS in st.session_state:
    leads, own = st.session_state.pop(state.LEADS)
    kept = st.query_params.to_dict()  # Back leads to the view that the reader came from
    st.switch_page(listed[leads], query_params=kept | own)
st.session_state[state.BUILD] = data.build_id()
st.session_state[state.BORDERS] = shell.sample["borders"].item()
name = next((name for name, page in listed.items() if page == chosen), None)
bar.side(listed, name, reader)
layout.sample_banner(shell)
if name is None:
    layout.not_found(listed[START], reader)
    st.stop()
since = layout.first_day(shell)
offer = bar.Offer(shell.regions, shell.provinces, shell.years["year"].to_list(), since)
bar.draw(name, offer, partial(data.places, reader))
layout.link_notice()
if layout.day_refused(since, reader):
    st.stop()
try:
    if reader.build:
        layout.build_notice(data.build_id(), data.published_id(), missed, reader)
    st.session_state[take.RECORD] = data.read_page(data.TAKEN, reader)
    layout.status_line(data.read_page(data.STATUS, reader))
    if reader.is_partial:
        whole = name in data.WHOLE
        hidden = None if whole else data.read_page(data.HIDDEN, reader).hidden.row(0, named=True)
        layout.known_notice(hidden, reader)
    chosen.run()
    drawer.draw(shell, reader)
except data.Unavailable as problem:
    layout.unavailable(problem.reason, reader, operator=uploads.operator_view())
