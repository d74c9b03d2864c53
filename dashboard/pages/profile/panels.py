"""A province's first screen: what it is, four figures of it, where it stands, who is like it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import cast

import polars as pl
import streamlit as st

from dashboard.navigation import profile_of
from dashboard.pages.profile import charts, words
from dashboard.parts import cards, choose, choropleth, layout, tables, tiles
from dashboard.parts import views as tabs
from dashboard.parts.pictures import Drawn
from dashboard.parts.tables import Row, day, number, records, string
from dashboard.reader import format as fmt
from dashboard.reader import state
from dashboard.reader.once import dicts, once, where
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader
from dashboard.reader.text import Lang
from dashboard.warehouse.data import SHELL, read_page

LEADS = ("certified_cities", "promotion_zones", "planned_investment")
SPREAD = 5  # provinces with a figure that make a strip; fewer stand in the list of figures
FAR = 1.2  # a nearest peer beyond this difference is not really alike
READINGS = ("region", "any")  # of likeness: with the region term, without it
HEADS: dict[str, type[pl.DataType]] = {
    "strip": pl.Int64,
    **dict.fromkeys(("name", "said", "second", "short"), pl.String),
    "middle": pl.Float64,
    "middle_shown": pl.String,
}
NOBODY = "none"  # no second province
SCORES = ("size", "wealth", "urban")  # what likeness is of, as standard scores


# -------------------------------------------------------------------------------------- choosing


def chooser(reader: Reader) -> None:
    """The provinces by region, each a button; those of the chosen region alone, if one is on."""
    shell = read_page(SHELL, Reader())
    with layout.panel("choose", reader.t("profile.choose")):
        st.caption(reader.t("profile.choose_note"))
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
    st.pills(
        f"**{tables.plain(label)}** ({len(names)})",
        list(names),
        format_func=lambda code: tables.plain(names.get(code, code)),
        key=key,
        on_change=_chosen,
        args=(key,),
    )


def _chosen(key: str) -> None:
    if state.holds(key):
        code = str(st.session_state[key])
        st.session_state[key] = None  # so that the same button works again later
        state.choose_province(code)


# ---------------------------------------------------------------------------------------- header


def header(page: Page) -> None:
    """What is found of the province, where it belongs, and where it lies."""
    reader, row = page.reader, page.header.row(0, named=True)
    name = str(row[f"name_{reader.lang}"])
    with st.container(horizontal=True, gap="small", key="identity"):
        with st.container(gap="xsmall", key="verdict"):
            st.header(tables.plain(_finding(name, page)), anchor=False)
            st.html(
                f'<p class="small">{escape(" · ".join(_belongs(row, reader)))} '
                f'<button type="button" data-print="summary">'
                f"{escape(reader.t('profile.print_summary'))}</button></p>"
            )
        with st.container(width=96, key="locator"):
            _locator(str(row["province_code"]), reader)


def _finding(name: str, page: Page) -> str:
    """How many certified cities the province has, and which place that is; else its name alone."""
    reader = page.reader
    for row in words.own(page).to_dicts():
        if str(row["figure_id"]).startswith("certified_cities:"):
            if not (row["value"] or row["lower"]):
                none = "named" if row["value"] is None else "city"
                return reader.t(f"profile.finding_no_{none}", province=name)
            rank, figure = words.rank(row, reader), words.value(row, reader)
            key = "finding" if rank else "finding_unranked"
            if rank and row["value"] == 0:
                key = "finding_none"
            return reader.t(f"profile.{key}", province=name, figure=figure, rank=rank)
    return name


def _belongs(row: Row, reader: Reader) -> list[str]:
    """Region, province group, area and residents, each in few words."""
    parts = [
        str(row[f"region_{reader.lang}"]),
        string(row, f"province_group_{reader.lang}") or reader.t("profile.no_group"),
        reader.t("profile.area", area=fmt.number(number(row, "area_km2") or 0, 0)),
    ]
    if (population := number(row, "population")) is not None:
        stated = reader.day(day(row, "population_as_of"), "day")
        size = fmt.number(population)
        parts.append(reader.t("profile.residents", count=size, date=stated))
    return parts


def _locator(code: str, reader: Reader) -> None:
    """A small map of the country with the province in it."""
    shell, palette = read_page(SHELL, Reader()).provinces, state.colours()
    drawn = choropleth.provinces(
        _located(shell, code, reader),
        {"here": palette.accent, "there": palette.classes[0]},
        palette,
        url=state.borders(),
        unknown="",
        selected=(code,),
        height=124,
    )
    layout.clickable_grid(drawn, alt_text=reader.t("profile.locator"), key="profile_map")


@once
def _located(shell: pl.DataFrame, code: str, reader: Reader) -> pl.DataFrame:
    here = pl.col("province_code") == code
    return shell.select(
        "province_code",
        pl.col(f"name_{reader.lang}").alias("name"),
        pl.lit("").alias("shown"),
        pl.when(here).then(pl.lit("here")).otherwise(pl.lit("there")).alias("class"),
    )


# --------------------------------------------------------------------------------------- figures


def figures(page: Page) -> None:
    """Cities, zones, plans and money of the province; below them the way to all other figures."""
    reader = page.reader
    held = {str(record["metric_id"]): record for record in dicts(page.tiles)}
    cities, zones, money = (held.pop(name) for name in LEADS)
    cards.row(
        [
            *(
                cards.card(record, reader)
                if record["place_kind"] == "province"
                else _unstated(record, page)
                for record in (cities, zones)
            ),
            _plans(page),
            cards.card(money, reader)
            if money["place_kind"] == "province"
            else _unstated(money, page, _amounts(page)),
        ],
        reader,
    )


def _unstated(record: Row, page: Page, note: str = "") -> cards.Card:
    """A card of a KPI that no document states of the province: never the country's figure."""
    reader = page.reader
    return cards.Card(
        opens=f"kpi:{record['metric_id']}",
        label=reader.name(record, "label"),
        sign="",
        value="–",
        unit=_nothing(reader),
        note=note,
        meta=reader.t("profile.whole_country", figure=" ".join(tiles.amount(record, reader)))
        if tiles.has_figure(record)
        else reader.t("tile.supplier", owner=tiles.owners(record, reader)),
    )


def _amounts(page: Page) -> str:
    """How many amounts documents state of the province, which no KPI adds up."""
    count = page.statements.height
    return page.reader.t("profile.amounts", count=count) if count else ""


def _plans(page: Page) -> cards.Card:
    """How many plans documents name, of them those of the national programme, and since when."""
    reader, plans = page.reader, page.plans
    national = plans.filter(programme="national").height
    newest = plans.drop_nulls("status_since").sort("status_since").tail(1).to_dicts()
    documents = {part["doc_id"] for row in plans.to_dicts() for part in records(row, "documents")}
    meta = [reader.as_of(row, "status_since", "precision") for row in newest]
    if documents:
        meta.append(reader.t("card.documents", count=len(documents)))
    return cards.Card(
        opens=f"province:{reader.province}",
        label=reader.t("profile.plans_named"),
        sign="",
        value=fmt.number(plans.height),
        unit=reader.unit("plans", plans.height),
        note=reader.t("profile.national_plans", count=national) if plans.height else "",
        meta=" · ".join(meta) or reader.t("profile.in_no_document"),
    )


# -------------------------------------------------------------------------------------- standing


@dataclass(frozen=True)
class Beside:
    """The provinces that are drawn: the chosen one, its peers, and a second one if any."""

    own: str
    peers: Sequence[str]
    second: str | None
    names: Mapping[str, str]

    @property
    def marked(self) -> dict[str, str]:
        """The provinces whose dots look unlike those of others: code -> look."""
        looks = dict.fromkeys(self.peers, "peer")
        return looks | ({self.second: "second"} if self.second else {}) | {self.own: "own"}


@st.fragment
def standing(page: Page) -> None:
    """Every figure of the province among all that have it; a second province on the same strips."""
    state.redraw()
    reader = page.reader
    names = _names(read_page(SHELL, Reader()).provinces, reader)
    own = cast("str", reader.province)
    near = words.nearest(page)["peer_code"].to_list()
    with layout.panel("standing", reader.t("profile.standing", province=names[own])):
        options = {NOBODY: reader.t("profile.nobody")}
        options |= {code: names[code] for code in near} | {
            code: name for code, name in names.items() if code not in {own, *near}
        }
        with st.container(width=300):
            chosen = choose.choose("with", "profile.with", options)
        second = None if chosen == NOBODY else chosen
        beside = Beside(own, near, second, names)
        heads = _heads(page, beside)
        if heads.is_empty():
            layout.empty("known.empty" if reader.known else "state.empty_period")
            return
        st.html(
            f'<p class="small">{escape(_legend(beside, reader))}</p>'
            f'<p class="unseen">{escape(_told(heads, names[own]))}</p>'
        )
        layout.picture(
            layout.drawn(
                charts.strips,
                _dots(page.figures, reader.lang),
                heads,
                beside.marked,
                state.colours(),
                median=reader.t("profile.median"),
            ),
            alt_text=reader.t("profile.standing_alt"),
            of=words.own(page),
            opens=f"province:{own}",
        )


@once
def _names(shell: pl.DataFrame, reader: Reader) -> dict[str, str]:
    """Province code -> name, in the order of the alphabet."""
    named = shell.sort(f"sort_{reader.lang}").select("province_code", f"name_{reader.lang}")
    return dict(named.iter_rows())


def _legend(beside: Beside, reader: Reader) -> str:
    marks = [f"● {beside.names[beside.own]}"]
    if beside.second:
        marks.append(f"◆ {beside.names[beside.second]}")
    if beside.peers:
        marks.append(f"○ {reader.t('profile.peers')}")
    marks += [f"· {reader.t('profile.others')}", f"| {reader.t('profile.median')}"]
    return "  ".join(marks)


def _heads(page: Page, beside: Beside) -> pl.DataFrame:
    """What is written on each strip; nothing where none of the two has a figure.

    A strip is there for every province: so the picture has one height, and the browser draws what
    changes on it alone.
    """
    reader = page.reader
    held: dict[str, dict[str, Row]] = {}
    for code in filter(None, (beside.own, beside.second)):
        for row in dicts(where(page.figures, province_code=code)):
            held.setdefault(str(row["figure_id"]), {})[code] = row
    strips = _strips(page.figures, reader.lang)
    if held.keys().isdisjoint(figure for figure, *_ in strips):
        return pl.DataFrame(schema=HEADS)
    heads = []
    for strip, (figure, middle, first) in enumerate(strips):
        rows = held.get(figure, {})
        name = words.name(first, reader, short=True)
        said = _said(rows.get(beside.own), reader), *_beside(rows, beside, reader)
        shown = "" if middle is None else words.middle(first, reader)
        heads.append((strip, name, *said, middle, shown))
    return pl.DataFrame(heads, schema=HEADS, orient="row")


@once
def _strips(figures: pl.DataFrame, lang: Lang) -> list[tuple[str, float | None, Row]]:
    """The strips in their order: a figure's id, its median's share, and one row of it."""
    middles = _dots(figures, lang).unique("figure_id", keep="first", maintain_order=True)
    rows = figures.unique("figure_id", keep="first").to_dicts()
    first = {row["figure_id"]: row for row in rows}
    return [(*strip, first[strip[0]]) for strip in middles.select("figure_id", "middle").rows()]


@once
def _dots(figures: pl.DataFrame, lang: Lang) -> pl.DataFrame:
    """Where each province's dot lies in its figure's strip, whichever province is chosen.

    One row a figure and province, of figures that enough of them have: figure_id, its strip,
    province_code, share (0 the least, 1 the most), middle (the median as such a share, or null),
    name, shown.
    """
    stated = figures.filter(pl.col("value").is_not_null()).filter(
        pl.len().over("figure_id") >= SPREAD
    )
    least, most = (end.over("figure_id") for end in (pl.col("value").min(), pl.col("value").max()))
    width = pl.when(most > least).then(most - least).otherwise(1.0)
    reader = Reader(lang=lang)
    return stated.select(
        "figure_id",
        (pl.col("figure_id").rle_id()).cast(pl.Int64).alias("strip"),
        "province_code",
        ((pl.col("value") - least) / width).round(4).alias("share"),
        ((pl.col("middle") - least) / width).round(4).alias("middle"),
        pl.col(f"name_{lang}").alias("name"),
        pl.Series("shown", [words.value(row, reader) for row in stated.to_dicts()]),
    )


def _beside(rows: Mapping[str, Row], beside: Beside, reader: Reader) -> tuple[str, str]:
    """What is said of the second province, and in short; nothing where there is none."""
    if beside.second is None:
        return "", ""
    row = rows.get(beside.second)
    short = _nothing(reader) if row is None else words.value(row, reader)
    return f"◆ {_said(row, reader)}", f"◆ {short}"


def _said(row: Row | None, reader: Reader) -> str:
    """A province's figure and its rank, in words."""
    if row is None:
        return _nothing(reader)
    return " · ".join(part for part in (words.value(row, reader), words.rank(row, reader)) if part)


def _nothing(reader: Reader) -> str:
    """What is said where there is no figure of the province."""
    return reader.t("state.no_statement" if reader.known else "state.no_data")


def _told(heads: pl.DataFrame, name: str) -> str:
    """The picture for screen readers: every strip's figure and rank.

    It is not the text of the drawing, which would be drawn anew with it.
    """
    figures = "; ".join(
        " ".join(part for part in (row["name"], row["said"], row["second"]) if part)
        for row in heads.to_dicts()
    )
    return f"{name}: {figures}"


# ----------------------------------------------------------------------------------------- peers


def peers(page: Page) -> None:
    """The five most alike, in what and why; the region counted or not."""
    reader = page.reader
    near = words.nearest(page)
    title = reader.t("profile.peers")
    if not near.is_empty():
        title = reader.t("profile.nearest", province=near[f"peer_{reader.lang}"][0])
    with layout.panel("peers", title):
        layout.timeless_note("record")
        if near.is_empty():
            if reader.known:
                layout.empty("known.empty")
            else:
                st.info(reader.t("profile.no_peers"), icon=":material/info:")
            return
        readings = {code: reader.t(f"profile.reading_{code}") for code in READINGS}
        choose.choose("peers", "profile.reading", readings)
        nearest = float(near["far"][0])
        if nearest > FAR:
            far = reader.t("profile.far", distance=fmt.number(nearest, 2), limit=FAR)
            st.warning(far, icon=":material/compare_arrows:")
        headings = [reader.t(f"profile.peer_{name}") for name in SCORES]
        listed = _alike(page, near)
        st.html(charts.alike(listed, headings, _dates(page)))
        facts = where(words.own(page), kind="fact")
        layout.credit_line(
            layout.sourced(facts),
            lambda: near,
            lambda: Drawn(
                None, state.colours(), note=_dates(page), table=charts.likened(listed, headings)
            ),
            credit=lambda: layout.credit_of(facts),
            key="peers",
        )


def _alike(page: Page, near: pl.DataFrame) -> list[charts.Alike]:
    """The province and its peers, with what each has of what likeness is of."""
    reader = page.reader
    first = near.row(0, named=True)
    ends = {}
    for name in SCORES:
        scores = [*near[f"peer_{name}_z"], first[f"{name}_z"]]
        ends[name] = min(scores), max(scores)

    def told(row: Row, start: str) -> tuple[list[float], list[str]]:
        shares = [
            (float(str(row[f"{start}{name}_z"])) - least) / ((most - least) or 1)
            for name, (least, most) in ends.items()
        ]
        columns = ("population", "gpp_per_capita_thb", "municipalities")
        return shares, [fmt.number(number(row, f"{start}{name}") or 0) for name in columns]

    own = page.header.row(0, named=True)
    here = charts.Alike(reader.name(own), "", reader.t("profile.own"), *told(first, ""))
    listed = [here]
    for row in near.to_dicts():
        same = "group" if row["is_same_group"] else "region" if row["is_same_region"] else "other"
        joint = reader.label("region_short", string(row, "region_code"))
        if same == "group":
            joint = reader.name(row, "province_group")
        difference = fmt.number(number(row, "far") or 0, 2)
        reason = reader.t(f"profile.same_{same}", place=joint)
        listed.append(
            charts.Alike(
                f"{row['near']}. {reader.name(row, 'peer')}",
                profile_of(str(row["peer_code"])),
                reader.t("profile.because", reason=reason, distance=difference),
                *told(row, "peer_"),
            )
        )
    return listed


def _dates(page: Page) -> str:
    """Of which days the three values are."""
    reader, own = page.reader, page.header.row(0, named=True)
    return reader.t(
        "profile.peers_dates",
        size=reader.day(day(own, "population_as_of"), "day"),
        wealth=words.gpp_year(own, reader),
        urban=reader.day(day(own, "lao_as_of"), "day"),
    )


# ------------------------------------------------------------------------------------------ more


def more(page: Page) -> None:
    """In one line: the figures that are not of the province, and those that nobody has yet."""
    reader = page.reader
    others = where(page.tiles, place_kind="national").height
    with st.container(horizontal=True, gap="small", key="more"):
        for key, count, view in (
            ("national", others, "figures"),
            ("lacking", page.missing.height, "missing"),
        ):
            if count:
                st.button(
                    reader.t(f"profile.{key}", count=count),
                    key=f"more_{key}",
                    type="tertiary",
                    on_click=tabs.show,
                    args=(view,),
                )
