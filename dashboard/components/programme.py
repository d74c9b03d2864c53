"""The panels of the programme page: pipeline, reconciliation, series, plans, events."""

import itertools

import polars as pl
import streamlit as st

from dashboard import state, text
from dashboard.components import charts, layout, tables
from dashboard.data import Page

_LASTING = 180  # days between the first and last statement of a measure that is worth a line


def pipeline(page: Page) -> None:
    """Plans of the national programme by their latest step, as bars and as a table."""
    column = tables.Columns.of(page.filters)
    lang = page.filters.lang
    with layout.section("programme.pipeline", note="programme.pipeline_note"):
        tables.extent(int(page.pipeline["plans"].sum()), _total(page, "national", "plans"))
        steps = page.pipeline.select(
            pl.col("ladder_step")
            .replace_strict(text.labels("ladder_step", lang))
            .alias("category"),
            pl.col("plans").cast(pl.Float64).alias("value"),
            pl.col("plans").cast(pl.String).alias("shown"),
        )
        layout.chart(
            charts.bars(
                steps, state.colours(), value_title=text.t("programme.pipeline_plans", lang)
            ),
            alt_text=text.t("programme.pipeline", lang),
        )
        tables.listing(
            page.pipeline,
            [
                column.coded("table.ladder", "ladder_step"),
                column.count("programme.pipeline_plans", "plans"),
                column.count("programme.pipeline_all", "plans_national"),
                column.when(
                    "programme.pipeline_first", "earliest", "earliest_precision", count="plans"
                ),
                column.when("programme.pipeline_last", "latest", "latest_precision", count="plans"),
            ],
            alt="programme.pipeline",
            key="pipeline",
        )
        st.caption(text.t("programme.money_note", lang))


def reconciliation(page: Page) -> None:
    """Published counts beside the plans named by then, and the latest count taken apart."""
    column = tables.Columns.of(page.filters)
    with layout.section("programme.reconciled", national=True, note="programme.reconciled_note"):
        for counts in page.reconciliation.partition_by("measure", maintain_order=True):
            st.markdown(f"**{tables.plain(counts[f'measure_{page.filters.lang}'][0])}**")
            tables.small(
                counts,
                [
                    column.when("table.as_of", "as_of", "as_of_precision"),
                    column.measured("programme.published", "published", "qualifier"),
                    column.count("programme.named", "named"),
                    column.count("programme.not_named", "not_named"),
                    column.sources(),
                ],
                alt="programme.reconciled",
            )
        tables.none_within(page.reconciliation, by=("period",))
        st.caption(text.t("programme.not_named_help", page.filters.lang))
    with layout.section("programme.apart", national=True, note="programme.apart_note"):
        tables.small(
            page.named_certified,
            [
                column.made("table.province", lambda row: _part(row, page.filters.lang)),
                column.count("programme.cities", "cities"),
                column.text("programme.names", f"plans_{page.filters.lang}"),
            ],
            alt="programme.apart",
            by=(),
        )


def series(page: Page) -> None:
    """Published national counts over time: a small chart each, and every statement in a list."""
    column = tables.Columns.of(page.filters)
    lang = page.filters.lang
    with layout.section("programme.series", national=True, note="programme.series_note"):
        charted = _charted(page)
        for side, measure in zip(
            itertools.cycle(st.columns(2)), charted.partition_by("measure"), strict=False
        ):
            name, unit = measure.row(0, named=True)[f"measure_{lang}"], measure["unit"][0]
            with side:
                st.markdown(f"**{tables.plain(name)}**")
                layout.chart(
                    charts.stated(
                        measure,
                        state.colours(),
                        value_title=text.unit(unit, lang),
                        year_shift=543 if page.filters.era == "be" else 0,
                    ),
                    alt_text=name,
                )
        tables.listing(
            page.published,
            [
                column.named("table.measure", "measure"),
                column.value("table.value"),
                column.when("table.as_of", "as_of", "as_of_precision"),
                column.coded("table.nature", "nature"),
                column.publisher(),
                column.link(),
                column.text("table.note", "note"),
            ],
            alt="programme.series",
            key="published",
            by=("period",),
        )


def plans(page: Page) -> None:
    """The plans of the national programme, each with its latest step and documents."""
    column = tables.Columns.of(page.filters)
    national = page.plans.filter(pl.col("programme") == "national")
    with layout.section("programme.list", note="programme.list_note"):
        tables.extent(national.height, _total(page, "national", "plans"))
        tables.small(
            national,
            [
                column.named("table.plan", "name"),
                column.named("table.province", "province"),
                column.coded("table.step", "ladder_step", "status"),
                column.when("table.since", "status_since", "precision"),
                column.sources(),
            ],
            alt="programme.list",
            scrolls=True,
        )


def events(page: Page) -> None:
    """What happened to each plan, when, and which document says so."""
    column = tables.Columns.of(page.filters)
    with layout.section("programme.events", note="programme.events_note"):
        tables.extent(
            page.events.height, int(page.plan_totals["events"].sum()), by=("place", "period")
        )
        tables.listing(
            page.events,
            [
                column.named("table.plan", "name"),
                column.named("table.province", "province"),
                column.coded("table.event", "event_kind"),
                column.coded("table.ladder", "ladder_step", none="state.no_step"),
                column.when("table.date", "event_date", "date_precision"),
                column.coded("table.date_basis", "date_basis"),
                column.publisher(),
                column.link(),
            ],
            alt="programme.events",
            key="events",
            by=("place", "period"),
        )


def others(page: Page) -> None:
    """Plans outside the national programme, which enter no count."""
    column = tables.Columns.of(page.filters)
    other = page.plans.filter(pl.col("programme") != "national")
    with layout.section("programme.other", note="programme.other_note"):
        tables.extent(other.height, _total(page, "other", "plans"))
        tables.listing(
            other,
            [
                column.named("table.plan", "name"),
                column.named("table.province", "province"),
                column.text("table.lead", "lead_organisation_th"),
                column.coded("table.lead_type", "lead_org_type"),
                column.coded("table.precision", "location_precision"),
            ],
            alt="programme.other",
            key="other_plans",
        )


def _part(row: tables.Row, lang: text.Lang) -> str:
    """A province, or the name of a row that is none: not named, and the published sum."""
    province = tables.string(row, f"province_{lang}")
    return province or text.label("programme_part", tables.string(row, "part"), lang)


def _charted(page: Page) -> pl.DataFrame:
    """The exact, dated statements of measures stated over half a year, in words too."""
    column = tables.Columns.of(page.filters)
    value = column.value("table.value")
    when = column.when("table.as_of", "as_of", "as_of_precision")
    dated = page.published.filter(pl.col("as_of").is_not_null(), pl.col("value").is_not_null())
    days = (pl.col("as_of").max() - pl.col("as_of").min()).dt.total_days().over("measure")
    repeated = dated.filter(days > _LASTING)
    words = [f"{value.cell(row)} · {when.cell(row)}" for row in repeated.iter_rows(named=True)]
    return repeated.with_columns(pl.Series("shown", words, dtype=pl.String))


def _total(page: Page, programme: str, what: str) -> int:
    return int(page.plan_totals.filter(pl.col("programme") == programme)[what].sum())
