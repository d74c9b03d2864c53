"""The panels of the investment page: amounts within one stage, statements, conflicts."""

import polars as pl
import streamlit as st

from dashboard import format as fmt
from dashboard import state, text
from dashboard.components import charts, layout, tables
from dashboard.components.decisions import decision, mark
from dashboard.data import Page


def stages(page: Page) -> None:
    """Each stage by itself: its statements as points, and the sum of its distinct commitments."""
    column = tables.Columns.of(page.filters)
    lang = page.filters.lang
    with layout.section("investment.by_stage", note="investment.by_stage_note"):
        _extent(page)
        points = _points(page)
        if not points.is_empty():
            layout.chart(
                charts.strip(
                    points,
                    state.colours(),
                    value_title=text.t("investment.axis", lang),
                    order=[
                        text.label("stage", stage, lang) for stage in _part(page, "stage")["stage"]
                    ],
                ),
                alt_text=text.t("investment.strip", lang),
            )
        tables.listing(
            _part(page, "stage"),
            [
                column.coded("table.stage", "stage"),
                column.count("investment.statements_count", "statements"),
                column.count("investment.commitments", "commitments"),
                _sum(column),
            ],
            alt="investment.by_stage",
            key="by_stage",
            by=("place", "period"),
        )


def funders(page: Page) -> None:
    """Sums by funder within one stage."""
    column = tables.Columns.of(page.filters)
    with layout.section("investment.by_funder", note="investment.within_note"):
        tables.listing(
            _part(page, "funder"),
            [
                column.coded("table.stage", "stage"),
                column.coded("table.funder", "funder"),
                column.count("investment.statements_count", "statements"),
                column.count("investment.commitments", "commitments"),
                _sum(column),
            ],
            alt="investment.by_funder",
            key="by_funder",
            by=("place", "period"),
        )


def provinces(page: Page) -> None:
    """Sums by province within one stage, of the rows that name one province."""
    column = tables.Columns.of(page.filters)
    with layout.section("investment.by_province", note="investment.by_province_note"):
        tables.listing(
            _part(page, "province"),
            [
                column.coded("table.stage", "stage"),
                column.named("table.province", "province"),
                column.count("investment.statements_count", "statements"),
                column.count("investment.commitments", "commitments"),
                _sum(column),
            ],
            alt="investment.by_province",
            key="by_province",
            by=("place", "period"),
        )


def conflicts(page: Page) -> None:
    """Statements of one commitment at one stage that can't all be true, side by side."""
    column = tables.Columns.of(page.filters)
    amount = column.value("table.amount")

    def marked(side: tables.Row) -> str:
        return tables.plain(str(amount.cell(side))).replace(" ", "\u00a0") + mark(
            side, page.filters
        )

    with layout.section("investment.conflicts", national=True, note="investment.conflicts_note"):
        for _, sides in page.conflicts.group_by("conflict_id", maintain_order=True):
            first = sides.row(0, named=True)
            stage = text.label("stage", first["stage"], page.filters.lang)
            subject = text.label("plan_set", first["plan_set"], page.filters.lang)
            st.markdown(f"**{tables.plain(subject)}** · {stage}")
            if made := decision(first, page.filters):
                st.markdown(made)
            tables.small(
                sides,
                [
                    column.marked("table.amount", marked),
                    column.when("table.as_of", "as_of", "as_of_precision"),
                    column.text("table.subject", "subject"),
                    column.sources(),
                ],
                alt="investment.conflicts",
                by=(),
            )


def statements(page: Page) -> None:
    """Every amount as its document states it. The column is never added up."""
    column = tables.Columns.of(page.filters)
    lang, era = page.filters.lang, page.filters.era

    def fiscal_year(row: tables.Row) -> str:
        year = tables.number(row, "fiscal_year_be")
        return fmt.fiscal(int(year), lang, era) if year else ""

    with layout.section("investment.statements", note="investment.statements_note"):
        _extent(page)
        tables.listing(
            page.statements,
            [
                column.coded("table.plan_set", "plan_set"),
                column.value("table.amount"),
                column.coded("table.stage", "stage"),
                column.coded("table.funder", "funder"),
                column.named("table.province", "province", none="investment.no_province"),
                column.when("table.as_of", "as_of", "as_of_precision"),
                column.made("table.fiscal_year", fiscal_year),
                column.yes("table.counts_once", "counts_once"),
                column.publisher(),
                column.link(),
                column.text("table.subject", "subject"),
                column.text("table.note", "note"),
            ],
            alt="investment.statements",
            key="statements",
            by=("place", "period"),
        )


def _part(page: Page, part: str) -> pl.DataFrame:
    """Amounts by stage alone, by stage and funder, or by stage and province."""
    return page.amounts.filter(pl.col("part") == part)


def _points(page: Page) -> pl.DataFrame:
    """Each statement as a point: stage, million baht, the statement in words, whether it counts."""
    lang = page.filters.lang
    amount = tables.Columns.of(page.filters).value("table.amount")
    words = [
        f"{text.label('plan_set', row['plan_set'], lang)}: {amount.cell(row)}"
        for row in page.statements.iter_rows(named=True)
    ]
    parts = {
        True: text.t("investment.counted", lang),
        False: text.t("investment.repeated", lang),
    }
    return page.statements.select(
        pl.col("stage").replace(text.labels("stage", lang)).alias("category"),
        (pl.col("value") / 1_000_000).alias("value"),
        pl.Series("shown", words, dtype=pl.String),
        pl.col("counts_once").replace_strict(parts, return_dtype=pl.String).alias("part"),
    ).filter(pl.col("value") > 0)


def _sum(column: tables.Columns) -> tables.Column:
    """The sum of a stage's distinct commitments; "not summed" where none is marked."""

    def cell(row: tables.Row) -> str:
        value = tables.number(row, "value")
        if value is None:
            return text.t("investment.no_sum", column.lang)
        return fmt.measured(value, "THB", column.lang, sign=tables.string(row, "qualifier"))

    return column.figure("investment.sum", cell)


def _extent(page: Page) -> None:
    totals = page.totals.row(0, named=True)
    tables.extent(page.statements.height, totals["statements"], by=("place", "period"))
    if page.filters.place:
        lang = page.filters.lang
        st.caption(text.t("investment.national_rows", lang, count=totals["national"]))
