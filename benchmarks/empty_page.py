"""The least that Streamlit can do: one filter, one line. What any page is measured against."""

import streamlit as st

OPTIONS = ["Whole country", "Phuket", "Bangkok", "Bueng Kan", "Chiang Mai", "Khon Kaen"]
choice = st.sidebar.selectbox("Province", OPTIONS, key="province")
st.write(choice)
