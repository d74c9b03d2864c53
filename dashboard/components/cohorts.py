"""The panels of the cohorts page: batches side by side, funnel, ratios, reach, projects, awards."""

from dataclasses import replace

import polars as pl
import streamlit as st

from dashboard.parts import layout, tables
from dashboard.parts import provinces as panels
from dashboard.reader import format as fmt
from dashboard.reader import state
from dashboard.reader.figure import Figure
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader

BATCHES = ("SCA-1", "SCA-2")
# a step of the funnel -> the measures and phases that speak of it
FUNNEL = {
    "people": (
        ("ambassadors", "launch"),
        ("ambassadors", "result"),
        ("participants", "result"),
    ),
    "plans": (("plans_created", "result"),),
    "zones": (("promotion_zones_added", "result"),),
}
CONVERSION = "plan_zone_conversion"  # the one ratio of two steps that documents state of one set
STEPS_OF_REACH = [1, 2, 3]  # named bodies of a batch in a province, as classes of the map
NO_POINTS = pl.DataFrame(
    schema={
        "province_code": pl.String,
        "name_th": pl.String,
        "name_en": pl.String,
        "lat": pl.Float64,
        "lon": pl.Float64,
        "location_precision": pl.String,
        "is_estimated": pl.Boolean,
    }
)


def side_by_side(page: Page) -> None:
    """Batch 1 and batch 2, one row per measure and phase; several statements share a cell."""
    column = tables.Columns(page.reader)
    rows = page.figures.group_by("measure", "phase", maintain_order=True).agg(
        pl.first("measure_th", "measure_en"),
        pl.struct("cohort", "value", "lower", "upper", "qualifier", "unit").alias("stated"),
        pl.col("documents").list.explode(keep_nulls=False).unique(maintain_order=True),
    )
    with layout.section("cohorts.side", timeless="batch", national=True, note="cohorts.side_note"):
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


def funnel(page: Page) -> None:
    """From people to plans to zones: what documents state at each step of a batch."""
    reader = page.reader
    with layout.section(
        "cohorts.funnel", timeless="batch", national=True, note="cohorts.funnel_note"
    ):
        for batch in BATCHES:
            st.markdown(f"**{reader.label('batch', batch)}**")
            for number, (step, place) in enumerate(
                zip(FUNNEL, st.columns(len(FUNNEL)), strict=True), start=1
            ):
                with place.container(border=True, height="stretch"):
                    st.markdown(f"**{number}. {reader.t(f'cohorts.funnel_{step}')}**")
                    st.markdown("\n\n".join(_step_paragraphs(page, batch, step)))


def _step_paragraphs(page: Page, batch: str, step: str) -> list[str]:
    """One paragraph per measure of one step of one batch: its figures, or "no statement"."""
    column, reader = tables.Columns(page.reader), page.reader
    amount = column.value("table.value")
    when = column.when("table.as_of", "as_of", "as_of_precision")

    def line(row: tables.Row) -> str:
        figure = tables.plain(str(amount.cell(row))).replace(" ", "\u00a0")
        return f"**{figure}** ({when.cell(row)}) {tables.sources(row, reader)}"

    parts = []
    for measure, phase in FUNNEL[step]:
        rows = page.figures.filter(cohort=batch, measure=measure, phase=phase).to_dicts()
        lines = [line(row) for row in rows] or [reader.t("cohorts.no_statement")]
        parts.append("  \n".join([reader.t(f"cohorts.funnel_{measure}_{phase}"), *lines]))
    return parts + (_converted(page, batch) if step == "zones" else [])


def _converted(page: Page, batch: str) -> list[str]:
    """The share of a batch's plans that became zones, where both are stated of the same set."""
    column, reader = tables.Columns(page.reader), page.reader
    rows = page.ratios.filter(cohort=batch, ratio=CONVERSION).to_dicts()
    return [
        reader.t(
            "cohorts.funnel_share", share=tables.plain(str(column.kpi("table.value").cell(row)))
        )
        for row in rows
    ]


def ratios(page: Page) -> None:
    """What may be divided: both parts of one batch, the bound kept."""
    column = tables.Columns(page.reader)
    reader = page.reader

    def label(row: tables.Row) -> str:
        return tables.string(row, f"label_{reader.lang}") or reader.label(
            "ratio", str(row["ratio"])
        )

    def parts(row: tables.Row) -> str:
        """Both parts as they are divided; amounts in million baht."""
        above, below = tables.number(row, "numerator"), tables.number(row, "denominator")
        if above is None or below is None:
            return reader.t("state.no_data")
        kind = "baht_million" if row["format"] == "baht_million" else "integer"
        shown = reader.said(Figure(above, "", kind, sign=tables.string(row, "qualifier"))).bare
        return f"{shown} ÷ {fmt.number(below * fmt.per(str(row['unit'])))}"

    with layout.section(
        "cohorts.rates", timeless="batch", national=True, note="cohorts.rates_note"
    ):
        tables.small(
            page.ratios,
            [
                column.made("cohorts.rate", label),
                column.coded("table.cohort", "batch", "cohort"),
                column.coded("table.phase", "phase"),
                column.kpi("table.value"),
                column.figure("table.parts", parts),
                column.sources(),
            ],
            alt="cohorts.rates",
            by=(),
        )


def plan_actual(page: Page) -> None:
    """Targets and numbers at launch beside what was reported as a result."""
    column = tables.Columns(page.reader)
    with layout.section(
        "cohorts.plan_actual", timeless="batch", national=True, note="cohorts.plan_actual_note"
    ):
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


def reach(page: Page) -> None:
    """Provinces where documents name bodies of one batch: map, tiles and table."""
    reader = page.reader
    with layout.section("cohorts.reach", timeless="batch", note="cohorts.reach_note"):
        names = dict(page.reach.select("cohort", f"cohort_{reader.lang}").unique().iter_rows())
        batches = page.reach["cohort"].unique(maintain_order=True).to_list()
        if not batches:
            layout.empty("known.empty")
            return
        chosen = state.choice("batch", batches)
        st.selectbox(
            reader.t("cohorts.reach_batch"),
            batches,
            format_func=lambda batch: names[batch],
            key="batch",
            on_change=state.chose,
            args=("batch",),
        )
        held = page.reach.filter(cohort=chosen)
        st.markdown(_named_of(page, chosen, held["value"].count()))
        shown = panels.shaded(
            {
                "metric_id": "provinces_reached",
                f"label_{reader.lang}": reader.t("cohorts.reach_bodies"),
                "unit": "organisations",
                "format": "integer",
                "breaks": STEPS_OF_REACH,
                "absence": "unknown",
            },
            held,
            reader,
        )
        drawn = replace(shown, legend=shown.legend[1:])  # nobody counts zero bodies of a province
        left, right = st.columns(2)
        with left:
            panels.province_map(drawn, NO_POINTS, reader, key="reach_map")
        with right:
            panels.tile_grid(drawn, reader, key="reach_grid")
        _reached(page, held.drop_nulls("value"))


def _named_of(page: Page, batch: str, named: int) -> str:
    """Provinces that are named beside those that were published, and the difference."""
    column, reader = tables.Columns(page.reader), page.reader
    published = page.figures.filter(
        cohort=batch, measure="provinces_reached", phase="result"
    ).to_dicts()
    lines = []
    for row in published:
        when = column.when("table.as_of", "as_of", "as_of_precision").cell(row)
        figure = tables.plain(str(column.value("table.value").cell(row)))
        stated = reader.t("cohorts.reach_published", figure=figure, date=when)
        lines.append(f"{stated} {tables.sources(row, reader)}")
    key = "cohorts.reach_named_of" if published else "cohorts.reach_named"
    lines.append(reader.t(key, count=named))
    for row in published:
        if row["qualifier"] == "=":
            missing = fmt.number(float(row["value"]) - named)
            lines.append(reader.t("cohorts.reach_missing", count=missing))
    return " · ".join(lines)


def _reached(page: Page, named: pl.DataFrame) -> None:
    """The map's provinces once more, with the bodies named there; a place filter narrows them."""
    column, reader = tables.Columns(page.reader), page.reader
    here = named.filter(
        (pl.col("province_code") == reader.province if reader.province else pl.lit(True))
        & (pl.col("region_code") == reader.region if reader.region else pl.lit(True))
    ).sort(f"sort_{reader.lang}")
    tables.extent(here.height, named.height)
    tables.listing(
        here,
        [
            column.named("table.province", "name"),
            column.count("cohorts.reach_bodies", "value"),
            column.text("table.organisation", "organisations"),
            column.when("table.as_of", "as_of", "as_of_precision"),
            column.made("table.source", lambda row: _publishers(row, column.reader)),
        ],
        alt="cohorts.reach",
        key="reach",
    )


def _publishers(row: tables.Row, reader: Reader) -> str:
    """Who published the documents of a row; the list of places below has their addresses."""
    names = [tables.named(document, reader) for document in tables.records(row, "documents")]
    return " · ".join(dict.fromkeys(names))


def delivered(page: Page) -> None:
    """What agencies' files say of the batches; nothing where none has been sent."""
    column, reader = tables.Columns(page.reader), page.reader
    if page.delivered.is_empty():
        return
    here = page.delivered.filter("is_here")
    with layout.section("cohorts.delivered", timeless="batch", note="cohorts.delivered_note"):
        tables.extent(here.height, page.delivered.height)
        tables.listing(
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
                column.when("table.as_of", "as_of", "as_of_precision"),
                column.publisher(),
            ],
            alt="cohorts.delivered",
            key="delivered",
        )


def _whose(row: tables.Row, reader: Reader) -> str:
    """The role and body, the fiscal year or the months after, that a figure of a batch is for."""
    phase = tables.string(row, "phase") or ""
    match row["subject"]:
        case "cohort_places":
            role = reader.label("cohorts", f"role_{phase}")
            return f"{role} · {tables.string(row, 'note') or ''}"
        case "cohort_budget_thb":
            return reader.fiscal(int(phase))
        case "still_working":
            return reader.t("cohorts.months_after", months=phase)
        case _:
            return phase


def places(page: Page) -> None:
    """Places of all batches that a document names."""
    column = tables.Columns(page.reader)
    with layout.section("cohorts.places", timeless="batch", note="cohorts.places_note"):
        tables.extent(page.places.height, int(page.totals["places"][0]))
        tables.listing(
            page.places,
            [
                column.named("table.cohort", "cohort"),
                column.text("table.organisation", "organisation"),
                column.named("table.province", "province"),
                column.coded("table.what", "place_role", "what"),
                column.count("table.ambassadors", "ambassador_count"),
                column.publisher(),
                column.link(),
            ],
            alt="cohorts.places",
            key="places",
        )


def awards(page: Page) -> None:
    """Projects and awards of each batch: how many are named, and how many were published."""
    column, reader = tables.Columns(page.reader), page.reader
    none = reader.t("cohorts.no_statement")
    given = column.measured("cohorts.awards_given", "awards", "qualifier")
    when = column.when("table.as_of", "as_of", "as_of_precision")
    with layout.section(
        "cohorts.awards", timeless="batch", national=True, note="cohorts.awards_note"
    ):
        tables.small(
            page.awards,
            [
                column.named("table.cohort", "cohort"),
                column.count("cohorts.projects_named", "projects"),
                column.count("cohorts.winners_named", "winners"),
                column.figure(
                    "cohorts.awards_given",
                    lambda row: none if row["awards"] is None else str(given.cell(row)),
                ),
                column.made(
                    "cohorts.winners_missing",
                    lambda row: (
                        "–" if row["not_named"] is None else tables.number(row, "not_named")
                    ),
                ),
                column.figure(
                    "table.as_of", lambda row: "–" if row["awards"] is None else str(when.cell(row))
                ),
                column.sources(),
            ],
            alt="cohorts.awards",
            by=(),
        )


def projects(page: Page) -> None:
    """Pilots and prize-winning projects of the batches."""
    column = tables.Columns(page.reader)
    with layout.section("cohorts.projects", timeless="batch", note="cohorts.projects_note"):
        of_batches = page.projects.drop_nulls("cohort")
        tables.extent(of_batches.height, int(page.totals["projects"][0]))
        tables.listing(
            of_batches,
            [
                column.named("table.project", "name"),
                column.coded("table.kind", "project_kind", "kind"),
                column.named("table.cohort", "cohort"),
                column.text("table.organisation", "organisation"),
                column.named("table.province", "province"),
                column.named("table.award", "award", none="state.no_award"),
                column.named("solutions.dimension", "dimensions", none="state.not_stated"),
                column.named("table.done", "what"),
                column.named("table.impact", "impact", none="state.not_stated"),
                column.publisher(),
                column.link(),
            ],
            alt="cohorts.projects",
            key="projects",
        )


def others(page: Page) -> None:
    """Statements about every other batch, each with its document."""
    column = tables.Columns(page.reader)
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
        return "; ".join(str(part) for part in shown) or column.reader.t("state.no_data")

    return column.made(f"batch.{cohort}", cell)
