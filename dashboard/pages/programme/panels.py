"""What the programme page is made of: the finding, the ladder, the terms of logos, the views."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import polars as pl
import streamlit as st

from dashboard.navigation import link
from dashboard.pages.programme import charts
from dashboard.parts import choose, kpis, layout, records, rows, series, tables, take
from dashboard.parts import views as tabs
from dashboard.parts.pictures import Drawn
from dashboard.parts.tables import Row, number
from dashboard.reader import format as fmt
from dashboard.reader import state
from dashboard.reader.figure import Figure
from dashboard.reader.once import dicts, once, where
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader

LEADS = ("certified_cities", "promotion_zones", "plans_submitted", "plan_zone_conversion")
FEW = 3  # cities that a sentence names
BASES = {True: "stated", False: "assumed"}  # of the end of a logo's term
SOME = 6  # rows of a list that are shown at first
ASIDE = {"lapsed", "revoked"}  # steps that end a logo: of the ladder only where a plan took one
PUBLISHED = {  # a step -> the KPI that says how many are announced to have reached it
    "submitted": "plans_submitted",
    "zone_declared": "promotion_zones",
    "logo_awarded": "certified_cities",
}
COUNTED = {  # a measure that is announced, and of which names are listed -> its KPI
    "certified_cities": "CERT-01",
    "certified_provinces": "COV-01",
    "promotion_zones_cumulative": "CERT-04",
}
CITIES, _, ZONES = COUNTED


def _city(row: Row, reader: Reader) -> str:
    """A plan's name as a link to its page, in Markdown."""
    address = link("city", plan=str(row["plan_key"]))
    return f"[{tables.plain(reader.name(row))}]({address})"


# ---------------------------------------------------------------------------------------- finding


def finding(page: Page) -> None:
    """How many of what is announced documents name, and which cities came last."""
    with st.container(key="verdict", gap="xsmall"):
        st.markdown(f"## {tables.plain(_named(page))}")
        if words := _grown(page.growth, page.reader):
            st.markdown(words)
        layout.national_note()


def _named(page: Page) -> str:
    """Named of announced, cities and zones; how many plans are named where a count is a bound."""
    reader = page.reader
    newest = {
        row["measure"]: row
        for row in reversed(dicts(page.reconciliation))  # the last of a measure stays
        if row["qualifier"] == "=" and row["not_named"] >= 0
    }
    cities, zones = newest.get(CITIES), newest.get(ZONES)
    if cities is None or zones is None:
        return reader.t("programme.finding_plans", count=_total(page, "national", "plans"))
    key = "all" if not cities["not_named"] else "some"
    return reader.t(
        f"programme.finding_{key}",
        cities=cities["named"],
        of_cities=cities["published"],
        zones=zones["named"],
        of_zones=zones["published"],
    )


@once
def _grown(growth: pl.DataFrame, reader: Reader) -> str:
    """Which cities made the newest count of certified cities out of the one before it."""
    if growth.is_empty():
        return ""
    first = growth.row(0, named=True)
    newest = growth.filter(after=first["after"])
    count, more = newest.height, first["after"] - first["before"]
    names = ", ".join(_city(row, reader) for row in newest.to_dicts())
    key = "names" if count <= FEW and count == more else "count"
    return reader.t(
        f"programme.grown_{key}",
        before=first["before"],
        before_on=reader.as_of(first, "before_on", "before_precision"),
        after=first["after"],
        after_on=reader.as_of(first, "after_on", "after_precision"),
        names=names,
        named=count,
        more=more,
    )


# ----------------------------------------------------------------------------------------- ladder


def ladder(page: Page) -> None:
    """The named plans by their latest step, beside each step what is announced of it."""
    reader = page.reader
    steps = [
        row
        for row in dicts(page.pipeline)
        if row["ladder_step"] not in ASIDE or row["plans_national"]
    ]
    total = sum(row["plans"] for row in steps)
    with layout.panel("ladder", _ladder_title(page, total)):
        layout.timeless_note("record")
        if reader.place:
            tables.extent(total, _total(page, "national", "plans"))
        rungs = [
            charts.Rung(reader.label("ladder_step", row["ladder_step"]), row["plans"], said)
            for row, said in ((row, _said(row, page)) for row in steps)
        ]
        st.html(charts.ladder(rungs, reader.t("programme.ladder")))
        st.caption(reader.t("programme.ladder_note"))
        layout.source_line(
            _stood(page.plans),
            "kpi:CERT-01",
            "ladder",
            drawn=lambda: Drawn(None, state.colours(), table=charts.rungs(rungs)),
        )


@once
def _stood(plans: pl.DataFrame) -> pl.DataFrame:
    """The plans that stand at a step, each with the day since when."""
    day = {"status_since": "as_of", "precision": "as_of_precision"}
    return plans.filter(pl.col("status").is_not_null(), programme="national").rename(day)


def _ladder_title(page: Page, total: int) -> str:
    """How many of the named plans have the logo; the topic alone where none is named."""
    certified = where(page.terms, is_here=True).height
    if not total or certified > total:
        return page.reader.t("programme.ladder")
    return page.reader.t(
        "programme.ladder_title", count=total, certified=certified, rest=total - certified
    )


def _said(row: Row, page: Page) -> list[str]:
    """What is said of a step: what is announced, since when its plans stand there, their money."""
    reader = page.reader
    step = str(row["ladder_step"])
    lines = [_announced(step, page.renewals, page.states, reader)]
    if reader.place:
        lines.append(reader.t("programme.ladder_country", count=row["plans_national"]))
    if row["plans"]:
        reached = where(page.reached, is_here=True, ladder_step=step)
        known = where(page.money, ladder_step=step)["plans_known"]
        age = _aged(reached, reader)
        money = reader.t(
            "programme.ladder_money", plans=known[0] if known.len() else 0, of=row["plans"]
        )
        lines.append(" · ".join(filter(None, (age, money))))
    return [line for line in lines if line]


@once
def _announced(step: str, renewals: pl.DataFrame, states: pl.DataFrame, reader: Reader) -> str:
    """The newest counts that are announced of a step, primary and secondary; each of its day."""
    if step == "renewed":
        found = renewals.filter(measure="logos_renewed").head(1).to_dicts()
        counts = [(Figure.of(row, "published"), row, "") for row in found]
    else:
        found = states.filter(metric_id=PUBLISHED.get(step, "")).to_dicts()
        found.sort(key=lambda row: row["as_of"] or date.min, reverse=True)
        mark = f" · {reader.t('card.secondary')}"
        counts = [(Figure.of(row), row, mark if row["is_secondary"] else "") for row in found]
    told = [
        f"{reader.said(figure).bare if place else reader.figure(figure)} "
        f"({reader.as_of(row)}{mark})"
        for place, (figure, row, mark) in enumerate(counts)
    ]
    return reader.t("programme.ladder_announced", counts=" · ".join(told)) if told else ""


def _aged(reached: pl.DataFrame, reader: Reader) -> str:
    """The median age of the plans of one step in words, and how many are undated."""
    undated = reached["months"].null_count()
    months = reached["months"].median()
    parts = []
    if isinstance(months, int | float):
        count = fmt.number(months, 1, trim=True)
        parts.append(reader.t("programme.age", count=count))
    if undated:
        parts.append(reader.t("programme.age_undated", count=undated))
    return " · ".join(parts)


def _register(page: Page) -> str:
    """That the proposals are the zones and the logos of one register, where they add up to it."""
    reader = page.reader
    counts = {row["metric_id"]: row for row in page.states.filter("is_secondary").to_dicts()}
    if counts.keys() != set(PUBLISHED.values()):
        return ""
    proposals, zones, logos = (counts[metric] for metric in PUBLISHED.values())
    same_day = len({row["as_of"] for row in counts.values()}) == 1
    if not same_day or proposals["value"] != zones["value"] + logos["value"]:
        return ""
    return reader.t(
        "programme.one_register",
        proposals=fmt.number(proposals["value"]),
        zones=fmt.number(zones["value"]),
        logos=fmt.number(logos["value"]),
        date=reader.as_of(proposals),
    )


# ------------------------------------------------------------------------------------------ terms


@dataclass(frozen=True)
class Renewal:
    """How many logos one occasion renewed, and what that says of those past their assumed day.

    `least` and `most`: how many of the `past` are among the renewed that no document names.
    """

    published: str
    day: str
    named: int
    missing: int
    past: int
    least: int
    most: int


def terms(page: Page) -> None:
    """When each logo ends: as stated, else two years after the award, marked as assumed."""
    reader = page.reader
    here = where(page.terms, is_here=True)
    occasions = where(page.renewals, measure="logos_renewed").to_dicts()
    told = [_renewal(row, here, page) for row in occasions]
    with layout.panel("terms", _terms_title(here, told, reader)):
        layout.timeless_note("today")
        if reader.place:
            tables.extent(here.height, page.terms.height)
        dated = _ending(here)
        if dated.is_empty():
            tables.none_within(dated, by=("place",))
            return
        layout.picture(
            layout.drawn(
                charts.terms,
                _drawn(dated, reader),
                state.colours(),
                today=reader.today,
                today_words=reader.t("race.today"),
                year_shift=series.year_shift(reader),
            ),
            alt_text=_in_words("programme.terms_alt", here, reader),
            of=_begun(dated),
            opens="kpi:REN-01",
        )
        is_assumed = not here["is_stated"].any() and dated.height == here.height
        key = "programme.terms_assumed" if is_assumed else "programme.terms_sum"
        said = [_in_words(key, here, reader)]
        said += [_renewed(renewal, reader) for renewal in told]
        st.caption(" ".join(said))


@once
def _ending(terms: pl.DataFrame) -> pl.DataFrame:
    """The terms whose end is known."""
    return terms.drop_nulls("ends_on")


@once
def _begun(terms: pl.DataFrame) -> pl.DataFrame:
    """Terms as rows of the record, each of the day on which it began."""
    return terms.rename({"began_on": "as_of", "began_precision": "as_of_precision"})


def _terms_title(terms: pl.DataFrame, told: list[Renewal], reader: Reader) -> str:
    """What was renewed and what ran out unseen; the topic alone where that is not of one set."""
    if len(told) != 1 or reader.place:
        return reader.t("programme.terms")
    (renewal,) = told
    renewed = where(terms, ladder_step="renewed").height
    left = {renewal.past - renewal.most, renewal.past - renewal.least}
    return reader.t(
        "programme.terms_title",
        published=renewal.published,
        named=renewal.named,
        left="–".join(str(count) for count in sorted(left)),
        due=renewal.past + renewed,
    )


@once
def _in_words(key: str, terms: pl.DataFrame, reader: Reader) -> str:
    """How many terms end, and how many have ended, as stated and as assumed: the sentence `key`."""
    stated, past = pl.col("is_stated"), pl.col("days_left") < 0
    return reader.t(
        key,
        logos=terms.height,
        stated=terms.filter(stated).height,
        stated_past=terms.filter(stated & past).height,
        assumed=terms.filter(~stated & pl.col("ends_on").is_not_null()).height,
        assumed_past=terms.filter(~stated & past).height,
        undated=terms["ends_on"].null_count(),
    )


def _renewal(row: Row, terms: pl.DataFrame, page: Page) -> Renewal:
    """What one occasion says of `terms`.

    A renewed city that no document names there is one whose award is older, named or not: at
    least as many are past their day as the cities that are not named, and the named ones whose
    day is to come or that lie elsewhere, leave over.
    """
    missing = int(str(row["not_named"]))
    began = pl.col("began_on").is_null() | (pl.col("began_on") < tables.day(row, "as_of"))
    past = terms.filter(began & (pl.col("days_left") < 0) & ~pl.col("is_stated")).height
    elsewhere = page.terms.filter(began).height - past + int(str(row["cities_not_named"]))
    return Renewal(
        published=page.reader.figure(Figure.of({**row, "unit": "cities"}, "published")),
        day=page.reader.as_of(row),
        named=int(str(row["named"])),
        missing=missing,
        past=past,
        least=max(missing - elsewhere, 0),
        most=min(missing, past),
    )


def _renewed(renewal: Renewal, reader: Reader) -> str:
    """How many logos one occasion renewed, and how many of those past their assumed day."""
    among = fmt.number(renewal.least)
    if renewal.least != renewal.most:
        among = reader.t("programme.between", least=renewal.least, most=renewal.most)
    key = "renewed_among" if renewal.missing > 0 and renewal.past else "renewed"
    return reader.t(
        f"programme.{key}",
        date=renewal.day,
        published=renewal.published,
        named=renewal.named,
        missing=renewal.missing,
        past=renewal.past,
        among=among,
    )


def _drawn(terms: pl.DataFrame, reader: Reader) -> pl.DataFrame:
    """One row a term: how many logos have it, with its end in words, and their names."""
    name = f"name_{reader.lang}"
    told = []
    for same in terms.partition_by("began_on", "ends_on", "is_stated", maintain_order=True):
        row = same.row(0, named=True)
        end = reader.day(row["ends_on"], "month")
        count = reader.figure(Figure(same.height, "cities"))
        label = reader.t("programme.term", count=count, date=end)
        names = ", ".join(same[name].fill_null(same["name_en"]))
        days = row["began_on"], row["ends_on"], row["is_stated"]
        left = f"{reader.as_of(row, 'ends_on', 'ends_precision')} · {_left(row, reader)}"
        told.append((*days, same.height, label, left, names))
    kinds = ["began_on", "ends_on", "is_stated", "logos", "label", "left", "names"]
    return pl.DataFrame(told, schema=kinds, orient="row")


def _left(row: Row, reader: Reader) -> str:
    """Days to the end of a term, or since; what agencies decided comes first."""
    days = number(row, "days_left")
    if row["refused_on"] is not None:
        return reader.label("event_kind", "refused")
    if days is None:
        return reader.t("state.undated")
    return reader.t(
        f"programme.{'left_days' if days >= 0 else 'past_days'}", days=fmt.number(abs(days))
    )


# ------------------------------------------------------------------------------------------ views


@st.fragment
def views(page: Page) -> None:
    """The plans, their events, what is announced and named, other plans, all KPIs."""
    state.redraw()
    reader = page.reader
    counts: Mapping[str, int] = {
        "plans": _total(page, "national", "plans"),
        "events": _total(page, "national", "events") + _total(page, "other", "events"),
        "other": _total(page, "other", "plans"),
        "kpis": page.tiles.height,
    }
    names = {
        code: f"{reader.t(f'programme.view_{code}')} {counts.get(code, '')}".strip()
        for code in ("plans", "events", "announced", "other", "kpis")
    }
    drawn = {"plans": plans, "events": events, "announced": announced, "other": others}
    for view in tabs.views(names):
        drawn.get(view, kpis.of_page)(page)


def _total(page: Page, programme: str, what: str) -> int:
    return int(where(page.plan_totals, programme=programme)[what].sum())


def _opens(row: Row) -> str:
    return f"city:{row['plan_key']}"


def _cited(column: tables.Columns) -> tables.Column:
    """How many documents a row rests on; of one, who published it."""
    return column.made("table.source", lambda row: records.cited(row, column.reader))


# ------------------------------------------------------------------------------------------ plans


def plans(page: Page) -> None:
    """Plans of the national programme: with the logo, zones, all; by step, dimension, money."""
    reader = page.reader
    national = where(page.plans, programme="national")
    logos = where(page.terms, is_here=True)
    zones = where(national, status="zone_declared")
    listed = {
        "logos": partial(_logos, page, logos, national),
        "zones": partial(_zones, page, zones),
        "all": partial(_all, page, national),
        "steps": partial(_steps, page),
        "dimensions": partial(_dimensions, page),
        "money": partial(_money, page),
    }
    counts = {"logos": logos.height, "zones": zones.height, "all": national.height}
    names = {
        code: f"{reader.t(f'programme.of_{code}')} {counts.get(code, '')}".strip()
        for code in listed
    }
    chosen = choose.choose("of", "programme.of", names)
    layout.timeless_note("record")
    listed[chosen]()


def _logos(page: Page, logos: pl.DataFrame, national: pl.DataFrame) -> None:
    """The cities with the logo, by the end of its term."""
    rows.listed(
        _stepped(logos, national),
        _terms_columns,
        alt="programme.of_logos",
        key="logos",
        opens=_opens,
        shown=SOME,
        of=page.terms.height,
    )


@once
def _stepped(logos: pl.DataFrame, plans: pl.DataFrame) -> pl.DataFrame:
    """The terms with the step at which each plan stands."""
    told = plans.select("plan_key", "status", "status_is_secondary")
    return logos.join(told, on="plan_key", how="left", maintain_order="left")


def _terms_columns(logos: pl.DataFrame, reader: Reader) -> list[tables.Column]:
    column = tables.Columns(reader)
    is_one = logos["is_stated"].n_unique() == 1  # then the heading says it
    basis = {stated: reader.t(f"programme.basis_{word}") for stated, word in BASES.items()}
    ends = column.when("programme.ends", "ends_on", "ends_precision")
    heading = f"{ends.heading} ({basis[logos['is_stated'][0]]})" if is_one else ends.heading

    def end(row: Row) -> str:
        if row["ends_on"] is None:
            return reader.t("state.undated")
        by = "" if is_one else f" ({basis[bool(row['is_stated'])]})"
        return f"{ends.cell(row)}{by} · {_left(row, reader)}"

    return [
        column.named("table.plan", "name"),
        column.named("table.province", "province"),
        tables.step(column),
        replace(column.when("programme.began", "began_on", "began_precision"), wide=True),
        tables.Column(heading, end, sort=ends.sort),
    ]


def _zones(page: Page, zones: pl.DataFrame) -> None:
    """The promotion zones that are named and have no logo yet."""
    column = tables.Columns(page.reader)
    st.caption(page.reader.t("programme.zones_note"))
    rows.listed(
        zones,
        [
            column.named("table.plan", "name"),
            column.named("table.province", "province"),
            column.when("programme.zone_since", "status_since", "precision"),
            column.text("table.lead", "lead_organisation_th"),
            _cited(column),
        ],
        alt="programme.of_zones",
        key="zones",
        shown=SOME,
        opens=_opens,
        of=int(page.pipeline.filter(ladder_step="zone_declared")["plans_national"].sum()),
    )


def _all(page: Page, national: pl.DataFrame) -> None:
    """Every plan of the national programme, with its latest step and where its point is from."""
    column = tables.Columns(page.reader)
    st.caption(page.reader.t("programme.list_note"))
    rows.listed(
        national,
        [
            column.named("table.plan", "name"),
            column.named("table.province", "province"),
            tables.step(column),
            column.when("table.since", "status_since", "precision"),
            replace(
                column.made("table.location", lambda row: tables.location(row, column)), wide=True
            ),
        ],
        alt="programme.of_all",
        key="plans",
        shown=SOME,
        opens=_opens,
        of=_total(page, "national", "plans"),
    )


def _steps(page: Page) -> None:
    """Every step of the ladder: its plans, their first and last day, their age."""
    reader, column = page.reader, tables.Columns(page.reader)

    def days(row: Row) -> str:
        ends = [reader.as_of(row, name) for name in ("earliest", "latest") if row[name] is not None]
        return " – ".join(dict.fromkeys(ends)) or "–"

    def age(row: Row) -> str:
        reached = page.reached.filter("is_here", ladder_step=row["ladder_step"])
        return _aged(reached, reader) or "–"

    newest = page.reached["newest"].max()
    st.caption(
        reader.t(
            "programme.steps_note",
            today=reader.day(reader.today),
            newest=reader.day(newest if isinstance(newest, date) else None),
        )
    )
    rows.listed(
        page.pipeline,
        [
            column.coded("table.ladder", "ladder_step"),
            column.count("programme.steps_plans", "plans"),
            column.count("programme.steps_country", "plans_national"),
            column.figure("programme.steps_days", days),
            column.made("programme.steps_age", age),
        ],
        alt="programme.of_steps",
        key="pipeline",
    )


def _dimensions(page: Page) -> None:
    """Which of the seven dimensions documents name for each plan."""
    column = tables.Columns(page.reader)
    st.caption(page.reader.t("programme.dimensions_note"))
    rows.listed(
        page.dimensions,
        [
            column.named("table.plan", "name"),
            column.named("table.province", "province"),
            replace(column.count("programme.dimension_count", "dimensions"), wide=True),
            column.named("solutions.dimension", "dimensions"),
            replace(_cited(column), wide=True),
        ],
        alt="programme.of_dimensions",
        key="dimensions",
        shown=SOME,
        opens=_opens,
    )


def _money(page: Page) -> None:
    """Amounts of the plans at each step, by stage of money; public documents and agencies apart."""
    reader, column = page.reader, tables.Columns(page.reader)
    amount = column.value("table.amount")

    def stage(row: Row) -> str:
        step = reader.label("ladder_step", str(row["ladder_step"]))
        if not row["stage"]:
            return f"{step}: {reader.t('programme.money_none')}"
        by = reader.label("stated_by", str(row["stated_by"]))
        return f"{step}: {reader.label('stage', str(row['stage']))} · {by}"

    def counted(row: Row) -> str:
        of = reader.t("programme.money_plans", plans=row["plans"] or 0, of=row["plans_there"])
        told = tables.counted_sum(row, str(amount.cell(row)), reader) if row["stage"] else "–"
        return f"{told} · {of}"

    def days(row: Row) -> str:
        if not row["stage"]:
            return "–"
        told = [reader.as_of(row)]
        if row["as_of"] and row["as_of_from"] != row["as_of"]:
            oldest = reader.day(tables.day(row, "as_of_from"), "year")
            told.append(reader.t("programme.money_oldest", date=oldest))
        if row["as_of"] and (undated := number(row, "undated")):
            told.append(reader.t("investment.undated", count=fmt.number(undated)))
        return f"{tables.plain(' · '.join(told))} · {tables.sources(row, reader)}"

    st.caption(reader.t("programme.money_note"))
    with st.container(key="money_by_step"):
        tables.small(
            page.money,
            [
                column.made("table.ladder", stage),
                column.made("table.amount", counted),
                column.marked("programme.money_as_of", days),
            ],
            alt="programme.of_money",
        )
    take.menu("", lambda: page.money, key="money", title=reader.t("programme.of_money"))


# ----------------------------------------------------------------------------------------- events


def events(page: Page) -> None:
    """What happened to each plan, when, and which document says so."""
    column = tables.Columns(page.reader)
    total = int(page.plan_totals["events"].sum())
    st.caption(page.reader.t("programme.events_note"))
    if page.events.height < total:
        of_a_year = int(page.plan_totals["of_a_year"].sum())
        tables.extent(page.events.height, total, by=("place", "period"), of_a_year=of_a_year)
    rows.listed(
        page.events,
        [
            column.named("table.plan", "name"),
            column.coded("table.event", "event_kind"),
            column.when("table.date", "event_date", "date_precision"),
            column.coded("table.date_basis", "date_basis"),
            column.publisher(),
        ],
        alt="programme.view_events",
        key="events",
        shown=SOME,
        opens=lambda row: f"plan_event:{row['event_id']}",
        by=("place", "period"),
    )


def others(page: Page) -> None:
    """Plans outside the national programme, which enter no count."""
    column = tables.Columns(page.reader)
    layout.timeless_note("record")
    st.caption(page.reader.t("programme.other_note"))
    rows.listed(
        page.plans.filter(pl.col("programme") != "national"),
        [
            column.named("table.plan", "name"),
            column.named("table.province", "province"),
            column.text("table.lead", "lead_organisation_th"),
            column.coded("table.lead_type", "lead_org_type"),
            tables.Column(
                column.heading("table.location"),
                lambda row: tables.location(row, column),
                wide=True,
            ),
        ],
        alt="programme.view_other",
        key="other_plans",
        shown=SOME,
        opens=_opens,
        of=_total(page, "other", "plans"),
    )


# -------------------------------------------------------------------------------------- announced


def announced(page: Page) -> None:
    """Published counts beside the plans named by then; the newest taken apart; each statement."""
    reader = page.reader
    layout.national_note()
    counted = {code: partial(_reconciled, page, code) for code in COUNTED}
    listed = counted | {
        "renewals": partial(_occasions, page),
        "provinces": partial(_apart, page),
        "documents": partial(_statements, page),
    }
    names = {code: reader.t(f"programme.count_{code}") for code in listed}
    listed[choose.choose("count", "programme.count", names)]()


def _reconciled(page: Page, measure: str) -> None:
    """One measure's published counts with their named: as bars, as a list, by who came."""
    reader, column = page.reader, tables.Columns(page.reader)
    counts = page.reconciliation.filter(measure=measure)
    listed = ("bars", "list", *(["growth"] if measure == CITIES else []))
    ways = {way: reader.t(f"programme.as_{way}") for way in listed}
    way = choose.choose("as", "programme.as", ways)
    if way == "growth":
        _came(page)
        return
    register = _register(page) if measure == ZONES else ""
    st.caption(" ".join(filter(None, (reader.t("programme.reconciled_note"), register))))
    if counts.is_empty() or way == "list":
        rows.listed(
            counts,
            _beside(column),
            alt="programme.count",
            key=measure,
            shown=SOME,
            by=("period",),
        )
        return
    told = [
        (
            reader.as_of(row),
            float(row["published"]),
            float(row["named"]),
            reader.t("programme.named_of", named=row["named"], published=_published(row, reader)),
        )
        for row in counts.to_dicts()
    ]
    drawn = pl.DataFrame(told, schema=["category", "published", "named", "shown"], orient="row")
    layout.picture(
        layout.drawn(charts.named, drawn, state.colours()),
        alt_text=f"{reader.t('programme.view_announced')}: "
        + ", ".join(f"{day}: {shown}" for day, _, _, shown in told),
        of=counts,
        opens=f"kpi:{COUNTED[measure]}",
        key="announced",
    )


def _beside(column: tables.Columns) -> list[tables.Column]:
    """A published count, how many of it documents name, and how many they don't."""
    return [
        column.when("table.as_of", "as_of", "as_of_precision"),
        column.made("programme.published", lambda row: _published(row, column.reader)),
        column.count("programme.named", "named"),
        column.figure("programme.not_named", lambda row: _rest(row, column.reader)),
        _cited(column),
    ]


def _came(page: Page) -> None:
    """Which cities each published count has that the one before it had not, the newest first."""
    reader, column = page.reader, tables.Columns(page.reader)
    layout.timeless_note("record")

    def grew(row: Row) -> str:
        return reader.t("programme.grew", before=row["before"], after=row["after"])

    rows.listed(
        page.growth,
        [
            column.named("table.plan", "name"),
            column.named("table.province", "province"),
            column.made("programme.cities", grew),
            column.when("table.as_of", "after_on", "after_precision"),
            _cited(column),
        ],
        alt="programme.as_growth",
        key="growth",
        opens=_opens,
        by=(),
    )


def _occasions(page: Page) -> None:
    """Published numbers of logos renewed or awarded on one occasion, and what of them is named."""
    column = tables.Columns(page.reader)
    what = column.named("table.measure", "measure")
    rows.listed(
        page.renewals, [what, *_beside(column)[:4]], alt="programme.count", key="renewals", by=()
    )


def _apart(page: Page) -> None:
    """The present published count by province, so that rows add up to it."""
    reader, column = page.reader, tables.Columns(page.reader)
    layout.timeless_note("record")
    st.caption(reader.t("programme.apart_note"))
    rows.listed(
        page.named_certified,
        [
            column.made("table.province", lambda row: _part(row, reader)),
            column.count("programme.cities", "cities"),
            column.made("programme.names", lambda row: _names(row, reader)),
        ],
        alt="programme.count_provinces",
        key="apart",
        shown=SOME,
        by=(),
    )


def _statements(page: Page) -> None:
    """Every published national count of the programme, as each document states it."""
    column = tables.Columns(page.reader)
    st.caption(page.reader.t("programme.series_note"))
    rows.listed(
        page.published,
        [
            column.named("table.measure", "measure"),
            column.value("table.value"),
            column.when("table.as_of", "as_of", "as_of_precision"),
            column.coded("table.nature", "nature"),
            column.publisher(),
        ],
        alt="programme.count_documents",
        key="published",
        shown=SOME,
        opens=lambda row: f"observation:{row['statement_id']}",
        by=("period",),
    )


def _part(row: Row, reader: Reader) -> str:
    """A province, or the name of a row that is none: not named, and the published sum."""
    province = tables.string(row, f"province_{reader.lang}")
    return province or reader.label("programme_part", tables.string(row, "part"))


def _names(row: Row, reader: Reader) -> str:
    """The certified plans of a province; those known by secondary sources alone are marked."""
    secondary = reader.t("tile.secondary")
    return ", ".join(
        f"{plan['name']} ({secondary})" if plan["is_secondary"] else str(plan["name"])
        for plan in tables.records(row, f"plans_{reader.lang}")
    )


def _published(row: Row, reader: Reader) -> str:
    """A published count, and what it leaves out."""
    figure = reader.figure(Figure.of(row, "published"))
    if row.get("without_logo"):
        return f"{figure} · {reader.label('other_basis', 'promotion_zones')}"
    return figure


def _rest(row: Row, reader: Reader) -> str:
    """What of a published count is not named, or that fewer were published than are named."""
    rest, sign = number(row, "not_named"), tables.string(row, "qualifier")
    if rest is None or (rest <= 0 and sign != "="):
        return "–"
    if not rest:
        return reader.t("programme.all_named")
    if rest > 0:
        return reader.said(Figure.of(row, "not_named")).bare
    return reader.t("programme.fewer", count=reader.figure(Figure(-rest, str(row["unit"]))))
