"""What changed: the newest statements, and this build against the one before it."""

from datetime import date, timedelta
from typing import cast

import polars as pl
import streamlit as st

from dashboard.parts import changes, layout, records, rows, tables
from dashboard.parts.choose import choose
from dashboard.parts.tables import Row, string
from dashboard.reader import format as fmt
from dashboard.reader.figure import Figure
from dashboard.reader.filters import Filters
from dashboard.reader.once import once
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader
from dashboard.warehouse.data import Unavailable, read_since

BUILD = "build"  # since the build before this one
MONTHS = 24  # whose last days are on offer


def latest_statements(statements: pl.DataFrame, reader: Reader) -> None:
    """The newest rows of the record, each with its document."""
    column = tables.Columns(reader)

    def what(row: Row) -> str:
        parts = [string(row, f"subject_{reader.lang}"), string(row, f"segment_{reader.lang}")]
        if row["event_kind"]:
            parts.append(reader.label("event_kind", string(row, "event_kind")))
        if row["stage"]:
            parts.append(reader.label("stage", string(row, "stage")))
        return " · ".join(part for part in parts if part)

    first = None if statements.is_empty() else statements.row(0, named=True)
    is_narrowed = first is not None and first["shown"] != first["total"]
    if first and is_narrowed:
        tables.extent(int(first["shown"]), int(first["total"]), by=("place", "period"))
    rows.listed(
        statements,
        [
            column.made("changes.what", what),
            tables.Column(reader.t("table.value"), lambda row: _stated(row, reader), unbroken=True),
            column.when("table.as_of", "as_of", "as_of_precision"),
            column.made("table.source", lambda row: records.cited(row, reader)),
        ],
        alt="overview.latest",
        key="latest",
        shown=rows.FEW,
        by=("place", "period"),
        of=int(first["total"]) if first and not is_narrowed else None,
    )


def _stated(row: Row, reader: Reader) -> str:
    return "" if row["value"] is None and row["lower"] is None else reader.figure(Figure.of(row))


def since(page: Page) -> None:
    """What changed: since the build before this one, or since a day, as that of a last meeting."""
    reader = page.reader
    layout.timeless_note("record")
    days = _days(page, reader)
    chosen = choose("since", "overview.since", days, label="visible")
    if chosen == BUILD:
        _against_build(page)
        return
    try:
        found = read_since(date.fromisoformat(chosen), reader)
    except Unavailable as problem:
        if problem.reason == "busy":
            layout.busy(reader)
        else:
            layout.empty(f"error.{problem.reason}")
        return
    told = {
        "figures": found.changes.height,
        "documents": found.documents.height,
        "conflicts": found.conflicts.filter("is_new").height,
    }
    said = reader.t("overview.since_day", date=days[chosen], **told)
    st.markdown(f"**{tables.plain(said)}**")
    if found.changes.height:
        changes.listed(found.changes)
    column = tables.Columns(reader)
    if found.conflicts.height:
        with layout.panel("since_conflicts", reader.t("overview.since_conflicts")):
            rows.listed(
                found.conflicts,
                [
                    column.made("changes.what", lambda row: tables.matter(row, reader)),
                    column.coded("table.kind", "conflict_kind", "kind"),
                    column.made(
                        "changes.kind",
                        lambda row: reader.t(
                            "overview.conflict_came" if row["is_new"] else "overview.conflict_gone"
                        ),
                    ),
                ],
                alt="overview.since_conflicts",
                key="since_conflicts",
                opens=lambda row: f"conflict:{row['conflict_id']}" if row["is_new"] else None,
                by=(),
            )
    if found.documents.height:
        with layout.panel("since_documents", reader.t("overview.since_documents")):
            rows.listed(
                found.documents,
                [
                    column.text("table.title", "title"),
                    column.publisher("table.publisher"),
                    column.when("table.published_on", "published_on", "published_on_precision"),
                ],
                alt="overview.since_documents",
                key="since_documents",
                opens=lambda row: f"document:{row['doc_id']}",
                by=(),
            )


def _days(page: Page, reader: Reader) -> dict[str, str]:
    """From when changes may be told: the build before, and the last days of months.

    A day that a link names is on offer too.
    """
    stated = Filters.parse({"known": st.query_params.get("since")}).known
    today, first = reader.today, cast("date", page.days["known_on"].min() or reader.today)
    ends: list[date] = []
    end = today.replace(day=1) - timedelta(days=1)
    while end >= first and len(ends) < MONTHS:
        ends.append(end)
        end = end.replace(day=1) - timedelta(days=1)
    if stated and first <= stated < today and stated not in ends:
        ends = sorted([*ends, stated], reverse=True)
    named = {day.isoformat(): reader.day(day, long=True) for day in ends}
    return {BUILD: reader.t("overview.since_build"), **named}


def count(page: Page) -> int:
    """How many changes the view of changes lists, as it is first opened."""
    if page.reader.is_partial:
        return 0
    is_first = page.previous.row(0, named=True)["previous"] is None
    return page.moves.height if is_first else _changed(page.changes)[1]


@once
def _changed(told: pl.DataFrame) -> tuple[pl.DataFrame, int, int]:
    """What this build changes against the one before, how much that is, and how many words alone.

    Of words alone is a change to the definition of a KPI that was there before.
    """
    is_worded = pl.col("kind") == "definition"
    is_worded &= pl.col("was").str.len_chars() > 0
    is_worded &= pl.col("became").str.len_chars() > 0
    worded = told.filter(is_worded).height
    found = told.filter(~is_worded.fill_null(value=False))
    return found, 0 if found.is_empty() else int(found["total"][0]) - worded, worded


def _against_build(page: Page) -> None:
    """What this build changes against the one before: figures and why, then files and words.

    Of a first build, the moves of the record: each figure against the one stated before it.
    """
    reader = page.reader
    before = page.previous.row(0, named=True)
    said = [reader.t("layout.national")] if reader.place else []
    if reader.is_partial:
        layout.empty("known.no_changes" if reader.known else "sources.no_changes")
        return
    if before["previous"] is None:
        said.append(reader.t("overview.changes_first"))
        if not page.moves.is_empty():
            said.append(reader.t("overview.changes_record"))
        _listed(page.moves, said)
        return
    found, total, worded = _changed(page.changes)
    day_before = reader.day(before["previous_built_at"].date(), "day")
    key = "overview.changes_note" if total else "overview.changes_none"
    said.append(reader.t(key, date=day_before, total=fmt.number(total)))
    if worded:
        said.append(reader.t("overview.changes_worded", count=worded))
    _listed(found, said)


def _listed(found: pl.DataFrame, said: list[str]) -> None:
    """The changes, with what is said of all of them; that alone where there are none."""
    note = " · ".join(said)
    if found.is_empty():
        st.caption(note)
    else:
        changes.listed(found, note=note)
