"""The panels of the programme page: pipeline, money, calendar, reconciliation, plans, events."""

import itertools
from datetime import date

import polars as pl
import streamlit as st

from dashboard.components import programme_charts
from dashboard.parts import charts, layout, series, tables
from dashboard.reader import format as fmt
from dashboard.reader import state
from dashboard.reader.figure import Figure
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader

_STEP, _AXIS = 28, 60  # pixels of a bar of the pipeline, and of the axis below


def pipeline(page: Page) -> None:
    """Plans of the national programme by their latest step, as bars and as a table."""
    column = tables.Columns(page.reader)
    reader = page.reader
    with layout.section("programme.pipeline", timeless="record", note="programme.pipeline_note"):
        tables.extent(int(page.pipeline["plans"].sum()), _total(page, "national", "plans"))
        steps = page.pipeline.select(
            pl.col("ladder_step").replace_strict(reader.labels("ladder_step")).alias("category"),
            pl.col("plans").cast(pl.Float64).alias("value"),
            pl.col("plans").cast(pl.String).alias("shown"),
        )
        bars = charts.bars(steps, state.colours(), value_title=reader.t("programme.pipeline_plans"))
        layout.chart(
            bars.properties(height=_STEP * steps.height + _AXIS),
            alt_text=f"{reader.t('programme.pipeline')}: "
            + ", ".join(f"{name} {shown}" for name, _, shown in steps.iter_rows()),
            credit=layout.credit_of(
                page.plans.filter(pl.col("status").is_not_null(), programme="national"),
                "status_since",
                "precision",
            ),
        )
        tables.listing(
            page.pipeline.join(
                _ages(page.reached.filter("is_here")),
                on="ladder_step",
                how="left",
                maintain_order="left",
            ),
            [
                column.coded("table.ladder", "ladder_step"),
                column.count("programme.pipeline_plans", "plans"),
                column.count("programme.pipeline_all", "plans_national"),
                column.when(
                    "programme.pipeline_first", "earliest", "earliest_precision", count="plans"
                ),
                column.when("programme.pipeline_last", "latest", "latest_precision", count="plans"),
                column.made("programme.age", lambda row: _age(row, reader)),
                column.made("programme.age_undated", lambda row: _undated(row, reader)),
            ],
            alt="programme.pipeline",
            key="pipeline",
        )
        st.caption(_age_note(page))


def states(page: Page) -> None:
    """Proposals, zones and logos of the country side by side, each with its set and day."""
    column = tables.Columns(page.reader)
    with layout.section(
        "programme.states", timeless="record", national=True, note="programme.states_note"
    ):
        tables.small(
            page.states,
            [
                column.named("table.measure", "label"),
                column.value("table.value"),
                column.when("table.as_of", "as_of", "as_of_precision"),
                column.sources(),
            ],
            alt="programme.states",
            by=("period",),
        )
        if words := _one_register(page):
            st.markdown(words)


def _one_register(page: Page) -> str:
    """That the proposals are the zones and the logos of one register, where they add up to it."""
    reader = page.reader
    column = tables.Columns(page.reader)
    rows = {row["metric_id"]: row for row in page.states.filter("is_secondary").to_dicts()}
    if rows.keys() != {"plans_submitted", "promotion_zones", "certified_cities"}:
        return ""
    proposals, zones, logos = (
        rows[metric] for metric in ("plans_submitted", "promotion_zones", "certified_cities")
    )
    if len({row["as_of"] for row in rows.values()}) > 1:
        return ""
    if proposals["value"] != zones["value"] + logos["value"]:
        return ""
    return reader.t(
        "programme.one_register",
        proposals=fmt.number(proposals["value"]),
        zones=fmt.number(zones["value"]),
        logos=fmt.number(logos["value"]),
        date=column.when("table.as_of", "as_of", "as_of_precision").cell(proposals),
    )


def money(page: Page) -> None:
    """Amounts of the plans at each step, by stage of money; public documents and agencies apart."""
    column = tables.Columns(page.reader)
    reader = page.reader
    none = reader.t("programme.money_none")
    amount, as_of = (
        column.value("table.amount"),
        column.when("table.as_of", "as_of", "as_of_precision"),
    )

    def stage(row: tables.Row) -> str:
        return reader.label("stage", tables.string(row, "stage")) if row["stage"] else "–"

    def stated_by(row: tables.Row) -> str:
        return reader.t(f"programme.money_{row['stated_by']}") if row["stage"] else "–"

    def counted(row: tables.Row) -> str:
        if not row["stage"]:
            return none
        return tables.counted_sum(row, str(amount.cell(row)), reader)

    def days(row: tables.Row) -> str:
        if not row["stage"]:
            return "–"
        if not row["as_of"]:
            return str(as_of.cell(row))
        told = [str(as_of.cell(row))]
        if row["as_of_from"] != row["as_of"]:
            oldest = reader.day(tables.day(row, "as_of_from"), "year")
            told.append(reader.t("programme.money_oldest", date=oldest))
        if undated := tables.number(row, "undated"):
            told.append(reader.t("investment.undated", count=fmt.number(undated)))
        return " · ".join(told)

    def plans_of(row: tables.Row) -> str:
        return reader.t("programme.money_plans", plans=row["plans"] or 0, of=row["plans_there"])

    with layout.section("programme.money", timeless="record", note="programme.money_note"):
        tables.small(
            page.money,
            [
                column.coded("table.ladder", "ladder_step"),
                column.made("table.stage", stage),
                column.made("programme.money_by", stated_by),
                column.figure("table.amount", counted),
                column.figure("programme.money_of", plans_of),
                column.figure("table.as_of", days),
                column.sources(),
            ],
            alt="programme.money",
        )


def calendar(page: Page) -> None:
    """When each logo ends: as stated, else two years after the award, marked as assumed."""
    reader = page.reader
    here = page.terms.filter("is_here")
    with layout.section("programme.calendar", timeless="today", note="programme.calendar_note"):
        tables.extent(here.height, page.terms.height)
        if here.is_empty():
            tables.none_within(here, by=("place",))
            return
        _months_of(page, here)
        st.markdown(_in_words("programme.calendar_sum", here, page))
        for renewal in page.renewals.filter(measure="logos_renewed").to_dicts():
            st.markdown(_renewed(renewal, here, page))
        column = tables.Columns(page.reader)
        tables.small(
            here,
            [
                column.named("table.plan", "name"),
                column.named("table.province", "province"),
                column.coded("table.step", "ladder_step"),
                column.when("programme.began", "began_on", "began_precision"),
                column.when("programme.ends", "ends_on", "ends_precision"),
                column.made("programme.basis", lambda row: _basis(row, reader)),
                column.figure("programme.left", lambda row: _left(row, reader)),
                column.sources(),
            ],
            alt="programme.terms",
            scrolls=True,
        )


def _months_of(page: Page, terms: pl.DataFrame) -> None:
    """The months in which logos end, as a chart and as a table."""
    column = tables.Columns(page.reader)
    reader = page.reader
    months = _months(terms)
    if months.is_empty():
        return
    today = page.reader.today
    words = [reader.day(day, "month") for day in months["month"]]
    shown = months.with_columns(pl.Series("shown", words))
    layout.chart(
        programme_charts.calendar(
            shown,
            state.colours(),
            today=today,
            today_words=reader.t("programme.today", date=reader.day(today, "day")),
            value_title=reader.t("programme.logos"),
            year_shift=543 if reader.era == "be" else 0,
        ),
        alt_text=_in_words("programme.calendar_alt", terms, page),
        credit=layout.credit_of(terms, "began_on", "began_precision"),
    )
    st.caption(reader.t("programme.calendar_key"))
    tables.small(
        shown,
        [
            column.text("programme.month", "shown"),
            column.count("programme.stated", "stated"),
            column.count("programme.assumed", "assumed"),
        ],
        alt="programme.calendar",
    )


def reconciliation(page: Page) -> None:
    """Published counts beside the plans named by then, and the latest count taken apart."""
    column = tables.Columns(page.reader)
    reader = page.reader
    with layout.section("programme.reconciled", national=True, note="programme.reconciled_note"):
        for counts in page.reconciliation.partition_by("measure", maintain_order=True):
            st.markdown(f"**{tables.plain(counts[f'measure_{reader.lang}'][0])}**")
            tables.small(counts, _reconciled(column), alt="programme.reconciled")
        tables.none_within(page.reconciliation, by=("period",))
        for counts in page.renewals.partition_by("measure", maintain_order=True):
            st.markdown(f"**{tables.plain(counts[f'measure_{reader.lang}'][0])}**")
            tables.small(counts, _reconciled(column), alt="programme.reconciled", by=())
        st.caption(reader.t("programme.not_named_help"))
    with layout.section(
        "programme.apart", timeless="record", national=True, note="programme.apart_note"
    ):
        tables.small(
            page.named_certified,
            [
                column.made("table.province", lambda row: _part(row, reader)),
                column.count("programme.cities", "cities"),
                column.made("programme.names", lambda row: _names(row, reader)),
            ],
            alt="programme.apart",
            by=(),
        )


def _names(row: tables.Row, reader: Reader) -> str:
    """The certified plans of a province; those known by secondary sources alone are marked."""
    secondary = reader.t("tile.secondary")
    return ", ".join(
        f"{plan['name']} ({secondary})" if plan["is_secondary"] else str(plan["name"])
        for plan in tables.records(row, f"plans_{reader.lang}")
    )


def _reconciled(column: tables.Columns) -> list[tables.Column]:
    """A published count, how many of it documents name, and how many they don't."""
    return [
        column.when("table.as_of", "as_of", "as_of_precision"),
        column.made("programme.published", lambda row: _published(row, column.reader)),
        column.count("programme.named", "named"),
        column.figure("programme.not_named", lambda row: _rest(row, column.reader)),
        column.sources(),
    ]


def over_time(page: Page) -> None:
    """The page's KPIs that were stated more than once, over time; and every statement in a list."""
    column = tables.Columns(page.reader)
    with layout.section("programme.series", national=True, note="programme.series_note"):
        stated = page.series.filter(
            pl.col("metric_id").is_in(page.tiles["metric_id"].implode()),
            pl.col("known_now").is_not_null().sum().over("metric_id") > 1,
        )
        for side, kpi in zip(
            itertools.cycle(st.columns(2)),
            stated.partition_by("metric_id", maintain_order=True),
            strict=False,
        ):
            with side:
                series.panel(kpi, page.reader)
        tables.listing(
            page.published,
            [
                column.named("table.measure", "measure"),
                column.value("table.value"),
                column.when("table.as_of", "as_of", "as_of_precision"),
                column.coded("table.nature", "nature"),
                column.publisher(),
                column.link(),
                column.named("table.note", "note"),
            ],
            alt="programme.series",
            key="published",
            by=("period",),
        )


def plans(page: Page) -> None:
    """The plans of the national programme, each with its latest step and documents."""
    column = tables.Columns(page.reader)
    national = page.plans.filter(pl.col("programme") == "national")
    with layout.section("programme.list", timeless="record", note="programme.list_note"):
        tables.extent(national.height, _total(page, "national", "plans"))
        tables.small(
            national,
            [
                column.named("table.plan", "name"),
                column.named("table.province", "province"),
                tables.step(column),
                column.when("table.since", "status_since", "precision"),
                column.coded("table.city_type", "city_type"),
                column.made("table.location", lambda row: tables.location(row, column)),
                column.sources(),
            ],
            alt="programme.list",
            scrolls=True,
        )


def dimensions(page: Page) -> None:
    """Which of the seven dimensions documents name for each plan."""
    column = tables.Columns(page.reader)
    with layout.section(
        "programme.dimensions", timeless="record", note="programme.dimensions_note"
    ):
        tables.small(
            page.dimensions,
            [
                column.named("table.plan", "name"),
                column.named("table.province", "province"),
                column.count("programme.dimension_count", "dimensions"),
                column.named("solutions.dimension", "dimensions"),
                column.sources(),
            ],
            alt="programme.dimensions",
            scrolls=True,
        )


def events(page: Page) -> None:
    """What happened to each plan, when, and which document says so."""
    column = tables.Columns(page.reader)
    with layout.section("programme.events", note="programme.events_note"):
        tables.extent(
            page.events.height,
            int(page.plan_totals["events"].sum()),
            by=("place", "period"),
            of_a_year=int(page.plan_totals["of_a_year"].sum()),
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
    column = tables.Columns(page.reader)
    other = page.plans.filter(pl.col("programme") != "national")
    with layout.section("programme.other", timeless="record", note="programme.other_note"):
        tables.extent(other.height, _total(page, "other", "plans"))
        tables.listing(
            other,
            [
                column.named("table.plan", "name"),
                column.named("table.province", "province"),
                column.text("table.lead", "lead_organisation_th"),
                column.coded("table.lead_type", "lead_org_type"),
                column.coded("table.city_type", "city_type"),
                column.made("table.location", lambda row: tables.location(row, column)),
            ],
            alt="programme.other",
            key="other_plans",
        )


def _ages(reached: pl.DataFrame) -> pl.DataFrame:
    """One row per step: median of whole months since its plans reached it, and undated plans."""
    return reached.group_by("ladder_step").agg(
        pl.col("months").median().alias("age_median"),
        pl.col("months").is_null().sum().alias("undated"),
    )


def _age(row: tables.Row, reader: Reader) -> str:
    """The median age of a step's plans; a dash where it has none."""
    months = tables.number(row, "age_median")
    if months is None:
        return reader.t("state.undated") if row["plans"] else "–"
    return f"{fmt.number(months, 1, trim=True)} {reader.unit('months', months)}"


def _undated(row: tables.Row, reader: Reader) -> str:
    """How many of a step's plans no document dates; a dash where it has none."""
    undated = tables.number(row, "undated")
    if not undated:
        return "–"
    return f"{fmt.number(undated)} {reader.unit('plans', undated)}"


def _age_note(page: Page) -> str:
    """From and to which day ages are counted."""
    reader = page.reader
    newest = page.reached["newest"].max()
    return reader.t(
        "programme.age_note",
        today=reader.day(page.reader.today, "day"),
        newest=reader.day(newest if isinstance(newest, date) else None, "day"),
    )


def _months(terms: pl.DataFrame) -> pl.DataFrame:
    """One row per month in which logos end: how many as stated and as assumed."""
    return (
        terms.drop_nulls("ends_on")
        .group_by(pl.col("ends_on").dt.truncate("1mo").alias("month"))
        .agg(
            pl.col("is_stated").sum().cast(pl.Int64).alias("stated"),
            pl.col("is_stated").not_().sum().cast(pl.Int64).alias("assumed"),
        )
        .with_columns(pl.col("month").dt.month_end().alias("until"))
        .sort("month")
    )


def _in_words(key: str, terms: pl.DataFrame, page: Page) -> str:
    """How many terms end, and how many have ended, as stated and as assumed: the sentence `key`."""
    stated, past = pl.col("is_stated"), pl.col("days_left") < 0
    return page.reader.t(
        key,
        logos=terms.height,
        stated=terms.filter(stated).height,
        stated_past=terms.filter(stated & past).height,
        assumed=terms.filter(~stated & pl.col("ends_on").is_not_null()).height,
        assumed_past=terms.filter(~stated & past).height,
        undated=terms["ends_on"].null_count(),
    )


def _renewed(renewal: tables.Row, terms: pl.DataFrame, page: Page) -> str:
    """How many logos one occasion renewed, and how many of those past their assumed day are among.

    A renewed city that no document names there is one whose award is older, named or not: at
    least as many are past their day as the cities that are not named, and the named ones whose
    day is to come or that lie elsewhere, leave over.
    """
    reader = page.reader
    missing = int(str(renewal["not_named"]))
    began = pl.col("began_on").is_null() | (pl.col("began_on") < tables.day(renewal, "as_of"))
    open_end = (pl.col("days_left") < 0) & ~pl.col("is_stated")
    past = terms.filter(began & open_end).height
    elsewhere = page.terms.filter(began).height - past + int(str(renewal["cities_not_named"]))
    least, most = max(missing - elsewhere, 0), min(missing, past)
    words = reader.t(
        "programme.renewed",
        date=reader.day(tables.day(renewal, "as_of"), str(renewal["as_of_precision"])),
        published=reader.figure(Figure.of({**renewal, "unit": "cities"}, "published")),
        named=renewal["named"],
        missing=missing,
    )
    if missing <= 0 or not past:
        return words
    if least == most:
        among = fmt.number(least)
    else:
        among = reader.t("programme.between", least=least, most=most)
    return f"{words} {reader.t('programme.renewed_among', past=past, among=among)}"


def _basis(row: tables.Row, reader: Reader) -> str:
    """Whether the end of a term is stated or assumed."""
    if row["ends_on"] is None:
        return reader.t("state.not_stated")
    return reader.t(f"programme.basis_{'stated' if row['is_stated'] else 'assumed'}")


def _left(row: tables.Row, reader: Reader) -> str:
    """Days to the end of a term, or since; what agencies decided comes first."""
    days = tables.number(row, "days_left")
    if row["refused_on"] is not None:
        return reader.label("event_kind", "refused")
    if days is None:
        return reader.t("state.undated")
    return reader.t(
        f"programme.{'left_days' if days >= 0 else 'past_days'}", days=fmt.number(abs(days))
    )


def _part(row: tables.Row, reader: Reader) -> str:
    """A province, or the name of a row that is none: not named, and the published sum."""
    province = tables.string(row, f"province_{reader.lang}")
    return province or reader.label("programme_part", tables.string(row, "part"))


def _published(row: tables.Row, reader: Reader) -> str:
    """A published count, and what it leaves out."""
    figure = reader.figure(Figure.of(row, "published"))
    if row.get("without_logo"):
        return f"{figure} · {reader.label('other_basis', 'promotion_zones')}"
    return figure


def _rest(row: tables.Row, reader: Reader) -> str:
    """What of a published count is not named, or that fewer were published than are named."""
    rest, sign = tables.number(row, "not_named"), tables.string(row, "qualifier")
    if rest is None or (rest <= 0 and sign != "="):
        return "–"
    if not rest:
        return reader.t("programme.all_named")
    if rest > 0:
        return reader.said(Figure.of(row, "not_named")).bare
    return reader.t("programme.fewer", count=reader.figure(Figure(-rest, str(row["unit"]))))


def _total(page: Page, programme: str, what: str) -> int:
    return int(page.plan_totals.filter(pl.col("programme") == programme)[what].sum())
