"""The passport of one KPI: everything on the one that is chosen, or that the URL names.

The URL names it as `?kpi=<metric_id>`. Its status and its latest figure are told in the words that
the list of all KPIs uses too. The rows behind the figure of the chosen place and period are a batch
of their own (`sql/queries/passport`): they are drilled until they add up to the figure. Of very
many the largest are listed, and all are in the download.
"""

from collections.abc import Callable

import polars as pl
import streamlit as st

from dashboard.parts import layout, series, tables, targets, tiles
from dashboard.reader import format as fmt
from dashboard.reader import state
from dashboard.reader.figure import Figure
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader
from dashboard.warehouse.data import PASSPORT, read_page, rows_behind

ROW_KINDS = {"provinces", "deadline", "residents"}  # rows that no statement tells of
TOTALS = ("left_out", "above_total", "below_total")  # columns of all rows, the same in each


def panel(page: Page) -> str:
    """Everything on one KPI, the one that is chosen or that the URL names; gives its metric id."""
    column = tables.Columns(page.reader)
    names = {
        row["metric_id"]: f"{row['code']} · {row[f'label_{column.reader.lang}']}"
        for row in page.metrics.iter_rows(named=True)
    }
    with layout.section("definitions.passport", note="definitions.passport_note"):
        chosen = state.choice("kpi", list(names))
        st.selectbox(
            column.reader.t("definitions.kpi"),
            list(names),
            format_func=lambda name: names.get(name, name),
            key="kpi",
            on_change=state.chose,
            args=("kpi",),
        )
        row = page.metrics.row(by_predicate=pl.col("metric_id") == chosen, named=True)
        tables.pairs(_facts(row, page), alt=names[chosen])
        told = read_page(PASSPORT, page.reader, kpi=chosen)
        _behind(told, chosen)
        _verdict(told, chosen)
        _over_time(told, chosen)
        _undated(told)
        _conflicts(told)
        _checks(told)
    return chosen


def drawn(kpi: str, reader: Reader) -> None:
    """Everything on one KPI, what disagrees first: for the drawer. `kpi`: its metric id."""
    told = read_page(PASSPORT, reader, kpi=kpi)
    row = told.metrics.row(by_predicate=pl.col("metric_id") == kpi, named=True)
    _conflicts(told)
    _behind(told, kpi)
    _verdict(told, kpi)
    _over_time(told, kpi)
    _undated(told)
    st.subheader(reader.t("drawer.definition"), anchor=False)
    tables.pairs(_facts(row, told), alt=str(row[f"label_{reader.lang}"]))
    _checks(told)
    link = tiles.link("definitions", reader, kpi=kpi)
    st.caption(f"[{reader.t('drawer.history')}]({link})")


def asked(page: Page) -> str:
    """The KPI that the link names, else the first one."""
    names = page.metrics["metric_id"].to_list()
    stated = st.query_params.get("kpi", "")
    return stated if stated in names else str(names[0])


def status(status: str, reader: Reader) -> str:
    """A reporting status in words; on an earlier day nothing is waited for."""
    if reader.known and status == "waiting":
        return reader.t("state.no_statement")
    return reader.label("reporting_status", status)


def detail(row: tables.Row, reader: Reader) -> str:
    """What stands behind a status: how much is stated, what is lacking, who can supply it."""
    match row["status"]:
        case "waiting" if reader.known:
            return ""
        case "waiting":
            forms = tables.records(row, "templates")
            names = [reader.t("tile.form", form=form[f"title_{reader.lang}"]) for form in forms]
            supplier = reader.t("tile.supplier", owner=tiles.owners(row, reader))
            return " · ".join([*names, supplier])
        case "refused":
            return tables.string(row, f"reason_{reader.lang}") or ""
    key = "definitions.reported_with" if row["provinces"] else "definitions.national_only"
    stated = reader.t(key, figures=row["figures"], provinces=row["provinces"])
    lacking = reader.label("partly", tables.string(row, "part")) if row["part"] else ""
    return " · ".join(words for words in (lacking, stated) if words)


def latest(row: tables.Row, column: tables.Columns) -> str:
    """The latest figure; of a ratio that is refused, that it is not computed."""
    if row["status"] == "refused":
        return column.reader.label("reporting_status", "refused")
    if row["is_passed"]:
        return column.reader.t("overview.pace_passed")
    return str(column.kpi("definitions.latest").cell(row))


def listed(row: tables.Row, column: tables.Columns) -> str:
    """The latest figure in the list of KPIs; the score of an index says whose it is."""
    shown = latest(row, column)
    is_score = row["segment_kind"] == "index" and row["unit"] != "rank"
    return f"{shown} ({row[f'segment_{column.reader.lang}']})" if is_score else shown


def stated_on(row: tables.Row, column: tables.Columns) -> str:
    """The day of the latest figure; a dash where there is none."""
    if not tiles.has_figure(row):
        return "–"
    return str(column.when("table.as_of", "as_of", "as_of_precision").cell(row))


def _facts(row: tables.Row, page: Page) -> dict[str, str]:
    """A KPI's facts by name, in Markdown."""
    column = tables.Columns(page.reader)
    reader = column.reader
    told = status(str(row["status"]), page.reader)
    words = {
        "definitions.code": str(row["code"]),
        "definitions.status": ": ".join(filter(None, (told, detail(row, page.reader)))),
        "definitions.latest": latest(row, column),
        "table.as_of": stated_on(row, column),
        "age.heading": tiles.age(row, reader) or "–",
        "definitions.segment": tables.string(row, f"segment_{reader.lang}") or "–",
        "definitions.definition": str(row[f"definition_{reader.lang}"]),
        "definitions.formula": str(row[f"formula_{reader.lang}"]),
        "definitions.unit": reader.unit(str(row["unit"])),
        "definitions.direction": reader.label("direction", tables.string(row, "direction")),
        "definitions.time": reader.label("time", tables.string(row, "time")),
        "definitions.rollup": reader.label("rollup", tables.string(row, "rollup")),
        "definitions.absence": reader.label("absence", tables.string(row, "absence")),
        "definitions.caveats": tables.string(row, f"caveats_{reader.lang}") or "–",
        "definitions.owner": str(row[f"owner_{reader.lang}"]),
        "layout.build": str(page.build.item(0, "build_id")),
    }
    if others := tables.records(row, "others"):
        words["definitions.others"] = "; ".join(
            _other({**row, **other}, column) for other in others
        )
    if row["numerator"] is not None:
        words["definitions.refused"] = _refused(row, column)
    facts = {reader.t(key): tables.plain(value) for key, value in words.items()}
    forms = [tiles.form_link(form, page.reader) for form in tables.records(row, "templates")]
    return facts | {
        reader.t("definitions.id"): f"`{row['metric_id']}`",
        reader.t("tile.forms"): " · ".join(forms) or "–",
        reader.t("definitions.documents_of"): tables.sources(row, reader) or "–",
    }


def _other(row: tables.Row, column: tables.Columns) -> str:
    """A figure beside the headline: of which group, and when."""
    parts = tables.number(row, "above"), tables.number(row, "below")
    divided = None if None in parts else " ÷ ".join(fmt.number(part or 0) for part in parts)
    told = ", ".join(filter(None, (divided, stated_on(row, column))))
    shown = f"{latest(row, column)} ({told})"
    segment = tables.string(row, f"segment_{column.reader.lang}")
    return f"{segment} {shown}" if segment else shown


def _refused(row: tables.Row, column: tables.Columns) -> str:
    """The ratio that is not computed for a KPI, and why."""
    above, below = (
        str(column.measured("table.value", part, f"{part}_qualifier", f"{part}_unit").cell(row))
        for part in ("numerator", "denominator")
    )
    return f"{above} ÷ {below}: {row[f'reason_{column.reader.lang}']}"


def _behind(told: Page, kpi: str) -> None:
    """The rows behind the figure of the chosen place and period, and how they give it."""
    reader = told.reader
    column = tables.Columns(reader)
    st.subheader(reader.t("behind.title"), anchor=False)
    if told.figure.is_empty():
        layout.empty("behind.none")
        return
    figure = told.figure.row(0, named=True)
    st.markdown(_shown(figure, column))
    if told.rows.is_empty():  # none of them is there
        layout.empty("behind.none_named" if figure["value"] is None else "behind.zero")
        return
    is_ratio, per = figure["adds"] == "ratio", fmt.per(str(figure["unit"]))
    above = {"ratio": "behind.above", "median": "behind.each", "p90": "behind.each"}
    gives = [_gives(column, above.get(figure["adds"], "behind.gives"), "above")]
    if is_ratio:
        gives.append(_gives(column, "behind.below", "below", per))
    tables.small(
        told.rows,
        [
            column.made("behind.row", what(reader)),
            *gives,
            tables.Column(
                reader.t("table.value"),
                lambda row: _figure_text(row, column),
                unbroken=True,
            ),
            tables.Column(
                reader.t("table.as_of"),
                lambda row: _day(row, column),
                unbroken=True,
            ),
            column.made(
                "table.nature",
                lambda row: (
                    reader.label("nature", tables.string(row, "nature")) if row["nature"] else "–"
                ),
            ),
            column.marked("behind.documents", lambda row: _documents(row, column) or "–"),
        ],
        alt="behind.title",
        scrolls=True,
    )
    left_out = told.rows.item(0, "left_out")
    if left_out:
        st.caption(reader.t("behind.left_out", count=fmt.number(left_out)))
    if not figure["is_passed"]:
        st.markdown(_sum(figure, told.rows, column))
    listed = told.rows.drop(TOTALS)
    whole = rows_behind(reader, kpi)
    tables.download_of(
        lambda: whole().select(listed.columns) if left_out else listed, key="rows_behind"
    )


def _shown(figure: tables.Row, column: tables.Columns) -> str:
    """The figure that the rows stand behind: of which place, group and day, and its formula."""
    reader = column.reader
    value = (
        reader.t("overview.pace_passed")
        if figure["is_passed"]
        else str(column.kpi("definitions.latest").cell(figure)).replace(" ", "\u00a0")
    )
    scope = [
        tables.string(figure, f"place_{reader.lang}") or reader.label("place_kind", "national"),
        tables.string(figure, f"segment_{reader.lang}"),
        stated_on(figure, column),
        reader.label("nature", tables.string(figure, "nature")),
        tiles.age(figure, reader),
        *tiles.rows_behind(figure, reader),
        tiles.worked_out(figure, reader) if figure["today"] else None,
        None if figure["is_in_period"] else reader.t("behind.outside"),
    ]
    words = " · ".join(tables.plain(part) for part in scope if part)
    formula = f"{reader.t('definitions.formula')}: {figure[f'formula_{reader.lang}']}"
    return f"**{tables.plain(value)}** · {words}  \n{tables.plain(formula)}"


def what(reader: Reader) -> Callable[[tables.Row], str]:
    """What a row is, composed of the labels of its codes."""

    def words(row: tables.Row) -> str:
        kind = str(row["kind"])
        if kind in ROW_KINDS:
            place = tables.string(row, f"place_{reader.lang}")
            return " · ".join(filter(None, (reader.label("row_kind", kind), place)))
        if kind == "kpi":
            return str(row[f"subject_{reader.lang}"])
        if kind in {"province", "document"}:
            return str(row["title"] if kind == "document" else row[f"place_{reader.lang}"])
        coded = (
            ("statement_kind", "target" if row["statement_kind"] == "target" else None),
            ("event_kind", tables.string(row, "event_kind")),
            ("stage", tables.string(row, "stage")),
            ("plan_set", tables.string(row, "plan_set")),
            ("phase", None if row["phase"] == "announced" else tables.string(row, "phase")),
        )
        labels = [reader.label(codes, code) if code else None for codes, code in coded]
        names = [
            tables.string(row, f"{name}_{reader.lang}") for name in ("plan", "subject", "segment")
        ]
        place = tables.string(row, f"place_{reader.lang}")
        parts = [labels[0], *names, *labels[1:], place]
        return " · ".join(dict.fromkeys(part for part in parts if part))

    return words


def _gives(column: tables.Columns, key: str, name: str, per: int = 1) -> tables.Column:
    """What a row gives to the figure: a number, or that it agrees with the row above it."""

    def cell(row: tables.Row) -> str:
        if row["agrees"] and row["is_below"] == (name == "below"):
            return column.reader.t("behind.agrees")
        amount = tables.number(row, name)
        if amount is None and name == "above" and row["kind"] == "province":
            return column.reader.t("state.none_named")
        return "–" if amount is None else _amount(amount * per, row[f"{name}_unit"], column.reader)

    return tables.Column(column.reader.t(key), cell, unbroken=True)


def _amount(amount: float, unit: object, reader: Reader) -> str:
    """A number with its unit where it has one; what is taken off has a minus."""
    words = reader.figure(Figure(amount, str(unit))) if unit else fmt.number(amount, 6, trim=True)
    return words.replace("-", "\u2212", 1) if amount < 0 else words


def _figure_text(row: tables.Row, column: tables.Columns) -> str:
    """What a row's statement says; a dash for what states no number."""
    if row["value"] is None and row["lower"] is None and row["upper"] is None:
        return "–"
    return str(column.value("table.value").cell(row))


def _day(row: tables.Row, column: tables.Columns) -> str:
    """The day of a row's statement; a dash where no statement is behind it."""
    if row["statement_id"] is None and row["kind"] != "kpi":
        return "–"
    return str(column.when("table.as_of", "as_of", "as_of_precision").cell(row))


def _documents(row: tables.Row, column: tables.Columns) -> str:
    """A row's documents as links, each with the day it was published."""
    published = column.when("table.published_on", "published_on", "precision")
    return " · ".join(
        f"{tables.source(document, column.reader)} ({published.cell(document)})"
        for document in tables.records(row, "documents")
    )


def _sum(figure: tables.Row, rows: pl.DataFrame, column: tables.Columns) -> str:
    """The line under the rows: what they come to, which is the figure."""
    reader = column.reader
    above, below = rows.item(0, "above_total"), rows.item(0, "below_total")
    per = fmt.per(str(figure["unit"]))
    scale = 100 if figure["unit"] == "percent" else per
    given = above / (below * per) * scale if figure["adds"] == "ratio" else above
    exact = {**figure, "value": given, "lower": given, "upper": given, "qualifier": "="}
    kpi = column.kpi("definitions.latest")
    return tables.plain(
        reader.t(
            f"behind.sum_{figure['adds']}",
            above=_amount(above, rows.item(0, "above_unit"), reader),
            below=_amount(below * per, rows.item(0, "below_unit"), reader),
            scale="" if scale == 1 else f" × {fmt.number(scale)}",
            given=kpi.cell(exact),
            figure=kpi.cell(figure),
        )
    )


def _verdict(told: Page, kpi: str) -> None:
    """Whether the target with a year is met at the pace that is seen, and what that rests on."""
    judged = told.verdict.filter(metric_id=targets.SAME.get(kpi, kpi))
    if judged.is_empty():
        return
    st.subheader(told.reader.t("target.verdict"), anchor=False)
    st.markdown(targets.sentence(judged, told.reader))
    targets.inputs(judged, told.reader)


def _over_time(told: Page, kpi: str) -> None:
    """The national figure of each moment, where there are two or more."""
    moments = told.series.filter(metric_id=kpi)
    if moments.height > 1:
        st.subheader(told.reader.t("behind.over_time"), anchor=False)
        series.panel(moments, told.reader)


def _undated(told: Page) -> None:
    """What documents state of it without a day."""
    reader = told.reader
    if lines := tiles.undated(told.tiles.row(0, named=True), reader):
        with st.expander(reader.t("tile.undated")):
            st.markdown(lines)


def _conflicts(told: Page) -> None:
    """The conflicts that the KPI's statements are sides of, and what was decided."""
    if sides := tiles.sides(told.tiles.row(0, named=True), told.reader):
        with st.expander(told.reader.t("tile.conflicts"), icon=":material/warning:"):
            st.markdown(sides)


def _checks(told: Page) -> None:
    """The checks of the build that read what the KPI is made of."""
    reader = told.reader
    found = told.checks
    passed = found.filter(pl.col("offending") == 0).height
    with st.expander(reader.t("behind.checks", passed=passed, all=found.height)):
        st.caption(reader.t("behind.checks_note"))
        column = tables.Columns(told.reader)
        tables.small(
            found,
            [
                column.named("behind.looks_for", "message"),
                column.made(
                    "behind.outcome",
                    lambda row: reader.t(
                        "behind.found" if row["offending"] else "behind.not_found",
                        count=row["offending"],
                    ),
                ),
            ],
            alt="behind.checks_note",
            by=(),
        )
