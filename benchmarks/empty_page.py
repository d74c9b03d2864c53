"""The least that such a page can be: one filter, one map, one chart. Pages are measured by it."""

import pydeck as pdk
import streamlit as st

PLACES = {"Whole country": 0, "Phuket": 1, "Bangkok": 2, "Bueng Kan": 3, "Chiang Mai": 4}
PLACES["Khon Kaen"] = 5

st.set_page_config(layout="wide")
choice = st.sidebar.selectbox("Province", list(PLACES), key="place")
points = [
    {"position": [98 + number % 8, 6 + number / 6], "chosen": number == PLACES[choice]}
    for number in range(77)
]
dots = pdk.Layer(
    "ScatterplotLayer",
    points,
    get_position="position",
    get_radius=20_000,
    get_fill_color="chosen ? [176, 71, 10, 255] : [17, 94, 143, 255]",
)
view = pdk.ViewState(latitude=13.1, longitude=101.4, zoom=4.45)
st.pydeck_chart(pdk.Deck([dots], initial_view_state=view, map_provider=None), height=505)
st.bar_chart({"figure": [number * (1 + PLACES[choice]) for number in range(12)]})
