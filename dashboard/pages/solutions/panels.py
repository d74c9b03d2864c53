"""The panels of the solutions page: the finding, evidence by dimension, the views."""

import polars as pl
import streamlit as st

from dashboard.pages.solutions import charts
from dashboard.parts import choose, kpis, layout, rows, series, tables, tiles
from dashboard.parts import views as tabs
from dashboard.parts.tables import Row, day, number, records, string
from dashboard.reader import format as fmt
from dashboard.reader import state
from dashboard.reader.figure import Figure
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader

LEVELS = ("result", "official_claim", "plan", "idea")  # of evidence, the strongest first
FEW, ADOPTERS = 7, 3  # solutions, and adopters of one, that are listed at first


# ---------------------------------------------------------------------------------------- finding


def finding(page: Page) -> None:
    """How many solutions there are, and how many of them have a measured result."""
    reader, counts = page.reader, _counts(page)
    with st.container(key="verdict", gap="xsmall"):
        if page.solutions.is_empty():
            st.markdown(f"## {reader.t('solutions.topic')}")
        else:
            found = reader.t("solutions.found", all=page.solutions.height, results=counts["result"])
            st.markdown(f"## {tables.plain(found)}")
            others = " · ".join(
                f"{reader.label('evidence_level', level)} {counts[level]}" for level in LEVELS[1:]
            )
            st.markdown(tables.plain(reader.t("solutions.found_others", levels=others)))
        layout.timeless_note("record")
        if reader.place:
            tables.extent(page.solutions.height, _total(page, "solutions"))
            st.caption(reader.t("solutions.unplaced", count=_total(page, "unplaced")))


def _counts(page: Page) -> dict[str, int]:
    """How many solutions stand at each level of evidence."""
    return {level: page.solutions.filter(evidence_level=level).height for level in LEVELS}


@st.fragment
def proven(page: Page) -> None:
    """Dimensions by evidence as squares, and beside them the solutions of one level."""
    state.redraw()
    if page.solutions.is_empty():
        tables.none_within(page.solutions, by=("place",))
        return
    left, right = st.columns([2, 3], gap="medium")
    with left:
        _matrix(page)
    with right:
        _listed(page)


def _matrix(page: Page) -> None:
    reader = page.reader
    short = {level: reader.label("evidence_short", level) for level in LEVELS}
    words = reader.labels("evidence_level")
    name = f"dimension_{reader.lang}"
    drawn = page.dimensions.select(
        pl.col(name).alias("dimension"),
        pl.col("evidence_level").replace_strict(short).alias("level"),
        pl.col("solutions").cast(pl.Int64).alias("count"),
        pl.format(
            "{}: {}", pl.col("evidence_level").replace_strict(words), pl.col("solutions")
        ).alias("shown"),
    )
    proven = page.dimensions.filter(pl.col("solutions") > 0, evidence_level="result")
    title = reader.t("solutions.dimensions_proven", count=proven.height, of=7)
    with layout.panel("matrix", title):
        layout.picture(
            layout.drawn(charts.matrix, drawn, list(short.values()), state.colours()),
            alt_text=_evidence_in_words(page),
            of=page.solutions,
            opens="kpi:DAT-01",
        )
        st.caption(reader.t("solutions.by_dimension_note"))


def _listed(page: Page) -> None:
    """Each solution of the chosen level with what its document states of result and cost."""
    reader, counts = page.reader, _counts(page)
    column = tables.Columns(reader)
    names = dict(page.dimensions.select("dimension", f"dimension_{reader.lang}").iter_rows())

    def smart(row: Row) -> str:
        return ", ".join(names[str(code)] for code in records(row, "dimensions"))

    def whose(row: Row) -> str:
        maker, user = string(row, "organisation"), reader.name(row, "adopted_by")
        parts = (("solutions.made_by", maker), ("solutions.used_by", "" if user == maker else user))
        return " · ".join(reader.t(key, name=name) for key, name in parts if name)

    def where(row: Row) -> str:
        if row["is_national"]:
            return reader.t("filter.all_provinces")
        return reader.name(row, "province") or reader.t("state.not_stated")

    levels = {
        level: f"{reader.label('evidence_level', level)} {counts[level]}"
        for level in LEVELS
        if counts[level]
    }
    with layout.panel("list", reader.t("solutions.list")):
        level = choose.choose("evidence", "profile.evidence", levels)
        rows.listed(
            page.solutions.filter(evidence_level=level),
            [
                column.named("profile.solution", "name"),
                column.made(
                    "solutions.benefit", lambda row: reader.curated(reader.name(row, "evidence"))
                ),
                column.made("solutions.dimension", smart),
                column.made("solutions.maker", whose),
                column.made("table.province", where),
            ],
            alt="solutions.list",
            key="solutions_list",
            opens=lambda row: f"solution:{row['solution_key']}",
            shown=FEW,
            prose=True,
        )


# ------------------------------------------------------------------------------------------ views


@st.fragment
def views(page: Page) -> None:
    """Who took solutions up, the ten guidelines, pledges, events, all KPIs."""
    state.redraw()
    counts = {
        "adopters": _total(page, "adoptions") + _total(page, "reports"),
        "guidelines": page.guidelines.height,
        "events": _total(page, "events"),
        "kpis": page.tiles.height,
    }
    names = {
        code: f"{page.reader.t(f'solutions.view_{code}')} {counts.get(code) or ''}".strip()
        for code in ("adopters", "guidelines", "pledges", "events", "kpis")
    }
    for view in tabs.views(names):
        match view:
            case "adopters":
                adopters(page)
                followups(page)
            case "guidelines":
                lists = {
                    name: page.reader.t(f"solutions.{name}") for name in ("guidelines", "links")
                }
                if choose.of_lists(lists) == "guidelines":
                    guidelines(page)
                else:
                    links(page)
            case "pledges":
                pledge_counts(page)
                pledges(page)
            case "events":
                events(page)
            case _:
                kpis.of_page(page)


def adopters(page: Page) -> None:
    """Who took up which solution, as public documents and as agencies state it.

    A document's day is that of its report, an agency's that of the adoption.
    """
    reader = page.reader
    column = tables.Columns(reader)

    def when(row: Row) -> str:
        shown = reader.as_of(row, "since")
        if shown == reader.t("state.undated"):
            return shown
        known = "tile.as_of" if row["relation"] == "adopted" else "solutions.adopted_from"
        return reader.t(known, date=shown)

    known = column.coded("solutions.known_by", "solution_relation", "relation")
    ways = {str(known.cell(row)) for row in page.adopters.to_dicts()}
    notes = [reader.t("solutions.adopters_note")]
    if len(ways) == 1:  # a constant column is a sentence
        notes.append(ways.pop())
    with layout.panel("adopters", reader.t("solutions.adopters")):
        st.caption(" · ".join(notes))
        rows.listed(
            page.adopters,
            [
                column.named("profile.solution", "name"),
                column.named("solutions.adopter", "adopter"),
                column.named("table.province", "province"),
                tables.Column(reader.t("table.date"), when, sort=lambda row: day(row, "since")),
                *([known] if len(ways) > 1 else []),
            ],
            alt="solutions.adopters",
            key="solutions_adopters",
            opens=lambda row: f"solution:{row['solution_key']}",
            by=("place", "period"),
            of=_total(page, "adoptions") + _total(page, "reports"),
            shown=ADOPTERS,
        )


def followups(page: Page) -> None:
    """What an adoption cost, what came of it and how satisfied citizens are, as agencies report."""
    reader, found = page.reader, page.followups
    column = tables.Columns(reader)

    def said(key: str, words: str) -> str:
        return f"{reader.t(key)}: {words}"

    def figure(row: Row, name: str) -> str:
        stated = Figure.of(row, name, f"{name}_qualifier", unit=f"{name}_unit")
        return said(f"solutions.{name}", reader.figure(stated))

    def taken(row: Row) -> str:
        since = said("solutions.adopted_on", reader.as_of(row, "adopted_on"))
        parts = (string(row, "adopter"), reader.name(row, "province"), since)
        return " · ".join(part for part in parts if part)

    def came(row: Row) -> str:
        benefit = string(row, "benefit") or reader.t("state.no_data")
        return f"{figure(row, 'cost')} · {said('solutions.benefit', benefit)}"

    def followed(row: Row) -> str:
        when = reader.as_of(row, "followed_up_on") if row["followed_up_on"] else ""
        words = when or reader.t("solutions.not_followed")
        told = (figure(row, "satisfaction"), said("solutions.followed_up_on", words))
        return " · ".join(told)

    with layout.panel("followup", reader.t("solutions.followup")):
        if not _total(page, "reports"):
            _awaited(page, "solutions.no_followup", "agency_solution_adoption")
            return
        if not found.is_empty():
            known = found.select(
                pl.col("cost", "satisfaction", "followed_up_on").is_not_null().sum()
            ).row(0, named=True)
            st.caption(reader.t("solutions.followup_known", of=found.height, **known))
        rows.listed(
            found,
            [
                column.named("profile.solution", "name"),
                column.made("solutions.adopter", taken),
                column.made("solutions.benefit", came),
                column.made("solutions.satisfaction", followed),
                column.made(
                    "table.source", lambda row: f"{row['reported_by']} ({reader.as_of(row)})"
                ),
            ],
            alt="solutions.followup",
            key="solutions_followup",
            by=("place", "period"),
            of=_total(page, "reports"),
            prose=True,
        )


def guidelines(page: Page) -> None:
    """The ten policy guidelines, in the document's words, and the plans that serve each."""
    reader = page.reader
    column = tables.Columns(reader)

    def served(row: Row) -> str:
        if not row["plans"]:
            return ""
        names = reader.name(row, "plans")
        return reader.t("solutions.served", count=row["plans"], names=names, date=reader.as_of(row))

    with layout.panel("guidelines", reader.t("solutions.guidelines"), is_chosen=True):
        layout.timeless_note("record")
        cited = tables.sources(page.guidelines.row(0, named=True), reader)
        st.caption(f"{reader.t('solutions.guidelines_note')} · {cited}")
        rows.listed(
            page.guidelines,
            [
                column.made("solutions.guideline", lambda row: _guideline(row, reader)),
                column.named("table.note", "note"),
                column.made("solutions.plans_names", served),
            ],
            alt="solutions.guidelines",
            key="solutions_guidelines",
            opens=lambda row: f"guideline:{row['no']}",
            by=(),
            prose=True,
        )


def links(page: Page) -> None:
    """Each plan of the chosen area and the guideline or SDG target that it serves."""
    reader = page.reader
    column = tables.Columns(reader)

    def serves(row: Row) -> str:
        return f"SDG {row['link_code']}" if row["link_kind"] == "sdg" else _guideline(row, reader)

    with layout.panel("links", reader.t("solutions.links"), is_chosen=True):
        if not _total(page, "links"):
            _awaited(page, "solutions.no_links", "agency_plan_links")
            return
        rows.listed(
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
            opens=lambda row: f"plan:{row['plan_key']}",
            of=_total(page, "links"),
        )


def _guideline(row: Row, reader: Reader) -> str:
    """A guideline by its number and title."""
    title = string(row, f"title_{reader.lang}")
    return reader.t("solutions.guideline_no", no=row["no"], title=title)


def pledge_counts(page: Page) -> None:
    """Published counts of the governors' pledges."""
    reader = page.reader
    column = tables.Columns(reader)
    with layout.panel("pledge_counts", reader.t("solutions.pledge_counts")):
        layout.national_note()
        st.caption(reader.t("solutions.counts_note"))
        rows.listed(
            page.pledge_counts,
            [
                column.named("table.measure", "measure"),
                column.named("solutions.occasion", "segment"),
                column.value("table.value"),
                column.when("table.as_of", "as_of", "as_of_precision"),
                column.publisher(),
            ],
            alt="solutions.pledge_counts",
            key="solutions_pledge_counts",
            by=("period",),
        )


def pledges(page: Page) -> None:
    """Each pledge that a province reports, with its newest status."""
    reader = page.reader
    column = tables.Columns(reader)

    def aim(row: Row) -> str:
        value, unit = number(row, "value"), string(row, "unit")
        sign = reader.qualifier(string(row, "qualifier"))
        stated = "" if value is None else f"{sign} {fmt.number(value, 2, trim=True)} {unit}".strip()
        return " · ".join(filter(None, (reader.name(row, "dimension"), stated)))

    def status(row: Row) -> str:
        told = reader.label("pledge_status", string(row, "status"))
        return f"{told} ({reader.as_of(row)}, {row['reported_by']})"

    with layout.panel("pledges", reader.t("solutions.pledges")):
        if not _total(page, "pledges"):
            _awaited(page, "solutions.no_pledges", "agency_provincial_pledges")
            return
        st.caption(reader.t("solutions.pledges_note"))
        rows.listed(
            page.pledges,
            [
                column.text("profile.pledge", "pledge"),
                column.named("table.province", "province"),
                column.made("profile.pledge_target", aim),
                column.when("profile.due", "due_on", "due_on_precision"),
                column.made("profile.status", status),
            ],
            alt="solutions.pledges",
            key="solutions_pledges",
            by=("place", "period"),
            of=_total(page, "pledges"),
        )


# ----------------------------------------------------------------------------------------- events


def events(page: Page) -> None:
    """What happened in the programme in time, and what documents name at it; a list of either."""
    reader = page.reader
    lists = {
        "timeline": reader.t("solutions.timeline"),
        "events": f"{reader.t('solutions.event')} {page.events.height}",
        "details": f"{reader.t('solutions.details')} {page.details.height}",
    }
    which = choose.of_lists(lists)
    with layout.panel(which, reader.t("solutions.events"), is_chosen=True):
        if reader.place or reader.from_year or reader.to_year:
            tables.extent(
                page.events.height,
                _total(page, "events"),
                by=("place", "period"),
                of_a_year=_total(page, "of_a_year"),
            )
        if reader.place:
            st.caption(reader.t("solutions.unplaced_events", count=_total(page, "unplaced_events")))
        match which:
            case "timeline":
                _timeline(page)
            case "events":
                _events(page)
            case _:
                _details(page)


def _timeline(page: Page) -> None:
    """The events in time, a line a kind."""
    drawn = _drawn(page)
    if drawn.is_empty():
        tables.none_within(drawn, by=("place", "period"))
        return
    layout.chart(
        layout.drawn(
            charts.timeline, drawn, state.colours(), year_shift=series.year_shift(page.reader)
        ),
        alt_text=_events_in_words(page, drawn),
        credit=layout.credit_of(page.events, "start_date", "date_precision"),
        of=page.events,
        key="events_over_time",
    )
    st.caption(page.reader.t("solutions.events_note"))


def _events(page: Page) -> None:
    """Every event: when, where, and who held it."""
    reader = page.reader
    column = tables.Columns(reader)

    def dates(row: Row) -> str:
        precision = string(row, "date_precision")
        return reader.span(day(row, "start_date"), day(row, "end_date"), precision)

    def place(row: Row) -> str:
        parts = (reader.name(row, "province"), reader.name(row, "venue"))
        return " · ".join(part for part in parts if part)

    def who(row: Row) -> str:
        people, sign = number(row, "attendance"), string(row, "attendance_qualifier")
        counted = (
            "" if people is None else reader.figure(Figure(people, str(row["unit"]), sign=sign))
        )
        return " · ".join(part for part in (reader.name(row, "organisers"), counted) if part)

    rows.listed(
        page.events,
        [
            column.named("solutions.event", "name"),
            tables.Column(
                reader.t("table.date"),
                dates,
                unbroken=True,
                sort=lambda row: day(row, "start_date"),
            ),
            column.coded("table.kind", "event_kind", "kind"),
            column.made("solutions.place", place),
            column.made("solutions.organisers", who),
        ],
        alt="solutions.events",
        key="solutions_events",
        shown=rows.FEW,
        opens=lambda row: f"event:{row['event_key']}",
        by=("place", "period"),
    )


def _details(page: Page) -> None:
    """What founding documents name at events: topics, bodies, factors, audiences and the like."""
    column = tables.Columns(page.reader)
    st.caption(page.reader.t("solutions.details_note"))
    rows.listed(
        page.details,
        [
            column.named("solutions.detail", "name"),
            column.coded("table.kind", "event_detail", "kind"),
            column.count("solutions.seq", "seq"),
            column.named("solutions.event", "event"),
        ],
        alt="solutions.details",
        key="event_details",
        shown=rows.FEW,
        opens=lambda row: f"event_detail:{row['event_key']}/{row['kind']}/{row['seq']}",
        by=("place", "period"),
        of=_total(page, "details"),
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


# ------------------------------------------------------------------------------------------ words


def _evidence_in_words(page: Page) -> str:
    """The squares in a sentence: how many solutions each dimension has, and with a result."""
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
