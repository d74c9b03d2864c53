"""Navigation and the shared filters. Links carry the filters, so no page loses them."""

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from typing import get_args

import streamlit as st

from dashboard.parts import layout
from dashboard.reader import state, text
from dashboard.reader.filters import ALL, Filters, Sources
from dashboard.reader.format import ERAS, YEARS, year
from dashboard.reader.text import t
from dashboard.warehouse.data import Page


def draw(pages: Sequence[st.Page], shell: Page, filters: Filters) -> None:
    """The pages' links, the language, and the filters that all pages share."""
    lang = filters.lang
    with st.sidebar:
        st.markdown(f"**{t('app.title', lang)}**")
        for page in pages:
            st.page_link(page, query_params=filters.query(), width="stretch")
        _one_of(
            "lang",
            t("filter.lang", lang),
            {code: t(f"filter.lang_{code}", lang) for code in text.LANGS},
        )
        st.subheader(t("filter.heading", lang), anchor=False)
        _places(shell, filters)
        _period(shell, filters)
        _known(shell, filters)
        _one_of(
            "sources",
            t("filter.sources", lang),
            {code: t(f"filter.sources_{code}", lang) for code in get_args(Sources)},
            help_text=t("filter.sources_help", lang),
        )
        st.button(
            t("filter.reset", lang),
            on_click=state.reset,
            icon=":material/restart_alt:",
            width="stretch",
        )
        st.caption(t("layout.scheme", lang))


def _places(shell: Page, filters: Filters) -> None:
    lang = filters.lang
    regions = {row["region_code"]: row[f"name_{lang}"] for row in shell.regions.to_dicts()}
    provinces = {
        row["province_code"]: row[f"name_{lang}"]
        for row in shell.provinces.sort(f"sort_{lang}").to_dicts()
        if filters.region in {None, row["region_code"]}
    }
    _pick(
        "region",
        t("filter.region", lang),
        {ALL: t("filter.all_regions", lang)} | regions,
        on_change=state.leave_region,
        help_text=t("filter.region_help", lang),
    )
    _pick(
        "province", t("filter.province", lang), {ALL: t("filter.all_provinces", lang)} | provinces
    )


def _period(shell: Page, filters: Filters) -> None:
    lang = filters.lang
    years = {str(ce): year(ce, lang, filters.era) for ce in shell.years["year"]}
    start, end = st.columns(2)
    with start:
        _pick("from", t("filter.from", lang), {ALL: t("filter.open_from", lang)} | years)
    with end:
        _pick("to", t("filter.to", lang), {ALL: t("filter.open_to", lang)} | years)
    _one_of(
        "year",
        t("filter.year_kind", lang),
        {kind: t(f"filter.year_{kind}", lang) for kind in YEARS},
    )
    _one_of("era", t("filter.era", lang), {era: t(f"era.{era}", lang) for era in ERAS})


def _known(shell: Page, filters: Filters) -> None:
    """As known on a day: a year alone is its last day; month and day appear once it is on."""
    lang, day = filters.lang, filters.known
    since = layout.first_day(shell)
    years = {*range(since.year, state.today().year + 1), *([day.year] if day else [])}
    st.session_state["known_year"] = str(day.year) if day else ALL
    _pick(
        "known_year",
        t("known.year", lang),
        {ALL: t("known.off", lang)}
        | {str(ce): year(ce, lang, filters.era, named=True) for ce in sorted(years, reverse=True)},
        on_change=state.choose_known,
        help_text=t("known.help", lang),
    )
    if day is None:
        return
    st.session_state.update({"known_month": str(day.month), "known_day": str(day.day)})
    months = {str(number): t(f"month_long.{number}", lang) for number in range(1, 13)}
    days = {str(number): str(number) for number in range(1, monthrange(day.year, day.month)[1] + 1)}
    left, right = st.columns([3, 2])
    with left:
        _pick("known_month", t("known.month", lang), months, on_change=state.choose_known)
    with right:
        _pick("known_day", t("known.day", lang), days, on_change=state.choose_known)


def _pick(
    name: str,
    label: str,
    options: Mapping[str, str],
    *,
    on_change: Callable[[], None] = state.change,
    help_text: str | None = None,
) -> None:
    """A drop-down whose value is the filter `name`."""
    st.selectbox(
        label,
        list(options),
        format_func=lambda code: options.get(code, code),
        key=name,
        help=help_text,
        on_change=on_change,
    )


def _one_of(
    name: str, label: str, options: Mapping[str, str], *, help_text: str | None = None
) -> None:
    """A row of buttons, one of them on, whose value is the filter `name`."""
    st.segmented_control(
        label,
        list(options),
        format_func=lambda code: options.get(code, code),
        key=name,
        help=help_text,
        on_change=state.change,
        required=True,
        width="stretch",
    )
