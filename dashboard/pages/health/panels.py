"""The panels of the page on data quality: three sentences, the ages of all KPIs, the views."""

import polars as pl
import streamlit as st

from dashboard.pages.health import charts, flow, intake, load
from dashboard.parts import conflicts, layout, picks, tables, tiles
from dashboard.parts import views as tabs
from dashboard.parts.choose import choose
from dashboard.reader import state
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader

AGES = ("current", "ageing", "old")
CONFLICT = "conflict_id"
YEAR = 365.25  # days
NEAR = 0.17  # years: ages that lie so near each other are one mark


def summary(page: Page) -> None:
    """Age of the headline figures, checks, conflicts: a sentence each; what failed to load."""
    reader = page.reader
    aged = dict(page.metrics.drop_nulls("age_state").group_by("age_state").len().iter_rows())
    findings = page.checks.filter(pl.col("offending") > 0).height
    disputed = page.conflicts.filter(~pl.col("is_rounding"))[CONFLICT].n_unique()
    words = [
        reader.t("health.said_ages", old=aged.get("old", 0), of=sum(aged.values())),
        reader.t(
            "health.findings" if findings else "health.all_passed",
            count=findings,
            of=page.checks.height,
        ),
        reader.t("health.said_conflicts", count=page.conflicts[CONFLICT].n_unique(), real=disputed),
    ]
    st.markdown("  \n".join(tables.plain(line) for line in words))
    st.caption(" · ".join(_figure(record, reader) for record in page.tiles.to_dicts()))
    load.problems(page)


def _figure(record: tables.Row, reader: Reader) -> str:
    """A KPI of the page with its figure, as a link that opens it in the drawer."""
    opens = picks.address(f"kpi:{record['metric_id']}")
    figure = tiles.amount(record, reader)
    words = " ".join((reader.name(record, "label"), *(part for part in figure if part)))
    return f"[{tables.plain(words)}]({opens})"


def ages(page: Page) -> None:
    """How old the headline figure of each KPI is, by the state that its age has."""
    reader = page.reader
    stated = page.metrics.drop_nulls("age_state")
    aged = stated.drop_nulls("age_days")
    with layout.panel("ages", reader.t("health.ages")):
        if aged.is_empty():
            layout.empty("state.no_statement")
            return
        lanes = {
            state_name: reader.t(
                "health.lane",
                state=reader.label("age_state", state_name),
                count=stated.filter(age_state=state_name).height,
            )
            for state_name in AGES
        }
        near = pl.col("age_days").diff().over("age_state") > NEAR * YEAR
        groups = aged.sort("age_state", "age_days").with_columns(
            near.fill_null(value=False).cum_sum().over("age_state").alias("group")
        )
        drawn = pl.DataFrame(
            [
                {
                    "lane": lanes[same["age_state"][0]],
                    "years": sum(same["age_days"]) / same.height / YEAR,
                    "count": same.height,
                    "shown": " · ".join(
                        f"{reader.name(row, 'label')} ({reader.as_of(row)})"
                        for row in same.iter_rows(named=True)
                    ),
                }
                for same in groups.partition_by("age_state", "group", maintain_order=True)
            ]
        )
        oldest = aged.sort("age_days", descending=True).row(0, named=True)
        layout.chart(
            layout.drawn(
                charts.ages,
                drawn,
                list(lanes.values()),
                state.colours(),
                axis=reader.t("health.age_axis"),
            ),
            alt_text=reader.t(
                "health.ages_alt",
                lanes=", ".join(lanes.values()),
                oldest=reader.name(oldest, "label"),
                date=reader.as_of(oldest),
            ),
            credit=layout.credit_of_build(page),
            key="ages",
        )
        st.caption(reader.t("health.age_rule", undated=stated.height - aged.height))


@st.fragment
def views(page: Page, runs: pl.DataFrame | None) -> None:
    """Sources, checks and quarantine, conflicts, runs and the way of the data, files sent in."""
    state.redraw()
    reader = page.reader
    rejected = int(page.sources["open_rows"].sum())
    counts = {
        "sources": page.sources.height,
        "checks": page.checks.height,
        "conflicts": page.conflicts[CONFLICT].n_unique(),
    }
    names = ("sources", "checks", "conflicts", "lineage", "files")
    labels = {
        name: f"{reader.t(f'health.view_{name}')} {counts.get(name, '')}".strip() for name in names
    }
    for view in tabs.views(labels):
        match view:
            case "sources":
                load.freshness(page)
            case "checks":
                load.checks(page)
                load.quarantine(page, rejected)
            case "conflicts":
                conflicts.panel(page.conflicts, reader, key="conflicts")
            case "lineage":
                _flow(page, runs)
            case _:
                intake.upload(page)
                intake.forms(page)


def _flow(page: Page, runs: pl.DataFrame | None) -> None:
    """The way of the data, one part of it at a time."""
    reader = page.reader
    parts = {
        "runs": reader.t("health.runs"),
        "layers": reader.t("health.layers"),
        "kpi": reader.t("health.lineage"),
        "corrections": reader.t("health.corrections"),
    }
    match choose("flow", "health.flow", parts):
        case "runs":
            load.runs(runs, page)
        case "layers":
            flow.layers(page)
        case "kpi":
            flow.lineage(page)
        case _:
            flow.corrections(page)
