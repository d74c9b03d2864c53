"""Targets on the overview: the verdict on pace, pace, and count over time of the certified cities.

And every version of each national target, with what was reached of it. What depends on today is
worked out in SQL (`figures_on`, `sql/queries/shared/verdict.sql`) and only worded here.
"""

from typing import cast

import polars as pl
import streamlit as st

from dashboard.components import series
from dashboard.parts import layout, tables, tiles
from dashboard.parts.tables import Row, number, string
from dashboard.reader import format as fmt
from dashboard.reader.filters import Filters
from dashboard.reader.text import Lang, label, t, unit
from dashboard.warehouse.data import Page

KPI = "certified_cities"
PACE = "pace_gap"
SAME = {PACE: KPI, "target_attainment": KPI}  # KPIs of one target: one verdict
READINGS = ("calendar", "fiscal")


def sentence(found: pl.DataFrame, filters: Filters) -> str:
    """The verdict on one KPI's pace in words. `found`: its rows of `verdict.sql`, one or more."""
    lang, row = filters.lang, found.row(0, named=True)
    values = {
        "label": tables.plain(str(row[f"label_{lang}"])),
        "target": tables.plain(by_year(row["target"], row["unit"], row["horizon"], filters)),
    }
    if row["outcome"] != "judged":
        word = label("pace_word", str(row["outcome"]), lang)
        return t(f"target.verdict_{row['outcome']}", lang, word=word, **values)
    ends = dict.fromkeys((str(row["best"]), str(row["worst"])))
    return t(
        "target.verdict_judged",
        lang,
        **values,
        word=f" {t('target.to', lang)} ".join(label("pace_word", word, lang) for word in ends),
        value=spread(found["newest"], 0, lang),
        **{
            reading: spread(found[f"needed_{reading}"], 2, lang)
            if row[f"{reading}_months"]
            else t("overview.pace_passed", lang)
            for reading in READINGS
        },
        seen=spread(found["seen"], 2, lang),
        by_end=spread(pl.Series([row["by_end_least"], row["by_end_most"]]), 0, lang),
        unit=unit(str(row["unit"]), lang, row["by_end_most"]),
        year=fmt.year(row["horizon"], lang, filters.era, named=True),
    )


def spread(values: pl.Series, decimals: int, lang: Lang) -> str:
    """The lowest and the highest of some numbers, or the one that they all are."""
    ends = [fmt.number(cast("float", end), decimals) for end in (values.min(), values.max())]
    return f" {t('target.to', lang)} ".join(dict.fromkeys(ends))


def inputs(found: pl.DataFrame, filters: Filters) -> None:
    """What the verdict on one KPI rests on: a row a side and base, to download as well."""
    lang, column = filters.lang, tables.Columns.of(filters)
    seen = found.drop_nulls("base")
    if seen.is_empty():
        return

    def between(row: Row) -> str:
        started = fmt.day(
            tables.day(row, "base_on"), string(row, "base_precision"), lang, filters.era
        )
        today = fmt.day(tables.day(row, "today"), "day", lang, filters.era)
        start, end = (fmt.number(cast("float", row[name])) for name in ("base_value", "newest"))
        return t("target.between", lang, start=f"{start} ({started})", end=f"{end} ({today})")

    def ratio(row: Row) -> str:
        calendar, fiscal = (
            _ratio(number(row, f"ratio_{way}"), lang) for way in ("calendar", "fiscal")
        )
        if calendar == fiscal:
            return calendar
        return t("target.ratios", lang, calendar=calendar, fiscal=fiscal)

    def base(row: Row) -> str:
        named = label("pace_base", str(row["base"]), lang)
        side = string(row, "side")
        return t("target.of_side", lang, side=side, base=named) if side else named

    def rate(row: Row) -> str:
        seen, months = (
            fmt.number(cast("float", row["seen"]), 2),
            fmt.number(cast("int", row["months"])),
        )
        return t("target.rate_over", lang, rate=seen, months=months)

    tables.small(
        seen,
        [
            column.made("target.span", lambda row: f"{base(row)}: {between(row)}"),
            column.made("target.rate", rate),
            column.made("target.ratio", ratio),
        ],
        alt="target.seen",
        by=(),
    )
    st.caption(t("target.method", lang))
    tables.download(found, key="verdict")


def _ratio(value: float | None, lang: Lang) -> str:
    """Pace needed over pace seen, in words where it is no number."""
    if value is None:
        return t("overview.pace_passed", lang)
    return t("target.no_rise", lang) if value == float("inf") else fmt.number(value, 2)


def pace_panel(page: Page) -> None:
    """Needed a month from today and from the last statement, and what was seen."""
    filters = page.filters
    with layout.section("overview.pace", timeless="today", national=True):
        (pace,) = page.tiles.filter(pl.col("metric_id") == PACE).to_dicts()
        judged = page.verdict.filter(pl.col("metric_id") == KPI)
        if not tiles.has_figure(pace) or judged.is_empty():
            layout.empty("known.empty" if filters.known else "state.empty_record")
            return
        aim = judged.row(0, named=True)
        left = float(pace["numerator"])
        st.markdown(
            t(
                "overview.pace_left",
                filters.lang,
                left=fmt.number(left),
                value=fmt.number(aim["target"] - left),
                target=fmt.number(aim["target"]),
            )
        )
        _needed(pace, aim["horizon"], filters)
        year = fmt.year(aim["horizon"], filters.lang, filters.era, named=True)
        st.caption(t("overview.pace_note", filters.lang, year=year))
        inputs(judged, filters)


def _needed(pace: Row, horizon: int, filters: Filters) -> None:
    """Needed a month by either reading of the deadline, from either day."""
    lang, era = filters.lang, filters.era

    def rate(row: Row, name: str) -> str:
        value = number(row, name)
        return t("overview.pace_passed", lang) if value is None else fmt.number(value, 2)

    def reading(row: Row) -> str:
        ends_on = fmt.day(tables.day(row, "deadline"), "day", lang, era)
        return f"{_reading(str(row['segment']), horizon, filters)} ({ends_on})"

    stated_on = fmt.day(
        tables.day(pace, "as_of"), string(pace, "as_of_precision"), lang, filters.era
    )
    shown_on = fmt.day(tables.day(pace, "today"), "day", lang, era)
    since_today = "overview.pace_from_known" if filters.known else "overview.pace_from_today"
    column = tables.Columns.of(filters)
    tables.small(
        pl.DataFrame(tables.records(pace, "paces")),
        [
            column.made("overview.pace_reading", reading),
            tables.Column(t(since_today, lang, date=shown_on), lambda row: rate(row, "value")),
            tables.Column(
                t("overview.pace_from_last", lang, date=stated_on), lambda row: rate(row, "then")
            ),
        ],
        alt="overview.pace",
        by=(),
    )


def record(page: Page) -> None:
    """The certified cities over time: each count as first stated and as it holds, and documents."""
    filters = page.filters
    with layout.section("target.over_time", national=True, note="target.over_time_note"):
        counts = page.series.filter(pl.col("metric_id") == KPI)
        if counts.is_empty():
            layout.empty("known.empty" if filters.known else "state.empty_period")
            return
        series.record(counts, filters)


def _reading(reading: str, horizon: int, filters: Filters) -> str:
    """One reading of the target's year: `ปีปฏิทิน 2570`."""
    return f"{t(f'year.{reading}', filters.lang)} {fmt.year(horizon, filters.lang, filters.era)}"


def aims(targets: pl.DataFrame, filters: Filters) -> pl.DataFrame:
    """The versions of the target, one after the other, on the last day of their year."""
    line = targets.filter(
        pl.col("metric_id") == KPI,
        pl.col("horizon").is_not_null(),
        pl.col("is_in_force") | pl.col("replaced_by_value").is_not_null(),
    )
    found = [
        (
            row["ends_on"],
            row["value"],
            by_year(row["value"], row["unit"], row["horizon"], filters),
            f"{fmt.number(row['value'])} ({fmt.year(row['horizon'], filters.lang, filters.era)})",
        )
        for row in line.iter_rows(named=True)
    ]
    texts = {"shown": pl.String, "label": pl.String}
    kinds = {"as_of": pl.Date, "value": pl.Float64} | texts
    return pl.DataFrame(found, schema=kinds, orient="row")


def versions(page: Page) -> None:
    """The national targets, one row per version: deadline, whether in force, latest and at its end.

    `page.targets`: see `sql/queries/overview/targets.sql`.
    """
    filters = page.filters
    column = tables.Columns.of(filters)
    with layout.section(
        "target.versions", timeless="record", national=True, note="target.versions_note"
    ):
        tables.small(
            page.targets,
            [
                column.named("target.what", "measure"),
                column.measured("target.value", "value", "qualifier"),
                column.made("target.deadline", lambda row: _deadline(row, filters)),
                column.when("target.since", "first_stated_on", "first_precision"),
                column.made("target.status", lambda row: _status(row, filters)),
                column.made(
                    "target.latest",
                    lambda row: _figure(row, "latest", filters, of_another=row["is_of_another"]),
                ),
                column.made(
                    "target.reached",
                    lambda row: _figure(row, "reached", filters) if row["is_past"] else "–",
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


def _deadline(row: Row, filters: Filters) -> str:
    """By which year; where documents state none, what they say instead."""
    lang, horizon = filters.lang, cast("int | None", row["horizon"])
    if horizon is not None:
        return t("tile.by", lang, year=fmt.year(horizon, lang, filters.era, named=True))
    texts = cast("list[str]", row["horizon_texts"])
    said = ", ".join(dict.fromkeys(label("horizon", words, lang) for words in texts))
    undated = t("target.no_year", lang)
    return f"{undated} ({said})" if said else undated


def _status(row: Row, filters: Filters) -> str:
    """Replaced by which version, past its year, in force, or only older than the one in force."""
    lang, replaced = filters.lang, number(row, "replaced_by_value")
    if replaced is not None:
        horizon = cast("int | None", row["replaced_by_horizon"])
        by = by_year(replaced, str(row["unit"]), horizon, filters)
        return t("target.replaced", lang, by=by)
    if row["is_past"]:
        return t("target.past", lang)
    return t("target.in_force" if row["is_in_force"] else "target.older", lang)


def _figure(row: Row, name: str, filters: Filters, *, of_another: object = False) -> str:
    """A figure beside its target: value, date, share or why there is none, and disputes."""
    lang = filters.lang
    if row[name] is None:
        return t("state.no_statement", lang)
    figure = cast("Row", row[name])
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
    is_of_one_basis = not tiles.other_basis(row["metric_id"], lang)
    share = number(figure, "share") if is_of_one_basis else None
    part = (
        t("target.other_day" if of_another or not is_of_one_basis else "target.other_unit", lang)
        if share is None
        else t(
            "target.share",
            lang,
            sign=fmt.qualifier(sign, lang),
            share=fmt.number(share, 2, sign=sign),
        ).strip()
    )
    told = f"{words} ({stated_on.cell(figure)}) · {part}"
    if disputed := cast("list[float] | None", figure["disputed"]):
        sides = " / ".join(fmt.number(side) for side in disputed)
        told += f" · {t('target.disputed', lang, values=sides)}"
    return told
