"""What changed: the newest statements, and this build against the one before it."""

from collections.abc import Sequence
from typing import cast

import polars as pl
import streamlit as st

from dashboard.parts import layout, tables
from dashboard.parts.tables import Row, number, string
from dashboard.parts.tiles import link
from dashboard.reader import format as fmt
from dashboard.reader.figure import Figure
from dashboard.reader.reader import Reader


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

    with layout.section("overview.latest"):
        if not statements.is_empty():
            first = statements.row(0, named=True)
            tables.extent(int(first["shown"]), int(first["total"]), by=("place", "period"))
        tables.small(
            statements,
            [
                column.when("table.as_of", "as_of", "as_of_precision"),
                column.made("overview.what", what),
                tables.Column(
                    reader.t("table.value"),
                    lambda row: (
                        ""
                        if row["value"] is None and row["lower"] is None
                        else reader.figure(Figure.of(row))
                    ),
                ),
                column.sources(),
            ],
            alt="overview.latest",
        )


def changes(
    found: pl.DataFrame, moves: pl.DataFrame, previous: pl.DataFrame, reader: Reader
) -> None:
    """What this build changes against the one before: figures and why, then files and words.

    Of a first build, the `moves` of the record: each figure against the one stated before it.
    """
    before = previous.row(0, named=True)
    with layout.section("overview.changes", timeless="record", national=True):
        if reader.is_partial:
            layout.empty("known.no_changes" if reader.known else "sources.no_changes")
            return
        if before["previous"] is None:
            st.caption(reader.t("overview.changes_first"))
            if not moves.is_empty():
                st.caption(reader.t("overview.changes_record"))
                _changed(moves, reader)
            return
        day_before = reader.day(before["previous_built_at"].date(), "day")
        total = 0 if found.is_empty() else int(found["total"][0])
        said = "overview.changes_note" if total else "overview.changes_none"
        st.caption(reader.t(said, date=day_before, total=fmt.number(total)))
        if not total:
            return
        _changed(found, reader)
        if total > found.height:
            st.caption(reader.t("overview.changes_more", count=fmt.number(total - found.height)))


def _changed(found: pl.DataFrame, reader: Reader) -> None:
    """The table of changes."""
    column = tables.Columns(reader)

    def subject(row: Row) -> str:
        """What changed, with the way to the page that tells all of it."""
        if row["kind"] == "province":
            name = reader.t(f"count.{row['subject']}")
            address = link("profile", reader, province=str(row["place_code"]))
        elif row["kind"] == "source":
            name = string(row, f"source_{reader.lang}") or str(row["subject"])
            address = link("health", reader)
        else:
            name = string(row, f"metric_{reader.lang}") or str(row["subject"])
            address = link("definitions", reader, open=f"kpi:{row['subject']}")
        return f"[{tables.plain(name)}]({address})"

    def where(row: Row) -> str:
        place, segment = (string(row, f"{part}_{reader.lang}") for part in ("place", "segment"))
        named = dict.fromkeys(filter(None, (place, segment)))  # the country is both at times
        return " · ".join(named) or reader.t("filter.all_provinces")

    def side(row: Row, name: str) -> str:
        text, value = string(row, name), number(row, f"{name}_value")
        if row["kind"] == "definition":
            if not (row["was"] and row["became"]):  # a KPI that came or went
                return reader.t("overview.defined") if text else "–"
            return reader.t("overview.fields", count=len((text or "").split(", ")))
        if value is None:
            return "–"
        if row["kind"] == "source":
            return reader.t("overview.edition", edition=text, rows=fmt.number(value))
        if row["kind"] == "province":
            return fmt.number(value)
        figure = reader.figure(Figure.of(row, f"{name}_value", f"{name}_qualifier"))
        return f"{figure} ({reader.period(text)})"

    tables.small(
        found,
        [
            column.coded("overview.change_kind", "change_kind", "kind"),
            column.marked("overview.what", subject),
            column.made("overview.where", where),
            column.figure("overview.was", lambda row: side(row, "was")),
            column.figure("overview.became", lambda row: side(row, "became")),
            column.made("overview.because", lambda row: _because(row, reader)),
        ],
        alt="overview.changes",
        by=(),
    )


NAMED = 3  # publishers or provinces that a reason names


def _because(row: Row, reader: Reader) -> str:
    """Why a figure moved, in words; nothing for what is no figure."""
    if row["kind"] != "value":
        return ""

    def names(column: str) -> str:
        found = [
            reader.label("publisher", name) for name in cast("Sequence[str]", row[column] or [])
        ]
        shown, more = ", ".join(found[:NAMED]), len(found) - NAMED
        return reader.t("why.more", names=shown, count=more) if more > 0 else shown

    counted = {"new": "new_sources", "revised": "revised_sources"}
    counted |= dict.fromkeys(("lost", "targets", "chosen"), "")
    parts = [
        reader.t(f"why.{part}", count=row[part], names=names(sources) if sources else "")
        for part, sources in counted.items()
        if row[part]
    ]
    parts += [
        reader.t(f"why.{part}", names=named)
        for part in ("entered", "left")
        if (named := names(f"{part}_{reader.lang}"))
    ]
    if row["is_recalculated"]:
        parts.append(reader.t("why.recalculated"))
    return " · ".join(parts) or reader.t("why.other")
