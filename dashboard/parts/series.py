"""A KPI's figure over time: as it was first stated, and as it is known now.

The rows are those of `sql/queries/every/series.sql` for one KPI: a moment each, with the figure
that was stated of it first and the one that holds, each with its documents.
"""

from collections.abc import Sequence
from typing import Literal, cast

import polars as pl
import streamlit as st

from dashboard.parts import charts, layout, tables
from dashboard.parts.tables import Row, day, records
from dashboard.reader import format as fmt
from dashboard.reader import state
from dashboard.reader.figure import Figure
from dashboard.reader.reader import Reader
from dashboard.reader.theme import Palette

Kind = Literal["held", "disputed", "secondary"]
_MILLION = 1_000_000


def panel(series: pl.DataFrame, reader: Reader) -> None:
    """One KPI's figure over time as a chart and as a table. `series`: its rows, one or more."""
    first = series.row(0, named=True)
    kind = str(first["format"])
    is_share = kind.startswith("percent")
    st.markdown(f"**{tables.plain(str(first[f'label_{reader.lang}']))}**")
    layout.chart(
        layout.drawn(
            charts.figure_over_time,
            drawn(series, reader),
            state.colours(),
            value_title=reader.unit(
                "percent" if is_share else fmt.unit_of(str(first["unit"]), kind)
            ),
            year_shift=year_shift(reader),
            hollow=rings(reader, state.colours()),
        ),
        alt_text=alt_text(series, reader),
        credit=layout.credit_of(stated(series)),
        of=stated(series),
        key=f"series_{first['metric_id']}",
    )
    record(series, reader)


def record(series: pl.DataFrame, reader: Reader) -> None:
    """Each moment with the figure first stated of it and the one that holds, and their documents.

    Above it one sentence, where no figure was revised.
    """
    column = tables.Columns(reader)
    if not series["is_revised"].any():
        st.caption(reader.t("series.unrevised"))
    tables.small(
        series,
        [
            column.when("table.as_of", "as_of", "as_of_precision"),
            column.marked("series.first", lambda row: _first(row, reader)),
            column.marked(_now(reader), lambda row: _holds(row, reader)),
        ],
        alt="series.table",
        by=("period",),
    )


def kinds(series: pl.DataFrame) -> Sequence[Kind | None]:
    """Where the figure of each row stands: on the line through the count, or beside it.

    Beside it stand what a secondary source alone states, and a side of an open conflict to which
    the count would have to fall. None where no value holds.
    """
    found: list[Kind | None] = []
    line: float | None = None
    for row in series.iter_rows(named=True):
        side = cast("Row | None", row["known_now"])
        value = None if side is None else tables.number(side, "value")
        documents = [] if side is None else records(side, "documents")
        if value is None:
            found.append(None)
        elif documents and all(document["is_secondary"] for document in documents):
            found.append("secondary")
        elif row["is_disputed"] and line is not None and value < line:
            found.append("disputed")
        else:
            found.append("held")
            line = value
    return found


def drawn(series: pl.DataFrame, reader: Reader) -> pl.DataFrame:
    """The marks of a chart: as_of, value, shown, part. Two of a moment that was revised."""
    when = tables.Columns(reader).when("table.as_of", "as_of", "as_of_precision")
    marks = []
    for row, kind in zip(series.iter_rows(named=True), kinds(series), strict=True):
        sides = {"series.first": row["first_stated"]} if row["is_revised"] else {}
        sides[_now(reader)] = row["known_now"]
        for part, side in sides.items():
            if side is None or side["value"] is None:  # set aside, or a range
                continue
            scale = _MILLION if row["format"] == "baht_million" else 1
            shown = f"{_figure(side, row, reader)} · {when.cell(row)}"
            match kind:
                case "secondary" if str(row["metric_id"]) in reader.labels("other_basis"):
                    key = "series.other_basis"
                case "secondary":
                    key = "tile.secondary"
                case "disputed":
                    key = "series.disputed"
                case _:
                    key = part
            marks.append((row["as_of"], side["value"] / scale, shown, reader.t(key)))
    columns = {"as_of": pl.Date, "value": pl.Float64, "shown": pl.String, "part": pl.String}
    return pl.DataFrame(marks, schema=columns, orient="row")


def rings(reader: Reader, palette: Palette) -> dict[str, str]:
    """The parts that stand beside the line, each with its colour."""
    beside = ("series.first", "series.other_basis", "tile.secondary", "series.disputed")
    return {
        reader.t(key): palette.conflict if key == "series.disputed" else palette.accent
        for key in beside
    }


def alt_text(series: pl.DataFrame, reader: Reader) -> str:
    """What the chart shows, in a sentence: the first and the last figure that hold."""
    held = [row for row in series.iter_rows(named=True) if row["known_now"]]
    first, last = held[0], held[-1]
    when = tables.Columns(reader).when("table.as_of", "as_of", "as_of_precision")
    return reader.t(
        "series.alt",
        label=first[f"label_{reader.lang}"],
        count=len(held),
        start=_figure(first["known_now"], first, reader),
        start_date=when.cell(first),
        end=_figure(last["known_now"], last, reader),
        end_date=when.cell(last),
    )


def stated(series: pl.DataFrame) -> pl.DataFrame:
    """The figures that hold, each with its documents, as rows of the record."""
    own = ("value", "lower", "upper", "qualifier", "documents")
    return series.select(
        "metric_id",
        "unit",
        "as_of",
        "as_of_precision",
        *(pl.col("known_now").struct.field(name) for name in own),
    )


def year_shift(reader: Reader) -> int:
    """What an axis adds to its years in the reader's era."""
    return fmt.BE if reader.era == "be" else 0


def _now(reader: Reader) -> str:
    """The key of the words for what holds now, or held on the day chosen."""
    return "series.known" if reader.known else "series.now"


def _figure(side: Row, row: Row, reader: Reader) -> str:
    return reader.figure(Figure.of({**side, "unit": row["unit"], "format": row["format"]}))


def _first(row: Row, reader: Reader) -> str:
    """The figure first stated, since when it is known, and by which document."""
    side = cast("Row", row["first_stated"])
    documents = records(side, "documents")
    basis = str(documents[0]["basis"]) if documents else "unknown"
    known = reader.day(day(side, "known_from"), "day")
    words = f"{_figure(side, row, reader)} · {reader.t(f'series.basis_{basis}', date=known)}"
    return f"{tables.plain(words)} · {tables.sources(side, reader)}"


def _holds(row: Row, reader: Reader) -> str:
    """The figure that holds, with every document that states it."""
    if row["known_now"] is None:
        return reader.t("series.set_aside")
    side = cast("Row", row["known_now"])
    return f"{tables.plain(_figure(side, row, reader))} · {tables.sources(side, reader)}"
