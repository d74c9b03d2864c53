"""The drawer of one KPI: its figure and what disagrees, rows, definition, history, checks.

The figure of the chosen place and period is read first (`sql/queries/passport`), the rows behind it
once they are opened (`sql/queries/behind`): they are drilled until they add up to the figure. Of
very many the largest are listed, and all are in the download.
"""

import polars as pl
import streamlit as st

from dashboard.pages.drawer import history
from dashboard.parts import kpis, layout, records, rows, series, tables, targets, tiles, views
from dashboard.reader import format as fmt
from dashboard.reader.figure import Figure
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader
from dashboard.warehouse import behind
from dashboard.warehouse.data import PASSPORT, read_page

OPEN = {"plan", "document", "province", "conflict", "kpi"}  # rows that the drawer opens by code
TOTALS = ("left_out", "above_total", "below_total")  # columns of all rows, the same in each
SECTIONS = ("figure", "rows", "definition", "history", "checks")


def draw(kpi: str, reader: Reader) -> None:
    """The KPI of this metric id: its figure, and a section of the rest at a time."""
    told = read_page(PASSPORT, reader, kpi=kpi)
    column = tables.Columns(reader)
    if not told.figure.is_empty():
        st.markdown(_shown(told.figure.row(0, named=True), column))
    for section in views.views({name: reader.t(f"drawer.{name}") for name in SECTIONS}, "part"):
        match section:
            case "figure":
                _figure(told, kpi)
            case "rows":
                _behind(told, kpi)
            case "definition":
                row = told.metrics.row(by_predicate=pl.col("metric_id") == kpi, named=True)
                tables.pairs(_facts(row, told), alt=reader.name(row, "label"))
            case "history":
                _over_time(told, kpi)
                history.panels(kpi, reader)
            case _:
                _checks(told)


def _figure(told: Page, kpi: str) -> None:
    """What disagrees and why, whether the target is met, the documents, what has no day."""
    reader = told.reader
    if told.tiles.is_empty():
        layout.empty("behind.none")
        return
    tile = told.tiles.row(0, named=True)
    if not tiles.has_figure(tile):
        layout.empty("behind.none")
        st.markdown(tables.plain(reader.t("tile.supplier", owner=tiles.owners(tile, reader))))
        if forms := tables.records(tile, "templates"):
            st.markdown("\n".join(f"- {tiles.form_link(form, reader)}" for form in forms))
    if quotient := tiles.divided(tile, reader):
        st.markdown(tables.plain(quotient))
    if sides := tiles.sides(tile, reader):
        st.subheader(reader.t("tile.conflicts"), anchor=False)
        st.markdown(sides)
    judged = told.verdict.filter(metric_id=targets.SAME.get(kpi, kpi))
    if not judged.is_empty():
        st.subheader(reader.t("target.verdict"), anchor=False)
        st.markdown(targets.sentence(judged, reader))
    if documents := tables.records(tile, "documents"):
        st.subheader(reader.t("tile.documents"), anchor=False)
        st.markdown("\n".join(f"- {tiles.document(one, reader)}" for one in documents))
    if caveats := tables.string(tile, f"caveats_{reader.lang}"):
        st.subheader(reader.t("tile.caveats"), anchor=False)
        st.markdown(tables.plain(caveats))
    if lines := tiles.undated(tile, reader):
        st.subheader(reader.t("tile.undated"), anchor=False)
        st.markdown(lines)
    if not judged.is_empty():
        targets.inputs(judged, reader)


def _behind(told: Page, kpi: str) -> None:
    """The rows behind the figure of the chosen place and period, and how they give it."""
    reader = told.reader
    column = tables.Columns(reader)
    if told.figure.is_empty():
        layout.empty("behind.none")
        return
    figure = told.figure.row(0, named=True)
    found = behind.rows(told.figure, reader)
    if found.is_empty():  # none of them is there
        layout.empty("behind.none_named" if figure["value"] is None else "behind.zero")
        return
    is_ratio, per = figure["adds"] == "ratio", fmt.per(str(figure["unit"]))
    above = {"ratio": "behind.above", "median": "behind.each", "p90": "behind.each"}
    gives = [_gives(column, above.get(figure["adds"], "behind.gives"), "above")]
    if is_ratio:
        gives.append(_gives(column, "behind.below", "below", per))
    nature = column.made(
        "table.nature",
        lambda row: reader.label("nature", tables.string(row, "nature")) if row["nature"] else "",
    )
    left_out = found.item(0, "left_out")
    rows.listed(
        found.drop(TOTALS),
        [
            column.made("behind.row", kpis.behind(reader)),
            *gives,
            column.made("table.value", lambda row: _stated(row, column)),
            column.made("table.source", lambda row: records.cited(row, reader)),
            *([] if is_ratio else [nature]),  # a ratio's rows tell it where they are opened
        ],
        alt="behind.title",
        key="rows_behind",
        opens=_opens,
        by=(),
        whole="rows" if left_out else None,
        kpi=kpi,
        within=rows.DRAWER,
    )
    if left_out:
        st.caption(reader.t("behind.left_out", count=fmt.number(left_out)))
    if not figure["is_passed"]:
        st.markdown(_sum(figure, found, column))


def _opens(row: tables.Row) -> str | None:
    """What the drawer opens on for a row; nothing for what is no record."""
    if row["statement_id"] is not None and row["kind"] == "statement":
        return f"{row['statement_kind']}:{row['statement_id']}"
    return f"{row['kind']}:{row['code']}" if row["kind"] in OPEN else None


def _stated(row: tables.Row, column: tables.Columns) -> str:
    """What a row's statement says, and of which day; nothing for what no statement tells."""
    told = [
        _figure_text(row, column),
        "" if row["statement_id"] is None and row["kind"] != "kpi" else column.reader.as_of(row),
    ]
    return " · ".join(part for part in told if part)


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
        kpis.stated_on(figure, column),
        reader.label("nature", tables.string(figure, "nature")),
        tiles.age(figure, reader),
        *tiles.rows_behind(figure, reader),
        tiles.worked_out(figure, reader) if figure["today"] else None,
        None if figure["is_in_period"] else reader.t("behind.outside"),
    ]
    words = " · ".join(tables.plain(part) for part in scope if part)
    formula = f"{reader.t('definitions.formula')}: {figure[f'formula_{reader.lang}']}"
    return f"**{tables.plain(value)}** · {words}  \n{tables.plain(formula)}"


def _gives(column: tables.Columns, key: str, name: str, per: int = 1) -> tables.Column:
    """What a row gives to the figure: a number, or that it agrees with the row above it."""

    def cell(row: tables.Row) -> str:
        if row["agrees"] and row["is_below"] == (name == "below"):
            return column.reader.t("behind.agrees")
        amount = tables.number(row, name)
        if amount is None and name == "above" and row["kind"] == "province":
            return column.reader.t("state.none_named")
        return "–" if amount is None else _amount(amount * per, row[f"{name}_unit"], column.reader)

    return tables.Column(column.reader.t(key), cell, unbroken=True, kind="number")


def _amount(amount: float, unit: object, reader: Reader) -> str:
    """A number with its unit where it has one; what is taken off has a minus."""
    words = reader.figure(Figure(amount, str(unit))) if unit else fmt.number(amount, 6, trim=True)
    return words.replace("-", "\u2212", 1) if amount < 0 else words


def _figure_text(row: tables.Row, column: tables.Columns) -> str:
    """What a row's statement says; nothing for what states no number."""
    if row["value"] is None and row["lower"] is None and row["upper"] is None:
        return ""
    return str(column.value("table.value").cell(row))


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


def _facts(row: tables.Row, page: Page) -> dict[str, str]:
    """A KPI's facts by name, in Markdown."""
    column = tables.Columns(page.reader)
    reader = column.reader
    told = kpis.status(str(row["status"]), page.reader)
    words = {
        "definitions.code": str(row["code"]),
        "definitions.status": ": ".join(filter(None, (told, kpis.detail(row, page.reader)))),
        "definitions.latest": kpis.latest(row, column),
        "table.as_of": kpis.stated_on(row, column),
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
    told = ", ".join(filter(None, (divided, kpis.stated_on(row, column))))
    shown = f"{kpis.latest(row, column)} ({told})"
    segment = tables.string(row, f"segment_{column.reader.lang}")
    return f"{segment} {shown}" if segment else shown


def _refused(row: tables.Row, column: tables.Columns) -> str:
    """The ratio that is not computed for a KPI, and why."""
    above, below = (
        column.reader.figure(
            Figure.of({**row, "format": None}, part, f"{part}_qualifier", unit=f"{part}_unit")
        )
        for part in ("numerator", "denominator")
    )
    return f"{above} ÷ {below}: {row[f'reason_{column.reader.lang}']}"


def _over_time(told: Page, kpi: str) -> None:
    """The national figure of each moment, where there are two or more."""
    moments = told.series.filter(metric_id=kpi)
    if moments.height > 1:
        series.panel(moments, told.reader)


def _checks(told: Page) -> None:
    """The checks of the build that read what the KPI is made of."""
    reader = told.reader
    found = told.checks
    passed = found.filter(pl.col("offending") == 0).height
    st.markdown(reader.t("behind.checks", passed=passed, all=found.height))
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
