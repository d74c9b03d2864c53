"""What the load did: runs, when sources were looked up, checks, quarantine."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

import polars as pl
import streamlit as st

from dashboard.pages.health import charts
from dashboard.parts import layout, rows, sources, tables
from dashboard.parts.charts import Spec
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


def _short(iso: str, reader: Reader) -> str:
    """The same as the name on an axis, without the year."""
    local = datetime.fromisoformat(iso).astimezone(BANGKOK)
    return f"{local.day} {reader.t(f'month_short.{local.month}')} {reader.clock(local)}"


def reason(row: Row, reader: Reader) -> str:
    """Why a row was rejected; a rule without words of its own is named as it is."""
    name = str(row["reason"])
    told = reader.labels("reject_reason")
    label = told.get(f"{name}_{row.get('heading')}") or told.get(name, name)
    return reader.t("health.at_odds", rule=name) if label == name else label


# ---------------------------------------------------------------------------------------- panels


def problems(page: Page) -> None:
    """A notice for each source that could not be loaded: its last good edition stays."""
    reader = page.reader
    for row in page.sources.filter("is_broken").iter_rows(named=True):
        words = reader.t("health.problem", source=tables.plain(sources.named(row, reader)))
        why = sources.code(string(row, "problem"))
        st.warning(f"{words}  \n{why}" if why else words, icon=":material/sync_problem:")


def runs(found: pl.DataFrame | None, page: Page) -> None:
    """How the last run ended and what is published; each of the newest runs."""
    reader = page.reader
    column = Columns(reader)
    built = f"{page.build.item(0, 'built_at').isoformat()}+00:00"
    with layout.panel("runs", _last(found, reader)):
        published = reader.t("health.published", at=reader.moment(built))
        st.caption(f"{published} · {reader.t('health.runs_note')}")
        if found is None:
            layout.empty("health.runs_unreadable")
            return
        if found.is_empty():
            layout.empty("health.no_runs")
            return
        _durations(found, reader)
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
                    lambda row: sources.seconds(row, reader),
                    sort=lambda row: number(row, "seconds"),
                ),
                column.count("definitions.quarantined", "quarantined"),
                column.count("health.checks_found", "findings"),
            ],
            alt="health.runs",
            key="health_runs",
            opens=lambda row: f"run:{row['run_id']}",
            by=(),
        )


def _last(found: pl.DataFrame | None, reader: Reader) -> str:
    """How the last run ended, and when it was; that there was none, or that none can be read."""
    if found is None or found.is_empty():
        return reader.t("health.run_unknown" if found is None else "health.no_run")
    last = found.row(0, named=True)
    outcome = reader.label("run_outcome", last["outcome"])
    return reader.t("health.last_run", outcome=outcome, at=_short(last["started"], reader))


def _durations(found: pl.DataFrame, reader: Reader) -> None:
    """The chart of the runs that ended, oldest first."""
    ended = found.filter(pl.col("seconds").is_not_null()).reverse()
    if ended.is_empty():
        return
    palette = state.colours()
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
                + f" · {reader.moment(row['started'])} · {sources.seconds(row, reader)}",
            }
            for row in ended.iter_rows(named=True)
        ]
    )
    longest = max(ended["seconds"])
    layout.chart(
        layout.drawn(
            charts.durations,
            drawn,
            {reader.label("run_outcome", name): shades[name] for name in outcomes},
            palette,
            value_title=reader.t("health.duration_axis"),
        ),
        alt_text=reader.t("health.runs_alt", count=ended.height, longest=fmt.number(longest, 1)),
        credit=reader.t(
            "layout.credit",
            publishers=reader.t("health.ledger"),
            as_of=reader.moment(ended["started"][-1]),
        ),
        key="runs",
    )


def freshness(page: Page) -> None:
    """Each source against its promise: what it last sent, and when it is due again."""
    reader = page.reader
    column = Columns(reader)
    awaited = reader.t("health.awaited", count=page.sources.filter(pl.col("editions") == 0).height)
    with layout.panel("freshness", f"{_within(page)} · {awaited}"):
        st.caption(reader.t("health.freshness_note"))
        ways = {way: reader.t(f"health.as_{way}") for way in ("picture", "table")}
        if choose("as", "provinces.ways", ways) == "picture":
            layout.chart(
                _due(page, reader),
                alt_text=_within(page),
                credit=layout.credit_of_build(page),
                key="freshness",
            )
            return
        rows.listed(
            page.sources,
            [
                column.made("definitions.source", lambda row: sources.named(row, reader)),
                column.made("health.standing", lambda row: sources.standing(row, reader)),
                tables.Column(
                    reader.t("definitions.accessed"),
                    lambda row: sources.dated(row, "accessed", reader),
                    sort=lambda row: day(row, "accessed"),
                ),
                tables.Column(
                    reader.t("health.due_on"),
                    lambda row: sources.dated(row, "due_on", reader),
                    sort=lambda row: day(row, "due_on"),
                ),
                column.made("health.sender", lambda row: sources.sender(row, reader)),
            ],
            alt="health.freshness",
            key="health_freshness",
            opens=lambda row: f"source:{row['source']}",
            by=(),
        )


def _due(page: Page, reader: Reader) -> Spec:
    """In how many days each source that was ever read is due again."""
    due = page.sources.drop_nulls("due_on").sort("due_on").to_dicts()
    drawn = pl.DataFrame(
        [
            {
                "name": sources.named(row, reader),
                "days": -sources.late(row),
                "shown": f"{sources.named(row, reader)} · {sources.standing(row, reader)} · "
                f"{sources.dated(row, 'due_on', reader)}",
            }
            for row in due
        ],
        schema={"name": pl.String, "days": pl.Int64, "shown": pl.String},
    )
    return layout.drawn(charts.due, drawn, state.colours(), title=reader.t("health.days_left"))


def _within(page: Page) -> str:
    """How many of the sources that were ever read are on schedule."""
    read = page.sources.drop_nulls("due_on")
    within = sum(sources.late(row) <= 0 for row in read.iter_rows(named=True))
    return page.reader.t("health.within", within=within, of=read.height)


def checks(page: Page) -> None:
    """Every data check, those with findings first, with the rows that it found."""
    reader = page.reader
    column = Columns(reader)

    def verdict(row: Row) -> str:
        if not row["offending"]:
            return reader.t("health.passed")
        kind = reader.t("health.blocks" if row["blocking"] else "health.warns")
        return f"{kind}: {reader.t('health.found', count=row['offending'])}"

    with layout.panel("checks", reader.t("health.checks")):
        st.caption(reader.t("health.checks_note"))
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
            st.caption(tables.plain(str(row[f"message_{reader.lang}"])))
            st.code("\n".join(sources.strings(row, "rows")), language=None, wrap_lines=True)


def quarantine(page: Page, count: int) -> None:
    """The rejected rows that are still open: by reason; for operators one by one, and to repair.

    `count`: how many there are.
    """
    reader = page.reader
    column = Columns(reader)
    private = uploads.operator_view()
    note = "health.quarantine_note" if private else "health.quarantine_public"
    title = reader.t("health.open_rows", count=fmt.number(count))
    with layout.panel("quarantine", title if count else reader.t("health.quarantine")):
        st.caption(reader.t(note))
        if not count:
            st.success(reader.t("health.no_rejected"), icon=":material/check:")
            return
        tables.small(
            page.reasons,
            [
                column.made("definitions.source", lambda row: sources.named(row, reader)),
                column.made("health.reason", lambda row: reason(row, reader)),
                column.count("health.rows", "rows"),
            ],
            alt="health.by_reason",
            by=(),
        )
        if private:
            _rejected(page, count)


def _rejected(page: Page, count: int) -> None:
    """What is not public: where each of `count` rejected rows stands, and the rows as they came."""
    reader = page.reader
    column = Columns(reader)
    st.caption(
        reader.t(
            "health.rejected_shown",
            shown=fmt.number(page.rejected.n_unique(["source", "edition", "sheet", "row"])),
            of=fmt.number(count),
        )
    )
    rows.listed(
        page.rejected,
        [
            column.made("definitions.source", lambda row: sources.named(row, reader)),
            column.text("health.file", "file"),
            column.made("health.cell", lambda row: problem_place(row, reader)),
            column.made("health.reason", lambda row: reason(row, reader)),
            column.text("health.suggestion", "suggestion"),
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
        help_text=reader.t("health.export_help"),
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


def problem_place(row: Row, reader: Reader) -> str:
    """Where a rejected cell stands: sheet, row, heading."""
    at = string(row, "cell") or f"{reader.t('health.row')} {row['row']}"
    parts = (string(row, "sheet"), at, string(row, "heading"))
    return " · ".join(part for part in parts if part)
