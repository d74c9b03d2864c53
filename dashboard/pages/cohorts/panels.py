"""The first screen of the cohorts: from people to zones, four figures, two batches, their reach."""

from collections.abc import Mapping
from dataclasses import replace

import polars as pl
import streamlit as st

from dashboard.pages.cohorts import charts
from dashboard.parts import choose, layout, picks, provinces, tables
from dashboard.parts.pictures import Drawn
from dashboard.parts.tables import Row, records, string
from dashboard.reader import format as fmt
from dashboard.reader import state
from dashboard.reader.figure import Figure
from dashboard.reader.once import once, where
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader

BATCHES = ("SCA-1", "SCA-2")
# a step of the flow -> the measures and phases that speak of it, the best first
FLOW = {
    "people": (
        ("participants", "result"),
        ("ambassadors", "launch"),
        ("ambassadors", "result"),
    ),
    "plans": (("plans_created", "result"),),
    "zones": (("promotion_zones_added", "result"),),
}
CONVERSION = "plan_zone_conversion"  # the one ratio of two steps that documents state of one set
STEPS_OF_REACH = [1, 2, 3]  # named bodies of a batch in a province, as classes of the map
NAMED = 12  # provinces that are named below the map
MAP = 210
NO_POINTS = pl.DataFrame(
    schema={
        "location_precision": pl.String,
        "lat": pl.Float64,
        "lon": pl.Float64,
        "is_estimated": pl.Boolean,
    }
)


# ------------------------------------------------------------------------------------------ flow


def flow(page: Page) -> None:
    """What is found, and a line a batch: what documents state at each step, nothing divided."""
    reader = page.reader
    found, flows = _finding(page.figures, reader), _flows(page.figures, page.ratios, reader)
    with st.container(key="verdict", gap="xsmall"):
        st.header(tables.plain(found), anchor=False)
        layout.national_note()
        layout.timeless_note("batch")
        st.html("".join(charts.flow(batch, steps) for batch, steps in flows.items()))
        st.caption(reader.t("cohorts.flow_note"))
        layout.source_line(
            _behind(page.figures),
            "kpi:PPL-01",
            "flow",
            drawn=lambda: Drawn(None, state.colours(), table=charts.flowed(flows)),
            title=found,
        )


@once
def _behind(figures: pl.DataFrame) -> pl.DataFrame:
    """The figures of all steps."""
    return pl.concat(
        figures.filter(measure=measure, phase=phase)
        for parts in FLOW.values()
        for measure, phase in parts
    )


@once
def _finding(figures: pl.DataFrame, reader: Reader) -> str:
    """People, plans and zones of the newest batch that has all three; else the topic."""
    for batch in reversed(BATCHES):
        told = {step: _stated(figures, batch, *parts[0]) for step, parts in FLOW.items()}
        if all(told.values()):
            said = {step: reader.figure(Figure.of(rows[0])) for step, rows in told.items()}
            return reader.t("cohorts.finding", batch=reader.label("batch", batch), **said)
    return reader.t("cohorts.funnel")


@once
def _flows(
    figures: pl.DataFrame, ratios: pl.DataFrame, reader: Reader
) -> dict[str, list[charts.Step]]:
    """The steps of each batch, by its name."""
    return {
        reader.label("batch", batch): [_step(figures, ratios, batch, step, reader) for step in FLOW]
        for batch in BATCHES
    }


def _stated(figures: pl.DataFrame, batch: str, measure: str, phase: str) -> list[Row]:
    rows = where(figures, cohort=batch, measure=measure, phase=phase).to_dicts()
    return sorted(rows, key=lambda row: str(row["qualifier"]) != "=")  # exact ones first


def _step(
    figures: pl.DataFrame, ratios: pl.DataFrame, batch: str, step: str, reader: Reader
) -> charts.Step:
    """One step of one batch: the figures of each of its measures, and those that it lacks."""
    said, unsaid = [], []
    for measure, phase in FLOW[step]:
        name = reader.t(f"cohorts.funnel_{measure}_{phase}")
        rows = _stated(figures, batch, measure, phase)
        said += [_said(row, reader, name, cited=False) for row in rows]
        if not rows:
            unsaid.append(name)
    if step == "zones":
        said += [
            charts.Said(
                reader.figure(Figure.of(row)),
                reader.t("cohorts.funnel_share"),
                picks.address(f"kpi:{CONVERSION}"),
            )
            for row in ratios.filter(cohort=batch, ratio=CONVERSION).to_dicts()
        ]
    lacking = reader.t("cohorts.no_statement_of", names=" · ".join(unsaid)) if unsaid else ""
    return charts.Step(said, lacking)


def _said(row: Row, reader: Reader, name: str = "", *, cited: bool = True) -> charts.Said:
    """A figure as it is stated, with its name and day, and where it leads; `cited`: by how many."""
    count = len(records(row, "documents"))
    documents = reader.t("card.documents", count=count) if cited else ""
    parts = [name, reader.as_of(row), documents]
    return charts.Said(
        reader.figure(Figure.of(row)),
        " · ".join(part for part in parts if part),
        picks.address(str(row["opens"])),
    )


# --------------------------------------------------------------------------------------- batches


def batches(page: Page) -> None:
    """Two columns of dots: what documents state of one batch, of both, of none."""
    reader = page.reader
    measures = _measures(page.figures, reader)
    both = sum(all(one.stated) for one in measures)
    title = reader.t("cohorts.side")
    if measures:
        title = reader.t("cohorts.side_both", count=both, of=len(measures))
    with layout.panel("side", title):
        layout.national_note()
        layout.timeless_note("batch")
        if not measures:
            layout.empty("known.empty")
            return
        named = [reader.label("batch", batch) for batch in BATCHES]
        stated, unsaid = reader.t("cohorts.stated"), reader.t("cohorts.no_statement")
        st.html(
            charts.dots(
                measures,
                named,
                caption=reader.t("cohorts.side_note"),
                stated=stated,
                unsaid=unsaid,
            )
        )
        layout.source_line(
            page.figures,
            "kpi:PPL-01",
            "side",
            drawn=lambda: Drawn(
                None,
                state.colours(),
                legend=[("dot", stated), ("ring", unsaid)],
                note=reader.t("cohorts.side_note"),
                table=charts.dotted(measures, named),
            ),
        )


@once
def _measures(figures: pl.DataFrame, reader: Reader) -> list[charts.Measure]:
    parts = figures.partition_by("measure", "phase", maintain_order=True)
    return [_measure(rows, reader) for rows in parts]


def _measure(rows: pl.DataFrame, reader: Reader) -> charts.Measure:
    """One measure in one phase; a result, as most are, does not name its phase."""
    first = rows.row(0, named=True)
    phase = string(first, "phase")
    return charts.Measure(
        reader.name(first, "measure"),
        "" if phase == "result" else reader.label("cohorts", f"phase_{phase}"),
        [[_said(row, reader) for row in rows.filter(cohort=batch).to_dicts()] for batch in BATCHES],
    )


# ----------------------------------------------------------------------------------------- reach


@st.fragment
def reach(page: Page) -> None:
    """The provinces where documents name bodies of one batch, of as many as were announced."""
    state.redraw()
    reader = page.reader
    names = _cohorts(page.reach, reader)
    if not names:
        with layout.panel("reach", reader.t("cohorts.reach")):
            layout.empty("known.empty")
        return
    chosen = state.choice("batch", list(names))
    held = where(page.reach, cohort=chosen)
    named = _named(held, reader)
    published = _stated(page.figures, chosen, "provinces_reached", "result")
    with layout.panel("reach", _reached(named.height, published, reader)):
        layout.timeless_note("batch")
        choose.choose("batch", "cohorts.reach_batch", names)
        shown = provinces.shaded(
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
        layout.clickable_grid(
            provinces.flat(drawn, height=MAP),
            alt_text=provinces.takeaway("map.alt", drawn, reader),
            key="reach_map",
        )
        st.html(provinces.legend(drawn, reader, NO_POINTS))
        told = " · ".join(_told(named, published, reader))
        st.caption(f"{provinces.notes(drawn, reader, NO_POINTS)}  \n{told}")
        layout.source_line(
            named, "kpi:PPL-04", drawn=lambda: provinces.drawn(drawn, reader, by_region=False)
        )


@once
def _cohorts(reach: pl.DataFrame, reader: Reader) -> Mapping[str, str]:
    """The batches of which bodies are named, each with its name."""
    named = reach.select("cohort", f"cohort_{reader.lang}").unique(maintain_order=True)
    return dict(named.iter_rows())


@once
def _named(held: pl.DataFrame, reader: Reader) -> pl.DataFrame:
    """The provinces of which bodies are named, most first."""
    order = ["value", f"sort_{reader.lang}"]
    return held.drop_nulls("value").sort(order, descending=[True, False])


def _reached(named: int, published: list[Row], reader: Reader) -> str:
    """How many provinces are named, of as many as were announced."""
    for row in published:
        of = reader.figure(Figure.of(row))
        return reader.t("cohorts.reach_of", count=named, of=of)
    return reader.t("cohorts.reach_named", count=named)


def _told(named: pl.DataFrame, published: list[Row], reader: Reader) -> list[str]:
    """Which provinces are named, how many are not, and who announced the number."""
    lines = [
        reader.t(
            "cohorts.reach_published",
            figure=tables.plain(reader.figure(Figure.of(row))),
            date=reader.as_of(row),
            sources=tables.sources(row, reader),
            count=fmt.number(float(str(row["value"])) - named.height),
        )
        for row in published
        if row["qualifier"] == "="
    ]
    if names := named["name_th" if reader.lang == "th" else "name_en"].to_list():
        more = len(names) - NAMED
        shown = " · ".join(map(tables.plain, names[:NAMED]))
        lines.append(shown + (f" {reader.t('cohorts.reach_more', count=more)}" if more > 0 else ""))
    return [*lines, reader.t("cohorts.reach_note")]
