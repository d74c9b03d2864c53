"""How a KPI's headline figure read in the builds so far, and why it moved between two sides.

A side is a build that is kept, or what was known by a day. Both are in the URL, and the group whose
figure is compared: `?open=kpi:...&part=history&from_build=...&to_build=...&figure=...`; a day is in
ISO form.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import cast

import polars as pl
import streamlit as st

from dashboard.parts import kpis, layout, tables
from dashboard.parts.tables import Columns, Row
from dashboard.reader import format as fmt
from dashboard.reader import state
from dashboard.reader.figure import Figure
from dashboard.reader.filters import YEARS, Filters
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader
from dashboard.warehouse import data
from dashboard.warehouse.data import Unavailable

BUILD = re.compile(r"[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}")
STAMP = "%Y%m%dT%H%M%SZ"
BEFORE = "before"  # the figure was known as it reads now
NOW = "now"  # as the page has it
TOTAL = "total"


def panels(kpi: str, reader: Reader) -> None:
    """Both panels of one KPI; a build that is older than its history says so."""
    try:
        told = data.read_page(data.HISTORY, reader, kpi=kpi).read()
    except Unavailable as error:
        if error.reason != "damaged":
            raise
        with layout.section("history.title"):
            layout.empty("history.none")
        return
    _readings(told)
    _why(told, kpi)


def _readings(told: Page) -> None:
    """Each change of the headline figure: build, value, as-of, and what changed."""
    reader = told.reader
    column = Columns(reader)

    def changed(row: Row) -> str:
        words = [column.reader.label("reading", code) for code in cast("list[str]", row["changed"])]
        parts = [
            f"{column.reader.label('part', str(part['part']))} {_moved(part, row, column)}"
            for part in tables.records(row, "parts")
        ]
        return ", ".join(words) + (f": {' · '.join(parts)}" if parts else "")

    with layout.section("history.title", national=True, note="history.note"):
        if reader.is_partial:
            layout.empty("known.no_history" if reader.known else "sources.no_history")
            return
        tables.small(
            told.readings,
            [
                column.made("history.build", lambda row: _name(str(row["build_id"]), column)),
                column.made("table.value", lambda row: _figure_with_day(row, column)),
                column.made("history.changed", changed),
            ],
            alt="history.title",
            by=(),
            scrolls=True,
        )


def _why(told: Page, kpi: str) -> None:
    """Two sides to choose, and what the figure's move between them is made of."""
    reader = told.reader
    with layout.section("history.why", national=True, note="history.rule"):
        builds = data.builds()
        left, right = st.columns(2)
        with left:
            before = _side("from_build", _earlier(told, builds), reader)
        with right:
            after = _side("to_build", _later(told, builds), reader)
        before, after = _meant(before, after, told)
        if before == after:
            layout.empty("history.one_side")
            return
        if _to_come(before) or _to_come(after):
            layout.empty("error.late")
            return
        try:
            page = data.read_comparison(before, after, kpi, reader)
        except Unavailable as error:
            if error.reason == "busy":
                layout.busy(reader)
            else:
                layout.empty(f"error.{error.reason}")
            return
        if page.figures.is_empty():
            layout.empty("history.no_figure")
            return
        _move(page, _figure(page))


# ---------------------------------------------------------------------------------------- choices


def _meant(before: str, after: str, told: Page) -> tuple[str, str]:
    """Both sides as a build or a day, where they were left to the page."""
    reader = told.reader
    now = reader.known.isoformat() if reader.known else data.builds()[0]
    return str(_before(told)) if before == BEFORE else before, now if after == NOW else after


def _to_come(side: str) -> bool:
    return _is_day(side) and date.fromisoformat(side) > state.today()


def _earlier(told: Page, builds: list[str]) -> dict[str, str]:
    """What may be compared from: before the figure was known as it reads now, builds, days."""
    column = Columns(told.reader)
    day = _before(told)
    named = {BEFORE: column.reader.t("history.before", date=_day(day, column))} if day else {}
    published, *others = builds
    return named | _named([*others, *_days(told), published], column)


def _later(told: Page, builds: list[str]) -> dict[str, str]:
    """What may be compared with: what the page shows, builds, days."""
    column = Columns(told.reader)
    now = {NOW: column.reader.t("history.now")}
    return now | _named([*builds, *_days(told)], column)


def _days(told: Page) -> list[str]:
    return [day.isoformat() for day in told.days["known_on"]]


def _before(told: Page) -> date | None:
    found = told.days.filter("is_before")["known_on"]
    return found[0] if found.len() else None


def _named(sides: Iterable[str], column: Columns) -> dict[str, str]:
    """Sides in words, by their name in the URL."""
    return {side: _name(side, column) for side in sides}


def _name(side: str, column: Columns) -> str:
    """A build by its time, or a day; a file that is named otherwise keeps its name."""
    if made := _made(side):
        at = column.reader.moment(made.isoformat())
        return column.reader.t("history.of_build", at=at, build=side.rpartition("-")[2])
    if _is_day(side):
        day = _day(date.fromisoformat(side), column)
        return column.reader.t("history.of_day", date=day)
    return side


def _made(side: str) -> datetime | None:
    """When a build was made, by its name; nothing where that is no build's."""
    try:
        made = datetime.strptime(side.partition("-")[0], STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    return made if BUILD.fullmatch(side) and YEARS[0] <= made.year <= YEARS[1] else None


def _day(day: date, column: Columns) -> str:
    return column.reader.day(day, "day")


def _side(name: str, offers: dict[str, str], reader: Reader) -> str:
    """One side; what a link names stays on offer, also where it is kept no more."""
    stated = st.query_params.get(name, "")
    if stated not in offers and (_made(stated) or _is_day(stated)):
        offers |= _named([stated], Columns(reader))
    return _pick(name, offers, reader)


def _is_day(words: str) -> bool:
    day = Filters.parse({"known": words}).known
    return day is not None and day.isoformat() == words


def _figure(page: Page) -> Row:
    """The group whose figure is compared: the headline's, unless another is chosen."""
    reader = page.reader

    def named(row: Row) -> str:
        phase = reader.label("phase", tables.string(row, "phase")) if row["phase"] else None
        parts = [
            tables.string(row, f"segment_{reader.lang}"),
            phase,
            tables.string(row, f"place_{reader.lang}"),
        ]
        return " · ".join(part for part in parts if part)

    rows = {str(row["figure"]): row for row in page.figures.iter_rows(named=True)}
    names = {figure: named(row) or figure for figure, row in rows.items()}
    return rows[_pick("figure", names, page.reader)]


def _pick(name: str, offers: Mapping[str, str], reader: Reader) -> str:
    """A drop-down that the URL keeps."""
    chosen = state.choice(name, list(offers))
    st.selectbox(
        reader.t(f"history.{name}"),
        list(offers),
        format_func=lambda code: offers.get(code, code),
        key=name,
        on_change=state.chose,
        args=(name,),
    )
    return chosen


# ---------------------------------------------------------------------------------------- the move


def _move(page: Page, figure: Row) -> None:
    """Before, after and between in a line; then the parts with what they are made of.

    Builds that are laid out differently have no parts: a sentence says so.
    """
    column = Columns(page.reader)
    reader = column.reader
    was, became = (
        tables.plain(_figure_with_day(_side_of(figure, side), column)) for side in ("was", "became")
    )
    st.markdown(f"**{was}** → **{became}**")
    clash = _clash(figure, column) if figure["change"] else ""
    if figure["change"] is None:
        st.caption(reader.t("history.no_number"))
    elif not figure["change"]:
        st.caption(reader.t("history.same"))
    elif clash:
        st.caption(clash)
    elif {figure["was_qualifier"], figure["became_qualifier"]} != {"="}:
        st.caption(reader.t("history.bounds"))
    if not page.shapes.item():
        layout.empty("history.unlike")
        return
    parts = page.parts.filter(figure=figure["figure"])
    if parts.is_empty():
        return
    reason = column.coded("history.part", "part")
    made_of = column.marked("history.made_of", lambda row: _made_of(row, column))
    if clash:  # what came is told, and nothing is added up
        tables.small(parts, [reason, made_of], alt="history.why", by=())
        return
    total = pl.DataFrame({"part": TOTAL, "change": figure["change"]}).drop_nulls()
    tables.small(
        pl.concat([parts, total], how="diagonal_relaxed"),
        [
            reason,
            column.made(
                "history.change",
                lambda row: "–" if row["change"] is None else _moved(row, figure, column),
            ),
            made_of,
        ],
        alt="history.why",
        by=(),
    )


def _clash(figure: Row, column: Columns) -> str:
    """That a side of the move is a side of an open disagreement, with all values; else nothing."""
    sides = sorted(
        tables.records(figure, "disputed"),
        key=lambda side: tables.number(side, "value") or 0,
        reverse=True,
    )
    value = column.value("table.value").cell
    values = dict.fromkeys(tables.plain(str(value(side))) for side in sides)
    if not values:
        return ""
    key = "tile.disputed" if figure["is_own"] else "tile.previous_disputed"
    return column.reader.t(key, values=" / ".join(values))


def _side_of(figure: Row, side: str) -> Row:
    """A figure as one side has it."""
    names = ("value", "lower", "upper", "qualifier", "as_of", "as_of_precision")
    return dict(figure) | {name: figure[f"{side}_{name}"] for name in names}


def _figure_with_day(row: Row, column: Columns) -> str:
    """A figure with its day, or that none is stated."""
    if row["qualifier"] is None:
        return column.reader.t("state.no_statement")
    when = column.when("table.as_of", "as_of", "as_of_precision").cell(row)
    return f"{column.kpi('table.value').cell(row)} ({when})"


def _made_of(row: Row, column: Columns) -> str:
    """The provinces of a part, or its statements with their documents; some, and how many more."""
    places = cast("list[str] | None", row[f"places_{column.reader.lang}"]) or []
    statements = tables.records(row, "statements")
    words = [_statement(statement, column) for statement in statements]
    more = (tables.number(row, "statement_count") or 0) - len(words)
    if more > 0:
        words.append(column.reader.t("history.more", count=fmt.number(more)))
    return ", ".join(map(tables.plain, places)) or "  \n".join(words)


def _statement(row: Row, column: Columns) -> str:
    """A statement in our words, with its figure, day and document."""
    named = tables.plain(kpis.behind(column.reader)(row))
    if row["value"] is None and row["lower"] is None and row["upper"] is None:
        when = column.when("table.as_of", "as_of", "as_of_precision").cell(row)
        return f"{named} ({when}) {tables.source(row, column.reader)}"
    return f"{named} {tables.statement_line(row, column)}"


def _moved(part: Row, figure: Row, column: Columns) -> str:
    """A signed number in the unit of its figure."""
    return column.reader.change(
        Figure(tables.number(part, "change") or 0, str(figure["unit"]), str(figure["format"]))
    )
