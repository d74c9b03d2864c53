"""What the page of one plan is made of: who it is, its steps, its facts, the views."""

from dataclasses import replace
from html import escape

import polars as pl
import streamlit as st

from dashboard.navigation import link
from dashboard.pages.city import charts
from dashboard.parts import choose, choropleth, layout, records, rows, series, tables, take
from dashboard.parts import views as tabs
from dashboard.parts.charts import Spec
from dashboard.parts.pictures import Drawn, Line, Table
from dashboard.parts.tables import Row, string
from dashboard.reader import state
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader
from dashboard.warehouse.data import read_page

EXACT = {"exact_site", "municipality", "district"}  # how well a place is known that is a point
CAPITAL = "10"  # Bangkok, which is no province in law
FED = 3  # indicators that a form is said to feed, by name
NONE = ""  # the choice of no plan


# --------------------------------------------------------------------------------------- choosing


def chosen(page: Page) -> str:
    """The box of all plans, and what is known of the chosen one to take along; gives its key."""
    reader = page.reader
    names = {row["plan_key"]: reader.name(row) for row in page.plans.to_dicts()}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="chosen"):
        with st.container(width=420):
            plan = choose.choose("plan", "city.plan", {NONE: reader.t("city.none")} | names)
        if plan:
            take.line(f"city-{plan}")
    if plan:
        take.opened(
            lambda: read_page("city", reader, plan=plan).record,
            key=f"city-{plan}",
            title=names[plan],
        )
    else:
        key = "city.unchosen_then" if reader.is_partial else "city.unchosen"
        st.markdown(reader.t(key, programme=link("programme")))
    return plan


def _plan(page: Page) -> Row:
    return page.plan.row(0, named=True)


# ---------------------------------------------------------------------------------------- finding


def finding(page: Page) -> None:
    """Who it is and which step it has reached; where; and whether it made the newest count."""
    reader, plan = page.reader, _plan(page)
    with st.container(key="verdict", gap="xsmall"):
        st.markdown(f"## {tables.plain(f'{reader.name(plan)} – {_step(plan, reader)}')}")
        told = [_where(plan, reader)]
        if plan["programme"] != "national":
            told.append(reader.t("city.outside"))
        told += [
            reader.t(
                "city.grown",
                before=row["before"],
                after=row["after"],
                date=reader.as_of(row, "after_on", "after_precision"),
            )
            for row in page.growth.filter(plan_key=plan["plan_key"]).to_dicts()
        ]
        st.markdown(tables.plain(" · ".join(told)))


def _step(plan: Row, reader: Reader) -> str:
    """The latest step and its day; that there is none for a plan that has reached none."""
    if not plan["status"]:
        return reader.t("state.no_step")
    told = [reader.as_of(plan, "status_since", "precision")]
    if plan["status_is_secondary"]:
        told.append(reader.t("tile.secondary"))
    return f"{reader.label('ladder_step', str(plan['status']))} ({' · '.join(told)})"


def _where(plan: Row, reader: Reader) -> str:
    """Province and region, and how exactly the place is known."""
    if not plan["province_code"]:
        return reader.t("city.nowhere")
    name = reader.name(plan, "province")
    key = "city.where_capital" if plan["province_code"] == CAPITAL else "city.where"
    return reader.t(key, province=name, region=reader.name(plan, "region"))


# ------------------------------------------------------------------------------------------ steps


def steps(page: Page) -> None:
    """Every document that tells of a step, over time, and how long the logo holds."""
    reader = page.reader
    dated = page.steps.drop_nulls("event_date").sort("ladder_rank", nulls_last=False)
    documents = page.steps["doc_id"].n_unique()
    title = reader.t("city.steps", events=page.steps.height, documents=documents)
    with layout.panel("steps", _waited(page) or title):
        if dated.is_empty():
            layout.empty("city.undated")
            return
        order = list(dict.fromkeys(_rung(row, reader) for row in dated.to_dicts()))
        term = page.terms.filter(plan_key=_plan(page)["plan_key"]).drop_nulls("ends_on")
        layout.picture(
            layout.drawn(
                charts.steps,
                pl.DataFrame([_event(row, reader) for row in dated.to_dicts()]),
                _term(term, order, reader),
                order,
                state.colours(),
                today=reader.today,
                today_words=reader.t("race.today"),
                year_shift=series.year_shift(reader),
            ),
            alt_text=f"{title}: "
            + ", ".join(
                f"{_rung(row, reader)} {reader.as_of(row, 'event_date', 'date_precision')}"
                for row in dated.unique("ladder_step", keep="first", maintain_order=True).to_dicts()
            ),
            of=dated.rename({"event_date": "as_of", "date_precision": "as_of_precision"}),
            opens=f"plan:{_plan(page)['plan_key']}",
        )
        notes = [title] if _waited(page) else []
        if undated := page.steps.height - dated.height:
            notes.append(reader.t("city.undated_events", count=undated))
        if not term.is_empty():
            is_stated = term["is_stated"][0]
            notes.append(reader.t(f"city.term_{'stated' if is_stated else 'assumed'}"))
        st.caption(" · ".join(notes))


def _waited(page: Page) -> str:
    """How long it took from the zone to the logo, where both have a day; else nothing."""
    plan = _plan(page)
    start, end = tables.day(plan, "first_zone_on"), tables.day(plan, "first_certified_on")
    if start is None or end is None or end <= start:
        return ""
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    return page.reader.t("city.waited", count=months)


def _rung(row: Row, reader: Reader) -> str:
    step = tables.string(row, "ladder_step")
    return reader.label("ladder_step", step) if step else reader.t("state.no_step")


def _event(row: Row, reader: Reader) -> dict[str, object]:
    day = reader.as_of(row, "event_date", "date_precision")
    what = reader.label("event_kind", str(row["event_kind"]))
    return {
        "day": row["event_date"],
        "step": _rung(row, reader),
        "shown": f"{what} · {day} · {tables.named(row, reader)}",
        "is_secondary": bool(row["is_secondary"]),
    }


def _term(term: pl.DataFrame, order: list[str], reader: Reader) -> pl.DataFrame:
    """How long the logo holds, at the step that began it; no row where no day is known of it."""
    kinds = {"day": pl.Date, "until": pl.Date, "step": pl.String, "shown": pl.String}
    told = [
        (row["began_on"], row["ends_on"], _rung(row, reader), _until(row, reader), row["is_stated"])
        for row in term.to_dicts()
        if row["began_on"] and _rung(row, reader) in order
    ]
    return pl.DataFrame(told, schema={**kinds, "is_stated": pl.Boolean}, orient="row")


def _until(row: Row, reader: Reader) -> str:
    """From when to when the logo holds, and whether a document says so."""
    start, end = (
        reader.as_of(row, f"{part}_on", f"{part}_precision") for part in ("began", "ends")
    )
    return reader.t(
        f"city.until_{'stated' if row['is_stated'] else 'assumed'}", start=start, end=end
    )


# ------------------------------------------------------------------------------------------ facts


def facts(page: Page) -> None:
    """Where it lies, and what documents say of it, each fact in a line."""
    reader, plan = page.reader, _plan(page)
    with layout.panel("facts", reader.t("city.facts")):
        with st.container(horizontal=True, gap="small"):
            if plan["province_code"]:
                with st.container(width=150):
                    st.vega_lite_chart(
                        layout.sent(_map(plan, reader)), width="stretch", alt=_told(plan, reader)
                    )
            with st.container(key="facts"):
                st.html(_listed(_facts(page)))
        if plan["province_code"]:
            table = Table(
                [[[Line(name)], [Line(fact)]] for name, fact in _facts(page).items()], (0.3, 0.7)
            )
            layout.source_line(
                page.plan,
                f"plan:{plan['plan_key']}",
                "place",
                drawn=lambda: Drawn(_map(plan, reader), state.colours(), width=150, table=table),
                title=reader.name(plan),
                said=_placed(plan, reader),
            )


def _placed(plan: Row, reader: Reader) -> str:
    """Who placed the point, and whose boundaries are drawn."""
    by = tables.string(plan, "location_publisher") or reader.t(
        "table.estimated" if plan["is_estimated"] else "table.by_document"
    )
    credit = reader.t("layout.credit", publishers=by, as_of=reader.t("state.undated"))
    return f"{credit} · {reader.t('layout.boundaries')}"


def _map(plan: Row, reader: Reader) -> Spec:
    return choropleth.locator(
        str(plan["province_code"]),
        reader.name(plan),
        state.colours(),
        url=state.borders(),
        point=None if plan["lon"] is None else (float(str(plan["lon"])), float(str(plan["lat"]))),
        is_exact=plan["location_precision"] in EXACT,
        height=260,
    )


def _told(plan: Row, reader: Reader) -> str:
    """The map in words."""
    point = "" if plan["lon"] is None else f"{plan['lat']}, {plan['lon']}"
    name, where = reader.name(plan), _where(plan, reader)
    return reader.t("city.map_alt", name=name, where=where, point=point)


def _facts(page: Page) -> dict[str, str]:
    """Facts by name; what no document states says so."""
    reader, plan = page.reader, _plan(page)
    column = tables.Columns(reader)
    lead = [tables.string(plan, "lead_organisation_th")]
    if plan["lead_org_type"] != "unknown":
        lead.append(reader.label("lead_org_type", str(plan["lead_org_type"])))
    told = {
        "table.location": tables.location(plan, column),
        "table.lead": " · ".join(part for part in lead if part),
        "table.city_type": reader.label("city_type", str(plan["city_type"]))
        if plan["city_type"] != "unknown"
        else "",
        "city.aliases": " · ".join(str(name) for name in plan["aliases"] or []),  # type: ignore[attr-defined]
        "city.term": " · ".join(
            _until(row, reader) for row in page.terms.filter(plan_key=plan["plan_key"]).to_dicts()
        ),
        "city.dimensions": _dimensions(plan, reader),
        "city.money": _counted(page),
    }
    skipped = {"city.aliases"} if not told["city.aliases"] else set()
    return {
        reader.t(key): words or reader.t("state.not_stated")
        for key, words in told.items()
        if key not in skipped
    }


def _dimensions(plan: Row, reader: Reader) -> str:
    """The dimensions that documents name, how many of seven, and who says so."""
    if not plan["dimensions"]:
        return ""
    names = dict.fromkeys(
        tables.named(document, reader) for document in tables.records(plan, "dimension_documents")
    )
    return reader.t(
        "city.dimensions_of",
        names=reader.name(plan, "dimensions"),
        count=plan["dimensions"],
        documents=", ".join(names),
    )


def _counted(page: Page) -> str:
    """How many amounts documents state, by stage; they repeat and overlap, so none is added."""
    stages = page.money.group_by("stage", maintain_order=True).len()
    return " · ".join(
        page.reader.t("city.amounts", stage=page.reader.label("stage", stage), count=count)
        for stage, count in stages.iter_rows()
    )


def _listed(facts: dict[str, str]) -> str:
    lines = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(fact)}</dd>" for name, fact in facts.items()
    )
    return f'<dl class="facts">{lines}</dl>'


# ------------------------------------------------------------------------------------------ views


@st.fragment
def views(page: Page) -> None:
    """Its steps with their documents, its money, what is near it, and what nobody has sent."""
    state.redraw()
    reader = page.reader
    drawn = {"steps": _events, "money": _money, "related": _related, "missing": _missing}
    counts = {
        "steps": page.steps.height,
        "money": page.money.height,
        "related": page.related.height,
        "missing": page.missing.height,
    }
    names = {code: f"{reader.t(f'city.view_{code}')} {counts[code]}" for code in drawn}
    for view in tabs.views(names, "about"):
        drawn[view](page)


def _events(page: Page) -> None:
    """What happened, when, and which document says so."""
    column = tables.Columns(page.reader)
    st.caption(page.reader.t("programme.events_note"))
    rows.listed(
        page.steps,
        [
            column.coded("table.event", "event_kind"),
            column.coded("table.ladder", "ladder_step", none="state.no_step"),
            column.when("table.date", "event_date", "date_precision"),
            column.coded("table.date_basis", "date_basis"),
            column.publisher(),
        ],
        alt="city.view_steps",
        key="city_steps",
        opens=lambda row: f"plan_event:{row['event_id']}",
        by=(),
    )


def _money(page: Page) -> None:
    """Amounts as documents state them, never added up."""
    column = tables.Columns(page.reader)
    st.caption(page.reader.t("city.money_note"))
    rows.listed(
        page.money,
        [
            column.named("table.subject", "subject"),
            column.value("table.amount"),
            column.coded("table.stage", "stage"),
            column.when("table.as_of", "as_of", "as_of_precision"),
            column.publisher(),
        ],
        alt="city.view_money",
        key="city_money",
        opens=lambda row: f"investment:{row['statement_id']}",
        by=(),
    )


def _related(page: Page) -> None:
    """Places of batches, projects and solutions of the plan, of its body, in its province."""
    column = tables.Columns(page.reader)
    st.caption(page.reader.t("city.related_note"))
    rows.listed(
        page.related,
        [
            column.named("table.organisation", "name"),
            column.coded("table.kind", "record_kind", "kind"),
            column.coded("city.relation", "plan_relation", "relation"),
            column.named("table.cohort", "group"),
            column.made("table.source", lambda row: records.cited(row, column.reader)),
        ],
        alt="city.view_related",
        key="city_related",
        opens=lambda row: f"{row['kind']}:{row['code']}",
        by=(),
    )


def _missing(page: Page) -> None:
    """The forms that tell of single plans and told nothing of this one, and who fills them in."""
    reader, column = page.reader, tables.Columns(page.reader)
    if reader.known:
        layout.empty("city.missing_then")
        return

    def feeds(row: Row) -> str:
        names = (string(row, f"kpis_{reader.lang}") or "").split(" · ")
        if not names[0]:
            return reader.t("city.feeds_none")
        more = len(names) - FED
        shown = " · ".join(names[:FED])
        return f"{shown} {reader.t('history.more', count=more)}" if more > 0 else shown

    st.caption(" ".join(filter(None, (_gaps(page), reader.t("city.missing_note")))))
    rows.listed(
        page.missing,
        [
            column.named("city.form", "title"),
            replace(column.made("city.feeds", feeds), wide=True),
            column.named("city.sender", "owner"),
        ],
        alt="city.view_missing",
        key="city_missing",
        opens=lambda row: f"form:{row['source']}",
        by=(),
    )


def _gaps(page: Page) -> str:
    """What public documents leave open of the plan, in a sentence."""
    reader, plan = page.reader, _plan(page)
    term = page.terms.filter(plan_key=plan["plan_key"])
    open_ones = {
        "table.lead": not plan["lead_organisation_th"],
        "city.dimensions": not plan["dimensions"],
        "city.money": page.money.is_empty(),
        "programme.ends": not term.is_empty() and not term["is_stated"][0],
        "city.point": plan["location_precision"] not in EXACT,
    }
    names = ", ".join(reader.t(key) for key, is_open in open_ones.items() if is_open)
    return reader.t("city.gaps", names=names) if names else ""
