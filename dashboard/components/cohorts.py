"""The panels of the cohorts page: batches side by side, ratios, plan against actual, places."""

import polars as pl

from dashboard import format as fmt
from dashboard import text
from dashboard.components import layout, tables
from dashboard.data import Page


def side_by_side(page: Page) -> None:
    """Batch 1 and batch 2, one row a measure and phase; several statements share a cell."""
    column = tables.Columns.of(page.filters)
    rows = page.figures.group_by("measure", "phase", maintain_order=True).agg(
        pl.first("measure_th", "measure_en"),
        pl.struct("cohort", "value", "lower", "upper", "qualifier", "unit").alias("stated"),
        pl.col("documents").list.explode(keep_nulls=False).unique(maintain_order=True),
    )
    with layout.section("cohorts.side", national=True, note="cohorts.side_note"):
        tables.small(
            rows,
            [
                column.named("table.measure", "measure"),
                column.coded("table.phase", "phase"),
                _batch(column, "SCA-1"),
                _batch(column, "SCA-2"),
                column.sources(),
            ],
            alt="cohorts.side",
            by=(),
        )


def ratios(page: Page) -> None:
    """What may be divided: both parts of one batch, the bound kept."""
    column = tables.Columns.of(page.filters)
    lang = page.filters.lang

    def label(row: tables.Row) -> str:
        return tables.string(row, f"label_{lang}") or text.label("ratio", str(row["ratio"]), lang)

    def parts(row: tables.Row) -> str:
        """Both parts as they are divided; amounts in million baht."""
        above, below = tables.number(row, "numerator"), tables.number(row, "denominator")
        if above is None or below is None:
            return text.t("state.no_data", lang)
        shown = fmt.million(above) if row["format"] == "baht_million" else fmt.number(above)
        sign = fmt.qualifier(tables.string(row, "qualifier"), lang)
        return f"{sign} {shown} ÷ {fmt.number(below)}".strip()

    with layout.section("cohorts.rates", national=True, note="cohorts.rates_note"):
        tables.small(
            page.ratios,
            [
                column.made("cohorts.rate", label),
                column.coded("table.cohort", "batch", "cohort"),
                column.coded("table.phase", "phase"),
                column.kpi("table.value"),
                column.figure("cohorts.parts", parts),
                column.sources(),
            ],
            alt="cohorts.rates",
            by=(),
        )


def plan_actual(page: Page) -> None:
    """Targets and numbers at launch beside what was reported as a result."""
    column = tables.Columns.of(page.filters)
    with layout.section("cohorts.plan_actual", national=True, note="cohorts.plan_actual_note"):
        tables.small(
            page.plan_actual,
            [
                column.coded("table.cohort", "batch", "cohort"),
                column.named("table.measure", "measure"),
                column.measured("cohorts.planned", "planned", "planned_qualifier"),
                column.measured("cohorts.launched", "launched", "launched_qualifier"),
                column.measured("cohorts.result", "result", "result_qualifier"),
                column.sources(),
            ],
            alt="cohorts.plan_actual",
            by=(),
        )


def places(page: Page) -> None:
    """Places of all batches that a document names."""
    column = tables.Columns.of(page.filters)
    with layout.section("cohorts.places", note="cohorts.places_note"):
        tables.extent(page.places.height, int(page.totals["places"][0]))
        tables.listing(
            page.places,
            [
                column.named("table.cohort", "cohort"),
                column.text("table.organisation", "organisation"),
                column.named("table.province", "province"),
                column.coded("table.what", "place_role", "what"),
                column.publisher(),
                column.link(),
            ],
            alt="cohorts.places",
            key="places",
        )


def projects(page: Page) -> None:
    """Pilots and prize-winning projects of the batches."""
    column = tables.Columns.of(page.filters)
    with layout.section("cohorts.projects", note="cohorts.projects_note"):
        tables.extent(page.projects.height, int(page.totals["projects"][0]))
        tables.listing(
            page.projects,
            [
                column.named("table.project", "name"),
                column.coded("table.kind", "project_kind", "kind"),
                column.named("table.cohort", "cohort"),
                column.text("table.organisation", "organisation"),
                column.named("table.province", "province"),
                column.coded("table.award", "award", none="state.no_award"),
                column.publisher(),
                column.link(),
            ],
            alt="cohorts.projects",
            key="projects",
        )


def others(page: Page) -> None:
    """Statements about every other batch, each with its document."""
    column = tables.Columns.of(page.filters)
    with layout.section("cohorts.others", national=True, note="cohorts.others_note"):
        tables.extent(page.others.height, int(page.totals["others"][0]), by=("period",))
        tables.listing(
            page.others,
            [
                column.named("table.cohort", "cohort"),
                column.named("table.measure", "measure"),
                column.coded("table.phase", "phase"),
                column.value("table.value"),
                column.when("table.as_of", "as_of", "as_of_precision"),
                column.coded("table.nature", "nature"),
                column.publisher(),
                column.link(),
            ],
            alt="cohorts.others",
            key="other_batches",
            by=("period",),
        )


def _batch(column: tables.Columns, cohort: str) -> tables.Column:
    """What documents state for one batch, in one cell; "no data yet" where none does."""

    def cell(row: tables.Row) -> str:
        stated = [part for part in tables.records(row, "stated") if part["cohort"] == cohort]
        shown = [column.value("table.value").cell(part) for part in stated]
        return "; ".join(str(part) for part in shown) or text.t("state.no_data", column.lang)

    return column.made(f"batch.{cohort}", cell)
