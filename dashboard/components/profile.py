"""The panels of the province profile: facts, ranks, peers, and every list of one province."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import cast
from urllib.parse import urlencode

import polars as pl
import streamlit as st

from dashboard.parts import layout, tables, tiles
from dashboard.parts.tables import Row, day, number, records, string
from dashboard.reader import format as fmt
from dashboard.reader import state
from dashboard.reader.figure import Figure
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader
from dashboard.warehouse.data import SHELL, read_page

FAR = 1.2  # a nearest peer beyond this distance is not really alike
PEERS = 5
FEW = 100  # below it a median keeps a decimal
LINKS = 3  # documents named in a cell
READINGS = ("region", "any")  # of likeness: with the region term, without it
LAO_TYPES = (
    "pao",
    "city_municipalities",
    "town_municipalities",
    "subdistrict_municipalities",
    "sao",
    "special",
)


# -------------------------------------------------------------------------------------- choosing


def chooser(reader: Reader) -> None:
    """The provinces by region, each a button; those of the chosen region alone, if one is on."""
    shell = read_page(SHELL, Reader())
    with layout.section("profile.choose", note="profile.choose_note"):
        for region in shell.regions.iter_rows(named=True):
            if reader.region in {None, region["region_code"]}:
                here = shell.provinces.filter(pl.col("region_code") == region["region_code"])
                names = dict(
                    here.sort(f"sort_{reader.lang}")
                    .select("province_code", f"name_{reader.lang}")
                    .iter_rows()
                )
                _choice(str(region["region_code"]), str(region[f"name_{reader.lang}"]), names)


def _choice(region: str, label: str, names: Mapping[str, str]) -> None:
    """The provinces of one region as buttons."""
    key = f"choose_{region}"

    def chosen() -> None:
        code = st.session_state[key]
        st.session_state[key] = None  # so that the same button works again later
        state.choose_province(code)

    st.pills(
        f"**{tables.plain(label)}** ({len(names)})",
        list(names),
        format_func=lambda code: tables.plain(names.get(code, code)),
        key=key,
        on_change=chosen,
    )


def header(page: Page) -> None:
    """The province's name, where it belongs, a way to another one, and its facts as tiles."""
    reader, row = page.reader, page.header.row(0, named=True)
    name, back = st.columns([3, 1], vertical_alignment="bottom")
    with name:
        st.header(tables.plain(str(row[f"name_{reader.lang}"])), anchor=False)
    back.button(
        reader.t("profile.another"),
        on_click=state.choose_province,
        args=(None,),
        icon=":material/swap_horiz:",
        width="stretch",
    )
    region = tables.plain(str(row[f"region_{reader.lang}"]))
    group = tables.plain(
        string(row, f"province_group_{reader.lang}") or reader.t("profile.no_group")
    )
    st.markdown(
        f"{reader.t('filter.region')}: **{region}** · {reader.t('profile.group')}: **{group}** · "
        + reader.t("profile.area", area=fmt.number(number(row, "area_km2") or 0, 2, trim=True))
    )
    with st.grid(3, min_column_width=230, gap="small"):
        for fact in (_population(row, page), _wealth(row, page), _local_bodies(row, page)):
            tiles.draw(fact)
    here = page.tiles.filter(pl.col("place_kind") == "province")
    if not here.is_empty():
        with st.grid(4, min_column_width=230, gap="small"):
            for record in here.iter_rows(named=True):
                tiles.draw(tiles.tile(record, page))


def _population(row: Row, page: Page) -> tiles.Tile:
    """Registered residents at the latest year that all provinces have; a newer count beside it."""
    reader = page.reader
    newer = ""
    if row["newest_document"] and day(row, "newest_as_of") != day(row, "population_as_of"):
        newer = reader.t(
            "profile.newer",
            value=fmt.number(number(row, "newest_population") or 0),
            date=reader.day(day(row, "newest_as_of"), "day"),
        )
    trend = tuple(
        (cast("date", point["as_of"]), float(str(point["value"])))
        for point in records(row, "trend")
    )
    documents = [*records(row, "population_documents")]
    if newer:
        documents.append(cast("Row", row["newest_document"]))
    return _fact(
        page,
        "population",
        value=number(row, "population"),
        unit="persons",
        stated=reader.day(day(row, "population_as_of"), "day"),
        documents=documents,
        before=newer,
        trend=trend,
    )


def _wealth(row: Row, page: Page) -> tiles.Tile:
    """GPP per head, and the whole product."""
    reader = page.reader
    total = number(row, "gpp_thb")
    return _fact(
        page,
        "gpp_per_capita",
        value=number(row, "gpp_per_capita_thb"),
        unit="THB",
        stated=_year(row, page),
        documents=records(row, "gpp_documents"),
        before=reader.t("profile.gpp_total", value=reader.figure(Figure(round(total, -6), "THB")))
        if total
        else "",
    )


def _year(row: Row, page: Page) -> str:
    """The year of the GPP, and whether it is preliminary."""
    reader = page.reader
    year = reader.day(day(row, "gpp_as_of"), "year")
    return f"{year} {reader.label('gpp_status', string(row, 'gpp_status'))}"


def _local_bodies(row: Row, page: Page) -> tiles.Tile:
    """Local bodies, in all and by type."""
    reader = page.reader
    kinds = (
        f"{reader.label('lao_count', kind)} {fmt.number(count)}"
        for kind in LAO_TYPES
        if (count := number(row, kind))
    )
    return _fact(
        page,
        "local_bodies",
        value=number(row, "lao_total"),
        unit="local_governments",
        stated=reader.day(day(row, "lao_as_of"), "day"),
        documents=records(row, "lao_documents"),
        before=" · ".join(kinds),
    )


def _fact(
    page: Page,
    name: str,
    *,
    value: float | None,
    unit: str,
    stated: str,
    documents: Sequence[Row],
    before: str = "",
    trend: tuple[tuple[date, float], ...] = (),
) -> tiles.Tile:
    """A fact of the province as a tile, with a passport of its own.

    Without a value no document states it: so it may be as known on an earlier day.
    """
    reader = page.reader
    label = reader.t(f"profile_figure.{name}")
    shown, unit_name = reader.t("state.no_statement"), ""
    if value is not None:
        shown, unit_name = fmt.number(value), reader.unit(unit)
    build = page.build.row(0, named=True)
    documents = [document for document in documents if document]
    lines = "\n".join(f"- {_document(document, reader)}" for document in documents)
    return tiles.Tile(
        metric_id=name,
        label=label,
        value=shown,
        unit=unit_name,
        scope="" if value is None else reader.t("tile.as_of", date=stated),
        is_national=False,
        change="",
        judgement=0,
        before=before,
        target=None,
        share=None,
        trend=trend,
        source=tables.anchor(documents[0], reader) if documents else "",
        conflicts=0,
        conflict_note="",
        passport=(
            f"**{label}**  \n{tables.plain(f'{shown} {unit_name}'.strip())}"
            f"\n\n**{reader.t('tile.definition')}**  \n{reader.t(f'profile_meaning.{name}')}"
            f"\n\n**{reader.t('tile.documents')}**\n{lines}"
            f"\n\n{reader.t('layout.build')} {build['build_id']}"
        ),
    )


def _document(document: Row, reader: Reader) -> str:
    """A document as a Markdown link named by its title, and its publisher."""
    named = tables.titled(document, reader)
    publisher = tables.publisher(document, reader)
    return f"{named}, {tables.plain(publisher)}" if publisher else named


# --------------------------------------------------------------------------------------- figures


def figures(page: Page) -> None:
    """Each figure of the province with its rank among the provinces that have one."""
    column = tables.Columns(page.reader)
    reader = page.reader
    own = page.figures.filter(pl.col("province_code") == page.reader.province)

    def rank(row: Row) -> str:
        if row["place"] is None or row["provinces"] == 1:  # alone it has no rank
            return "–"
        together = int(str(row["sharing"])) > 1
        return reader.t(
            "profile.rank_shared" if together else "profile.rank_alone",
            place=row["place"],
            sharing=row["sharing"],
            of=row["provinces"],
        )

    def cited(row: Row) -> str:
        return _links(records(row, "documents"), reader, is_open=row["value"] is None)

    with layout.section("profile.figures", note="profile.figures_note"):
        tables.small(
            own,
            [
                column.made("profile.figure", lambda row: _name(row, reader)),
                column.figure("table.value", lambda row: _value(row, reader)),
                column.when("table.as_of", "as_of", "as_of_precision"),
                column.made("profile.rank", rank),
                column.figure("profile.median", lambda row: _middle(row, reader)),
                column.marked("table.source", cited),
            ],
            alt="profile.figures",
            by=("place", "period"),
        )


def _links(documents: Sequence[Row], reader: Reader, *, is_open: bool) -> str:
    """The first documents as links and how many more there are; without one, what none means.

    Only a count of zero rests on no document, or, where more is published than is named
    (`is_open`), a place of which none is named: the checks after a build see to that.
    """
    links = list(dict.fromkeys(tables.source(document, reader) for document in documents))
    if not links:
        return reader.t("absence.unknown" if is_open else "absence.zero")
    left = len(links) - LINKS
    return " · ".join(links[:LINKS] + ([reader.t("profile.more", count=left)] if left > 0 else []))


def _name(row: Row, reader: Reader) -> str:
    """A figure's name; a KPI's with the set and phase that it counts."""
    if row["kind"] == "fact":
        return reader.t(f"profile_figure.{row['figure_id']}")
    phase = string(row, "phase")
    parts = (
        string(row, f"label_{reader.lang}"),
        string(row, f"segment_{reader.lang}"),
        reader.label("phase", phase) if phase else None,
    )
    return " · ".join(part for part in parts if part)


def _value(row: Row, reader: Reader, *, unit: bool = True) -> str:
    """A figure with its qualifier, and with its unit unless that stands elsewhere."""
    bounds = number(row, "lower"), number(row, "upper")
    value = number(row, "value")
    if row["unit"] == "rank" and value is not None:
        return reader.rank(value, number(row, "of"))
    return _shown(row, reader, value, string(row, "qualifier"), bounds, unit=unit)


def _middle(row: Row, reader: Reader, *, unit: bool = True) -> str:
    """The median of the provinces that have the figure; a dash where some may have more."""
    if row["middle"] is None or row["provinces"] == 1:
        return "–"
    return _shown(row, reader, number(row, "middle"), unit=unit)


def _shown(
    row: Row,
    reader: Reader,
    value: float | None,
    sign: str | None = "=",
    bounds: tuple[float | None, float | None] = (None, None),
    *,
    unit: bool,
) -> str:
    kind = str(row["format"]) or "integer"
    if value is not None and not row["format"]:
        value = float(fmt.number(value, 1 if value < FEW else 0).replace(",", ""))
    low, high = bounds
    if not unit:
        return reader.said(Figure(value, "", kind, sign=sign, lower=low, upper=high)).bare
    return reader.figure(Figure(value, str(row["unit"]), kind, sign=sign, lower=low, upper=high))


# ----------------------------------------------------------------------------------------- peers


def peers(page: Page) -> pl.DataFrame:
    """The five most alike, why they are, and the switch of the region term. Gives those five."""
    reader = page.reader
    with layout.section("profile.peers", timeless="record", note="profile.peers_note"):
        if page.peers.is_empty() and reader.known:
            layout.empty("known.empty")
            return page.peers
        if page.peers.is_empty():
            st.info(reader.t("profile.no_peers"), icon=":material/info:")
            return page.peers
        reading = state.choice("peers", READINGS)
        st.segmented_control(
            reader.t("profile.reading"),
            READINGS,
            format_func=lambda code: reader.t(f"profile.reading_{code}"),
            key="peers",
            on_change=state.chose,
            args=("peers",),
            required=True,
        )
        near = _nearest(page.peers, reading)
        nearest = float(near["far"][0])
        if nearest > FAR:
            words = reader.t("profile.far", distance=fmt.number(nearest, 2), limit=FAR)
            st.warning(words, icon=":material/compare_arrows:")
        _likeness(page, near)
        _dates(page)
        st.caption(reader.t("profile.peers_rule"))
        st.caption(reader.t("profile.peers_limits"))
    return near.select(pl.col("peer_code").alias("province_code"), f"peer_{reader.lang}")


def _nearest(found: pl.DataFrame, reading: str) -> pl.DataFrame:
    """The five nearest by one reading: their place (`near`) and distance (`far`) in it."""
    end = "" if reading == "region" else "_any_region"
    return (
        found.with_columns(
            pl.col(f"nearness{end}").alias("near"), pl.col(f"distance{end}").alias("far")
        )
        .filter(pl.col("near") <= PEERS)
        .sort("near")
    )


def _likeness(page: Page, near: pl.DataFrame) -> None:
    """The three values of the province, then of each peer, with the reason of the region term."""
    reader = page.reader
    own, first = page.header.row(0, named=True), near.row(0, named=True)
    rows: list[dict[str, object]] = [
        {
            "place": reader.t("profile.own"),
            "name": f"**{tables.plain(str(own[f'name_{reader.lang}']))}**",
            "reason": "",
            "population": first["population"],
            "wealth": first["gpp_per_capita_thb"],
            "municipalities": first["municipalities"],
            "distance": "–",
        }
    ]
    for row in near.iter_rows(named=True):
        same = "group" if row["is_same_group"] else "region" if row["is_same_region"] else "other"
        where = row[f"province_group_{reader.lang}" if same == "group" else f"region_{reader.lang}"]
        rows.append(
            {
                "place": str(row["near"]),
                "name": _profile_of(str(row["peer_code"]), str(row[f"peer_{reader.lang}"]), reader),
                "reason": reader.t(f"profile.same_{same}", place=where),
                "population": row["peer_population"],
                "wealth": row["peer_gpp_per_capita_thb"],
                "municipalities": row["peer_municipalities"],
                "distance": fmt.number(row["far"], 2),
            }
        )
    column = tables.Columns(reader)

    def amount(key: str, name: str) -> tables.Column:
        return column.figure(key, lambda row: fmt.number(number(row, name) or 0))

    tables.small(
        pl.DataFrame(rows, infer_schema_length=None),
        [
            column.marked("table.province", lambda row: str(row["name"])),
            column.text("profile.order", "place"),
            column.text("profile.reason", "reason"),
            amount("profile.peer_size", "population"),
            amount("profile.peer_wealth", "wealth"),
            amount("profile.peer_urban", "municipalities"),
            column.text("profile.distance", "distance"),
        ],
        alt="profile.peers",
    )


def _dates(page: Page) -> None:
    """Of which days the three values are, and which documents state them."""
    reader = page.reader
    own = page.header.row(0, named=True)
    documents = [
        part
        for name in ("population_documents", "gpp_documents", "lao_documents")
        for part in records(own, name)
    ]
    links = dict.fromkeys(_document(part, reader) for part in documents)
    st.caption(
        reader.t(
            "profile.peers_dates",
            size=reader.day(day(own, "population_as_of"), "day"),
            wealth=_year(own, page),
            urban=reader.day(day(own, "lao_as_of"), "day"),
            links=" · ".join(links),
        )
    )


def _profile_of(code: str, name: str, reader: Reader) -> str:
    """A province's name as a link to its profile, with the filters that still hold there."""
    query = reader.query() | {"province": code, "region": "all"}
    return f"[{tables.plain(name)}](profile?{urlencode(query)})"


def comparison(page: Page, near: pl.DataFrame) -> None:
    """The main figures of the province and of its peers, side by side."""
    column = tables.Columns(page.reader)
    reader = page.reader
    if near.is_empty():
        return
    own = page.header.row(0, named=True)
    names = {str(own["province_code"]): str(own[f"name_{reader.lang}"])} | dict(near.iter_rows())
    when = column.when("table.as_of", "as_of", "as_of_precision")

    def cell(code: str) -> Callable[[Row], str]:
        return lambda row: next(
            (
                _value(held, reader, unit=False)
                for held in records(row, "held")
                if held["province_code"] == code
            ),
            reader.t("state.no_data"),
        )

    def dates(row: Row) -> str:
        return " / ".join(dict.fromkeys(str(when.cell(held)) for held in records(row, "held")))

    def documents(row: Row) -> str:
        held = records(row, "held")
        return _links(
            [part for one in held for part in records(one, "documents")],
            reader,
            is_open=any(one["value"] is None for one in held),
        )

    def figure(row: Row) -> str:
        name = _name(row, reader)
        unit = reader.unit(fmt.unit_of(str(row["unit"]), str(row["format"])))
        if name.casefold() == unit.casefold():
            return name
        return reader.t("profile.with_unit", figure=name, unit=unit)

    held = page.figures.filter(pl.col("province_code").is_in(list(names)))
    rows = held.group_by("kind", "figure_id", maintain_order=True).agg(
        pl.first("label_th", "label_en", "segment_th", "segment_en", "phase"),
        pl.first("unit", "format", "middle", "provinces"),
        pl.struct(pl.all()).alias("held"),
    )
    with layout.section("profile.comparison", note="profile.comparison_note"):
        tables.small(
            rows,
            [
                column.made("profile.figure", figure),
                *(tables.Column(name, cell(code), unbroken=True) for code, name in names.items()),
                column.figure("profile.median", lambda row: _middle(row, reader, unit=False)),
                column.made("table.as_of", dates),
                column.marked("table.source", documents),
            ],
            alt="profile.comparison",
            by=("place", "period"),
        )


# ----------------------------------------------------------------------------------------- lists


def _count(page: Page, frame: pl.DataFrame, *, dated: bool = False) -> None:
    """How many rows a list has, and whether the period has left some out."""
    if not frame.is_empty():
        narrowed = dated and (page.reader.from_year or page.reader.to_year)
        key = "profile.count_period" if narrowed else "profile.count"
        st.caption(page.reader.t(key, count=frame.height))


def plans(page: Page) -> None:
    """The plans of the province with their latest step, and every event with its document."""
    column = tables.Columns(page.reader)
    with layout.section("profile.plans", timeless="record", note="profile.plans_note"):
        _count(page, page.plans)
        tables.small(
            page.plans,
            [
                column.named("table.plan", "name"),
                column.coded("profile.programme", "programme_kind", "programme"),
                tables.step(column, none="state.no_step"),
                column.when("table.since", "status_since", "precision"),
                column.text("table.lead", "lead_organisation_th"),
                column.coded("table.city_type", "city_type"),
                column.made("table.location", lambda row: tables.location(row, column)),
                column.sources(),
            ],
            alt="profile.plans",
        )
    with layout.section("profile.events", note="programme.events_note"):
        _count(page, page.events, dated=True)
        tables.listing(
            page.events,
            [
                column.when("table.date", "event_date", "date_precision"),
                column.named("table.plan", "name"),
                column.coded("table.event", "event_kind"),
                column.coded("table.ladder", "ladder_step", none="state.no_step"),
                column.coded("table.date_basis", "date_basis"),
                column.publisher(),
                column.link(),
            ],
            alt="profile.events",
            key="profile_events",
            by=("place", "period"),
        )


def cohorts(page: Page) -> None:
    """Places of training batches and pilot groups in the province."""
    column = tables.Columns(page.reader)
    with layout.section("profile.cohorts", timeless="record", note="profile.cohorts_note"):
        _count(page, page.places)
        tables.small(
            page.places,
            [
                column.named("table.cohort", "cohort"),
                column.text("table.organisation", "organisation"),
                column.coded("table.what", "place_role", "what"),
                column.marked("table.source", lambda row: tables.source(row, column.reader)),
            ],
            alt="profile.cohorts",
            scrolls=True,
        )


def money(page: Page) -> None:
    """Amounts stated of this province alone; apart from them those of several provinces."""
    own = page.statements.filter(pl.col("provinces") == 1)
    shared = page.statements.filter(pl.col("provinces") > 1)
    with layout.section("profile.money", note="profile.money_note"):
        _count(page, own, dated=True)
        _amounts(page, own, "profile.money", "profile_money")
    if not shared.is_empty():
        with layout.section("profile.shared", note="profile.shared_note"):
            _count(page, shared, dated=True)
            _amounts(page, shared, "profile.shared", "profile_shared", shared=True)


def _amounts(page: Page, frame: pl.DataFrame, alt: str, key: str, *, shared: bool = False) -> None:
    """Amounts as stated, never added up."""
    column = tables.Columns(page.reader)
    reader = page.reader

    def fiscal_year(row: Row) -> str:
        year = number(row, "fiscal_year_be")
        return reader.fiscal(int(year)) if year else ""

    def conflict(row: Row) -> str:
        count = int(str(row["conflicts"]))
        return reader.t("tile.conflict", count=count) if count else ""

    tables.listing(
        frame,
        [
            column.coded("table.plan_set", "plan_set"),
            *([column.named("profile.provinces", "province")] if shared else []),
            column.value("table.amount"),
            column.coded("table.stage", "stage"),
            column.coded("investment.covers", "covers"),
            column.coded("table.funder", "funder"),
            column.when("table.as_of", "as_of", "as_of_precision"),
            column.made("table.fiscal_year", fiscal_year),
            column.made("profile.conflict", conflict),
            column.publisher(),
            column.link(),
            column.named("table.subject", "subject"),
        ],
        alt=alt,
        key=key,
        by=("place", "period"),
    )


def projects(page: Page) -> None:
    """Named projects, pilots and awards of the province."""
    column = tables.Columns(page.reader)
    reader = page.reader

    def budget(row: Row) -> str:
        value = number(row, "budget_thb")
        sign = string(row, "budget_qualifier")
        return "" if value is None else reader.figure(Figure(value, "THB", sign=sign))

    def grant(row: Row) -> str:
        value = number(row, "grant_thb")
        return "" if value is None else reader.figure(Figure(value, "THB"))

    with layout.section("profile.projects", timeless="record", note="profile.projects_note"):
        _count(page, page.projects)
        tables.listing(
            page.projects,
            [
                column.named("table.project", "name"),
                column.coded("table.kind", "project_kind", "kind"),
                column.named("table.award", "award", none="state.no_award"),
                column.named("table.cohort", "cohort"),
                column.text("table.organisation", "organisation"),
                column.figure("profile.budget", budget),
                column.figure("profile.grant", grant),
                column.named("solutions.dimension", "dimensions", none="state.not_stated"),
                column.named("table.done", "what"),
                column.named("table.impact", "impact", none="state.not_stated"),
                column.publisher(),
                column.link(),
            ],
            alt="profile.projects",
            key="profile_projects",
        )


def solutions(page: Page) -> None:
    """Solutions made in the province, and those that its bodies have taken up."""
    column = tables.Columns(page.reader)
    with layout.section("profile.solutions", timeless="record", note="profile.solutions_note"):
        _count(page, page.solutions)
        tables.listing(
            page.solutions,
            [
                column.named("profile.solution", "name"),
                column.coded("profile.relation", "solution_relation", "relation"),
                column.text("table.organisation", "organisation"),
                column.coded("profile.evidence", "evidence_level"),
                column.when("table.as_of", "as_of", "as_of_precision"),
                column.publisher(),
                column.link(),
            ],
            alt="profile.solutions",
            key="profile_solutions",
        )


def pledges(page: Page) -> None:
    """What the province has pledged, where it has sent that in."""
    column = tables.Columns(page.reader)
    reader = page.reader

    def aim(row: Row) -> str:
        value, unit = number(row, "value"), string(row, "unit")
        sign = reader.qualifier(string(row, "qualifier"))
        return "" if value is None else f"{sign} {fmt.number(value, 2, trim=True)} {unit}".strip()

    with layout.section("profile.pledges", note="profile.pledges_note"):
        if page.pledges.is_empty():
            layout.empty("profile.no_pledges", supplier="profile.pledges_supplier")
            return
        tables.small(
            page.pledges,
            [
                column.text("profile.pledge", "pledge"),
                column.figure("profile.pledge_target", aim),
                column.when("profile.due", "due_on", "due_on_precision"),
                column.coded("profile.status", "pledge_status", "status"),
                column.when("table.as_of", "as_of", "as_of_precision"),
                column.text("table.source", "reported_by"),
            ],
            alt="profile.pledges",
        )


def observations(page: Page) -> None:
    """Other figures that documents state of the province: indices, ranks, counts."""
    column = tables.Columns(page.reader)
    with layout.section("profile.observations", note="profile.observations_note"):
        _count(page, page.observations, dated=True)
        tables.small(
            page.observations,
            [
                column.named("table.measure", "measure"),
                column.named("profile.set", "segment"),
                column.value("table.value"),
                column.when("table.as_of", "as_of", "as_of_precision"),
                column.coded("table.nature", "nature"),
                column.sources(),
            ],
            alt="profile.observations",
            by=("place", "period"),
            scrolls=True,
        )


def missing(page: Page) -> None:
    """The KPIs without a figure of the province, who can supply them, and by which template."""
    column = tables.Columns(page.reader)
    reader = page.reader

    def suppliers(row: Row) -> str:
        owners = [string(row, f"owner_{reader.lang}")]
        owners += [string(part, f"owner_{reader.lang}") for part in records(row, "templates")]
        return "; ".join(dict.fromkeys(owner for owner in owners if owner))

    def templates(row: Row) -> str:
        names = [string(part, f"title_{reader.lang}") or "" for part in records(row, "templates")]
        return "; ".join(names) or reader.t("profile.no_template")

    with layout.section("profile.missing", timeless="record", note="profile.missing_note"):
        if page.missing.is_empty():
            st.markdown(reader.t("profile.nothing_missing"))
            return
        tables.small(
            page.missing,
            [
                column.named("profile.kpi", "label"),
                column.made("profile.supplier", suppliers),
                column.made("profile.template", templates),
            ],
            alt="profile.missing",
        )
