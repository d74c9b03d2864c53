"""The panels of the investment page: amounts within one stage, statements, conflicts."""

from collections.abc import Mapping

import polars as pl
import streamlit as st

from dashboard.components import investment_charts
from dashboard.parts import charts, layout, refusals, tables
from dashboard.parts import conflicts as parts
from dashboard.reader import format as fmt
from dashboard.reader import state
from dashboard.reader.figure import Figure
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader

BARS = 15  # of a chart; its table has all
RULES = 3  # of what is never added


def stages(page: Page) -> None:
    """Each stage by itself: its statements as points, and its counted sums, each with its set."""
    column = tables.Columns(page.reader)
    reader = page.reader
    with layout.section("investment.by_stage", note="investment.by_stage_note"):
        _extent(page)
        held = _part(page, "stage")
        names = {
            stage: reader.label("stage", stage)
            for stage in held["stage"].unique(maintain_order=True)
        }
        points = _points(page, names)
        if not points.is_empty():
            layout.chart(
                charts.statement_points(
                    points,
                    state.colours(),
                    value_title=reader.t("investment.axis"),
                    order=list(names.values()),
                ),
                alt_text=reader.t(
                    "investment.strip_alt",
                    statements=page.statements.height,
                    stages=len(names),
                    sums="; ".join(_stage_with_sum(row, column) for row in held.to_dicts()),
                ),
                credit=layout.credit_of(page.statements),
            )
        tables.listing(
            held,
            [column.coded("table.stage", "stage"), *_figures(column)],
            alt="investment.by_stage",
            key="by_stage",
            by=("place", "period"),
        )
        if words := _paid(page):
            st.caption(tables.plain(words))


def within_one_stage(page: Page) -> None:
    """The stage that the reader chooses: its amounts by funder, by province and by set of plans."""
    column = tables.Columns(page.reader)
    reader = page.reader
    names = reader.labels("stage")
    held = set(page.totals.row(0, named=True)["stages"])
    with layout.section("investment.within", note="investment.within_note"):
        if not held:
            layout.empty("known.empty")
            return
        options = [stage for stage in names if stage in held]
        stage = state.choice("stage", options)
        st.segmented_control(
            reader.t("table.stage"),
            options,
            format_func=lambda code: names[code],
            key="stage",
            on_change=state.chose,
            args=("stage",),
            required=True,
        )
    funder = column.coded("table.funder", "funder")
    province = column.named("table.province", "province")
    plan_set = column.coded("table.plan_set", "plan_set")
    _within(page, stage, "funder", funder, note="")
    _within(page, stage, "province", province, note="investment.by_province_note")
    _within(page, stage, "plan_set", plan_set, note="investment.by_plan_set_note")


def _within(page: Page, stage: str, part: str, name: tables.Column, *, note: str) -> None:
    """One part of a stage's amounts, as bars with their figures and as a table."""
    column = tables.Columns(page.reader)
    reader = page.reader
    title = f"investment.by_{part}"
    held = _part(page, part).filter(stage=stage)
    with layout.section(title, note=note):
        shown_stage = reader.label("stage", stage)
        st.markdown(reader.t("investment.of_stage", stage=shown_stage))
        if held.is_empty() and not _part(page, "stage").filter(stage=stage).is_empty():
            layout.empty("investment.no_single_province")
            return
        tables.none_within(held, by=("place", "period"))
        if held.is_empty():
            return
        bars = _bars(held.head(BARS), name, reader)
        highest, sign, unit = _sum_or_largest(held.row(0, named=True))
        drawing, listing = st.columns(2)
        with drawing:
            layout.chart(
                investment_charts.amounts(bars, state.colours()),
                alt_text=reader.t(
                    "investment.bars_alt",
                    title=reader.t(title),
                    stage=shown_stage,
                    count=held.height,
                    first=bars["name"][0],
                    figure=reader.figure(Figure(highest, unit, sign=sign)),
                ),
                credit=layout.credit_of(page.statements.filter(stage=stage)),
            )
            st.caption(_bars_note(bars, held.height, reader))
        with listing:
            tables.listing(held, [name, *_figures(column)], alt=title, key=f"by_{part}")


def refused(page: Page) -> None:
    """What may not be added, in words, and what may not be divided, ratio by ratio."""
    reader, totals = page.reader, page.totals.row(0, named=True)
    rules = [reader.t(f"investment.adding_{n}", **totals) for n in range(1, RULES + 1)]
    refusals.draw(page, "investment", rules=rules)


def conflicts(page: Page) -> None:
    """Statements of one commitment at one stage that can't all be true."""
    sides = page.conflicts.filter(subject="amount")
    parts.panel(sides, page.reader, key="investment_conflicts")


def statements(page: Page) -> None:
    """Every amount as its document states it. The column is never added up."""
    column = tables.Columns(page.reader)
    reader = page.reader

    def fiscal_year(row: tables.Row) -> str:
        year = tables.number(row, "fiscal_year_be")
        return reader.fiscal(int(year)) if year else ""

    with layout.section("investment.statements", note="investment.statements_note"):
        _extent(page)
        tables.listing(
            page.statements,
            [
                column.coded("table.plan_set", "plan_set"),
                column.value("table.amount"),
                column.coded("table.stage", "stage"),
                column.coded("investment.covers", "covers"),
                column.coded("table.funder", "funder"),
                column.named("table.province", "province", none="investment.no_province"),
                column.when("table.as_of", "as_of", "as_of_precision"),
                column.made("table.fiscal_year", fiscal_year),
                column.yes("table.counts_once", "counts_once"),
                column.publisher(),
                column.link(),
                column.named("table.subject", "subject"),
                column.named("table.note", "note"),
            ],
            alt="investment.statements",
            key="statements",
            by=("place", "period"),
        )


def _part(page: Page, part: str) -> pl.DataFrame:
    """Amounts by stage alone, by stage and funder, or by stage and province."""
    return page.amounts.filter(pl.col("part") == part)


def _points(page: Page, names: Mapping[str, str]) -> pl.DataFrame:
    """Each statement as a point: stage (by its name in `names`), million baht, words, its part."""
    reader = page.reader
    amount = tables.Columns(page.reader).value("table.amount")
    words = [
        f"{reader.label('plan_set', row['plan_set'])}: {amount.cell(row)}"
        for row in page.statements.iter_rows(named=True)
    ]
    parts = {
        True: reader.t("investment.counted"),
        False: reader.t("investment.repeated"),
    }
    return page.statements.select(
        pl.col("stage").replace_strict(names, return_dtype=pl.String).alias("category"),
        (pl.col("value") / 1_000_000).alias("value"),
        pl.Series("shown", words, dtype=pl.String),
        pl.col("counts_once").replace_strict(parts, return_dtype=pl.String).alias("part"),
    ).filter(pl.col("value") > 0)


def _bars(held: pl.DataFrame, name: tables.Column, reader: Reader) -> pl.DataFrame:
    """Each row as a bar: its sum or, where nothing is summed, its highest statement."""
    rows = []
    for row in held.iter_rows(named=True):
        value, sign, unit = _sum_or_largest(row)
        figure = reader.said(Figure(value, "THB", "baht_million", sign)).bare
        if unit != "THB":
            figure = reader.figure(Figure(value, unit, sign=sign))
        rows.append(
            {
                "name": f"{name.cell(row)} · {_covers(row, reader)}",
                "value": value / 1_000_000,
                "shown": figure,
                "is_sum": row["value"] is not None,
            }
        )
    return pl.DataFrame(rows)


def _sum_or_largest(row: tables.Row) -> tuple[float, str | None, str]:
    """The amount of a bar, in baht, its qualifier and its unit."""
    value = tables.number(row, "value")
    if value is not None:
        return value, tables.string(row, "qualifier"), str(row["unit"])
    largest = tables.number(row, "largest") or 0.0
    return largest, tables.string(row, "largest_qualifier"), str(row["largest_unit"])


def _covers(row: tables.Row, reader: Reader) -> str:
    """The set of an amount: plans of the programme, other projects, or several."""
    return reader.label("covers", str(row["covers"]))


def _bars_note(bars: pl.DataFrame, count: int, reader: Reader) -> str:
    """How to read the bars that are drawn, of `count` rows."""
    notes = [reader.t("investment.bars_note")]
    if not bars["is_sum"].all():
        notes.append(reader.t("investment.bars_outlined"))
    if bars.height < count:
        notes.append(reader.t("investment.bars_first", shown=bars.height, of=count))
    return " ".join(notes)


def _figures(column: tables.Columns) -> list[tables.Column]:
    """What is told of each part: its set, its sum, its highest statement, how many, of when."""
    return [
        column.coded("investment.covers", "covers"),
        column.figure("investment.sum", lambda row: _sum(row, column.reader)),
        column.measured("investment.largest", "largest", "largest_qualifier", "largest_unit"),
        column.count("investment.commitments", "commitments"),
        column.count("investment.statements_count", "statements"),
        column.made("table.as_of", lambda row: _days(row, column)),
    ]


def _sum(row: tables.Row, reader: Reader) -> str:
    """The sum of distinct commitments; "not summed" where none is marked.

    A sum that leaves statements out says how many it counts: it is no total.
    """
    value = tables.number(row, "value")
    if value is None:
        return reader.t("investment.no_sum")
    figure = reader.figure(Figure(value, str(row["unit"]), sign=tables.string(row, "qualifier")))
    return tables.counted_sum(row, figure, reader)


def _stage_with_sum(row: tables.Row, column: tables.Columns) -> str:
    """A stage's name, its set and its sum."""
    stage, reader = column.reader.label("stage", str(row["stage"])), column.reader
    return f"{stage} · {_covers(row, reader)}: {_sum(row, reader)}"


def _paid(page: Page) -> str:
    """What the sum of payments is while the KPI of money paid out has no figure; else nothing."""
    reader = page.reader
    kpi = page.tiles.filter(metric_id="disbursed_investment")
    paid = page.amounts.filter(pl.col("value").is_not_null(), stage="disbursed")
    whole = paid.filter(part="stage")
    if kpi.is_empty() or kpi["value"][0] is not None or whole.is_empty():
        return ""
    funders = [
        f"{reader.label('funder', row['funder'])} "
        + reader.figure(Figure(row["value"], row["unit"], sign=row["qualifier"]))
        for row in paid.filter(part="funder").iter_rows(named=True)
    ]
    return reader.t(
        "investment.paid",
        kpi=kpi[f"label_{reader.lang}"][0],
        sums="; ".join(_sum(row, reader) for row in whole.iter_rows(named=True)),
        places=", ".join(paid.filter(part="province")[f"province_{reader.lang}"].unique()),
        funders=", ".join(funders),
    )


def _days(row: tables.Row, column: tables.Columns) -> str:
    """The years of the statements behind a figure, and how many of them are undated."""
    reader, first, last = column.reader, tables.day(row, "as_of_from"), tables.day(row, "as_of_to")
    undated = tables.number(row, "undated")
    years = [reader.span(first, last, "year")] if first else []
    if undated:
        years.append(reader.t("investment.undated", count=fmt.number(undated)))
    return " · ".join(years)


def _extent(page: Page) -> None:
    totals = page.totals.row(0, named=True)
    tables.extent(
        page.statements.height,
        totals["statements"],
        by=("place", "period"),
        of_a_year=totals["of_a_year"],
    )
    if page.reader.place:
        reader = page.reader
        st.caption(reader.t("investment.national_rows", count=totals["national"]))
