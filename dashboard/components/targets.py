"""Targets on the overview: pace, count over time and projection of the certified cities.

And every version of each national target, with what was reached of it.
"""

from dataclasses import dataclass
from datetime import date
from typing import cast

import polars as pl
import streamlit as st

from dashboard import format as fmt
from dashboard import pace, state
from dashboard.components import charts, layout, series, tables
from dashboard.components.tables import Row, number, string
from dashboard.data import Page
from dashboard.filters import Filters
from dashboard.text import label, t

KPI = "certified_cities"


@dataclass(frozen=True)
class TargetProgress:
    """Certified cities against their target in force; `value` and `target` count cities."""

    series: pl.DataFrame  # rows of `sql/queries/every/series.sql`
    since: date  # of the last count that holds
    precision: str
    value: float
    target: float
    year: int
    points: tuple[pace.Point, ...]  # the exact counts that hold, dated to a month or finer
    projection: pace.Projection | pace.Reason


def target_progress(found: pl.DataFrame, targets: pl.DataFrame) -> TargetProgress | None:
    """Progress towards the target in force; None without a count, or a target with a year."""
    counts = found.filter(pl.col("metric_id") == KPI)
    count = pl.col("known_now").struct.field("value")
    holds = counts.filter(count.is_not_null())
    in_force = targets.filter(
        pl.col("metric_id") == KPI, pl.col("is_in_force"), pl.col("horizon").is_not_null()
    )
    if holds.is_empty() or in_force.is_empty():
        return None
    exact = holds.filter(
        pl.col("known_now").struct.field("qualifier") == "=", pl.col("as_of_precision") != "year"
    )
    points = tuple(pace.Point(*point) for point in exact.select("as_of", count).iter_rows())
    last, aim = holds.row(-1, named=True), in_force.row(0, named=True)
    return TargetProgress(
        counts,
        last["as_of"],
        last["as_of_precision"],
        last["known_now"]["value"],
        aim["value"],
        aim["horizon"],
        points,
        pace.projected(points, aim["value"]),
    )


def pace_panel(page: Page) -> None:
    """Needed a month, seen a month, and when the target would be reached if it went on so."""
    filters = page.filters
    lang = filters.lang
    with layout.section("overview.pace", national=True):
        found = target_progress(page.series, page.targets)
        if found is None:
            layout.empty("known.empty" if filters.known else "state.empty_period")
            return
        left = fmt.number(max(found.target - found.value, 0))
        st.markdown(
            t(
                "overview.pace_left",
                lang,
                left=left,
                value=fmt.number(found.value),
                target=fmt.number(found.target),
            )
        )
        _needed(found, filters)
        st.caption(
            t("overview.pace_note", lang, year=fmt.year(found.year, lang, filters.era, named=True))
        )
        _seen(found, filters)
        st.markdown(f"**{t('target.projection', lang)}**  \n{_projection(found, filters)}")


def over_time(page: Page) -> None:
    """The certified cities over time with the ways to the target; each count with its documents."""
    filters = page.filters
    lang = filters.lang
    with layout.section("target.over_time", national=True, note="target.over_time_note"):
        found = target_progress(page.series, page.targets)
        if found is None:
            layout.empty("known.empty" if filters.known else "state.empty_period")
            return
        aim = by_year(found.target, "cities", found.year, filters)
        left, right = st.columns(2)
        with left:
            layout.chart(
                charts.pace(
                    series.drawn(found.series, filters),
                    _ways(found, filters),
                    _aims(page.targets, filters),
                    state.colours(),
                    value_title=t("overview.pace_axis", lang),
                    year_shift=series.year_shift(filters),
                    hollow=t("series.first", lang),
                ),
                alt_text=f"{series.alt_text(found.series, filters)} "
                + t("target.alt", lang, target=aim),
                credit=series.credit(found.series),
            )
        with right:
            series.record(found.series, filters)


def _needed(found: TargetProgress, filters: Filters) -> None:
    """Needed a month by either reading of the deadline, from either day."""
    lang, era = filters.lang, filters.era
    today = filters.known or state.today()

    def rate(needed: pace.Needed) -> str:
        if needed.per_month is None:
            return t("overview.pace_passed", lang)
        return fmt.number(needed.per_month, 2)

    rows = [
        {
            "reading": f"{_reading(first, found, filters)} "
            f"({fmt.day(first.ends_on, 'day', lang, era)})",
            "first": rate(first),
            "then": rate(then),
        }
        for first, then in zip(
            pace.needed(found.value, found.target, found.year, found.since),
            pace.needed(found.value, found.target, found.year, today),
            strict=True,
        )
    ]
    stated_on = fmt.day(found.since, found.precision, lang, era)
    shown_on = fmt.day(today, "day", lang, era)
    since_today = "overview.pace_from_known" if filters.known else "overview.pace_from_today"
    column = tables.Columns.of(filters)
    tables.small(
        pl.DataFrame(rows),
        [
            column.text("overview.pace_reading", "reading"),
            tables.Column(
                t("overview.pace_from_last", lang, date=stated_on), lambda row: string(row, "first")
            ),
            tables.Column(t(since_today, lang, date=shown_on), lambda row: string(row, "then")),
        ],
        alt="overview.pace",
        by=(),
    )


def _seen(found: TargetProgress, filters: Filters) -> None:
    """Seen a month: in the last months, since the highest count before, since the first."""
    lang, column = filters.lang, tables.Columns.of(filters)
    spans = {
        t("target.last_months", lang, months=span): pace.within(found.points, span)
        for span in pace.WINDOWS
    }
    spans[t("target.since_highest", lang)] = pace.since_highest(found.points)
    spans[t("target.since_first", lang)] = pace.since_first(found.points)
    precision = dict(found.series.select("as_of", "as_of_precision").iter_rows())

    def between(seen: pace.Seen | None) -> str:
        if seen is None:
            return t("target.no_two", lang)
        counts = {
            name: f"{fmt.number(point.value)} "
            f"({fmt.day(point.as_of, precision[point.as_of], lang, filters.era)})"
            for name, point in (("start", seen.start), ("end", seen.end))
        }
        return t("target.between", lang, **counts)

    rows = [
        {
            "span": name,
            "between": between(seen),
            "rate": "–" if seen is None else fmt.number(seen.per_month, 2),
        }
        for name, seen in spans.items()
    ]
    tables.small(
        pl.DataFrame(rows),
        [
            column.text("target.span", "span"),
            column.text("target.statements", "between"),
            column.text("target.rate", "rate"),
        ],
        alt="target.seen",
        by=(),
    )


def _projection(found: TargetProgress, filters: Filters) -> str:
    """How the projection is made, what it rests on and what it says; or why there is none."""
    lang, line = filters.lang, found.projection
    target = fmt.measured(found.target, "cities", lang)
    if isinstance(line, str):
        return t(
            f"target.withheld_{line}",
            lang,
            target=target,
            fewest=pace.FEWEST,
            months=pace.PROJECTED,
            years=pace.FARTHEST,
        )
    precision = dict(found.series.select("as_of", "as_of_precision").iter_rows())
    first, last = (
        fmt.day(point.as_of, precision[point.as_of], lang, filters.era)
        for point in (line.points[0], line.points[-1])
    )
    counts = {
        needed.reading: fmt.number(line.value(needed.ends_on))
        for needed in pace.needed(found.value, found.target, found.year, found.since)
    }
    return t(
        "target.projected",
        lang,
        **counts,
        by=fmt.year(found.year, lang, filters.era),
        target=target,
        year=fmt.year(line.reached_on.year, lang, filters.era, named=True),
        count=len(line.points),
        first=first,
        last=last,
        rate=fmt.number(line.per_month, 2),
        months=pace.PROJECTED,
    )


def _reading(needed: pace.Needed, found: TargetProgress, filters: Filters) -> str:
    """One reading of the target's year: `ปีปฏิทิน 2570`."""
    year = fmt.year(found.year, filters.lang, filters.era)
    return f"{t(f'year.{needed.reading}', filters.lang)} {year}"


def _ways(found: TargetProgress, filters: Filters) -> pl.DataFrame:
    """The ways ahead: reading, as_of, value; from the last count to the target, and projected."""
    ways = [
        (_reading(needed, found, filters), on, count)
        for needed in pace.needed(found.value, found.target, found.year, found.since)
        for on, count in ((found.since, found.value), (needed.ends_on, found.target))
    ]
    if isinstance(found.projection, pace.Projection):
        ends = (found.projection.points[0].as_of, pace.deadline(found.year, "calendar"))
        name = t("target.projection", filters.lang)
        ways += [(name, on, found.projection.value(on)) for on in ends]
    kinds = {"reading": pl.String, "as_of": pl.Date, "value": pl.Float64}
    return pl.DataFrame(ways, schema=kinds, orient="row")


def _aims(targets: pl.DataFrame, filters: Filters) -> pl.DataFrame:
    """The versions of the target, one after the other, on the last day of their year."""
    line = targets.filter(
        pl.col("metric_id") == KPI,
        pl.col("horizon").is_not_null(),
        pl.col("is_in_force") | pl.col("replaced_by_value").is_not_null(),
    )
    aims = [
        (
            pace.deadline(row["horizon"], "calendar"),
            row["value"],
            by_year(row["value"], row["unit"], row["horizon"], filters),
            f"{fmt.number(row['value'])} ({fmt.year(row['horizon'], filters.lang, filters.era)})",
        )
        for row in line.iter_rows(named=True)
    ]
    texts = {"shown": pl.String, "label": pl.String}
    kinds = {"as_of": pl.Date, "value": pl.Float64} | texts
    return pl.DataFrame(aims, schema=kinds, orient="row")


def versions(page: Page) -> None:
    """The national targets, one row per version: deadline, whether in force, latest and at its end.

    `page.targets`: see `sql/queries/overview/targets.sql`.
    """
    filters = page.filters
    column = tables.Columns.of(filters)
    today = filters.known or state.today()
    with layout.section("target.versions", national=True, note="target.versions_note"):
        tables.small(
            page.targets,
            [
                column.named("target.what", "measure"),
                column.measured("target.value", "value", "qualifier"),
                column.made("target.deadline", lambda row: _deadline(row, filters)),
                column.when("target.since", "first_stated_on", "first_precision"),
                column.made("target.status", lambda row: _status(row, today, filters)),
                column.made("target.latest", lambda row: _figure(row["latest"], filters)),
                column.made(
                    "target.reached",
                    lambda row: _figure(row["reached"], filters) if _is_past(row, today) else "–",
                ),
                column.sources(),
            ],
            alt="target.versions",
            by=(),
        )


def by_year(value: float, unit_code: str, horizon: int | None, filters: Filters) -> str:
    """A target in words: `105 เมือง ภายในปี พ.ศ. 2570`."""
    words = fmt.measured(value, unit_code, filters.lang)
    if horizon is None:
        return words
    year = fmt.year(horizon, filters.lang, filters.era, named=True)
    return f"{words} {t('tile.by', filters.lang, year=year)}"


def _is_past(row: Row, today: date) -> bool:
    """Whether the target's year is over, read as a calendar year."""
    horizon = cast("int | None", row["horizon"])
    return horizon is not None and pace.deadline(horizon, "calendar") < today


def _deadline(row: Row, filters: Filters) -> str:
    """By which year; where documents state none, what they say instead."""
    lang, horizon = filters.lang, cast("int | None", row["horizon"])
    if horizon is not None:
        return t("tile.by", lang, year=fmt.year(horizon, lang, filters.era, named=True))
    texts = cast("list[str]", row["horizon_texts"])
    said = ", ".join(dict.fromkeys(label("horizon", words, lang) for words in texts))
    undated = t("target.no_year", lang)
    return f"{undated} ({said})" if said else undated


def _status(row: Row, today: date, filters: Filters) -> str:
    """Replaced by which version, past its year, in force, or only older than the one in force."""
    lang, replaced = filters.lang, number(row, "replaced_by_value")
    if replaced is not None:
        horizon = cast("int | None", row["replaced_by_horizon"])
        by = by_year(replaced, str(row["unit"]), horizon, filters)
        return t("target.replaced", lang, by=by)
    if _is_past(row, today):
        return t("target.past", lang)
    return t("target.in_force" if row["is_in_force"] else "target.older", lang)


def _figure(found: object, filters: Filters) -> str:
    """A figure beside its target: value, date, and share where both count the same unit."""
    lang = filters.lang
    if found is None:
        return t("state.no_statement", lang)
    figure = cast("Row", found)
    sign = string(figure, "qualifier")
    words = fmt.measured(
        number(figure, "value"),
        str(figure["unit"]),
        lang,
        sign=sign,
        lower=number(figure, "lower"),
        upper=number(figure, "upper"),
    )
    stated_on = tables.Columns.of(filters).when("table.as_of", "as_of", "as_of_precision")
    share = number(figure, "share")
    part = (
        t("target.other_unit", lang)
        if share is None
        else t("target.share", lang, share=fmt.bounded(fmt.number(share, 2), lang, sign))
    )
    return f"{words} ({stated_on.cell(figure)}) · {part}"
