"""What the load did: runs, when sources were looked up, checks, quarantine."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import cast

import altair as alt
import polars as pl
import streamlit as st

from dashboard.pages.health import charts
from dashboard.parts import layout, rows, tables
from dashboard.parts.choose import choose
from dashboard.parts.tables import Columns, Row, day, number, string
from dashboard.reader import format as fmt
from dashboard.reader import state
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader
from dashboard.warehouse import uploads
from sql.clock import BANGKOK

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


# ---------------------------------------------------------------------------------------- words


def source_name(row: Row, column: Columns) -> str:
    """A source's title; its name where this build doesn't know the source."""
    return string(row, f"title_{column.reader.lang}") or str(row["source"])


def _short(iso: str, reader: Reader) -> str:
    """The same as the name on an axis, without the year."""
    local = datetime.fromisoformat(iso).astimezone(BANGKOK)
    return f"{local.day} {reader.t(f'month_short.{local.month}')} {reader.clock(local)}"


def seconds(row: Row, column: Columns) -> str:
    """How long a run took; a dash for one that has not ended by itself."""
    taken = number(row, "seconds")
    if taken is None:
        return "–"
    return column.reader.t("health.seconds", count=fmt.number(taken, 1))


def reason(row: Row, column: Columns) -> str:
    """Why a row was rejected; a rule without words of its own is named as it is."""
    name = str(row["reason"])
    told = column.reader.labels("reject_reason")
    label = told.get(f"{name}_{row.get('heading')}") or told.get(name, name)
    return column.reader.t("health.at_odds", rule=name) if label == name else label


def code(words: str | None) -> str:
    """A name of the system's own, in Markdown, told apart from words where it can be."""
    if not words or re.search(r"[`\r\n]|:material/|^\s|\s$", words):  # no code holds these
        return tables.plain(words or "")
    return f"`{words}`"


def strings(row: Row, name: str) -> Sequence[str]:
    """A cell that holds a list of texts; null is an empty list."""
    return cast("Sequence[str] | None", row[name]) or []


def _late(row: Row) -> int:
    """Days past the day that a source was due; 0 or less while it is not."""
    due = day(row, "due_on")
    return (state.today() - due).days if due else 0


# ---------------------------------------------------------------------------------------- panels


def problems(page: Page) -> None:
    """A notice for each source that could not be loaded: its last good edition stays."""
    column = Columns(page.reader)
    for row in page.sources.filter("is_broken").iter_rows(named=True):
        words = column.reader.t("health.problem", source=tables.plain(source_name(row, column)))
        why = code(string(row, "problem"))
        st.warning(f"{words}  \n{why}" if why else words, icon=":material/sync_problem:")


def runs(found: pl.DataFrame | None) -> None:
    """The newest runs: how long each took, and how it ended."""
    reader = state.current()
    column = Columns(reader)
    private = uploads.operator_view()
    with layout.panel("runs", column.reader.t("health.runs")):
        st.caption(column.reader.t("health.runs_note"))
        if found is None:
            layout.empty("health.runs_unreadable")
            return
        if found.is_empty():
            layout.empty("health.no_runs")
            return
        _durations(found, column)
        rows.listed(
            found,
            [
                tables.Column(
                    reader.t("health.started"),
                    lambda row: reader.moment(str(row["started"])),
                    sort=lambda row: datetime.fromisoformat(str(row["started"])).timestamp(),
                ),
                column.coded("health.outcome", "run_outcome", "outcome"),
                tables.Column(
                    reader.t("health.duration"),
                    lambda row: seconds(row, column),
                    sort=lambda row: number(row, "seconds"),
                ),
                column.count("definitions.quarantined", "quarantined"),
                *(
                    [column.text("health.message", "message")]
                    if private
                    else [column.coded("health.trigger", "run_trigger", "trigger")]
                ),
            ],
            alt="health.runs",
            key="health_runs",
            by=(),
        )


def _durations(found: pl.DataFrame, column: Columns) -> None:
    """The chart of the runs that ended, oldest first."""
    ended = found.filter(pl.col("seconds").is_not_null()).reverse()
    if ended.is_empty():
        return
    palette, reader = state.colours(), column.reader
    shades = {
        "published": palette.better,
        "unchanged": palette.accent,
        "review": palette.target,
        "held": palette.categories[3],
        "failed": palette.worse,
        "killed": palette.conflict,
        "running": palette.muted,
    }
    outcomes = [name for name in shades if name in set(ended["outcome"])]
    drawn = pl.DataFrame(
        [
            {
                "run": _short(row["started"], reader),
                "seconds": row["seconds"],
                "outcome": reader.label("run_outcome", row["outcome"]),
                "shown": reader.label("run_outcome", row["outcome"])
                + f" · {column.reader.moment(row['started'])} · {seconds(row, column)}",
            }
            for row in ended.iter_rows(named=True)
        ]
    )
    longest = max(ended["seconds"])
    layout.chart(
        charts.durations(
            drawn,
            {reader.label("run_outcome", name): shades[name] for name in outcomes},
            palette,
            value_title=reader.t("health.duration_axis"),
        ),
        alt_text=reader.t("health.runs_alt", count=ended.height, longest=fmt.number(longest, 1)),
        credit=reader.t(
            "layout.credit",
            publishers=reader.t("health.ledger"),
            as_of=column.reader.moment(ended["started"][-1]),
        ),
    )


def freshness(page: Page) -> None:
    """Each source against its promise: what it last sent, and when it is due again."""
    column = Columns(page.reader)
    with layout.panel("freshness", column.reader.t("health.freshness")):
        st.caption(column.reader.t("health.freshness_note"))
        ways = {way: column.reader.t(f"health.as_{way}") for way in ("picture", "table")}
        if choose("as", "provinces.ways", ways) == "picture":
            layout.chart(
                _due(page, column),
                alt_text=_due_alt(page, column),
                credit=layout.credit_of_build(page),
            )
            return
        rows.listed(
            page.sources,
            [
                column.made("definitions.source", lambda row: source_name(row, column)),
                column.made("health.standing", lambda row: _standing(row, column)),
                tables.Column(
                    column.reader.t("definitions.accessed"),
                    lambda row: _dated(row, "accessed", column),
                    sort=lambda row: day(row, "accessed"),
                ),
                tables.Column(
                    column.reader.t("health.due_on"),
                    lambda row: _dated(row, "due_on", column),
                    sort=lambda row: day(row, "due_on"),
                ),
                column.made("health.sender", lambda row: _sender(row, column)),
            ],
            alt="health.freshness",
            key="health_freshness",
            by=(),
        )


def _due(page: Page, column: Columns) -> alt.LayerChart:
    """In how many days each source that was ever read is due again."""
    due = page.sources.drop_nulls("due_on").sort("due_on").to_dicts()
    drawn = pl.DataFrame(
        [
            {
                "name": source_name(row, column),
                "days": -_late(row),
                "shown": f"{source_name(row, column)} · {_standing(row, column)} · "
                f"{_dated(row, 'due_on', column)}",
            }
            for row in due
        ],
        schema={"name": pl.String, "days": pl.Int64, "shown": pl.String},
    )
    return charts.due(drawn, state.colours(), title=column.reader.t("health.days_left"))


def _due_alt(page: Page, column: Columns) -> str:
    read = page.sources.drop_nulls("due_on")
    within = sum(_late(row) <= 0 for row in read.iter_rows(named=True))
    return column.reader.t("health.within", within=within, of=read.height)


def _sender(row: Row, column: Columns) -> str:
    return string(row, f"owner_{column.reader.lang}") or "" if row["has_template"] else ""


def _dated(row: Row, name: str, column: Columns) -> str:
    value: date | None = day(row, name)
    return column.reader.day(value, "day") if value else "–"


def cadence(row: Row, column: Columns) -> str:
    """The cadence of a source: within how many days its next edition is due."""
    days = number(row, "promise_days")
    return f"{fmt.number(days)} {column.reader.unit('days', days)}" if days else "–"


def _standing(row: Row, column: Columns) -> str:
    """Whether a source keeps its promise, in words."""
    reader, late = column.reader, _late(row)
    if row["is_broken"]:
        return reader.t("health.broken")
    if not row["editions"]:
        return reader.t("health.never")
    return reader.t("health.late", count=late) if late > 0 else reader.t("health.on_time")


def checks(page: Page) -> None:
    """Every data check, those with findings first, with the rows that it found."""
    column = Columns(page.reader)

    def verdict(row: Row) -> str:
        if not row["offending"]:
            return column.reader.t("health.passed")
        kind = column.reader.t("health.blocks" if row["blocking"] else "health.warns")
        return f"{kind}: {column.reader.t('health.found', count=row['offending'])}"

    with layout.panel("checks", column.reader.t("health.checks")):
        st.caption(column.reader.t("health.checks_note"))
        rows.listed(
            page.checks,
            [
                column.named("health.looks_for", "message"),
                column.made("health.result", verdict),
            ],
            alt="health.checks",
            key="health_checks",
            by=(),
        )
        for row in page.checks.filter(pl.col("rows").list.len() > 0).iter_rows(named=True):
            st.caption(tables.plain(str(row[f"message_{column.reader.lang}"])))
            st.code("\n".join(strings(row, "rows")), language=None, wrap_lines=True)


def quarantine(page: Page, count: int) -> None:
    """The rejected rows that are still open: by reason; for operators one by one, and to repair.

    `count`: how many there are.
    """
    column = Columns(page.reader)
    private = uploads.operator_view()
    note = "health.quarantine_note" if private else "health.quarantine_public"
    with layout.panel("quarantine", column.reader.t("health.quarantine")):
        st.caption(column.reader.t(note))
        if not count:
            st.success(column.reader.t("health.no_rejected"), icon=":material/check:")
            return
        tables.small(
            page.reasons,
            [
                column.made("definitions.source", lambda row: source_name(row, column)),
                column.made("health.reason", lambda row: reason(row, column)),
                column.count("health.rows", "rows"),
            ],
            alt="health.by_reason",
            by=(),
        )
        if private:
            _rejected(page, count, column)


def _rejected(page: Page, count: int, column: Columns) -> None:
    """What is not public: where each of `count` rejected rows stands, and the rows as they came."""
    st.caption(
        column.reader.t(
            "health.rejected_shown",
            shown=fmt.number(page.rejected.n_unique(["source", "edition", "sheet", "row"])),
            of=fmt.number(count),
        )
    )
    rows.listed(
        page.rejected,
        [
            column.made("definitions.source", lambda row: source_name(row, column)),
            column.text("health.file", "file"),
            *problem_columns(column),
        ],
        alt="health.rejected",
        key="health_rejected",
        by=(),
    )
    workbook(
        partial(uploads.fix_workbook, str(page.build.item(0, "build_id"))),
        "health.export",
        name="fix.xlsx",
        icon=":material/build:",
        help_text=column.reader.t("health.export_help"),
    )


def workbook(
    made: Callable[[], bytes], label: str, *, name: str, icon: str, help_text: str | None = None
) -> None:
    """A button for a workbook, with its bytes: no download waits for another's to be made.

    Where it can't be made, a sentence.
    """
    reader = state.current()
    try:
        content = made()
    except uploads.Failed as failed:
        st.error(reader.t(f"upload_failed.{failed.reason}"), icon=":material/error:")
        return
    st.download_button(
        reader.t(label),
        content,
        file_name=name,
        mime=XLSX,
        key=label.replace(".", "_"),
        help=help_text,
        icon=icon,
        on_click="ignore",
    )


def problem_columns(column: Columns) -> list[tables.Column]:
    """Where a rejected cell stands (sheet, row, heading), what is wrong with it, what is meant."""

    def place(row: Row) -> str:
        parts = (string(row, "sheet"), f"{column.heading('health.row')} {row['row']}")
        return " · ".join(part for part in (*parts, string(row, "heading")) if part)

    return [
        column.made("health.cell", place),
        column.made("health.reason", lambda row: reason(row, column)),
        column.text("health.suggestion", "suggestion"),
    ]
