"""The panels of the solutions page: evidence, adopters, guidelines, pledges, events."""

import polars as pl
import streamlit as st

from dashboard.components import solutions_charts
from dashboard.parts import layout, tables, tiles
from dashboard.parts.tables import Row, day, number, records, string
from dashboard.reader import format as fmt
from dashboard.reader import state
from dashboard.reader.figure import Figure
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader

LEVELS = ("result", "official_claim", "plan", "idea")  # of evidence, the strongest first


# ------------------------------------------------------------------------------------- solutions


def dimensions(page: Page) -> None:
    """How many solutions a dimension has at each level of evidence, as bars and as a table."""
    column = tables.Columns(page.reader)
    reader = page.reader
    palette = state.colours()
    words = reader.labels("evidence_level")
    shades = dict(zip(LEVELS, reversed(palette.classes[1:5]), strict=True))
    with layout.section(
        "solutions.by_dimension", timeless="record", note="solutions.by_dimension_note"
    ):
        tables.extent(page.solutions.height, _total(page, "solutions"))
        _unplaced(page, "solutions.unplaced", "unplaced")
        if page.solutions.is_empty():
            tables.none_within(page.solutions, by=("place",))
            return
        layout.chart(
            solutions_charts.evidence(
                page.dimensions.select(
                    pl.col(f"dimension_{reader.lang}").alias("category"),
                    pl.col("evidence_level").replace_strict(words).alias("group"),
                    pl.col("solutions").cast(pl.Float64).alias("value"),
                ),
                {words[level]: shade for level, shade in shades.items()},
                palette,
                value_title=reader.t("solutions.number"),
            ),
            alt_text=_evidence_in_words(page),
            credit=layout.credit_of(page.solutions),
        )
        wide = page.dimensions.pivot(
            "evidence_level",
            index=["dimension", "dimension_th", "dimension_en"],
            values="solutions",
            maintain_order=True,
        ).with_columns(pl.sum_horizontal(*LEVELS).alias("all"))
        tables.listing(
            wide,
            [
                column.named("solutions.dimension_read", "dimension"),
                *(column.count(f"evidence_level.{level}", level) for level in LEVELS),
                column.count("solutions.all_levels", "all"),
            ],
            alt="solutions.by_dimension",
            key="solutions_dimensions",
        )


def listed(page: Page) -> None:
    """Each solution with its level of evidence and what the document states of result and cost."""
    column = tables.Columns(page.reader)
    reader = page.reader

    def smart(row: Row) -> str:
        names = dict(page.dimensions.select("dimension", f"dimension_{reader.lang}").iter_rows())
        return ", ".join(names[str(code)] for code in records(row, "dimensions"))

    def place(row: Row) -> str:
        if row["is_national"]:
            return reader.t("filter.all_provinces")
        return string(row, f"province_{reader.lang}") or reader.t("state.not_stated")

    with layout.section("solutions.list", timeless="record", note="solutions.list_note"):
        tables.extent(page.solutions.height, _total(page, "solutions"))
        tables.listing(
            page.solutions,
            [
                column.named("profile.solution", "name"),
                column.made("solutions.dimension_read", smart),
                column.coded("profile.evidence", "evidence_level"),
                column.named("solutions.evidence", "evidence"),
                column.made("table.province", place),
                column.text("solutions.maker", "organisation"),
                column.named("solutions.user", "adopted_by"),
                column.when("table.published_on", "as_of", "as_of_precision"),
                column.publisher(),
                column.link(),
                column.named("table.note", "note"),
            ],
            alt="solutions.list",
            key="solutions_list",
        )


def adopters(page: Page) -> None:
    """Who took up which solution, as public documents and as agencies state it.

    A document's day is that of its report, an agency's that of the adoption.
    """
    column = tables.Columns(page.reader)
    reader = page.reader

    def when(row: Row) -> str:
        since, precision = day(row, "since"), string(row, "since_precision")
        shown = reader.day(since, precision)
        if shown == reader.t("state.undated"):
            return shown
        known = "tile.as_of" if row["relation"] == "adopted" else "solutions.adopted_from"
        return reader.t(known, date=shown)

    with layout.section("solutions.adopters", note="solutions.adopters_note"):
        known = _total(page, "adoptions") + _total(page, "reports")
        tables.extent(page.adopters.height, known, by=("place", "period"))
        tables.listing(
            page.adopters,
            [
                column.named("profile.solution", "name"),
                column.named("solutions.adopter", "adopter"),
                column.named("table.province", "province"),
                column.figure("table.date", when),
                column.coded("solutions.known_by", "solution_relation", "relation"),
                column.coded("profile.evidence", "evidence_level"),
                column.publisher(),
                column.link(),
            ],
            alt="solutions.adopters",
            key="solutions_adopters",
            by=("place", "period"),
        )


def followups(page: Page) -> None:
    """What an adoption cost, what came of it and how satisfied citizens are, as agencies report."""
    column = tables.Columns(page.reader)
    reader = page.reader

    def followed(row: Row) -> str:
        when, precision = day(row, "followed_up_on"), string(row, "followed_up_on_precision")
        return reader.day(when, precision) if when else reader.t("solutions.not_followed")

    def benefit(row: Row) -> str:
        return string(row, "benefit") or reader.t("state.no_data")

    with layout.section("solutions.followup", note="solutions.followup_note"):
        if not _total(page, "reports"):
            _awaited(page, "solutions.no_followup", "agency_solution_adoption")
            return
        found = page.followups
        tables.extent(found.height, _total(page, "reports"), by=("place", "period"))
        if not found.is_empty():
            known = found.select(
                pl.col("cost", "satisfaction", "followed_up_on").is_not_null().sum()
            ).row(0, named=True)
            st.caption(reader.t("solutions.followup_known", of=found.height, **known))
        tables.listing(
            found,
            [
                column.named("profile.solution", "name"),
                column.text("solutions.adopter", "adopter"),
                column.named("table.province", "province"),
                column.when("solutions.adopted_on", "adopted_on", "adopted_on_precision"),
                column.measured("solutions.cost", "cost", "cost_qualifier", "cost_unit"),
                column.made("solutions.benefit", benefit),
                column.measured(
                    "solutions.satisfaction",
                    "satisfaction",
                    "satisfaction_qualifier",
                    "satisfaction_unit",
                ),
                column.made("solutions.followed_up_on", followed),
                column.when("table.as_of", "as_of", "as_of_precision"),
                column.text("table.source", "reported_by"),
            ],
            alt="solutions.followup",
            key="solutions_followup",
            by=("place", "period"),
        )


# ------------------------------------------------------------------------------------ guidelines


def guidelines(page: Page) -> None:
    """The ten policy guidelines, the plans that serve each, and the SDG targets of plans."""
    column = tables.Columns(page.reader)
    with layout.section(
        "solutions.guidelines", timeless="record", note="solutions.guidelines_note"
    ):
        tables.small(
            page.guidelines,
            [
                column.made("solutions.guideline", lambda row: _guideline(row, column.reader)),
                column.named("table.note", "note"),
                column.sources(),
            ],
            alt="solutions.guidelines",
            by=(),
        )
    with layout.section("solutions.links", timeless="record", note="solutions.links_note"):
        if not _total(page, "links"):
            _awaited(page, "solutions.no_links", "agency_plan_links")
            return
        _links(page, column)


def _links(page: Page, column: tables.Columns) -> None:
    """How many plans of the chosen area serve each guideline; each plan and what it serves."""

    def serves(row: Row) -> str:
        if row["link_kind"] == "sdg":
            return f"SDG {row['link_code']}"
        return _guideline(row, column.reader)

    tables.listing(
        page.guidelines,
        [
            column.made("solutions.guideline", lambda row: _guideline(row, column.reader)),
            column.count("solutions.plans_served", "plans"),
            column.named("solutions.plans_names", "plans"),
            column.when("table.as_of", "as_of", "as_of_precision", count="plans"),
        ],
        alt="solutions.guidelines",
        key="solutions_guidelines",
    )
    tables.extent(page.links.height, _total(page, "links"))
    tables.listing(
        page.links,
        [
            column.made("solutions.serves", serves),
            column.named("table.plan", "name"),
            column.named("table.province", "province"),
            column.when("table.as_of", "as_of", "as_of_precision"),
            column.text("table.source", "reported_by"),
        ],
        alt="solutions.links",
        key="solutions_links",
    )


def _guideline(row: Row, reader: Reader) -> str:
    """A guideline by its number and title."""
    title = string(row, f"title_{reader.lang}")
    return reader.t("solutions.guideline_no", no=row["no"], title=title)


# --------------------------------------------------------------------------------------- pledges


def pledges(page: Page) -> None:
    """Published counts of the governors' pledges, and each pledge that a province reports."""
    column = tables.Columns(page.reader)
    reader = page.reader

    def aim(row: Row) -> str:
        value, unit = number(row, "value"), string(row, "unit")
        sign = reader.qualifier(string(row, "qualifier"))
        return "" if value is None else f"{sign} {fmt.number(value, 2, trim=True)} {unit}".strip()

    with layout.section("solutions.pledge_counts", national=True, note="solutions.counts_note"):
        tables.listing(
            page.pledge_counts,
            [
                column.named("table.measure", "measure"),
                column.named("solutions.occasion", "segment"),
                column.value("table.value"),
                column.when("table.as_of", "as_of", "as_of_precision"),
                column.publisher(),
                column.link(),
            ],
            alt="solutions.pledge_counts",
            key="solutions_pledge_counts",
            by=("period",),
        )
    with layout.section("solutions.pledges", note="solutions.pledges_note"):
        if not _total(page, "pledges"):
            _awaited(page, "solutions.no_pledges", "agency_provincial_pledges")
            return
        tables.extent(page.pledges.height, _total(page, "pledges"), by=("place", "period"))
        tables.listing(
            page.pledges,
            [
                column.named("table.province", "province"),
                column.text("profile.pledge", "pledge"),
                column.named("solutions.dimension", "dimension"),
                column.figure("profile.pledge_target", aim),
                column.when("profile.due", "due_on", "due_on_precision"),
                column.coded("profile.status", "pledge_status", "status"),
                column.when("table.as_of", "as_of", "as_of_precision"),
                column.text("table.source", "reported_by"),
            ],
            alt="solutions.pledges",
            key="solutions_pledges",
            by=("place", "period"),
        )


# ---------------------------------------------------------------------------------------- events


def events(page: Page) -> None:
    """What happened in the programme, on one axis of time and as a list."""
    column = tables.Columns(page.reader)
    reader = page.reader

    def dates(row: Row) -> str:
        precision = string(row, "date_precision")
        return reader.span(day(row, "start_date"), day(row, "end_date"), precision)

    def attendance(row: Row) -> str:
        people = number(row, "attendance")
        sign = string(row, "attendance_qualifier")
        return "" if people is None else reader.figure(Figure(people, str(row["unit"]), sign=sign))

    with layout.section("solutions.events", note="solutions.events_note"):
        tables.extent(
            page.events.height,
            _total(page, "events"),
            by=("place", "period"),
            of_a_year=_total(page, "of_a_year"),
        )
        _unplaced(page, "solutions.unplaced_events", "unplaced_events")
        drawn = _drawn(page)
        if not drawn.is_empty():
            layout.chart(
                solutions_charts.timeline(
                    drawn, state.colours(), year_shift=543 if reader.era == "be" else 0
                ),
                alt_text=_events_in_words(page, drawn),
                credit=layout.credit_of(page.events, "start_date", "date_precision"),
            )
        tables.listing(
            page.events,
            [
                column.figure("table.date", dates),
                column.coded("table.kind", "event_kind", "kind"),
                column.named("solutions.event", "name"),
                column.named("table.province", "province"),
                column.named("solutions.organisers", "organisers"),
                column.named("solutions.venue", "venue"),
                column.figure("solutions.attendance", attendance),
                column.publisher(),
                column.link(),
                column.named("table.note", "note"),
            ],
            alt="solutions.events",
            key="solutions_events",
            by=("place", "period"),
        )


def details(page: Page) -> None:
    """What founding documents name at events: topics, bodies, factors, audiences and the like."""
    column = tables.Columns(page.reader)
    with layout.section("solutions.details", note="solutions.details_note"):
        tables.extent(page.details.height, _total(page, "details"), by=("place", "period"))
        tables.listing(
            page.details,
            [
                column.named("solutions.event", "event"),
                column.coded("table.kind", "event_detail", "kind"),
                column.count("solutions.seq", "seq"),
                column.named("solutions.detail", "name"),
                column.publisher(),
                column.link(),
            ],
            alt="solutions.details",
            key="event_details",
            by=("place", "period"),
        )


def _drawn(page: Page) -> pl.DataFrame:
    """The dated events: their row with its count, the most frequent kind first; their date."""
    reader = page.reader
    dated = page.events.filter(pl.col("start_date").is_not_null())
    when = [
        reader.span(row["start_date"], row["end_date"], row["date_precision"])
        for row in dated.iter_rows(named=True)
    ]
    kind = pl.col("kind").replace_strict(reader.labels("event_kind"), return_dtype=pl.String)
    return (
        dated.with_columns(
            kind.alias("kind"),
            pl.len().over("kind").alias("count"),
            pl.Series("shown", when, dtype=pl.String),
        )
        .sort("count", "kind", "start_date", descending=[True, False, False])
        .select(
            pl.format("{} ({})", "kind", "count").alias("category"),
            pl.col("start_date").alias("start"),
            (pl.col("date_precision") == "day").alias("exact"),
            pl.col(f"name_{reader.lang}").alias("name"),
            "shown",
        )
    )


# ----------------------------------------------------------------------------------------- words


def _evidence_in_words(page: Page) -> str:
    """The chart's takeaway: how many solutions each dimension has, and with a measured result."""
    reader = page.reader
    parts = page.dimensions.group_by(f"dimension_{reader.lang}", maintain_order=True).agg(
        pl.col("solutions").sum().alias("all"),
        pl.col("solutions").filter(pl.col("evidence_level") == "result").sum().alias("results"),
    )
    said = "; ".join(
        reader.t("solutions.dimension_alt", name=name, count=count, results=results)
        for name, count, results in parts.iter_rows()
    )
    return f"{reader.t('solutions.by_dimension')}: {said}"


def _events_in_words(page: Page, drawn: pl.DataFrame) -> str:
    """The time line's takeaway: how many events, from when to when, of which kind most."""
    reader = page.reader
    ends = [
        reader.day(when, "month")
        for when in drawn.select(
            pl.col("start").min().alias("first"), pl.col("start").max().alias("last")
        ).row(0)
    ]
    return reader.t(
        "solutions.events_alt",
        count=drawn.height,
        first=ends[0],
        last=ends[1],
        most=drawn["category"][0],
    )


def _unplaced(page: Page, key: str, name: str) -> None:
    """While an area is chosen: how many rows can't be in any."""
    if page.reader.place:
        st.caption(page.reader.t(key, count=_total(page, name)))


def _awaited(page: Page, reason: str, source: str) -> None:
    """Nothing has been reported yet: what is missing, who sends it, and in which form."""
    reader = page.reader
    form = page.templates.row(by_predicate=pl.col("source") == source, named=True)
    words = reader.t("solutions.awaited", form=tiles.form_link(form, page.reader))
    st.info(
        f"**{reader.t('state.no_data')}** {reader.t(reason)}  \n{words}",
        icon=":material/hourglass_empty:",
    )


def _total(page: Page, name: str) -> int:
    """How many rows of a kind the record holds, whatever the filters."""
    return int(page.totals[name][0])
