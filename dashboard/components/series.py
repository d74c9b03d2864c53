"""A KPI's figure over time: as it was first stated, and as it is known now.

The rows are those of `sql/queries/every/series.sql` for one KPI: a moment each, with the figure
that was stated of it first and the one that holds, each with its documents.
"""

from typing import cast

import polars as pl
import streamlit as st

from dashboard.parts import charts, layout, tables
from dashboard.parts.tables import Row, day, number, records, string
from dashboard.reader import format as fmt
from dashboard.reader import state
from dashboard.reader.filters import Filters
from dashboard.reader.text import Lang, labels, t, unit

_MILLION = 1_000_000


def panel(series: pl.DataFrame, filters: Filters) -> None:
    """One KPI's figure over time as a chart and as a table. `series`: its rows, one or more."""
    lang, first = filters.lang, series.row(0, named=True)
    kind = str(first["format"])
    is_share = kind.startswith("percent")
    st.markdown(f"**{tables.plain(str(first[f'label_{lang}']))}**")
    layout.chart(
        charts.figure_over_time(
            drawn(series, filters),
            state.colours(),
            value_title=unit(
                "percent" if is_share else fmt.unit_of(str(first["unit"]), kind), lang
            ),
            year_shift=year_shift(filters),
            hollow=rings(lang),
        ),
        alt_text=alt_text(series, filters),
        credit=credit(series),
    )
    record(series, filters)


def record(series: pl.DataFrame, filters: Filters) -> None:
    """Each moment with the figure first stated of it and the one that holds, and their documents.

    Above it one sentence, where no figure was revised.
    """
    lang, column = filters.lang, tables.Columns.of(filters)
    if not series["is_revised"].any():
        st.caption(t("series.unrevised", lang))
    tables.small(
        series,
        [
            column.when("table.as_of", "as_of", "as_of_precision"),
            column.marked("series.first", lambda row: _first(row, filters)),
            column.marked(_now(filters), lambda row: _holds(row, lang)),
        ],
        alt="series.table",
        by=("period",),
    )


def drawn(series: pl.DataFrame, filters: Filters) -> pl.DataFrame:
    """The marks of a chart: as_of, value, shown, part. Two of a moment that was revised."""
    lang = filters.lang
    when = tables.Columns.of(filters).when("table.as_of", "as_of", "as_of_precision")
    marks = []
    for row in series.iter_rows(named=True):
        sides = {"series.first": row["first_stated"]} if row["is_revised"] else {}
        sides[_now(filters)] = row["known_now"]
        for part, side in sides.items():
            if side is None or side["value"] is None:  # set aside, or a range
                continue
            scale = _MILLION if row["format"] == "baht_million" else 1
            shown = f"{_figure(side, row, lang)} · {when.cell(row)}"
            key = "series.other_basis" if _is_other_basis(side, row, lang) else part
            marks.append((row["as_of"], side["value"] / scale, shown, t(key, lang)))
    kinds = {"as_of": pl.Date, "value": pl.Float64, "shown": pl.String, "part": pl.String}
    return pl.DataFrame(marks, schema=kinds, orient="row")


def rings(lang: Lang) -> tuple[str, ...]:
    """The parts that stand beside the line: revised figures, and those of another basis."""
    return t("series.first", lang), t("series.other_basis", lang)


def _is_other_basis(side: Row, row: Row, lang: Lang) -> bool:
    """Whether a secondary source alone states it, and counts another set than primary documents."""
    documents = records(side, "documents")
    is_secondary = bool(documents) and all(document["is_secondary"] for document in documents)
    return is_secondary and str(row["metric_id"]) in labels("other_basis", lang)


def alt_text(series: pl.DataFrame, filters: Filters) -> str:
    """What the chart shows, in a sentence: the first and the last figure that hold."""
    lang = filters.lang
    held = [row for row in series.iter_rows(named=True) if row["known_now"]]
    first, last = held[0], held[-1]
    when = tables.Columns.of(filters).when("table.as_of", "as_of", "as_of_precision")
    return t(
        "series.alt",
        lang,
        label=first[f"label_{lang}"],
        count=len(held),
        start=_figure(first["known_now"], first, lang),
        start_date=when.cell(first),
        end=_figure(last["known_now"], last, lang),
        end_date=when.cell(last),
    )


def credit(series: pl.DataFrame) -> str:
    """Who published the figures that hold, and of which days they are."""
    held = pl.col("known_now").struct.field("documents")
    return layout.credit_of(series.select("as_of", "as_of_precision", held))


def sourced(series: pl.DataFrame) -> str:
    """How many published the figures that hold, and of which days they are."""
    held = pl.col("known_now").struct.field("documents")
    return layout.sourced(series.select("as_of", "as_of_precision", held))


def year_shift(filters: Filters) -> int:
    """What an axis adds to its years in the reader's era."""
    return 543 if filters.era == "be" else 0


def _now(filters: Filters) -> str:
    """The key of the words for what holds now, or held on the day chosen."""
    return "series.known" if filters.known else "series.now"


def _figure(side: Row, row: Row, lang: Lang) -> str:
    return fmt.kpi(
        number(side, "value"),
        str(row["format"]),
        str(row["unit"]),
        lang,
        sign=string(side, "qualifier"),
        lower=number(side, "lower"),
        upper=number(side, "upper"),
    )


def _first(row: Row, filters: Filters) -> str:
    """The figure first stated, since when it is known, and by which document."""
    lang, side = filters.lang, cast("Row", row["first_stated"])
    documents = records(side, "documents")
    basis = str(documents[0]["basis"]) if documents else "unknown"
    known = fmt.day(day(side, "known_from"), "day", lang, filters.era)
    words = f"{_figure(side, row, lang)} · {t(f'series.basis_{basis}', lang, date=known)}"
    return f"{tables.plain(words)} · {tables.sources(side, lang)}"


def _holds(row: Row, lang: Lang) -> str:
    """The figure that holds, with every document that states it."""
    if row["known_now"] is None:
        return t("series.set_aside", lang)
    side = cast("Row", row["known_now"])
    return f"{tables.plain(_figure(side, row, lang))} · {tables.sources(side, lang)}"
