"""The sidebar, and the bar beside the title: a chip each for place, time and point in time.

A chip is drawn closed; what it offers is drawn when it is opened, and the page is not. What one
chip offers is taken together, and then the page is drawn once. A chip that changes nothing on a
page is off, and says why.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import get_args

import polars as pl
import streamlit as st
from streamlit.elements.lib.mutable_popover_container import PopoverContainer

from dashboard.navigation import PAGES, Chip
from dashboard.parts import tables
from dashboard.reader import format as fmt
from dashboard.reader import state
from dashboard.reader.filters import ALL, Filters, Sources
from dashboard.reader.text import LANGS, t

Find = Callable[[str], pl.DataFrame]  # words -> what they may name: code, is_named
TIME = ("from", "to", "year", "era")
ASKED = "place_asked"  # what was typed and is no place, with the places that may be meant
SUGGESTED = 5


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


def side(pages: Mapping[str, st.Page], filters: Filters) -> None:
    """The sidebar: the pages by groups, each with the reader's choices, and the language."""
    lang = filters.lang
    with st.sidebar:
        st.markdown(f"**{t('app.title', lang)}**")
        for group, listed in groupby(pages.items(), lambda item: PAGES[item[0]].group):
            if group:
                st.caption(t(f"group.{group}", lang))
            for _, page in listed:
                st.page_link(page, query_params=filters.query(), width="stretch")
        st.segmented_control(
            t("filter.lang", lang),
            LANGS,
            format_func=lambda code: t(f"filter.lang_{code}", lang),
            key="lang",
            label_visibility="collapsed",
            on_change=state.change,
            required=True,
        )


@st.fragment
def draw(offer: Offer, ignores: Collection[Chip], find: Find) -> None:
    """The chips of one page. `ignores`: what changes nothing on it; `find`: places by words."""
    state.redraw()
    filters = state.current()
    names = _names(offer, filters)
    with st.container(horizontal=True, key="bar", gap="xsmall", width="content"):
        if chip := _chip("place", names[filters.place or ALL], bool(filters.place), ignores):
            with chip:
                _places(names, set(offer.regions["region_code"]), find)
        dated = bool(filters.from_year or filters.to_year)
        if chip := _chip("time", _period(filters), dated, ignores):
            with chip:
                _times(offer.years)
        if chip := _chip("point", _point(filters), filters.is_partial, ignores):
            with chip:
                _points(offer.since)
        if filters.place or dated or filters.is_partial:
            lang = filters.lang
            st.button(t("filter.reset", lang), key="reset", on_click=_cleared, type="tertiary")


def _chip(
    kind: Chip, words: str, is_on: bool, ignores: Collection[Chip]
) -> PopoverContainer | None:
    """A chip that says what is chosen; given back while it is open, to be filled."""
    ignored = kind in ignores
    chip = st.popover(
        tables.plain(words),
        type="primary" if is_on and not ignored else "secondary",
        help=t(f"bar.ignored_{kind}", state.current().lang) if ignored else None,
        disabled=ignored,
        key=f"chip_{kind}",
        on_change="rerun",
        wrap=False,
    )
    return chip if chip.open else None


def _done(kind: Chip) -> None:
    """A chip's choice is taken: it closes, and the page is drawn anew."""
    st.session_state[f"chip_{kind}"] = False
    st.session_state[state.REDRAW] = True


def _cleared() -> None:
    state.reset()
    st.session_state[state.REDRAW] = True


# ------------------------------------------------------------------------------------------ place


def _names(offer: Offer, filters: Filters) -> dict[str, str]:
    """Code -> name of all that the filter offers, the whole country first."""
    lang = filters.lang
    return {
        ALL: t("filter.all_provinces", lang),
        **dict(offer.regions.select("region_code", f"name_{lang}").iter_rows()),
        **dict(
            offer.provinces.sort(f"sort_{lang}").select("province_code", f"name_{lang}").iter_rows()
        ),
    }


def _places(names: Mapping[str, str], regions: Collection[str], find: Find) -> None:
    """One box for regions and provinces, by any of their names; of a near miss, what is meant."""
    filters = state.current()
    lang = filters.lang
    st.session_state["place"] = filters.place or ALL
    st.selectbox(
        t("bar.place", lang),
        list(names),
        format_func=lambda code: names.get(code, code),
        key="place",
        accept_new_options=True,
        help=t("bar.place_help", lang),
        on_change=_typed,
        args=(names, regions, find),
    )
    if asked := st.session_state.get(ASKED):
        words, meant = asked
        key = "bar.did_you_mean" if meant else "bar.no_place"
        st.warning(t(key, lang, words=tables.plain(words)))
        for code in meant:
            st.button(
                tables.plain(names[code]),
                key=f"meant_{code}",
                on_click=_chosen,
                args=(code, regions),
                type="tertiary",
            )
    st.caption(t("layout.scheme", lang))


def _typed(names: Mapping[str, str], regions: Collection[str], find: Find) -> None:
    words = str(st.session_state.get("place") or ALL).strip()
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


def _period(filters: Filters) -> str:
    """The years that are chosen, in few words."""
    lang = filters.lang
    start, end = (
        fmt.year(year, lang, filters.era) if year else ""
        for year in (filters.from_year, filters.to_year)
    )
    if not start and not end:
        return t("bar.all_years", lang)
    match bool(start), bool(end):
        case True, True:
            key = "bar.year" if start == end else "bar.years"
        case is_open, _:
            key = "bar.since" if is_open else "bar.until"
    return f"{t(f'year.{filters.year_kind}', lang)} {t(key, lang, start=start, end=end)}"


def _times(years: Sequence[int]) -> None:
    """The years from and to, which kind they are, and the era in which they are written."""
    filters = state.current()
    lang = filters.lang
    named = {str(ce): fmt.year(ce, lang, filters.era) for ce in years}
    with st.form("time", border=False):
        for column, name in zip(st.columns(2), ("from", "to"), strict=True):
            with column:
                _pick(name, {ALL: t(f"filter.open_{name}", lang)} | named)
        _one_of("year", {kind: t(f"filter.year_{kind}", lang) for kind in fmt.YEARS})
        _one_of("era", {era: t(f"era.{era}", lang) for era in fmt.ERAS})
        st.form_submit_button(t("bar.apply", lang), on_click=_timed, type="primary")


def _timed() -> None:
    state.change(**{name: str(st.session_state[f"pick_{name}"]) for name in TIME})
    _done("time")


# ------------------------------------------------------------------------------------------ point


def _point(filters: Filters) -> str:
    """Whose knowledge is shown, and from which sources, in few words."""
    lang = filters.lang
    day = filters.known
    words = t("bar.now", lang)
    if day:
        words = t("bar.known", lang, date=fmt.day(day, "day", lang, filters.era))
    return f"{words} · {t('bar.primary', lang)}" if filters.sources == "primary" else words


def _points(since: date) -> None:
    """A day whose knowledge is shown (a year alone is its last day), and which sources count."""
    filters = state.current()
    lang, day = filters.lang, filters.known
    years = {*range(since.year, state.today().year + 1), *([day.year] if day else [])}
    named = {
        str(ce): fmt.year(ce, lang, filters.era, named=True) for ce in sorted(years, reverse=True)
    }
    months = {str(number): t(f"month_long.{number}", lang) for number in range(1, 13)}
    days = {str(number): str(number) for number in range(1, 32)}
    with st.form("point", border=False):
        st.caption(t("known.help", lang))
        _pick("known_year", {ALL: t("known.off", lang)} | named, str(day.year) if day else ALL)
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
        _one_of("sources", {code: t(f"filter.sources_{code}", lang) for code in get_args(Sources)})
        st.form_submit_button(t("bar.apply", lang), on_click=_pointed, type="primary")


def _pointed() -> None:
    year, month, day = (
        str(st.session_state[f"pick_known_{name}"]) for name in ("year", "month", "day")
    )
    state.change(
        known=ALL if year == ALL else state.nearest(int(year), int(month), int(day)),
        sources=str(st.session_state["pick_sources"]),
    )
    _done("point")


# ----------------------------------------------------------------------------------------- pickers


def _pick(name: str, options: Mapping[str, str], value: str | None = None) -> None:
    """A drop-down that begins at `value`, else at the filter of its name."""
    lang = state.current().lang
    st.session_state[f"pick_{name}"] = value or st.session_state[name]
    st.selectbox(
        t(f"bar.{name}", lang),
        list(options),
        format_func=lambda code: options.get(code, code),
        key=f"pick_{name}",
    )


def _one_of(name: str, options: Mapping[str, str]) -> None:
    """A row of buttons, one of them on, that begins at the filter of its name."""
    lang = state.current().lang
    st.session_state[f"pick_{name}"] = st.session_state[name]
    st.segmented_control(
        t(f"bar.{'kind' if name == 'year' else name}", lang),
        list(options),
        format_func=lambda code: options.get(code, code),
        key=f"pick_{name}",
        required=True,
        width="stretch",
    )
