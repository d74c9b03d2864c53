"""The cohorts' views: ratios, places, projects and awards, other batches, all KPIs."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import polars as pl
import streamlit as st

from dashboard.parts import choose, kpis, layout, records, refusals, rows, tables
from dashboard.parts import views as tabs
from dashboard.parts.layout import Timeless
from dashboard.parts.tables import Row, number, string
from dashboard.reader import format as fmt
from dashboard.reader import state
from dashboard.reader.figure import Figure
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader


@st.fragment
def views(page: Page) -> None:
    """The lists of the batches, each when it is opened."""
    state.redraw()
    reader = page.reader
    counts: Mapping[str, int] = {
        "ratios": page.ratios.height,
        "places": page.places.height,
        "projects": page.projects.drop_nulls("cohort").height,
        "others": page.others.height,
        "kpis": page.tiles.height,
    }
    names = {code: f"{reader.t(f'cohorts.view_{code}')} {count}" for code, count in counts.items()}
    for view in tabs.views(names):
        match view:
            case "ratios":
                _ratios(page)
            case "places":
                _places(page)
            case "projects":
                _projects(page)
            case "others":
                _others(page)
            case _:
                kpis.of_page(page, rows.FEW)


@contextmanager
def _panel(
    name: str,
    reader: Reader,
    *,
    timeless: Timeless | None = "batch",
    national: bool = False,
    is_chosen: bool = False,
) -> Iterator[str]:
    """A list under its topic; gives the sentence on what it holds, to be said beside its count."""
    with layout.panel(name, reader.t(f"cohorts.{name}"), is_chosen=is_chosen):
        if national:
            layout.national_note()
        if timeless:
            layout.timeless_note(timeless)
        yield reader.t(f"cohorts.{name}_note")


def _extent(shown: int, of: int, *, by: tables.Narrowed = ("place",)) -> None:
    """Of a list that leaves rows out: how many, and by which filter."""
    if shown != of:
        tables.extent(shown, of, by=by)


# ---------------------------------------------------------------------------------------- ratios


def _ratios(page: Page) -> None:
    """What may be divided, both parts of one batch, the bound kept; or what may not, and why."""
    reader = page.reader
    layout.national_note()
    layout.timeless_note("batch")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(reader.t("cohorts.rates_note", count=page.refused.height))
        refusals.why(page, ())
    rows.listed(
        page.ratios,
        _columns_of_ratios,
        alt="cohorts.rates",
        key="ratios",
        opens=lambda row: f"kpi:{row['ratio']}" if row["code"] else "",
        by=(),
        shown=rows.FEW,
    )


def _columns_of_ratios(_: pl.DataFrame, reader: Reader) -> list[tables.Column]:
    column = tables.Columns(reader)
    return [
        column.made("cohorts.rate", lambda row: _rate(row, reader)),
        column.made("table.cohort", lambda row: _of(row, reader)),
        column.made("table.value", lambda row: reader.figure(Figure.of(row))),
        column.made("table.parts", lambda row: _parts(row, reader)),
        tables.Column(reader.t("table.source"), lambda row: records.cited(row, reader), wide=True),
    ]


def _rate(row: Row, reader: Reader) -> str:
    return string(row, f"label_{reader.lang}") or reader.label("ratio", string(row, "ratio"))


def _of(row: Row, reader: Reader) -> str:
    """The batch of a ratio and the phase that both its parts are of."""
    batch, phase = string(row, "cohort"), string(row, "phase")
    return f"{reader.label('batch', batch)} · {reader.label('phase', phase)}"


def _parts(row: Row, reader: Reader) -> str:
    """Both parts as they are divided; amounts in million baht."""
    above, below = number(row, "numerator"), number(row, "denominator")
    if above is None or below is None:
        return reader.t("state.no_data")
    kind = "baht_million" if row["format"] == "baht_million" else "integer"
    shown = reader.said(Figure(above, "", kind, sign=string(row, "qualifier"))).bare
    return f"{shown} ÷ {fmt.number(below * fmt.per(str(row['unit'])))}"


# ---------------------------------------------------------------------------------------- places


def _places(page: Page) -> None:
    """Places of all batches that a document names; apart from them what agencies sent."""
    column = tables.Columns(page.reader)
    with _panel("places", page.reader) as note:
        _extent(page.places.height, int(page.totals["places"][0]))
        rows.listed(
            page.places,
            [
                column.text("table.organisation", "organisation"),
                column.named("table.province", "province"),
                column.named("table.cohort", "cohort"),
                column.coded("table.what", "place_role", "what"),
                column.count("table.ambassadors", "ambassador_count"),
            ],
            alt="cohorts.places",
            key="places",
            opens=lambda row: (
                f"cohort_place:{row['cohort']}/{row['province_code']}/{row['organisation']}"
            ),
            shown=rows.FEW,
            note=note,
        )
    if not page.delivered.is_empty():
        _delivered(page)


def _delivered(page: Page) -> None:
    """What agencies' files say of the batches."""
    reader, column = page.reader, tables.Columns(page.reader)
    here = page.delivered.filter("is_here")
    with _panel("delivered", reader) as note:
        _extent(here.height, page.delivered.height)
        rows.listed(
            here,
            [
                column.named("table.cohort", "cohort"),
                column.made(
                    "table.measure",
                    lambda row: reader.label("cohorts", f"subject_{row['subject']}"),
                ),
                column.made("cohorts.part", lambda row: _whose(row, reader)),
                column.named("table.province", "province"),
                column.value("table.value"),
            ],
            alt="cohorts.delivered",
            key="delivered",
            opens=lambda row: f"agency:{row['statement_id']}",
            shown=rows.FEW,
            note=note,
        )


def _whose(row: Row, reader: Reader) -> str:
    """The role and body, the fiscal year or the months after, that a figure of a batch is for."""
    phase = string(row, "phase") or ""
    match row["subject"]:
        case "cohort_places":
            role = reader.label("cohorts", f"role_{phase}")
            return f"{role} · {string(row, 'note') or ''}"
        case "cohort_budget_thb":
            return reader.fiscal(int(phase))
        case "still_working":
            return reader.t("cohorts.months_after", months=phase)
        case _:
            return phase


# -------------------------------------------------------------------------- projects and awards


def _projects(page: Page) -> None:
    """Pilots and prize-winning projects; or how many are named, batch by batch."""
    reader, column = page.reader, tables.Columns(page.reader)
    of_batches = page.projects.drop_nulls("cohort")
    counts = {"projects": of_batches.height, "awards": page.awards.height}
    lists = {name: f"{reader.t(f'cohorts.{name}')} {count}" for name, count in counts.items()}
    if choose.of_lists(lists) == "awards":
        _awards(page)
        return
    with _panel("projects", reader, is_chosen=True) as note:
        _extent(of_batches.height, int(page.totals["projects"][0]))
        rows.listed(
            of_batches,
            [
                column.named("table.project", "name"),
                column.named("table.cohort", "cohort"),
                column.named("table.award", "award", none="state.no_award"),
                column.named("solutions.dimension", "dimensions", none="state.not_stated"),
            ],
            alt="cohorts.projects",
            key="projects",
            opens=lambda row: f"project:{row['project_key']}",
            shown=rows.FEW,
            note=note,
        )


def _awards(page: Page) -> None:
    """How many projects and winners of each batch are named, of as many as were published."""
    reader, column = page.reader, tables.Columns(page.reader)
    with _panel("awards", reader, national=True, is_chosen=True) as note:
        rows.listed(
            page.awards,
            [
                column.named("table.cohort", "cohort"),
                column.made("cohorts.named", lambda row: _named(row, reader)),
                tables.Column(
                    reader.t("cohorts.awards_given"),
                    lambda row: _given(row, reader),
                    sort=lambda row: number(row, "awards"),
                ),
                column.count("cohorts.winners_missing", "not_named"),
                column.made("table.source", lambda row: records.cited(row, reader)),
            ],
            alt="cohorts.awards",
            key="awards",
            by=(),
            shown=rows.FEW,
            note=note,
        )


def _named(row: Row, reader: Reader) -> str:
    """How many projects, and how many winners of a batch documents name."""
    return reader.t("cohorts.named_of", projects=row["projects"], winners=row["winners"])


def _given(row: Row, reader: Reader) -> str:
    """How many awards were published, and when."""
    if row["awards"] is None:
        return reader.t("cohorts.no_statement")
    return f"{reader.figure(Figure.of(row, 'awards'))} ({reader.as_of(row)})"


# ----------------------------------------------------------------------------------------- others


def _others(page: Page) -> None:
    """Statements about every other batch; what is no plain report says of what nature it is."""
    column = tables.Columns(page.reader)
    value = column.value("table.value")

    def stated(row: Row) -> str:
        nature = string(row, "nature")
        told = "" if nature == "reported" else f" ({page.reader.label('nature', nature)})"
        return f"{value.cell(row)}{told}"

    with _panel("others", page.reader, timeless=None, national=True) as note:
        _extent(page.others.height, int(page.totals["others"][0]), by=("period",))
        rows.listed(
            page.others,
            [
                column.named("table.cohort", "cohort"),
                column.named("table.measure", "measure"),
                column.coded("table.phase", "phase"),
                tables.Column(value.heading, stated, sort=value.sort),
                column.when("table.as_of", "as_of", "as_of_precision"),
            ],
            alt="cohorts.others",
            key="other_batches",
            opens=lambda row: f"observation:{row['obs_id']}",
            by=("period",),
            shown=rows.FEW,
            note=note,
        )
