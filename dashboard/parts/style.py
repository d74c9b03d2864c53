"""The little CSS for what the library's options can't say."""

import streamlit as st

from dashboard.reader.theme import Palette, ink_on


def draw(palette: Palette) -> None:
    """Once a page: the frame's measures, small print, columns that hold words together, the focus.

    Thai breaks after any syllable: on a narrow screen a table scrolls before its words fall apart.
    What config.toml can say of the scale is there.
    """
    st.html(
        f"""<style>
        [data-testid="stApp"] {{ line-height: calc(22 / 15); }}
        [data-testid="stHeading"] h1 {{ line-height: 32px; }}
        [data-testid="stHeading"] :is(h2, h3) {{ line-height: 26px; }}
        [role="dialog"] [data-testid="stHeading"] h3 {{ font-size: 18px; }}
        [role="dialog"] [data-testid="stMarkdownContainer"] {{ font-size: 15px; }}
        [data-testid="stMain"] [role="radio"] p {{ color: {palette.ink}; }}
        [data-testid="stCaptionContainer"] {{ color: {palette.muted}; opacity: 1; }}
        [data-testid="stCaptionContainer"] p {{ font-size: 13px; line-height: 20px; }}
        :is([data-testid="stTable"], [data-testid="stHtml"], table) {{
            font-variant-numeric: tabular-nums;
        }}
        [data-testid="stTable"] {{ font-size: 15px; line-height: 22px; }}
        [data-testid="stMain"] th {{ font-size: 13px; font-weight: 600; line-height: 20px; }}
        [data-testid="stMainBlockContainer"] {{ padding: 0.75rem 1.5rem 1.5rem; }}
        [data-testid="stHeader"] {{ background: transparent; }}
        [data-testid="stHeader"], [data-testid="stHeader"] div {{ pointer-events: none; }}
        [data-testid="stHeader"] :is(button, a, button *) {{ pointer-events: auto; }}
        .st-key-head {{ padding-right: 2.5rem; }}  /* the library's menu is there */
        .st-key-head > :first-child {{ flex: 1 1 12rem; width: auto; min-width: 0; }}
        .st-key-bar button {{ min-height: 2.1rem; padding: 0 0.75rem; border-radius: 1.05rem; }}
        :is(.st-key-bar, [data-testid="stPopoverBody"]) button[kind^="primary"],
        :is(.st-key-bar, [data-testid="stPopoverBody"]) button[kind^="primary"] * {{
            background: {palette.accent}; color: {ink_on(palette.accent)};
        }}
        .st-key-verdict h2 {{ font-size: 28px; line-height: 38px !important; padding: 0; }}
        @media (min-width: 700px) {{
            div:has(> .st-key-head) {{
                position: sticky; top: 0; z-index: 90; background: {palette.surface};
            }}
        }}
        @media (max-width: 699px) {{
            [data-testid="stMainBlockContainer"] {{ padding: 2.75rem 1rem 1rem; }}
            .st-key-verdict h2 {{ font-size: 22px; line-height: 30px !important; }}
            .st-key-head {{ padding-right: 0; }}
            .st-key-head > * {{ flex: 1 1 100%; max-width: 100%; }}
        }}
        :is(.st-key-verdict, [class*="st-key-card_"]) [data-testid="stMarkdownContainer"] {{
            margin-bottom: 0;
        }}
        [class*="st-key-card_"] {{ padding: 0.75rem 1rem; }}
        [class*="st-key-card_"] p {{ margin: 0; font-size: 13px; line-height: 20px; }}
        [class*="st-key-card_"] p:first-child {{ font-weight: 600; }}
        [class*="st-key-card_"] p:nth-child(2) {{ font-weight: 600; line-height: 36px; }}
        [class*="st-key-card_"] p:nth-child(2) strong {{ font-size: 30px; }}
        :is([class*="st-key-card_"], [class*="st-key-source_"]) button {{
            color: {palette.muted}; min-height: 1.5rem; padding: 0;
            justify-content: flex-start; text-align: left;
        }}
        :is([class*="st-key-card_"], [class*="st-key-source_"]) button p {{
            font-size: 12px; font-weight: 400;
        }}
        [class*="st-key-source_"] p {{ font-size: 12px; }}
        [class*="st-key-source_"] button {{ text-decoration: underline; }}
        [data-testid="stSidebarHeader"] {{ height: auto; padding: 0.25rem; }}
        [data-testid="stSidebarUserContent"] {{ padding: 0 0.25rem !important; }}
        [data-testid="stSidebarUserContent"] [data-testid="stVerticalBlock"] {{ gap: 2px; }}
        [data-testid="stSidebarUserContent"] :is(
            [data-testid="stMarkdownContainer"], [data-testid="stCaptionContainer"]
        ) {{ margin-bottom: 0 !important; }}
        [data-testid="stSidebarUserContent"] [data-testid="stCaptionContainer"] p {{
            margin: 10px 0 0 8px;
        }}
        [data-testid="stPageLink"] a {{ padding: 0 0.5rem; gap: 0.4rem; }}
        .st-key-lang {{ margin-top: 10px; }}
        [data-testid="stPageLink"] p {{ font-size: 14px; }}
        .st-key-regions {{ flex: 1 1 8rem; min-width: 8rem; }}
        [data-testid="stCaptionContainer"] a {{ color: inherit; text-decoration: underline; }}
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
        [class*="st-key-narrow_"] {{ display: none; }}
        ul.rows {{ list-style: none; margin: 0; padding: 0; }}
        ul.rows li {{
            border-top: 1px solid {palette.line}; padding: 6px 0; margin: 0;
            font-size: 13px; line-height: 20px; break-inside: avoid;
        }}
        ul.rows a {{ color: inherit; font-weight: 600; }}
        @media (max-width: 699px) {{
            [class*="st-key-wide_"] {{ display: none; }}
            [class*="st-key-narrow_"] {{ display: flex; }}
        }}
        .paper {{ display: none; }}
        @media print {{
            @page {{ size: A4; margin: 12mm; }}
            html, body, #root, [data-testid="stApp"], [data-testid="stAppViewContainer"],
            [data-testid="stMain"] {{
                position: static !important; height: auto !important; overflow: visible !important;
                background: white !important;
            }}
            [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stToolbar"],
            [data-testid="stStatusWidget"], [data-testid="stTabs"] [role="tablist"],
            .st-key-what_if, [data-testid="stMain"] button,
            [data-testid="stElementContainer"]:has([data-testid="stDeckGlJsonChart"]),
            [data-testid="stSlider"], [data-testid="stSelectbox"], [data-testid="stTextInput"],
            [data-testid="stButtonGroup"],
            [data-testid="stPopover"]:not(.st-key-bar *) {{ display: none !important; }}
            :is([class*="st-key-card_"], .st-key-bar) button {{ display: flex !important; }}
            .st-key-bar button {{ border: none; }}
            [data-testid="stMainBlockContainer"] {{ padding: 0; max-width: none; }}
            div:has(> .st-key-head) {{ position: static; }}
            [class*="st-key-panel_"], [class*="st-key-card_"], [data-testid="stVegaLiteChart"],
            table, tr {{ break-inside: avoid; }}
            [data-testid="stVegaLiteChart"] canvas {{ max-width: 100%; height: auto !important; }}
            h1, h2, h3 {{ break-after: avoid; }}
            [class*="st-key-wide_"] {{ display: none; }}
            [class*="st-key-narrow_"] {{ display: block; }}
            .paper {{ display: block; font-size: 12px; line-height: 18px; }}
            .paper ol {{ padding-left: 1.5rem; }}
            a {{ color: inherit; }}
        }}
        .st-key-lineage_box {{ overflow-x: auto; }}
        </style>"""
    )
