"""The reader's choices in this session, and the day that counts as today."""

import os
from datetime import date, datetime
from zoneinfo import ZoneInfo

import streamlit as st

from dashboard.filters import Filters
from dashboard.theme import Palette, palette

PARAMETERS = ("lang", "region", "province", "from", "to", "year", "era")


def current() -> Filters:
    """The filters as the shared widgets hold them."""
    return Filters.parse({name: st.session_state.get(name) for name in PARAMETERS})


def colours() -> Palette:
    """The palette of the appearance that the reader has on."""
    return palette(st.context.theme.type)


def today() -> date:
    """`SMARTCITY_TODAY` (YYYY-MM-DD) if set, else the day in Bangkok."""
    stated = os.environ.get("SMARTCITY_TODAY")
    return date.fromisoformat(stated) if stated else datetime.now(ZoneInfo("Asia/Bangkok")).date()
