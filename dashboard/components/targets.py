"""The national targets on the overview: every version with what was reached of it."""

from datetime import date
from typing import cast

from dashboard import format as fmt
from dashboard import pace, state
from dashboard.components import layout, tables
from dashboard.components.tables import Row, number, string
from dashboard.data import Page
from dashboard.filters import Filters
from dashboard.text import label, t


def versions(page: Page) -> None:
    """The national targets, one row a version: deadline, whether in force, latest and at its end.

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
    """A target in words: `105 เมือง ภายในปี 2570`."""
    words = fmt.measured(value, unit_code, filters.lang)
    if horizon is None:
        return words
    year = fmt.year(horizon, filters.lang, filters.era)
    return f"{words} {t('tile.by', filters.lang, year=year)}"


def _is_past(row: Row, today: date) -> bool:
    """Whether the target's year is over, read as a calendar year."""
    horizon = cast("int | None", row["horizon"])
    return horizon is not None and pace.deadline(horizon, "calendar") < today


def _deadline(row: Row, filters: Filters) -> str:
    """By which year; where documents state none, what they say instead."""
    lang, horizon = filters.lang, cast("int | None", row["horizon"])
    if horizon is not None:
        return t("tile.by", lang, year=fmt.year(horizon, lang, filters.era))
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
