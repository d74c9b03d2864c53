"""The sidebar, and the bar beside the title: a chip each for place, time and point in time.

A chip is drawn closed; what it offers is drawn when it is opened, and the page is not. What one
chip offers is taken together, and then the page is drawn once. A chip that changes nothing on a
page is off, and says why.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path
from typing import get_args

import polars as pl
import streamlit as st
from streamlit.elements.lib.mutable_popover_container import PopoverContainer

from dashboard.navigation import PAGES, START, Chip, link
from dashboard.parts import tables
from dashboard.reader import format as fmt
from dashboard.reader import state
from dashboard.reader.filters import ALL, Sources, typed
from dashboard.reader.once import once
from dashboard.reader.reader import Reader
from dashboard.reader.text import LANGS, Lang, t

ROOMS = Path(__file__).parents[1] / "pages"
Find = Callable[[str], pl.DataFrame]  # words -> what they may name: code, is_named
TIME = ("from", "to", "year", "era")
POINT = ("pick_known_year", "pick_known_month", "pick_known_day", "pick_sources")
PERIOD = "period_typed"
ASKED = "place_asked"  # what was typed and is no place, with the places that may be meant
SUGGESTED = 5
CURRENT = 'aria-current="page"'


@dataclass(frozen=True)
class Offer:
    """What can be chosen.

    Regions and provinces (code and names), years (newest first), and the day on which the record
    began.
    """

    regions: pl.DataFrame
    provinces: pl.DataFrame
    years: Sequence[int]
    since: date


def pages(reader: Reader) -> dict[str, st.Page]:
    """Name -> page, in the order of the sidebar, with titles in the reader's language."""
    return {name: copy(page) for name, page in _pages(reader.lang).items()}  # each is run once


@cache
def _pages(lang: Lang) -> dict[str, st.Page]:
    return {
        name: st.Page(
            ROOMS / name / "page.py",
            title=t(f"{name}.title", lang),
            url_path=name,
            default=name == START,
        )
        for name in PAGES
    }


def side(pages: Mapping[str, st.Page], chosen: str | None, reader: Reader) -> None:
    """The sidebar: the pages by groups, each with the reader's choices, and the language.

    The links are one text: ten elements would be sent anew with each choice of a filter.
    """
    parts = []
    for group, listed in groupby(pages.items(), lambda item: PAGES[item[0]].group):
        if group is None:
            continue
        if group:
            parts.append(f"<p>{reader.t(f'group.{group}')}</p>")
        links = "".join(
            f'<li><a href="{link(name)}" {CURRENT if name == chosen else ""}>'
            f'<span data-icon="{PAGES[name].icon}"></span>{escape(page.title)}</a></li>'
            for name, page in listed
        )
        parts.append(f"<ul>{links}</ul>")
    with st.sidebar:
        name = reader.t("app.title")
        st.html(f'<nav aria-label="{name}"><strong>{name}</strong>{"".join(parts)}</nav>')
        st.segmented_control(
            reader.t("filter.lang"),
            LANGS,
            format_func=lambda code: reader.t(f"filter.lang_{code}"),
            key="lang",
            label_visibility="collapsed",
            on_change=state.change,
            required=True,
        )


@once
def offered(provinces: pl.DataFrame, years: pl.DataFrame) -> tuple[dict[str, str], set[int]]:
    """What a link may choose: province code -> region code, and years."""
    return dict(provinces.select("province_code", "region_code").iter_rows()), set(years["year"])


@st.fragment
def draw(page: str, offer: Offer, find: Find) -> None:
    """The title and the chips of a page, by its name. `find`: places by words."""
    reader, ignores = state.current(), PAGES[page].ignores
    names = _names(offer.regions, offer.provinces, reader)
    with st.container(horizontal=True, key="bar", gap="xsmall", vertical_alignment="center"):
        st.title(reader.t(f"{page}.title"), anchor=False)
        if chip := _chip("place", names[reader.place or ALL], bool(reader.place), ignores):
            with chip, state.of_the_page():
                _places(names, set(offer.regions["region_code"]), find)
        dated = bool(reader.from_year or reader.to_year)
        if chip := _chip("time", _period(reader), dated, ignores):
            with chip:
                _times(offer.years)
        if chip := _chip("point", _point(reader), reader.is_partial, ignores):
            with chip:
                _points(offer.since)
        if reader.place or dated or reader.is_partial:
            with state.of_the_page():
                st.button(
                    reader.t("filter.reset"), key="reset", on_click=state.reset, type="tertiary"
                )


def _chip(
    kind: Chip, words: str, is_on: bool, ignores: Collection[Chip]
) -> PopoverContainer | None:
    """A chip that says what is chosen; given back while it is open, to be filled."""
    ignored = kind in ignores
    chip = st.popover(
        tables.plain(words),
        type="primary" if is_on and not ignored else "secondary",
        help=state.current().t(f"bar.ignored_{kind}") if ignored else None,
        disabled=ignored,
        key=f"chip_{kind}",
        on_change="rerun",
        wrap=False,
    )
    return chip if chip.open else None


def _done(kind: Chip) -> None:
    """A chip's choice is taken: it closes."""
    st.session_state[f"chip_{kind}"] = False


# ------------------------------------------------------------------------------------------ place


@once
def _names(regions: pl.DataFrame, provinces: pl.DataFrame, reader: Reader) -> dict[str, str]:
    """Code -> name of all that the filter offers, the whole country first."""
    return {
        ALL: reader.t("filter.all_provinces"),
        **dict(regions.select("region_code", f"name_{reader.lang}").iter_rows()),
        **dict(
            provinces.sort(f"sort_{reader.lang}")
            .select("province_code", f"name_{reader.lang}")
            .iter_rows()
        ),
    }


def _places(names: Mapping[str, str], regions: Collection[str], find: Find) -> None:
    """One box for regions and provinces, by any of their names; of a near miss, what is meant."""
    reader = state.current()
    st.session_state["place"] = reader.place or ALL
    st.selectbox(
        reader.t("bar.place"),
        list(names),
        format_func=lambda code: names.get(code, code),
        key="place",
        accept_new_options=True,
        help=reader.t("bar.place_help"),
        on_change=_typed,
        args=(names, regions, find),
    )
    if asked := st.session_state.get(ASKED):
        words, meant = asked
        key = "bar.did_you_mean" if meant else "bar.no_place"
        st.warning(reader.t(key, words=tables.plain(words)))
        for code in meant:
            st.button(
                tables.plain(names[code]),
                key=f"meant_{code}",
                on_click=_chosen,
                args=(code, regions),
                type="tertiary",
            )
    st.caption(reader.t("layout.scheme"))


def _typed(names: Mapping[str, str], regions: Collection[str], find: Find) -> None:
    if not state.holds("place"):
        return
    words = str(st.session_state["place"] or ALL).strip()
    if words in names:
        _chosen(words, regions)
        return
    found = find(words).filter(pl.col("code").is_in(list(names)))
    named = found.filter("is_named")["code"].to_list()
    if len(named) == 1:
        _chosen(named[0], regions)
    else:
        st.session_state[ASKED] = words, found["code"].to_list()[:SUGGESTED]


def _chosen(code: str, regions: Collection[str]) -> None:
    st.session_state.pop(ASKED, None)
    state.change(region=code if code in regions else ALL, province=ALL if code in regions else code)
    _done("place")


# ------------------------------------------------------------------------------------------- time


def _period(reader: Reader) -> str:
    """The years that are chosen, in few words."""
    start, end = (reader.year(year) if year else "" for year in (reader.from_year, reader.to_year))
    if not start and not end:
        return reader.t("bar.all_years")
    match bool(start), bool(end):
        case True, True:
            key = "bar.year" if start == end else "bar.years"
        case is_open, _:
            key = "bar.since" if is_open else "bar.until"
    return f"{reader.t(f'year.{reader.year_kind}')} {reader.t(key, start=start, end=end)}"


def _times(years: Sequence[int]) -> None:
    """The years from and to, which kind they are, and the era in which they are written."""
    reader = state.current()
    named = {str(ce): reader.year(ce) for ce in years}
    with st.form("time", border=False):
        st.text_input(reader.t("bar.period"), key=PERIOD, placeholder=reader.t("bar.period_as"))
        if words := st.session_state[PERIOD].strip():
            first, last = (reader.year(year) for year in (min(years), max(years)))
            refused = reader.t("bar.no_period", words=tables.plain(words), first=first, last=last)
            st.warning(refused)
        for column, name in zip(st.columns(2), ("from", "to"), strict=True):
            with column:
                _pick(name, {ALL: reader.t(f"filter.open_{name}")} | named)
        _one_of("year", {kind: reader.t(f"filter.year_{kind}") for kind in fmt.YEARS})
        _one_of("era", {era: reader.t(f"era.{era}") for era in fmt.ERAS}, reader.era)
        with state.of_the_page():
            st.form_submit_button(
                reader.t("bar.apply"), on_click=_timed, args=(years,), type="primary"
            )


def _timed(years: Sequence[int]) -> None:
    """Takes what was typed, else what was picked; what names no period stays, and is told."""
    if not state.holds(PERIOD, *(f"pick_{name}" for name in TIME)):
        return
    words = st.session_state[PERIOD].strip()
    found = typed(words, years)
    if words and found is None:
        return
    picked = {name: str(st.session_state[f"pick_{name}"]) for name in TIME}
    if picked["era"] == state.current().era:  # not chosen: it goes on following the language
        picked.pop("era")
    state.change(**picked | (found or {}))
    st.session_state[PERIOD] = ""
    _done("time")


# ------------------------------------------------------------------------------------------ point


def _point(reader: Reader) -> str:
    """Whose knowledge is shown, and from which sources, in few words."""
    day = reader.known
    words = reader.t("bar.now")
    if day:
        words = reader.t("bar.known", date=reader.day(day, "day"))
    return f"{words} · {reader.t('bar.primary')}" if reader.sources == "primary" else words


def _points(since: date) -> None:
    """A day whose knowledge is shown (a year alone is its last day), and which sources count."""
    reader = state.current()
    day = reader.known
    years = {*range(since.year, state.today().year + 1), *([day.year] if day else [])}
    named = {str(ce): reader.year(ce, named=True) for ce in sorted(years, reverse=True)}
    months = {str(number): reader.t(f"month_long.{number}") for number in range(1, 13)}
    days = {str(number): str(number) for number in range(1, 32)}
    with st.form("point", border=False):
        st.caption(reader.t("known.help"))
        _pick("known_year", {ALL: reader.t("known.off")} | named, str(day.year) if day else ALL)
        for column, (name, options, own) in zip(
            st.columns([3, 2]),
            (
                ("known_month", months, day.month if day else 12),
                ("known_day", days, day.day if day else 31),
            ),
            strict=True,
        ):
            with column:
                _pick(name, options, str(own))
        _one_of("sources", {code: reader.t(f"filter.sources_{code}") for code in get_args(Sources)})
        with state.of_the_page():
            st.form_submit_button(reader.t("bar.apply"), on_click=_pointed, type="primary")


def _pointed() -> None:
    if not state.holds(*POINT):
        return
    year, month, day, sources = (str(st.session_state[name]) for name in POINT)
    state.change(
        known=ALL if year == ALL else state.nearest(int(year), int(month), int(day)),
        sources=sources,
    )
    _done("point")


# ----------------------------------------------------------------------------------------- pickers


def _pick(name: str, options: Mapping[str, str], value: str | None = None) -> None:
    """A drop-down that begins at `value`, else at the filter of its name."""
    reader = state.current()
    st.session_state[f"pick_{name}"] = value or st.session_state[name]
    st.selectbox(
        reader.t(f"bar.{name}"),
        list(options),
        format_func=lambda code: options.get(code, code),
        key=f"pick_{name}",
    )


def _one_of(name: str, options: Mapping[str, str], value: str | None = None) -> None:
    """A row of buttons, one of them on, that begins at `value`, else at the filter of its name."""
    reader = state.current()
    st.session_state[f"pick_{name}"] = value or st.session_state[name]
    st.segmented_control(
        reader.t(f"bar.{'kind' if name == 'year' else name}"),
        list(options),
        format_func=lambda code: options.get(code, code),
        key=f"pick_{name}",
        required=True,
        width="stretch",
    )
