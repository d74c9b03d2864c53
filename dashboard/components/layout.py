"""The frame of a page: header, status strip, panels, notes, empty states, foot."""

from collections.abc import Iterator
from contextlib import contextmanager

import altair as alt
import pydeck as pdk
import streamlit as st

from dashboard import format as fmt
from dashboard import state
from dashboard.components import tiles
from dashboard.data import SHELL, Page, Reason, read_page
from dashboard.filters import Filters
from dashboard.text import Lang, t

Spec = dict[str, object]  # a Vega-Lite specification


def page_header(page: str) -> None:
    """Title and one sentence (keys `<page>.title`, `<page>.lead`), and the filters that are on."""
    filters = state.current()
    lang = filters.lang
    st.title(t(f"{page}.title", lang), anchor=False)
    st.markdown(t(f"{page}.lead", lang))
    chosen = " · ".join(f"**{words}**" for words in _chosen(filters))
    st.markdown(f"{t('filter.shown', lang)}: {chosen}")


def _chosen(filters: Filters) -> list[str]:
    """The place and the period that are on, each in full; always two or more words."""
    lang, shell = filters.lang, read_page(SHELL, Filters())
    names = {row["province_code"]: row[f"name_{lang}"] for row in shell.provinces.to_dicts()}
    names |= {row["region_code"]: row[f"name_{lang}"] for row in shell.regions.to_dicts()}
    places = [names[place] for place in (filters.region, filters.province) if place]
    periods = [
        t(
            f"filter.period_{key}",
            lang,
            year=f"{t(f'year.{filters.year_kind}', lang)} {fmt.year(year, lang, filters.era)}",
        )
        for key, year in (("from", filters.from_year), ("to", filters.to_year))
        if year
    ]
    whole = t("filter.all_provinces", lang), t("filter.period_all", lang)
    return [*(places or whole[:1]), *(periods or whole[1:])]


def status_strip(page: Page) -> None:
    """As-of, build, sources, open conflicts, and whether the data can be trusted."""
    filters = page.filters
    lang = filters.lang
    build = page.build.row(0, named=True)
    overdue = sum(due < state.today() for due in build["due_on"])
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        as_of = fmt.day(build["as_of"], "day", lang, filters.era)
        st.badge(t("status.as_of", lang, date=as_of), icon=":material/event:", color="gray")
        st.badge(
            t("status.sources", lang, sources=build["sources"], documents=build["documents"]),
            icon=":material/database:",
            color="gray",
        )
        st.badge(
            t("status.conflicts", lang, count=build["conflicts"]),
            icon=":material/warning:",
            color="orange" if build["conflicts"] else "gray",
            help=t("status.conflicts_help", lang),
        )
        failed = build["checks"] - build["checks_passed"]
        words = [
            t("status.checks_failed", lang, count=failed) if failed else None,
            t("status.quarantined", lang, count=build["quarantined"])
            if build["quarantined"]
            else None,
            t("status.overdue", lang, count=overdue) if overdue else None,
        ]
        wrong = " · ".join(word for word in words if word)
        st.badge(
            wrong or t("status.healthy", lang, count=build["checks"]),
            icon=":material/health_and_safety:",
            color="orange" if wrong else "green",
            help=t("status.health_help", lang),
        )
        st.badge(f"{t('layout.build', lang)} {build['build_id']}", color="gray")


def sample_banner(shell: Page) -> None:
    """Invented numbers never look like published ones: a banner on every page of such a build."""
    if shell.sample["has_sample"].any():
        st.warning(t("layout.sample", state.current().lang), icon=":material/science:")


def kpi_row(page: Page) -> None:
    """One tile for each KPI whose definition names this page (`page.tiles`)."""
    tiles.row(page)


@contextmanager
def section(title: str, *, national: bool = False, note: str = "") -> Iterator[None]:
    """A bordered panel with the heading of key `title`.

    `national` marks a panel that a place filter can't narrow; `note` is the key of a sentence.
    """
    lang = state.current().lang
    with st.container(border=True):
        st.subheader(t(title, lang), anchor=False)
        if national:
            national_note()
        if note:
            st.caption(t(note, lang))
        yield


def national_note() -> None:
    """Say that what follows stays national, when a place filter is on."""
    filters = state.current()
    if filters.place:
        tiles.national_badge(filters.lang)


def empty(reason: str, *, supplier: str = "") -> None:
    """A state of its own, never an empty box: why nothing is here, and who can supply it (keys)."""
    lang = state.current().lang
    words = t(reason, lang)
    if supplier:
        words += "  \n" + t("layout.supplier", lang) + " " + t(supplier, lang)
    st.info(words, icon=":material/hourglass_empty:")


def unavailable(reason: Reason, lang: Lang) -> None:
    """The figures can't be read: one sentence, and what to do."""
    st.title(t("app.title", lang), anchor=False)
    st.error(t(f"error.{reason}", lang), icon=":material/cloud_off:")


def chart(
    drawing: alt.Chart | alt.LayerChart | alt.HConcatChart | alt.VConcatChart,
    *,
    alt_text: str,
    key: str | None = None,
) -> None:
    """Draw a chart over the panel's width; `alt_text` is its takeaway, already worded."""
    st.vega_lite_chart(specification(drawing), width="stretch", key=key, alt=alt_text)


def specification(
    drawing: alt.Chart | alt.LayerChart | alt.HConcatChart | alt.VConcatChart,
) -> Spec:
    """The chart as its specification, not checked again: the tests do that, not every reader."""
    spec: Spec = drawing.to_dict(validate=False)
    return spec


def clickable_map(deck: pdk.Deck, *, alt_text: str, key: str, regions: dict[str, str]) -> None:
    """The provincial map; a click filters. `regions`: province code -> region code.

    The element remembers what was clicked. When the filter was changed elsewhere since, it starts
    afresh: a click on the province that it remembers would count as taking it off.
    """
    count = f"{key}_count"
    name = f"{key}_{st.session_state.setdefault(count, 0)}"
    if _picked(name) not in {None, state.current().province}:
        st.session_state[count] += 1
        name = f"{key}_{st.session_state[count]}"

    def clicked() -> None:
        code = _picked(name)
        state.choose_province(code, regions.get(code) if code else None)

    st.pydeck_chart(deck, height=600, on_select=clicked, key=name, alt=alt_text)


def _picked(name: str) -> str | None:
    """The province that a map remembers as clicked, by its shape or by a point in it."""
    if name not in st.session_state:
        return None
    objects = st.session_state[name].selection.get("objects", {})
    features = [*objects.get("provinces", []), *objects.get("plans", [])]
    return str(features[0]["properties"]["province_code"]) if features else None


def clickable_grid(
    drawing: alt.LayerChart, *, alt_text: str, key: str, regions: dict[str, str]
) -> None:
    """The tile grid; a click filters by the province, a click on the chosen one takes it off."""
    current = state.current().province
    name = f"{key}_{current}"  # one for each choice, so that none remembers an earlier click

    def clicked() -> None:
        picked = st.session_state[name].selection["province"]
        code = str(picked[0]["province_code"]) if picked else None
        code = None if code == current else code
        state.choose_province(code, regions.get(code) if code else None)

    st.vega_lite_chart(
        specification(drawing),
        width="stretch",
        on_select=clicked,
        selection_mode="province",
        key=name,
        alt=alt_text,
    )


def provenance(page: Page) -> None:
    """The foot of a page: where figures come from, and the build that they are of."""
    filters = page.filters
    lang = filters.lang
    build = page.build.row(0, named=True)
    built = fmt.day(build["built_at"].date(), "day", lang, filters.era)
    st.divider()
    st.caption(
        f"{t('layout.foot', lang)}  \n"
        f"{t('layout.build', lang)} {build['build_id']} ({built}) · "
        f"{t('layout.sources', lang, count=build['sources'])} · "
        f"{t('layout.documents', lang, count=build['documents'])}"
    )
