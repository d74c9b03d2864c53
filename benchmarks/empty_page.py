"""The least that Streamlit can do: one filter, one line. What any page is measured against."""

import streamlit as st

choice = st.sidebar.selectbox("Province", ["all", "10", "38", "40", "50", "83"], key="province")
st.write(choice)
