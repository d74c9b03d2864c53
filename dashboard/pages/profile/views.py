"""A province's views: plans, money, training and projects, solutions, what is missing, figures."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Literal

import polars as pl
import streamlit as st

from dashboard.pages.profile import letter, words
from dashboard.parts import choose, kpis, layout, rows, tables
from dashboard.parts import views as tabs
from dashboard.parts.tables import Row, day, number, records, string
from dashboard.reader import format as fmt
from dashboard.reader import state
from dashboard.reader.figure import Figure
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader

LAO_TYPES = (
    "pao",
    "city_municipalities",
    "town_municipalities",
    "subdistrict_municipalities",
    "sao",
    "special",
)


@st.fragment
def views(page: Page) -> None:
    """The lists of the province, each when it is opened."""
    state.redraw()
    reader = page.reader
    counts: Mapping[str, int] = {
        "plans": page.plans.height,
        "money": page.statements.height,
        "training": page.places.height + page.projects.height,
        "solutions": page.solutions.height,
        "missing": page.missing.height,
        "figures": words.own(page).height + page.observations.height,
    }
    names = {code: f"{reader.t(f'profile.view_{code}')} {count}" for code, count in counts.items()}
    for view in tabs.views(names):
        match view:
            case "plans":
                _plans(page)
            case "money":
                _money(page)
            case "training":
                _training(page)
            case "solutions":
                _solutions(page)
            case "missing":
                letter.draw(page)
            case _:
                _figures(page)


@contextmanager
def _panel(
    name: str, reader: Reader, *, timeless: bool = False, is_chosen: bool = False
) -> Iterator[str]:
    """A list under its topic; gives the sentence on what it holds. `timeless`: of no period."""
    with layout.panel(name, reader.t(f"profile.{name}"), is_chosen=is_chosen):
        if timeless:
            layout.timeless_note("record")
        yield reader.t(f"profile.{name}_note")


# ----------------------------------------------------------------------------------------- plans


def _plans(page: Page) -> None:
    """The plans with their latest step, or every event of them with its document."""
    reader, column = page.reader, tables.Columns(page.reader)
    lists = {code: reader.t(f"profile.{code}") for code in ("plans", "events")}
    if choose.of_lists(lists) == "plans":
        layout.timeless_note("record")
        st.caption(reader.t("profile.plans_note"))
        rows.listed(
            page.plans,
            [
                column.named("table.plan", "name"),
                tables.step(column, none="state.no_step"),
                column.when("table.since", "status_since", "precision"),
                column.coded("profile.programme", "programme_kind", "programme"),
                tables.Column(
                    reader.t("table.location"),
                    lambda row: tables.location(row, column),
                    wide=True,
                ),
            ],
            alt="profile.plans",
            key="profile_plans",
            opens=lambda row: f"plan:{row['plan_key']}",
            shown=rows.FEW,
        )
        return
    st.caption(reader.t("profile.events_note"))
    _dated(page.events, reader)
    rows.listed(
        page.events,
        [
            column.named("table.plan", "name"),
            column.when("table.date", "event_date", "date_precision"),
            column.coded("table.event", "event_kind"),
            column.coded("table.date_basis", "date_basis"),
            column.publisher(),
        ],
        alt="profile.events",
        key="profile_events",
        opens=lambda row: f"plan_event:{row['event_id']}",
        by=("place", "period"),
        shown=rows.FEW,
    )


def _dated(frame: pl.DataFrame, reader: Reader) -> None:
    """Of a list that a period narrows: that it does."""
    if (reader.from_year or reader.to_year) and not frame.is_empty():
        st.caption(reader.t("profile.count_period", count=frame.height))


# ----------------------------------------------------------------------------------------- money


def _money(page: Page) -> None:
    """Amounts stated of this province alone; apart from them those of several provinces."""
    own = page.statements.filter(pl.col("provinces") == 1)
    shared = page.statements.filter(pl.col("provinces") > 1)
    with _panel("money", page.reader) as note:
        _listed(page, own, "money", note)
    if not shared.is_empty():
        with _panel("shared", page.reader) as note:
            _listed(page, shared, "shared", note)


def _listed(page: Page, frame: pl.DataFrame, name: str, note: str) -> None:
    """Amounts as stated, never added up."""
    reader, column = page.reader, tables.Columns(page.reader)
    amount = column.value("table.amount")

    def stated(row: Row) -> str:
        count = int(str(row["conflicts"]))
        disputed = reader.t("tile.conflict", count=count) if count else ""
        return " · ".join(part for part in (str(amount.cell(row)), disputed) if part)

    def dated(row: Row) -> str:
        year = number(row, "fiscal_year_be")
        told = reader.as_of(row)
        return f"{told} ({reader.fiscal(int(year))})" if year else told

    _dated(frame, reader)
    rows.listed(
        frame,
        [
            column.named("table.subject", "subject"),
            tables.Column(amount.heading, stated, sort=amount.sort),
            column.coded("table.stage", "stage"),
            column.named("profile.provinces", "province")
            if name == "shared"
            else column.coded("investment.covers", "covers"),
            tables.Column(reader.t("table.as_of"), dated, sort=lambda row: day(row, "as_of")),
        ],
        alt=f"profile.{name}",
        key=f"profile_{name}",
        opens=lambda row: f"investment:{row['statement_id']}",
        by=("place", "period"),
        shown=rows.FEW,
        note=note,
    )


# -------------------------------------------------------------------------- training and projects


def _training(page: Page) -> None:
    """Projects and awards; or places of batches and pilot groups; or what the province pledged."""
    reader = page.reader
    counts = {
        "projects": page.projects.height,
        "cohorts": page.places.height,
        "pledges": page.pledges.height,
    }
    lists = {name: f"{reader.t(f'profile.{name}')} {count}" for name, count in counts.items()}
    match choose.of_lists(lists, "kind"):
        case "projects":
            _projects(page)
        case "cohorts":
            _cohorts(page)
        case _:
            pledges(page)


def _projects(page: Page) -> None:
    """Projects of the province, with their awards and budgets."""
    reader, column = page.reader, tables.Columns(page.reader)
    with _panel("projects", reader, timeless=True, is_chosen=True) as note:
        rows.listed(
            page.projects,
            [
                column.named("table.project", "name"),
                column.coded("table.kind", "project_kind", "kind"),
                column.named("table.award", "award", none="state.no_award"),
                column.text("table.organisation", "organisation"),
                column.made("profile.budget", lambda row: _budget(row, reader)),
            ],
            alt="profile.projects",
            key="profile_projects",
            opens=lambda row: f"project:{row['project_key']}",
            shown=rows.FEW,
            note=note,
        )


def _cohorts(page: Page) -> None:
    """Bodies of the province that documents name among a batch or a pilot group."""
    reader, column = page.reader, tables.Columns(page.reader)
    with _panel("cohorts", reader, timeless=True, is_chosen=True) as note:
        rows.listed(
            page.places,
            [
                column.text("table.organisation", "organisation"),
                column.named("table.cohort", "cohort"),
                column.coded("table.what", "place_role", "what"),
            ],
            alt="profile.cohorts",
            key="profile_cohorts",
            opens=lambda row: (
                f"cohort_place:{row['cohort']}/{row['province_code']}/{row['organisation']}"
            ),
            shown=rows.FEW,
            note=note,
        )


def _budget(row: Row, reader: Reader) -> str:
    """The budget of a project, and the grant that came with its award, each where it is stated."""
    budget, grant = number(row, "budget_thb"), number(row, "grant_thb")
    parts = []
    if budget is not None:
        parts.append(
            reader.figure(Figure.of({**row, "unit": "THB"}, "budget_thb", "budget_qualifier"))
        )
    if grant is not None:
        parts.append(f"{reader.t('profile.grant')} {reader.figure(Figure(grant, 'THB'))}")
    return " · ".join(parts)


def pledges(page: Page) -> None:
    """What the province has pledged, where it has sent that in."""
    reader, column = page.reader, tables.Columns(page.reader)

    def aim(row: Row) -> str:
        value, unit = number(row, "value"), string(row, "unit")
        sign = reader.qualifier(string(row, "qualifier"))
        return "" if value is None else f"{sign} {fmt.number(value, 2, trim=True)} {unit}".strip()

    with _panel("pledges", reader, is_chosen=True) as note:
        if page.pledges.is_empty():
            layout.empty("profile.no_pledges", supplier="profile.pledges_supplier")
            return
        rows.listed(
            page.pledges,
            [
                column.text("profile.pledge", "pledge"),
                column.made("profile.pledge_target", aim),
                column.when("profile.due", "due_on", "due_on_precision"),
                column.coded("profile.status", "pledge_status", "status"),
                column.made("table.as_of", lambda row: _reported(row, reader)),
            ],
            alt="profile.pledges",
            key="profile_pledges",
            shown=rows.FEW,
            note=note,
        )


def _reported(row: Row, reader: Reader) -> str:
    """Of which day a pledge's status is, and who reports it."""
    return f"{reader.as_of(row)} · {string(row, 'reported_by') or ''}"


# ------------------------------------------------------------------------------------- solutions


def _solutions(page: Page) -> None:
    """Solutions made in the province, and those that its bodies have taken up."""
    column = tables.Columns(page.reader)
    with _panel("solutions", page.reader, timeless=True) as note:
        rows.listed(
            page.solutions,
            [
                column.named("profile.solution", "name"),
                column.coded("profile.relation", "solution_relation", "relation"),
                replace(column.text("table.organisation", "organisation"), wide=True),
                column.coded("profile.evidence", "evidence_level"),
                column.when("table.as_of", "as_of", "as_of_precision"),
            ],
            alt="profile.solutions",
            key="profile_solutions",
            opens=lambda row: f"solution:{row['solution_key']}",
            shown=rows.FEW,
            note=note,
        )


# --------------------------------------------------------------------------------------- figures


def _figures(page: Page) -> None:
    """Every figure of the province with its rank; or facts, peers, other documents, all KPIs."""
    reader, column = page.reader, tables.Columns(page.reader)
    kinds = ("figures", "facts", "comparison", "observations", "kpis")
    kind = choose.of_lists({code: reader.t(f"profile.{code}") for code in kinds}, "of")
    match kind:
        case "figures":
            _ranked(words.own(page), column, "figures")
        case "facts":
            _facts(page)
        case "comparison":
            near = words.nearest(page)["peer_code"].to_list()
            beside = page.figures.filter(pl.col("province_code").is_in(near))
            _ranked(beside, column, "comparison")
            st.caption(f"{reader.t('profile.peers_rule')} {reader.t('profile.peers_limits')}")
        case "observations":
            _observations(page)
        case _:
            kpis.of_page(page, 3)


def _observations(page: Page) -> None:
    """Indices, ranks and counts that documents state of the province."""
    column = tables.Columns(page.reader)
    _dated(page.observations, page.reader)
    rows.listed(
        page.observations,
        [
            column.named("table.measure", "measure"),
            column.named("profile.set", "segment"),
            column.value("table.value"),
            column.when("table.as_of", "as_of", "as_of_precision"),
            column.coded("table.nature", "nature"),
        ],
        alt="profile.observations",
        key="profile_observations",
        shown=rows.FEW,
        note=page.reader.t("profile.observations_note"),
        opens=lambda row: f"observation:{row['obs_id']}",
        by=("place", "period"),
    )


def _ranked(
    frame: pl.DataFrame, column: tables.Columns, kind: Literal["figures", "comparison"]
) -> None:
    """Figures with their ranks; compared with those of other provinces, each by its name."""
    reader = column.reader
    named = tables.Column(reader.t("profile.figure"), lambda row: words.name(row, reader))
    value = tables.Column(
        reader.t("table.value"),
        lambda row: words.value(row, reader) + _basis(row, reader),
        sort=lambda row: number(row, "value"),
    )
    rank = tables.Column(
        reader.t("profile.rank"),
        lambda row: words.rank(row, reader) or "–",
        sort=lambda row: number(row, "place"),
    )
    when = column.when("table.as_of", "as_of", "as_of_precision")
    middle = tables.Column(
        reader.t("profile.median"),
        lambda row: words.middle(row, reader),
        sort=lambda row: number(row, "middle"),
        wide=True,
    )
    rows.listed(
        frame,
        [column.named("table.province", "name"), named, value, rank, when]
        if kind == "comparison"
        else [named, value, rank, middle, when],
        alt=f"profile.{kind}",
        key=f"profile_{kind}",
        opens=lambda row: (
            f"kpi:{str(row['figure_id']).partition(':')[0]}" if row["kind"] == "kpi" else ""
        ),
        by=("place", "period"),
        shown=3 if kind == "figures" else 2,
        note=reader.t(f"profile.{kind}_note"),
    )


def _basis(row: Row, reader: Reader) -> str:
    """What a count means that rests on no document: zero, or that more may be unnamed."""
    if records(row, "documents"):
        return ""
    why = reader.t("absence.unknown" if row["value"] is None else "absence.zero")
    return f" ({why})"


def _facts(page: Page) -> None:
    """What is known of every province, with what it means and its documents."""
    reader, row = page.reader, page.header.row(0, named=True)
    local = " · ".join(
        f"{reader.label('lao_count', kind)} {fmt.number(count)}"
        for kind in LAO_TYPES
        if (count := number(row, kind))
    )
    total = number(row, "gpp_thb")
    newest = [row["newest_document"]] if _is_newer(row) else []
    facts = {
        "population": (
            _fact(row, "population", "persons", "population_as_of", reader),
            reader.t(
                "profile.newer",
                value=fmt.number(number(row, "newest_population") or 0),
                date=reader.day(day(row, "newest_as_of"), "day"),
            )
            if newest
            else "",
            [*records(row, "population_documents"), *newest],
        ),
        "gpp_per_capita": (
            _fact(row, "gpp_per_capita_thb", "THB", "", reader),
            reader.t("profile.gpp_total", value=reader.figure(Figure(round(total, -6), "THB")))
            if total
            else "",
            records(row, "gpp_documents"),
        ),
        "local_bodies": (
            _fact(row, "lao_total", "local_governments", "lao_as_of", reader),
            local,
            records(row, "lao_documents"),
        ),
    }
    lines = []
    for name, (figure, beside, documents) in facts.items():
        links = dict.fromkeys(tables.titled(part, reader) for part in documents if part)
        told = [tables.plain(part) for part in (figure, beside) if part]
        lines.append(
            f"**{reader.t(f'profile_figure.{name}')}** {' · '.join(told)}  \n"
            f":small[{reader.t(f'profile_meaning.{name}')}]  \n:small[{' · '.join(links)}]"
        )
    st.markdown("\n\n".join(lines))


def _is_newer(row: Row) -> bool:
    """Whether a count of residents is newer than the one that all provinces have."""
    return bool(row["newest_document"]) and row["newest_as_of"] != row["population_as_of"]


def _fact(row: Row, name: str, unit: str, dated: str, reader: Reader) -> str:
    """A fact with its day; that no document states it, as it may be on an earlier day."""
    value = number(row, name)
    if value is None:
        return reader.t("state.no_statement")
    when = reader.day(day(row, dated), "day") if dated else words.gpp_year(row, reader)
    return f"{fmt.number(value)} {reader.unit(unit, value)} ({when})"
