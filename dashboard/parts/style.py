"""The little CSS for what the library's options can't say."""

import streamlit as st

from dashboard.reader.theme import Palette


def draw(palette: Palette) -> None:
    """Once a page: small print that can be read, columns that hold words together, a focus to see.

    Thai breaks after any syllable: on a narrow screen a table scrolls before its words fall apart.
    """
    st.html(
        f"""<style>
        [data-testid="stCaptionContainer"] {{ color: {palette.muted}; opacity: 1; }}
        [data-testid="stTable"] :is(td, th) {{ min-width: 5.5rem; }}
        [data-testid="stTable"] :is(td, th):first-child {{ min-width: 7rem; }}
        [data-testid="stTable"] :is(td, th):nth-child(2):nth-last-child(2) {{ min-width: 3.5rem; }}
        [data-testid="stTable"] [data-testid="stMarkdownContainer"] {{
            overflow: visible;  /* half a pixel of the longest word makes no scroll bar */
        }}
        [data-testid="stTable"] code {{ overflow-wrap: anywhere; white-space: normal; }}
        :is(a, button, div[tabindex], main, [data-testid="stTextInputField"]):focus-visible {{
            outline: 2px solid {palette.target} !important;  /* the map's library says none */
        }}
        :is(.deck-events-root, main):focus-visible {{ outline-offset: -2px; }}
        .st-key-lineage_box {{ overflow-x: auto; }}
        </style>"""
    )
