"""The panels of the cohorts page: batches side by side, funnel, ratios, reach, projects, awards."""

from dataclasses import replace

import polars as pl
import streamlit as st

from dashboard.components import panels
from dashboard.parts import layout, tables
from dashboard.reader import format as fmt
from dashboard.reader import state, text
from dashboard.warehouse.data import Page

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
    column = tables.Columns.of(page.filters)
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
    lang = page.filters.lang
    with layout.section(
        "cohorts.funnel", timeless="batch", national=True, note="cohorts.funnel_note"
    ):
        for batch in BATCHES:
            st.markdown(f"**{text.label('batch', batch, lang)}**")
            for number, (step, place) in enumerate(
                zip(FUNNEL, st.columns(len(FUNNEL)), strict=True), start=1
            ):
                with place.container(border=True, height="stretch"):
                    st.markdown(f"**{number}. {text.t(f'cohorts.funnel_{step}', lang)}**")
                    st.markdown("\n\n".join(_step_paragraphs(page, batch, step)))


def _step_paragraphs(page: Page, batch: str, step: str) -> list[str]:
    """One paragraph per measure of one step of one batch: its figures, or "no statement"."""
    column, lang = tables.Columns.of(page.filters), page.filters.lang
    amount = column.value("table.value")
    when = column.when("table.as_of", "as_of", "as_of_precision")

    def line(row: tables.Row) -> str:
        figure = tables.plain(str(amount.cell(row))).replace(" ", "\u00a0")
        return f"**{figure}** ({when.cell(row)}) {tables.sources(row, lang)}"

    parts = []
    for measure, phase in FUNNEL[step]:
        rows = page.figures.filter(cohort=batch, measure=measure, phase=phase).to_dicts()
        lines = [line(row) for row in rows] or [text.t("cohorts.no_statement", lang)]
        parts.append("  \n".join([text.t(f"cohorts.funnel_{measure}_{phase}", lang), *lines]))
    return parts + (_converted(page, batch) if step == "zones" else [])


def _converted(page: Page, batch: str) -> list[str]:
    """The share of a batch's plans that became zones, where both are stated of the same set."""
    column, lang = tables.Columns.of(page.filters), page.filters.lang
    rows = page.ratios.filter(cohort=batch, ratio=CONVERSION).to_dicts()
    return [
        text.t(
            "cohorts.funnel_share",
            lang,
            share=tables.plain(str(column.kpi("table.value").cell(row))),
        )
        for row in rows
    ]


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
        kind = "baht_million" if row["format"] == "baht_million" else "integer"
        shown = fmt.figure(above, kind, lang, sign=tables.string(row, "qualifier"))
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
    column = tables.Columns.of(page.filters)
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
    filters, lang = page.filters, page.filters.lang
    with layout.section("cohorts.reach", timeless="batch", note="cohorts.reach_note"):
        names = dict(page.reach.select("cohort", f"cohort_{lang}").unique().iter_rows())
        batches = page.reach["cohort"].unique(maintain_order=True).to_list()
        if not batches:
            layout.empty("known.empty")
            return
        chosen = state.choice("batch", batches)
        st.selectbox(
            text.t("cohorts.reach_batch", lang),
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
                f"label_{lang}": text.t("cohorts.reach_bodies", lang),
                "unit": "organisations",
                "format": "integer",
                "breaks": STEPS_OF_REACH,
                "absence": "unknown",
            },
            held,
            filters,
        )
        drawn = replace(shown, legend=shown.legend[1:])  # nobody counts zero bodies of a province
        left, right = st.columns(2)
        with left:
            panels.province_map(drawn, NO_POINTS, filters, key="reach_map")
        with right:
            panels.tile_grid(drawn, filters, key="reach_grid")
        _reached(page, held.drop_nulls("value"))


def _named_of(page: Page, batch: str, named: int) -> str:
    """Provinces that are named beside those that were published, and the difference."""
    column, lang = tables.Columns.of(page.filters), page.filters.lang
    published = page.figures.filter(
        cohort=batch, measure="provinces_reached", phase="result"
    ).to_dicts()
    lines = []
    for row in published:
        when = column.when("table.as_of", "as_of", "as_of_precision").cell(row)
        figure = tables.plain(str(column.value("table.value").cell(row)))
        stated = text.t("cohorts.reach_published", lang, figure=figure, date=when)
        lines.append(f"{stated} {tables.sources(row, lang)}")
    key = "cohorts.reach_named_of" if published else "cohorts.reach_named"
    lines.append(text.t(key, lang, count=named))
    for row in published:
        if row["qualifier"] == "=":
            missing = fmt.number(float(row["value"]) - named)
            lines.append(text.t("cohorts.reach_missing", lang, count=missing))
    return " · ".join(lines)


def _reached(page: Page, named: pl.DataFrame) -> None:
    """The map's provinces once more, with the bodies named there; a place filter narrows them."""
    column, filters = tables.Columns.of(page.filters), page.filters
    here = named.filter(
        (pl.col("province_code") == filters.province if filters.province else pl.lit(True))
        & (pl.col("region_code") == filters.region if filters.region else pl.lit(True))
    ).sort(f"sort_{filters.lang}")
    tables.extent(here.height, named.height)
    tables.listing(
        here,
        [
            column.named("table.province", "name"),
            column.count("cohorts.reach_bodies", "value"),
            column.text("table.organisation", "organisations"),
            column.when("table.as_of", "as_of", "as_of_precision"),
            column.made("table.source", lambda row: _publishers(row, column.lang)),
        ],
        alt="cohorts.reach",
        key="reach",
    )


def _publishers(row: tables.Row, lang: text.Lang) -> str:
    """Who published the documents of a row; the list of places below has their addresses."""
    names = [tables.named(document, lang) for document in tables.records(row, "documents")]
    return " · ".join(dict.fromkeys(names))


def delivered(page: Page) -> None:
    """What agencies' files say of the batches; nothing where none has been sent."""
    column, lang = tables.Columns.of(page.filters), page.filters.lang
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
                    lambda row: text.label("cohorts", f"subject_{row['subject']}", lang),
                ),
                column.made("cohorts.part", lambda row: _whose(row, lang)),
                column.named("table.province", "province"),
                column.value("table.value"),
                column.when("table.as_of", "as_of", "as_of_precision"),
                column.publisher(),
            ],
            alt="cohorts.delivered",
            key="delivered",
        )


def _whose(row: tables.Row, lang: text.Lang) -> str:
    """The role and body, the fiscal year or the months after, that a figure of a batch is for."""
    phase = tables.string(row, "phase") or ""
    match row["subject"]:
        case "cohort_places":
            role = text.label("cohorts", f"role_{phase}", lang)
            return f"{role} · {tables.string(row, 'note') or ''}"
        case "cohort_budget_thb":
            return fmt.fiscal(int(phase), lang, state.current().era)
        case "still_working":
            return text.t("cohorts.months_after", lang, months=phase)
        case _:
            return phase


def places(page: Page) -> None:
    """Places of all batches that a document names."""
    column = tables.Columns.of(page.filters)
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
    column, lang = tables.Columns.of(page.filters), page.filters.lang
    none = text.t("cohorts.no_statement", lang)
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
    column = tables.Columns.of(page.filters)
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
