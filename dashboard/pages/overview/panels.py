"""What the start page is made of: the verdict, the race, the places, four figures, the views."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from html import escape
from typing import NamedTuple, cast

import polars as pl
import streamlit as st

from dashboard.navigation import link
from dashboard.pages.overview import changes, charts
from dashboard.parts import (
    bars,
    cards,
    choose,
    kpis,
    layout,
    provinces,
    series,
    tables,
    targets,
    tiles,
)
from dashboard.parts import views as tabs
from dashboard.parts.tables import Row, number
from dashboard.reader import format as fmt
from dashboard.reader import state
from dashboard.reader.figure import Figure
from dashboard.reader.once import once, where
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader
from dashboard.warehouse.data import read_page

LEADS = ("planned_investment", "mobilised_investment", "promotion_zones", "province_coverage")
SHADES = {"far_behind": "red", "behind": "red", "near": "orange", "on_track": "green"}
POPULOUS = 5  # provinces without a city that are named
LOW = 0.5  # cities a month: what every pace seen is under is said so
STEP, FASTEST = 0.5, 15.0  # of the question "what if": cities a month


# ---------------------------------------------------------------------------------------- verdict


def verdict(page: Page) -> None:
    """The word for the pace, the count against its target, and what the word rests on."""
    reader = page.reader
    judged = where(page.verdict, metric_id=targets.KPI)
    with st.container(key="verdict", gap="xsmall"):
        if judged.is_empty():
            layout.empty("known.empty" if reader.known else "state.empty_period")
            return
        said = [
            *_paced(page.verdict, "" if judged["newest"][0] else _count(page), reader),
            _glance(page),
        ]
        if reader.place:
            said[-1] += f" :gray-badge[:material/public: {reader.t('layout.national')}]"
        st.markdown("\n\n".join(filter(None, said)))
        layout.timeless_note("today")


@once
def _paced(verdicts: pl.DataFrame, count: str, reader: Reader) -> list[str]:
    """The word and what it rests on, in paragraphs. `count`: where no verdict has the newest."""
    judged = where(verdicts, metric_id=targets.KPI)
    row = judged.row(0, named=True)
    if row["newest"]:
        count = targets.spread(judged["newest"], 0, reader)
    reached = reader.t(
        "verdict.reached" if count else "verdict.none",
        count=count,
        target=reader.figure(Figure(row["target"], str(row["unit"]))),
    )
    said = [f"## {_word(row, reader)} – {tables.plain(reached)}"]
    if row["outcome"] == "judged":
        said.append(_because(judged, reader))
    others = verdicts.filter(pl.col("metric_id") != targets.KPI, outcome="judged")
    return said + [targets.sentence(other, reader) for other in others.partition_by("metric_id")]


def _glance(page: Page) -> str:
    """How many figures changed and where the money is, in a line of links."""
    reader = page.reader
    parts = []
    if changed := changes.count(page):
        address = link("overview", view="changes")
        parts.append(reader.t("verdict.changed", count=changed, address=address))
    money = {
        str(row["metric_id"]): tables.plain(reader.figure(Figure.of(row)))
        for row in tiles.held(page.tiles)
        if row["metric_id"] in LEADS[:2] and row["place_kind"] in {None, "national"}
    }
    if len(money) == len(LEADS[:2]):
        address = link("investment")
        parts.append(reader.t("verdict.money", address=address, **money))
    return " · ".join(parts)


def _count(page: Page) -> str:
    """The count of the headline figure, with its qualifier; nothing where there is none."""
    for record in tiles.held(where(page.tiles, metric_id=targets.KPI)):
        if record["is_in_period"]:
            return tiles.amount(record, page.reader)[0]
    return ""


def _word(row: Row, reader: Reader) -> str:
    """The verdict's word, or two where its readings differ, in the colour of the worst."""
    if row["outcome"] != "judged":
        words = reader.label("pace_word", str(row["outcome"]))
        return f"{words[0].upper()}{words[1:]}"
    ends = dict.fromkeys((str(row["best"]), str(row["worst"])))
    words = f" {reader.t('target.to')} ".join(reader.label("pace_word", word) for word in ends)
    return f":{SHADES[str(row['worst'])]}[{words[0].upper()}{words[1:]}]"


def _because(judged: pl.DataFrame, reader: Reader) -> str:
    """What is needed a month, what was seen, and where that leads; of the day that is today."""
    row = judged.row(0, named=True)
    need = {
        reading: fmt.number(needed, 1)
        for reading in targets.READINGS
        if (needed := number(row, f"needed_{reading}")) is not None
    }
    words = [
        reader.t(f"verdict.needed_{'both' if len(need) > 1 else next(iter(need))}", **need)
        if need
        else "",
        reader.t("verdict.seen_under", most=LOW)
        if cast("float", judged["seen"].max()) < LOW
        else reader.t("verdict.seen", seen=targets.spread(judged["seen"], 1, reader)),
        reader.t(
            "verdict.by_end",
            year=reader.year(row["horizon"], named=reader.lang == "th"),
            count=targets.spread(pl.Series([row["by_end_least"], row["by_end_most"]]), 0, reader),
        ),
    ]
    return " ".join(word for word in words if word)


# ------------------------------------------------------------------------------------------- race


def race(page: Page) -> None:
    """The count over time against its targets, and what would be if it grew by so many a month."""
    reader = replace(page.reader, from_year=None, to_year=None)  # the way to a target is whole
    raced = _raced(read_page("overview", reader).series, page.verdict, page.targets, reader)
    with layout.panel("race", raced.title):
        layout.timeless_note("record")
        if raced.ahead is None:
            layout.empty("known.empty" if reader.known else "state.empty_period")
            return
        ahead = raced.ahead
        layout.picture(
            layout.drawn(
                charts.race,
                raced.marks,
                raced.aims,
                ahead,
                raced.words,
                state.colours(),
                year_shift=series.year_shift(reader),
            ),
            alt_text=raced.alt_text,
            of=raced.stated,
            opens="kpi:CERT-01",
        )
        if ahead.today < ahead.deadline and ahead.newest < ahead.target:
            what_if(ahead, reader)


class _Race(NamedTuple):
    """The count and its targets in words and marks; nothing is ahead where there is no count."""

    title: str
    marks: pl.DataFrame
    aims: pl.DataFrame
    stated: pl.DataFrame
    words: charts.Words
    alt_text: str
    ahead: charts.Ahead | None


@once
def _raced(
    counted: pl.DataFrame, verdicts: pl.DataFrame, aimed: pl.DataFrame, reader: Reader
) -> _Race:
    counts, judged = where(counted, metric_id=targets.KPI), where(verdicts, metric_id=targets.KPI)
    aims, marks = targets.aims(aimed, reader), _marks(counts, reader)
    title, held = _race_title(aims, judged, reader), marks.filter(kind="held")
    if held.is_empty() or judged.is_empty():
        return _Race(title, marks, aims, counts, charts.Words("", "", "", ""), "", None)
    row = judged.row(0, named=True)
    ahead = charts.Ahead(
        today=reader.today,
        newest=float(cast("float", held["value"][-1])),
        target=float(row["target"]),
        deadline=cast("date", row["calendar_ends_on"]),
        least=number(row, "by_end_least"),
        most=number(row, "by_end_most"),
    )
    need = number(row, "needed_calendar")
    ends = [fmt.number(end) for end in (ahead.least, ahead.most) if end is not None]
    words = charts.Words(
        axis=reader.t("race.axis"),
        today=reader.t("race.today"),
        needed=reader.t("race.needed", rate=fmt.number(need, 1)) if need else "",
        fan="–".join(dict.fromkeys(ends)),
    )
    aim = targets.by_year(row["target"], row["unit"], row["horizon"], reader)
    alt_text = f"{series.alt_text(counts, reader)} {reader.t('target.alt', target=aim)}"
    return _Race(title, marks, aims, series.stated(counts), words, alt_text, ahead)


def _race_title(aims: pl.DataFrame, judged: pl.DataFrame, reader: Reader) -> str:
    """The target and how its year moved; the topic alone where there is no target."""
    if judged.is_empty() or aims.is_empty():
        return reader.t("target.over_time")
    target = reader.figure(Figure(judged["target"][0], str(judged["unit"][0])))
    years = list(dict.fromkeys(reader.year(day.year) for day in aims["as_of"]))
    if not years[1:]:
        horizon = reader.year(judged["horizon"][0])
        return reader.t("race.title", target=target, year=horizon)
    moved = years[1]
    if years[2:]:
        moved = reader.t("race.and", first=", ".join(years[1:-1]), last=years[-1])
    return reader.t("race.title_moved", target=target, first=years[0], moved=moved)


def _marks(counts: pl.DataFrame, reader: Reader) -> pl.DataFrame:
    """A mark a statement: as_of, value, shown, label, kind; what fell below the line disagrees."""
    when = tables.Columns(reader).when("table.as_of", "as_of", "as_of_precision")
    kinds = series.kinds(counts)
    named = [place for place, kind in enumerate(kinds) if kind == "held"][-2:]  # the newest two
    found: list[tuple[object, float, str, str, str]] = []
    for place, (row, kind) in enumerate(zip(counts.iter_rows(named=True), kinds, strict=True)):
        if kind is None:
            continue
        value = float(row["known_now"]["value"])
        shown = reader.figure(Figure(value, str(row["unit"]), str(row["format"])))
        text = ""
        if kind == "secondary":
            text = reader.t("tile.secondary")
        elif kind == "disputed":
            text = f"{fmt.number(value)} {reader.t('series.disputed')}"
        elif place in named:
            text = shown if place == named[-1] else fmt.number(value)
        found.append((row["as_of"], value, f"{shown} · {when.cell(row)}", text, kind))
    texts = {"shown": pl.String, "label": pl.String, "kind": pl.String}
    columns = {"as_of": pl.Date, "value": pl.Float64} | texts
    return pl.DataFrame(found, schema=columns, orient="row")


@st.fragment
def what_if(ahead: charts.Ahead, reader: Reader) -> None:
    """When the target would be met if so many came a month: a slider under its answer."""
    rate = float(st.session_state.get("what_if", 1))
    months = -(-(ahead.target - ahead.newest) // rate)
    year, month = divmod(ahead.today.year * 12 + ahead.today.month - 1 + int(months), 12)
    met = date(year, month + 1, 1)
    key = "race.answer" if met > ahead.deadline else "race.answer_in_time"
    words = reader.t(
        key,
        rate=fmt.number(rate, 1, trim=True),
        target=fmt.number(ahead.target),
        date=reader.day(met, "month", long=True),
    )
    st.slider(words, STEP, FASTEST, 1.0, STEP, "%.1f", key="what_if")


# ----------------------------------------------------------------------------------------- places


def places(page: Page) -> None:
    """Where cities are and are not: a small map, the regions as bars, the largest without."""
    reader = page.reader
    metric = page.map_metric.row(0, named=True)
    shaded = provinces.shaded(metric, page.by_province, reader)
    with layout.panel("places", _places_title(page.by_province, reader)):
        with st.container(horizontal=True, gap="small", key="places"):
            _map(shaded, reader)
            marks = provinces.swatches(provinces.entries(shaded), shaded.unit)
            st.html(_regions(page.by_province, reader) + marks)
        layout.source_line(
            provinces.taken_of(shaded, reader),
            "kpi:COV-01",
            "by_province",
            drawn=lambda: provinces.drawn(shaded, reader),
            kpi=shaded.metric_id,
        )


@once
def _places_title(rows: pl.DataFrame, reader: Reader) -> str:
    """How many provinces have none, where the list is complete; else how many are named."""
    without = rows.filter(pl.col("value") == 0).height
    held = rows.filter(pl.col("value").fill_null(pl.col("lower")) > 0).height
    if held + without == rows.height and without:
        return reader.t("places.without", count=without)
    return reader.t("places.named", count=held) if held else reader.t("overview.map")


def _map(shaded: provinces.Shaded, reader: Reader) -> None:
    layout.clickable_grid(
        provinces.flat(shaded, height=round(330 * layout.enlargement())),
        alt_text=provinces.takeaway("map.alt", shaded, reader),
        key="overview_map",
        width=round(170 * layout.enlargement()),
    )


@once
def _regions(rows: pl.DataFrame, reader: Reader) -> str:
    """Each region's provinces with a city, of all, most first; a table of bars as HTML."""
    table = bars.table(provinces.regions(rows, reader), reader.t("places.regions"))
    populous = rows.filter(pl.col("value") == 0).sort(
        "population", descending=True, nulls_last=True
    )
    if populous.is_empty():
        return table
    joint = " " if reader.lang == "th" else ", "
    names = escape(joint.join(populous[f"name_{reader.lang}"][:POPULOUS]))
    said = escape(reader.t("places.populous"))
    return (
        f'{table}<p style="font-size:0.8rem;margin:8px 0 0">{said}<br>'
        f'<span style="color:var(--muted)">{names}</span></p>'
    )


# ---------------------------------------------------------------------------------------- figures


def figures(page: Page) -> None:
    """Four figures that lead; of a chosen place, those that are of it, and where the others are."""
    reader = page.reader
    held = tiles.held(page.tiles)
    if not reader.place:
        order = {name: place for place, name in enumerate(LEADS)}
        leads = [record for record in held if record["metric_id"] in order]
        leads.sort(key=lambda record: order[str(record["metric_id"])])
        if leads:
            cards.row([cards.card(record, reader) for record in leads], reader)
        return
    own = [record for record in held if record["place_kind"] not in {None, "national"}]
    cards.row(
        [cards.card(record, reader) for record in own[: len(LEADS)]],
        reader,
        title=_place(page, reader),
        none=reader.t("state.empty_place"),
        more=(
            reader.t("overview.national", count=len(held) - len(own)),
            link("overview", region="", province=""),
        ),
    )


def _place(page: Page, reader: Reader) -> str:
    """The name of the place that is chosen."""
    column, code = (
        ("province_code", reader.province) if reader.province else ("region_code", reader.region)
    )
    name = "name" if reader.province else "region"
    return str(where(page.by_province, **{column: code})[f"{name}_{reader.lang}"][0])


# ------------------------------------------------------------------------------------------ views


@st.fragment
def views(page: Page) -> None:
    """What changed, the regions, the targets, the newest statements, all KPIs."""
    state.redraw()
    reader = page.reader
    counts: Mapping[str, int] = {
        "kpis": page.tiles.height,
    }
    names = {
        code: f"{reader.t(f'view.{code}')} {counts.get(code, '')}".strip()
        for code in ("changes", "regions", "targets", "latest", "kpis")
    }
    for view in tabs.views(names):
        match view:
            case "changes":
                changes.since(page)
            case "regions":
                metric = page.map_metric.row(0, named=True)
                shaded = provinces.shaded(metric, page.by_province, reader)
                with layout.panel("by_province", reader.t("provinces.table")):
                    provinces.values(shaded, reader, key="provinces_table")
            case "targets":
                lists = {
                    "versions": reader.t("target.versions"),
                    "pace": reader.t("overview.pace"),
                }
                if choose.of_lists(lists) == "versions":
                    targets.versions(page)
                else:
                    targets.pace_panel(page)
            case "latest":
                changes.latest_statements(page.latest, reader)
            case _:
                kpis.of_page(page)
