"""What the drawer shows of what it is open on, by its kind.

The URL names it: `?open=kpi:CERT-01`, `province:50`, `conflict:…`, `about:…`, what `things` tells
(`document:d1`), and `<kind>:<code>` of any row of the page of statements. What is unknown is said,
and nothing of it is repeated.
"""

from dataclasses import replace
from urllib.parse import quote, urlencode

import polars as pl
import streamlit as st

from dashboard.navigation import link, profile_of
from dashboard.pages.drawer import kpi as kpis
from dashboard.pages.drawer import record, things
from dashboard.parts import changes, conflicts, layout, picks, tables
from dashboard.reader import state
from dashboard.reader.contact import contact
from dashboard.reader.filters import Filters
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader
from dashboard.warehouse.data import Unavailable, published_id, read_page, read_since_build


def draw(shell: Page, reader: Reader) -> None:
    """The drawer, where the URL has it open. `shell`: the names of KPIs and provinces."""
    named = state.shown()
    if not named:
        return
    title = _title(named, shell, reader)
    opened = st.dialog(title, position="right", width="medium", on_dismiss=state.hide)(_content)
    opened(named, shell, reader)


def _content(named: str, shell: Page, reader: Reader) -> None:
    state.redraw()
    kind, _, code = named.partition(":")
    is_there = True
    try:
        match kind:
            case "kpi" if kpi := _kpi(code, shell):
                kpis.draw(str(kpi["metric_id"]), reader)
            case "province" if code in set(shell.provinces["province_code"]):
                _province(code, reader)
            case "about":
                _about(reader)
            case "conflict":
                is_there = _conflict(code, reader)
            case "build" if Filters.parse({"build": code}).build:
                _differs(code, reader)
            case _ if kind in things.KINDS:
                is_there = _facts(named, things.told(kind, code, reader), reader)
            case _:
                is_there = _facts(named, record.told(named, reader), reader)
        if is_there:
            state.shows(named)
            if kind != "about":
                _report(named, reader)
    except Unavailable as problem:
        st.error(reader.t(f"error.{problem.reason}"), icon=":material/cloud_off:")


def _kpi(code: str, shell: Page) -> tables.Row | None:
    """The KPI of this id, or else of this code."""
    for column in ("metric_id", "code"):
        found = shell.kpis.filter(pl.col(column) == code)
        if not found.is_empty():
            return found.row(0, named=True)
    return None


def _title(named: str, shell: Page, reader: Reader) -> str:
    """What the drawer is open on, by name; of others, what kind of thing it is."""
    (kind, _, code) = named.partition(":")
    if kind == "kpi" and (kpi := _kpi(code, shell)):
        return tables.plain(f"{kpi['code']} {kpi[f'label_{reader.lang}']}")
    if kind == "about":
        return reader.t("drawer.about")
    provinces = shell.provinces.filter(pl.col("province_code") == code)
    if kind == "province" and not provinces.is_empty():
        return tables.plain(provinces[f"name_{reader.lang}"][0])
    return reader.t("drawer.title")


def _differs(build: str, reader: Reader) -> None:
    """What the published build changes against the one that a link asks for."""
    found = read_since_build(build, reader).changes
    days = {"moment": build, "latest": published_id()}
    told = {name: layout.build_moment(one, reader) for name, one in days.items()}
    st.markdown(f"**{reader.t('exact.title', **told)}**")
    if found.is_empty():
        st.caption(reader.t("exact.none"))
        return
    st.caption(reader.t("exact.total", total=int(found["total"][0])))
    changes.listed(found, key="differs")


def _about(reader: Reader) -> None:
    """The accessibility statement: the standard, what was tested and when, gaps, whom to tell."""
    parts = ("standard", "tested", "gaps")
    st.markdown("\n\n".join(reader.t(f"drawer.about_{part}") for part in parts))
    if address := contact():
        st.markdown(f"[{reader.t('drawer.about_contact')}]({address})")
    else:
        st.markdown(reader.t("drawer.about_no_contact"))


def _report(named: str, reader: Reader) -> None:
    """The way to tell of a mistake in what is shown, where the operator takes such reports."""
    if address := contact():
        if address.startswith("mailto:"):
            subject = reader.t("drawer.report_subject", named=named)
            address = f"{address}?{urlencode({'subject': subject}, quote_via=quote)}"
        st.caption(f"[{reader.t('drawer.report')}]({address})")


def _unknown(reader: Reader) -> None:
    st.warning(reader.t("explore.unknown"), icon=":material/link_off:")


def _province(code: str, reader: Reader) -> None:
    """The latest figures of a province, one row a KPI, and the way to its page."""
    column = tables.Columns(reader)
    page = read_page("provinces", reader)
    names = {row["metric_id"]: row for row in page.metrics.to_dicts()}
    stated = page.by_province.filter(
        pl.col("province_code") == code, pl.coalesce("value", "lower").is_not_null()
    )
    rows = [row | _named(names[row["metric_id"]], reader) for row in stated.to_dicts()]
    if rows:
        tables.small(
            pl.DataFrame(rows, infer_schema_length=None),
            [
                column.text("drawer.kpi", "name"),
                column.kpi("table.value"),
                column.when("table.as_of", "as_of", "as_of_precision"),
            ],
            alt="drawer.figures",
            by=(),
        )
    else:
        st.info(reader.t("state.none_named"), icon=":material/hourglass_empty:")
    place = replace(reader, province=code, region=None)
    _plans(place)
    st.button(
        reader.t("drawer.filter"),
        key="drawer_filter",
        on_click=state.choose_province,
        args=(code,),
        icon=":material/filter_alt:",
    )
    st.markdown(f"[{reader.t('drawer.province')}]({profile_of(code)})")


def _plans(reader: Reader) -> None:
    """The plans that documents name in the reader's province, each with its latest step."""
    column = tables.Columns(reader)
    plans = read_page("profile", reader).plans

    def named(row: tables.Row) -> str:
        address = picks.address(f"plan:{row['plan_key']}")
        return f"[{tables.plain(reader.name(row))}]({address})"

    if not plans.is_empty():
        tables.small(
            plans,
            [
                column.marked("table.plan", named),
                tables.step(column, none="state.no_step"),
                column.when("table.since", "status_since", "precision"),
            ],
            alt="profile.plans",
        )


def _named(metric: tables.Row, reader: Reader) -> dict[str, object]:
    return {
        "name": metric[f"label_{reader.lang}"],
        "unit": metric["unit"],
        "format": metric["format"],
    }


def _conflict(code: str, reader: Reader) -> bool:
    """The sides of one conflict, beside each other. Gives whether there are any."""
    sides = read_page("drawer", reader).conflicts.filter(pl.col("conflict_id") == code)
    if sides.is_empty():
        _unknown(reader)
        return False
    conflicts.told(sides, reader)
    return True


def _facts(named: str, found: things.Told | None, reader: Reader) -> bool:
    """What a thing is called, and its facts. Gives whether it is there."""
    if found is None:
        _unknown(reader)
        return False
    st.markdown(f"**{found[0]}**")
    kind, _, code = named.partition(":")
    if kind == "plan":
        st.markdown(f"[{reader.t('drawer.city')}]({link('city', plan=code)})")
    tables.pairs(found[1], alt=code)
    return True
