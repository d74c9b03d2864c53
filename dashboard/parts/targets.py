"""Targets on the overview: the verdict on pace, and the pace itself, of the certified cities.

And every version of each national target, with what was reached of it. What depends on today is
worked out in SQL (`figures_on`, `sql/queries/shared/verdict.sql`) and only worded here.
"""

from typing import cast

import polars as pl
import streamlit as st

from dashboard.parts import layout, picks, rows, tables, take, tiles
from dashboard.parts.tables import Row, number, string
from dashboard.reader import format as fmt
from dashboard.reader.figure import Figure
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader

KPI = "certified_cities"
PACE = "pace_gap"
SAME = {PACE: KPI, "target_attainment": KPI}  # KPIs of one target: one verdict
READINGS = ("calendar", "fiscal")


def sentence(found: pl.DataFrame, reader: Reader) -> str:
    """The verdict on one KPI's pace in words. `found`: its rows of `verdict.sql`, one or more."""
    row = found.row(0, named=True)
    values = {
        "label": tables.plain(str(row[f"label_{reader.lang}"])),
        "target": tables.plain(by_year(row["target"], row["unit"], row["horizon"], reader)),
    }
    if row["outcome"] != "judged":
        word = reader.label("pace_word", str(row["outcome"]))
        word = f"{word[0].upper()}{word[1:]}"
        return reader.t(f"target.verdict_{row['outcome']}", word=word, **values)
    ends = dict.fromkeys((str(row["best"]), str(row["worst"])))
    return reader.t(
        "target.verdict_judged",
        **values,
        word=f" {reader.t('target.to')} ".join(reader.label("pace_word", word) for word in ends),
        value=spread(found["newest"], 0, reader),
        **{
            reading: spread(found[f"needed_{reading}"], 2, reader)
            if row[f"{reading}_months"]
            else reader.t("overview.pace_passed")
            for reading in READINGS
        },
        seen=spread(found["seen"], 2, reader),
        by_end=spread(pl.Series([row["by_end_least"], row["by_end_most"]]), 0, reader),
        unit=reader.unit(str(row["unit"]), row["by_end_most"]),
        year=reader.year(row["horizon"], named=True),
    )


def spread(values: pl.Series, decimals: int, reader: Reader) -> str:
    """The lowest and the highest of some numbers, or the one that they all are."""
    ends = [fmt.number(cast("float", end), decimals) for end in (values.min(), values.max())]
    return f" {reader.t('target.to')} ".join(dict.fromkeys(ends))


def inputs(found: pl.DataFrame, reader: Reader) -> None:
    """What the verdict on one KPI rests on: a row a side and base, to download as well."""
    column = tables.Columns(reader)
    seen = found.drop_nulls("base")
    if seen.is_empty():
        return

    def between(row: Row) -> str:
        started = reader.day(tables.day(row, "base_on"), string(row, "base_precision"))
        today = reader.day(tables.day(row, "today"), "day")
        start, end = (fmt.number(cast("float", row[name])) for name in ("base_value", "newest"))
        return reader.t("target.between", start=f"{start} ({started})", end=f"{end} ({today})")

    def ratio(row: Row) -> str:
        calendar, fiscal = (
            _ratio(number(row, f"ratio_{way}"), reader) for way in ("calendar", "fiscal")
        )
        if calendar == fiscal:
            return calendar
        return reader.t("target.ratios", calendar=calendar, fiscal=fiscal)

    def base(row: Row) -> str:
        named = reader.label("pace_base", str(row["base"]))
        side = string(row, "side")
        return reader.t("target.of_side", side=side, base=named) if side else named

    def rate(row: Row) -> str:
        seen, months = (
            fmt.number(cast("float", row["seen"]), 2),
            fmt.number(cast("int", row["months"])),
        )
        return reader.t("target.rate_over", rate=seen, months=months)

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
    told = reader.t("target.method")
    take.menu(told, lambda: found, key="verdict", title=reader.t("target.seen"))


def _ratio(value: float | None, reader: Reader) -> str:
    """Pace needed over pace seen, in words where it is no number."""
    if value is None:
        return reader.t("overview.pace_passed")
    return reader.t("target.no_rise") if value == float("inf") else fmt.number(value, 2)


def pace_panel(page: Page) -> None:
    """Needed a month from today and from the last statement; the drawer has what was seen."""
    reader = page.reader
    with layout.section("overview.pace", timeless="today", national=True):
        (pace,) = page.tiles.filter(pl.col("metric_id") == PACE).to_dicts()
        judged = page.verdict.filter(pl.col("metric_id") == KPI)
        if not tiles.has_figure(pace) or judged.is_empty():
            layout.empty("known.empty" if reader.known else "state.empty_record")
            return
        aim = judged.row(0, named=True)
        left = float(pace["numerator"])
        st.markdown(
            reader.t(
                "overview.pace_left",
                left=fmt.number(left),
                value=fmt.number(aim["target"] - left),
                target=fmt.number(aim["target"]),
            )
        )
        _needed(pace, aim["horizon"], reader)
        year = reader.year(aim["horizon"], named=True)
        st.caption(
            reader.t(
                "overview.pace_note",
                year=year,
                address=picks.address(f"kpi:{PACE}"),
            )
        )


def _needed(pace: Row, horizon: int, reader: Reader) -> None:
    """Needed a month by either reading of the deadline, from either day."""

    def rate(row: Row, name: str) -> str:
        value = number(row, name)
        return reader.t("overview.pace_passed") if value is None else fmt.number(value, 2)

    def reading(row: Row) -> str:
        ends_on = reader.day(tables.day(row, "deadline"), "day")
        return f"{_reading(str(row['segment']), horizon, reader)} ({ends_on})"

    stated_on = reader.day(tables.day(pace, "as_of"), string(pace, "as_of_precision"))
    shown_on = reader.day(tables.day(pace, "today"), "day")
    since_today = "overview.pace_from_known" if reader.known else "overview.pace_from_today"
    column = tables.Columns(reader)
    tables.small(
        pl.DataFrame(tables.records(pace, "paces")),
        [
            column.made("overview.pace_reading", reading),
            tables.Column(reader.t(since_today, date=shown_on), lambda row: rate(row, "value")),
            tables.Column(
                reader.t("overview.pace_from_last", date=stated_on), lambda row: rate(row, "then")
            ),
        ],
        alt="overview.pace",
        by=(),
    )


def _reading(reading: str, horizon: int, reader: Reader) -> str:
    """One reading of the target's year: `ปีปฏิทิน 2570`."""
    return f"{reader.t(f'year.{reading}')} {reader.year(horizon)}"


def aims(targets: pl.DataFrame, reader: Reader) -> pl.DataFrame:
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
            by_year(row["value"], row["unit"], row["horizon"], reader),
            f"{fmt.number(row['value'])} ({reader.year(row['horizon'])})",
        )
        for row in line.iter_rows(named=True)
    ]
    texts = {"shown": pl.String, "label": pl.String}
    kinds = {"as_of": pl.Date, "value": pl.Float64} | texts
    return pl.DataFrame(found, schema=kinds, orient="row")


def versions(page: Page) -> None:
    """The national targets, one row per version: what and by when, whether in force, the latest.

    `page.targets`: see `sql/queries/overview/targets.sql`. The drawer has the rest of a row.
    """
    reader = page.reader
    column = tables.Columns(reader)
    layout.national_note()
    layout.timeless_note("record")
    st.caption(reader.t("target.versions_note"))
    rows.listed(
        page.targets,
        [
            column.named("target.what", "measure"),
            column.made("target.value", lambda row: _aim(row, reader)),
            column.made("target.status", lambda row: _status(row, reader)),
            column.made("target.latest", lambda row: _latest(row, reader)),
        ],
        alt="target.versions",
        key="targets",
        opens=lambda row: f"aim:{row['aim']}",
        whole=lambda: _taken(page.targets),
        shown=rows.FEW,
        by=(),
    )


def _taken(versions: pl.DataFrame) -> pl.DataFrame:
    """The versions with the parts of their figures in columns, to be taken along."""
    parts = ("value", "qualifier", "as_of", "as_of_precision")
    named = {
        "latest": ("latest_value", "latest_qualifier", "latest_as_of", "latest_as_of_precision"),
        "reached": (
            *("reached_value", "reached_qualifier"),
            *("reached_as_of", "reached_as_of_precision"),
        ),
    }
    return versions.with_columns(
        pl.col(figure).struct.field(part).alias(name)
        for figure, names in named.items()
        for part, name in zip(parts, names, strict=True)
    ).drop(named)


def facts(row: Row, reader: Reader) -> dict[str, str]:
    """All that is known of one version of a target, a row of `targets.sql`: name -> Markdown."""
    words = {
        "target.value": reader.figure(Figure.of(row)),
        "target.deadline": _deadline(row, reader),
        "target.since": reader.as_of(row, "first_stated_on", "first_precision"),
        "target.status": _status(row, reader),
        "target.latest": _latest(row, reader),
        "target.reached": _figure(row, "reached", reader) if row["is_past"] else "",
    }
    documents = "  \n".join(tables.titled(one, reader) for one in tables.records(row, "documents"))
    return {
        **{key: tables.plain(told) for key, told in words.items()},
        "table.source": documents,
        "target.note": tables.plain(reader.t("target.inferred")),
    }


def by_year(value: float, unit_code: str, horizon: int | None, reader: Reader) -> str:
    """A target in words: `105 เมือง ภายในปี พ.ศ. 2570`."""
    words = reader.figure(Figure(value, unit_code))
    if horizon is None:
        return words
    year = reader.year(horizon, named=True)
    return f"{words} {reader.t('tile.by', year=year)}"


def _aim(row: Row, reader: Reader) -> str:
    """What is asked for and by when: `105 เมือง ภายในปี พ.ศ. 2570`."""
    return f"{reader.figure(Figure.of(row))} · {_deadline(row, reader)}"


def _latest(row: Row, reader: Reader) -> str:
    return _figure(row, "latest", reader, of_another=row["is_of_another"])


def _deadline(row: Row, reader: Reader) -> str:
    """By which year; where documents state none, what they say instead."""
    horizon = cast("int | None", row["horizon"])
    if horizon is not None:
        return reader.t("tile.by", year=reader.year(horizon, named=True))
    texts = cast("list[str]", row["horizon_texts"])
    said = ", ".join(dict.fromkeys(reader.label("horizon", words) for words in texts))
    undated = reader.t("target.no_year")
    return f"{undated} ({said})" if said else undated


def _status(row: Row, reader: Reader) -> str:
    """Replaced by which version, past its year, in force, or only older than the one in force."""
    replaced = number(row, "replaced_by_value")
    if replaced is not None:
        horizon = cast("int | None", row["replaced_by_horizon"])
        by = by_year(replaced, str(row["unit"]), horizon, reader)
        return reader.t("target.replaced", by=by)
    if row["is_past"]:
        return reader.t("target.past")
    return reader.t("target.in_force" if row["is_in_force"] else "target.older")


def _figure(row: Row, name: str, reader: Reader, *, of_another: object = False) -> str:
    """A figure beside its target: value, date, share or why there is none, and disputes."""
    if row[name] is None:
        return reader.t("state.no_statement")
    figure = cast("Row", row[name])
    sign = string(figure, "qualifier")
    words = reader.figure(Figure.of(figure))
    stated_on = tables.Columns(reader).when("table.as_of", "as_of", "as_of_precision")
    is_of_one_basis = not tiles.other_basis(row["metric_id"], reader)
    share = number(figure, "share") if is_of_one_basis else None
    part = (
        reader.t("target.other_day" if of_another or not is_of_one_basis else "target.other_unit")
        if share is None
        else reader.t(
            "target.share", sign=reader.qualifier(sign), share=fmt.number(share, 2, sign=sign)
        ).strip()
    )
    told = f"{words} ({stated_on.cell(figure)}) · {part}"
    if disputed := cast("list[float] | None", figure["disputed"]):
        sides = " / ".join(fmt.number(side) for side in disputed)
        told += f" · {reader.t('target.disputed', values=sides)}"
    return told
