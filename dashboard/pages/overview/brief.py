"""The briefing: five cards, one at a time, each a sentence, a picture and its source.

The link has `?brief=1` and the card. The arrow keys turn the cards; on paper all five stand on one
sheet. They are drawn from the page's own figures, so none can be a stale copy.
"""

from collections import Counter
from html import escape

import polars as pl
import streamlit as st

from dashboard.navigation import link
from dashboard.pages.overview import panels
from dashboard.parts import charts, conflicts, layout, tables, tiles
from dashboard.reader import state
from dashboard.reader.figure import Figure
from dashboard.reader.page import Page

CARDS = {"pace": 1.25, "places": 2, "money": 2, "conflicts": 2, "asked": 2}  # and how large
MONEY = ("planned_investment", "mobilised_investment")
BILLION = 1_000_000_000
BAR = 100  # pixels of a bar
PAPER = 0.62  # of their size on a page are words: five cards stand on one sheet
ASKED = 8  # owners of data that the last card names


def asked() -> bool:
    """Whether the link asks for the briefing."""
    return st.query_params.get("brief") == "1"


def offer(page: Page) -> str:
    """The way into the briefing, as a part of the page's last line; HTML."""
    address = escape(link("overview", brief="1"))
    return f' · <a href="{address}">{escape(page.reader.t("overview.brief"))}</a>'


def draw(page: Page) -> None:
    """The card that is chosen; all five on paper."""
    reader = page.reader
    names = list(CARDS)
    chosen = state.choice("card", names)
    place = names.index(chosen)
    words = '[data-testid="stHtml"], [data-testid="stMarkdown"], [data-testid="stHeading"]'
    large = f".st-key-brief_card_{chosen} :is({words}) {{ zoom: {CARDS[chosen]}; }}"
    st.html(  # the others are drawn too, out of sight: paper has no time to draw them
        f"""<style>
        [data-testid="stSidebar"], [data-testid="stExpandSidebarButton"] {{ display: none; }}
        .st-key-brief {{ position: relative; }}
        @media screen {{
            [class*="st-key-brief_card_"]:not(.st-key-brief_card_{chosen}) {{
                position: absolute; visibility: hidden; height: 0; overflow: hidden;
            }}
            .st-key-brief_card_{chosen} {{ min-height: calc(100vh - 10rem); }}
        }}
        @media screen and (min-width: 700px) {{ {large} }}
        @media print {{
            .st-key-brief_turn {{ display: none; }}
            .st-key-brief {{ display: grid !important; grid-template-columns: 1fr 1fr; }}
            [class*="st-key-brief_card_"] {{ break-inside: avoid; min-width: 0; }}
            :has(> .st-key-brief_card_pace) {{ grid-column: 1 / -1; }}
            .st-key-brief, .st-key-brief [data-testid="stVerticalBlock"] {{ gap: 4px; }}
            .st-key-brief :is({words}) {{ zoom: {PAPER}; }}
            .st-key-brief .st-key-places svg {{ width: auto; max-height: 28mm !important; }}
            .paper, .paper li, .small {{ font-size: 8px; line-height: 11px; }}
            [data-testid="stMainBlockContainer"] {{ zoom: 0.78; }}
        }}
        </style>"""
    )
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="brief_turn"):
        _turn("back", place - 1, "Left", disabled=place == 0)
        st.caption(f"{place + 1} / {len(CARDS)}")
        _turn("next", place + 1, "Right", disabled=place == len(CARDS) - 1)
        st.markdown(f"[{reader.t('overview.brief_end')}]({link('overview')})")
    with st.container(key="brief", gap=None):
        for name, by in CARDS.items():
            with st.container(key=f"brief_card_{name}"), layout.enlarged(by):
                _card(name, page)
    layout.provenance(page)


def _turn(name: str, place: int, key: str, *, disabled: bool) -> None:
    st.button(
        state.current().t(f"overview.brief_{name}"),
        key=f"brief_{name}",
        shortcut=key,
        disabled=disabled,
        on_click=_to,
        args=(place,),
    )


def _to(place: int) -> None:
    st.session_state["card"] = list(CARDS)[place]
    state.chose("card")


def _card(name: str, page: Page) -> None:
    match name:
        case "pace":
            panels.verdict(page)
            panels.race(page)
        case "places":
            panels.places(page)
        case "money":
            _money(page)
        case "conflicts":
            open_ones = page.conflicts.filter(~pl.col("is_rounding"), ~pl.col("is_decided"))
            st.subheader(
                tables.plain(page.reader.t("overview.brief_conflicts", count=_count(open_ones))),
                anchor=False,
            )
            if not open_ones.is_empty():
                conflicts.picture(open_ones, page.reader, key="brief_conflicts")
        case _:
            _asked_of(page)


def _count(sides: pl.DataFrame) -> int:
    return sides["conflict_id"].n_unique()


def _money(page: Page) -> None:
    """What is planned and what is done: two sets that are not divided."""
    reader = page.reader
    stated = {
        str(row["metric_id"]): row
        for row in page.tiles.iter_rows(named=True)
        if row["metric_id"] in MONEY and tiles.has_figure(row)
    }
    named = {name: reader.figure(Figure.of(row)) for name, row in stated.items()}
    if set(named) != set(MONEY):
        layout.empty("known.empty" if reader.known else "state.empty_period")
        return
    st.subheader(tables.plain(reader.t("overview.brief_money", **named)), anchor=False)
    drawn = pl.DataFrame(
        [
            {
                "category": reader.name(stated[name], "label"),
                "value": float(tables.number(stated[name], "value") or 0) / BILLION,
                "shown": f"{named[name]} ({reader.as_of(stated[name])})",
            }
            for name in MONEY
        ]
    )
    of = pl.DataFrame(list(stated.values()), infer_schema_length=None)
    layout.chart(
        charts.bars(
            drawn, state.colours(), value_title=reader.t("overview.brief_billion")
        ).properties(height=BAR * drawn.height),
        alt_text="; ".join(f"{row['category']} {row['shown']}" for row in drawn.to_dicts()),
        credit=layout.credit_of(of),
        of=of,
        key="brief_money",
    )


def _asked_of(page: Page) -> None:
    """Of how many KPIs no figure is there, and who can send them."""
    reader = page.reader
    waiting = [row for row in page.metrics.to_dicts() if row["status"] == "waiting"]
    owners = Counter(
        owner
        for row in waiting
        for owner in {
            str(holder[f"owner_{reader.lang}"])
            for holder in tables.records(row, "templates") or [row]
        }
    )
    words = reader.t("overview.brief_asked", count=len(waiting), owners=len(owners))
    st.subheader(tables.plain(words), anchor=False)
    if not owners:
        return
    drawn = pl.DataFrame(
        [
            {"category": owner, "value": count, "shown": str(count)}
            for owner, count in owners.most_common(ASKED)
        ]
    )
    layout.chart(
        charts.bars(drawn, state.colours(), value_title=reader.t("overview.brief_kpis")).properties(
            height=BAR * drawn.height
        ),
        alt_text="; ".join(f"{row['category']} {row['shown']}" for row in drawn.to_dicts()),
        credit=layout.credit_of_build(page),
        key="brief_asked",
    )
