"""What one side of a comparison changes against the other: figures, files, definitions, and why."""

from collections.abc import Sequence
from typing import cast

import polars as pl

from dashboard.parts import rows, tables
from dashboard.parts.tables import Column, Row, number, string
from dashboard.reader import format as fmt
from dashboard.reader.figure import Figure
from dashboard.reader.reader import Reader

SHOWN = 8  # rows of the list, so that the start page keeps to its height
NAMED = 3  # publishers or provinces that a reason names


def listed(found: pl.DataFrame, *, key: str = "changes", note: str = "") -> None:
    """The list of changes (rows of `changes.sql`); a row opens what it is of.

    `note` is what is said of all of them.
    """
    rows.listed(
        found,
        _columns,
        alt="changes.list",
        key=key,
        opens=_opened,
        by=(),
        shown=SHOWN,
        note=note,
    )


def _opened(row: Row) -> str | None:
    if row["kind"] == "source":
        return None
    is_of_place = row["kind"] == "province"
    return f"province:{row['place_code']}" if is_of_place else f"kpi:{row['subject']}"


def _columns(found: pl.DataFrame, reader: Reader) -> Sequence[Column]:
    column = tables.Columns(reader)

    def subject(row: Row) -> str:
        place, segment = (string(row, f"{part}_{reader.lang}") for part in ("place", "segment"))
        match row["kind"]:
            case "province":
                name = reader.t(f"count.{row['subject']}")
            case "source":
                name = string(row, f"source_{reader.lang}") or str(row["subject"])
            case _:
                name = string(row, f"metric_{reader.lang}") or str(row["subject"])
        return " · ".join(filter(None, (name, segment, place)))

    def side(row: Row, name: str) -> str:
        text, value = string(row, name), number(row, f"{name}_value")
        if row["kind"] == "definition":
            if not (row["was"] and row["became"]):  # a KPI that came or went
                return reader.t("changes.defined") if text else "–"
            return reader.t("changes.fields", count=len((text or "").split(", ")))
        if value is None:
            return "–"
        if row["kind"] == "source":
            return reader.t("changes.edition", edition=text, rows=fmt.number(value))
        if row["kind"] == "province":
            return fmt.number(value)
        figure = reader.figure(Figure.of(row, f"{name}_value", f"{name}_qualifier"))
        return f"{figure} ({reader.period(text)})"

    columns = [
        column.made("changes.what", subject),
        column.made("changes.was", lambda row: side(row, "was")),
        column.made("changes.became", lambda row: side(row, "became")),
        column.made("changes.because", lambda row: _because(row, reader)),
    ]
    if found["kind"].n_unique() > 1:
        columns.append(column.coded("changes.kind", "change_kind", "kind"))
    return columns


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
