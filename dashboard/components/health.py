"""The upper panels of the health page: runs, freshness, checks, quarantine."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import cast

import polars as pl
import streamlit as st

from dashboard.components import health_charts
from dashboard.parts import layout, tables
from dashboard.parts.tables import Columns, Row, day, number, string
from dashboard.reader import format as fmt
from dashboard.reader import state, text
from dashboard.warehouse import uploads
from dashboard.warehouse.data import Page
from sql.clock import BANGKOK

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


# ---------------------------------------------------------------------------------------- words


def source_name(row: Row, column: Columns) -> str:
    """A source's title; its name where this build doesn't know the source."""
    return string(row, f"title_{column.lang}") or str(row["source"])


def moment(iso: str, column: Columns) -> str:
    """A moment of the ledger (UTC, ISO text) as day and time in Bangkok."""
    local = datetime.fromisoformat(iso).astimezone(BANGKOK)
    shown = fmt.day(local.date(), "day", column.lang, column.era)
    return text.t("health.at", column.lang, day=shown, time=_clock(local, column.lang))


def _short(iso: str, lang: text.Lang) -> str:
    """The same as the name on an axis, without the year."""
    local = datetime.fromisoformat(iso).astimezone(BANGKOK)
    return f"{local.day} {text.t(f'month_short.{local.month}', lang)} {_clock(local, lang)}"


def _clock(local: datetime, lang: text.Lang) -> str:
    """The time of day: `21.50` as Thai offices write it, `21:50` in English."""
    return text.t("health.clock", lang, hour=f"{local:%H}", minute=f"{local:%M}")


def seconds(row: Row, column: Columns) -> str:
    """How long a run took; a dash for one that has not ended by itself."""
    taken = number(row, "seconds")
    if taken is None:
        return "–"
    return text.t("health.seconds", column.lang, count=fmt.number(taken, 1))


def reason(row: Row, column: Columns) -> str:
    """Why a row was rejected; a rule without words of its own is named as it is."""
    name = str(row["reason"])
    told = text.labels("reject_reason", column.lang)
    label = told.get(f"{name}_{row.get('heading')}") or told.get(name, name)
    return text.t("health.at_odds", column.lang, rule=name) if label == name else label


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


def status_line(page: Page, runs: pl.DataFrame | None) -> None:
    """One line: how the last run ended, what is published, and how much asks for attention."""
    column = Columns.of(page.filters)
    lang = column.lang
    build = page.build.row(0, named=True)
    built = moment(f"{build['built_at'].isoformat()}+00:00", column)
    received = page.sources.filter(pl.col("due_on").is_not_null())
    within = sum(_late(row) <= 0 for row in received.iter_rows(named=True))
    awaited = page.sources.filter(pl.col("editions") == 0).height
    rejected = int(page.sources["open_rows"].sum())
    findings = page.checks.filter(pl.col("offending") > 0).height
    badges = [
        _last_run(runs, column),
        ("gray", "deployed_code", text.t("health.published", lang, at=built)),
        (
            "green" if within == received.height else "orange",
            "event_available",
            text.t("health.within", lang, within=within, of=received.height),
        ),
        ("gray", "hourglass_empty", text.t("health.awaited", lang, count=awaited)),
        (
            "orange" if rejected else "green",
            "block",
            text.t("health.open_rows", lang, count=fmt.number(rejected)),
        ),
        (
            "orange" if findings else "green",
            "rule",
            text.t(
                "health.findings" if findings else "health.all_passed",
                lang,
                count=findings,
                of=page.checks.height,
            ),
        ),
    ]
    st.markdown(
        " ".join(f":{colour}-badge[:material/{icon}: {words}]" for colour, icon, words in badges)
    )


def _last_run(runs: pl.DataFrame | None, column: Columns) -> tuple[str, str, str]:
    lang = column.lang
    if runs is None or runs.is_empty():
        key = "health.run_unknown" if runs is None else "health.no_run"
        return "gray", "history", text.t(key, lang)
    last = runs.row(0, named=True)
    outcome = str(last["outcome"])
    words = text.t(
        "health.last_run",
        lang,
        outcome=text.label("run_outcome", outcome, lang),
        at=_short(last["started"], lang),
    )
    colours = {"published": "green", "unchanged": "green", "failed": "red", "killed": "red"}
    return colours.get(outcome, "gray"), "history", words


def problems(page: Page) -> None:
    """A notice for each source that could not be loaded: its last good edition stays."""
    column = Columns.of(page.filters)
    for row in page.sources.filter("is_broken").iter_rows(named=True):
        words = text.t("health.problem", column.lang, source=tables.plain(source_name(row, column)))
        why = code(string(row, "problem"))
        st.warning(f"{words}  \n{why}" if why else words, icon=":material/sync_problem:")


def runs(found: pl.DataFrame | None) -> None:
    """The newest runs: how long each took, and how it ended."""
    filters = state.current()
    column = Columns.of(filters)
    private = uploads.operator_view()
    with layout.section("health.runs", note="health.runs_note"):
        if found is None:
            layout.empty("health.runs_unreadable")
            return
        if found.is_empty():
            layout.empty("health.no_runs")
            return
        _durations(found, column)
        tables.listing(
            found,
            [
                column.made("health.started", lambda row: moment(str(row["started"]), column)),
                column.coded("health.outcome", "run_outcome", "outcome"),
                column.made("health.duration", lambda row: seconds(row, column)),
                column.coded("health.trigger", "run_trigger", "trigger"),
                *([column.text("health.who", "who")] if private else []),
                column.count("definitions.rows_read", "rows_read"),
                column.count("definitions.accepted", "accepted"),
                column.count("definitions.quarantined", "quarantined"),
                column.count("health.checks_found", "findings"),
                column.text("layout.build", "build_id"),
                *([column.text("health.message", "message")] if private else []),
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
    palette, lang = state.colours(), column.lang
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
                "run": _short(row["started"], lang),
                "seconds": row["seconds"],
                "outcome": text.label("run_outcome", row["outcome"], lang),
                "shown": text.label("run_outcome", row["outcome"], lang)
                + f" · {moment(row['started'], column)} · {seconds(row, column)}",
            }
            for row in ended.iter_rows(named=True)
        ]
    )
    longest = max(ended["seconds"])
    layout.chart(
        health_charts.durations(
            drawn,
            {text.label("run_outcome", name, lang): shades[name] for name in outcomes},
            palette,
            value_title=text.t("health.duration_axis", lang),
        ),
        alt_text=text.t(
            "health.runs_alt", lang, count=ended.height, longest=fmt.number(longest, 1)
        ),
        credit=text.t(
            "layout.credit",
            lang,
            publishers=text.t("health.ledger", lang),
            as_of=moment(ended["started"][-1], column),
        ),
    )


def freshness(page: Page) -> None:
    """Each source against its promise: what it last sent, and when it is due again."""
    column = Columns.of(page.filters)
    with layout.section("health.freshness", note="health.freshness_note"):
        tables.listing(
            page.sources,
            [
                column.made("definitions.source", lambda row: source_name(row, column)),
                column.made("health.standing", lambda row: _standing(row, column)),
                column.made("definitions.accessed", lambda row: _dated(row, "accessed", column)),
                column.made("health.promise", lambda row: cadence(row, column)),
                column.made("health.due_on", lambda row: _dated(row, "due_on", column)),
                tables.Column(
                    column.heading("health.days_left"),
                    lambda row: -_late(row) if row["due_on"] and _late(row) <= 0 else None,
                    kind="number",
                ),
                column.made(
                    "health.sender",
                    lambda row: string(row, f"owner_{column.lang}") if row["has_template"] else "–",
                ),
                column.count("health.editions", "editions"),
            ],
            alt="health.freshness",
            key="health_freshness",
            by=(),
        )


def _dated(row: Row, name: str, column: Columns) -> str:
    value: date | None = day(row, name)
    return fmt.day(value, "day", column.lang, column.era) if value else "–"


def cadence(row: Row, column: Columns) -> str:
    """The cadence of a source: within how many days its next edition is due."""
    days = number(row, "promise_days")
    return f"{fmt.number(days)} {text.unit('days', column.lang, days)}" if days else "–"


def _standing(row: Row, column: Columns) -> str:
    """Whether a source keeps its promise, in words."""
    lang, late = column.lang, _late(row)
    if row["is_broken"]:
        return text.t("health.broken", lang)
    if not row["editions"]:
        return text.t("health.never", lang)
    return text.t("health.late", lang, count=late) if late > 0 else text.t("health.on_time", lang)


def checks(page: Page) -> None:
    """Every data check, those with findings first, with the rows that it found."""
    column = Columns.of(page.filters)

    def verdict(row: Row) -> str:
        if not row["offending"]:
            return text.t("health.passed", column.lang)
        kind = text.t("health.blocks" if row["blocking"] else "health.warns", column.lang)
        return f"{kind}: {text.t('health.found', column.lang, count=row['offending'])}"

    with layout.section("health.checks", note="health.checks_note"):
        tables.small(
            page.checks,
            [
                column.named("health.looks_for", "message"),
                column.made("health.result", verdict),
            ],
            alt="health.checks",
            by=(),
        )
        for row in page.checks.filter(pl.col("rows").list.len() > 0).iter_rows(named=True):
            st.caption(tables.plain(str(row[f"message_{column.lang}"])))
            st.code("\n".join(strings(row, "rows")), language=None, wrap_lines=True)


def quarantine(page: Page) -> None:
    """The rejected rows that are still open: by reason; for operators one by one, and to repair."""
    column = Columns.of(page.filters)
    count = int(page.sources["open_rows"].sum())
    private = uploads.operator_view()
    note = "health.quarantine_note" if private else "health.quarantine_public"
    with layout.section("health.quarantine", note=note):
        if not count:
            st.success(text.t("health.no_rejected", column.lang), icon=":material/check:")
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
        text.t(
            "health.rejected_shown",
            column.lang,
            shown=fmt.number(page.rejected.n_unique(["source", "edition", "sheet", "row"])),
            of=fmt.number(count),
        )
    )
    tables.listing(
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
        help_text=text.t("health.export_help", column.lang),
    )


def workbook(
    made: Callable[[], bytes], label: str, *, name: str, icon: str, help_text: str | None = None
) -> None:
    """A button for a workbook, with its bytes: no download waits for another's to be made.

    Where it can't be made, a sentence.
    """
    lang = state.current().lang
    try:
        content = made()
    except uploads.Failed as failed:
        st.error(text.t(f"upload_failed.{failed.reason}", lang), icon=":material/error:")
        return
    st.download_button(
        text.t(label, lang),
        content,
        file_name=name,
        mime=XLSX,
        key=label.replace(".", "_"),
        help=help_text,
        icon=icon,
        on_click="ignore",
    )


def problem_columns(column: Columns) -> list[tables.Column]:
    """Where a rejected cell stands and what is wrong with it (sheet, row, cell, …, suggestion)."""
    return [
        column.text("health.sheet", "sheet"),
        column.count("health.row", "row"),
        column.text("health.cell", "cell"),
        column.text("health.heading", "heading"),
        column.made("health.reason", lambda row: reason(row, column)),
        column.text("health.suggestion", "suggestion"),
    ]
