"""The passport of one KPI: everything on the one that is chosen, or that the URL names.

The URL names it as `?kpi=<metric_id>`. Its status and its latest figure are told in the words that
the list of all KPIs uses too.
"""

import polars as pl
import streamlit as st

from dashboard import state, text
from dashboard.components import layout, tables, tiles
from dashboard.data import Page
from dashboard.filters import Filters


def panel(page: Page) -> None:
    """Everything on one KPI: the one that is chosen, or that the URL names."""
    column = tables.Columns.of(page.filters)
    names = {
        row["metric_id"]: f"{row['code']} · {row[f'label_{column.lang}']}"
        for row in page.metrics.iter_rows(named=True)
    }
    with layout.section("definitions.passport", note="definitions.passport_note"):
        chosen = state.choice("kpi", list(names))
        st.selectbox(
            text.t("definitions.kpi", column.lang),
            list(names),
            format_func=lambda name: names.get(name, name),
            key="kpi",
            on_change=state.chose,
            args=("kpi",),
        )
        row = page.metrics.row(by_predicate=pl.col("metric_id") == chosen, named=True)
        tables.pairs(_facts(row, page), alt=names[chosen])


def status(status: str, filters: Filters) -> str:
    """A reporting status in words; on an earlier day nothing is waited for."""
    if filters.known and status == "waiting":
        return text.t("state.no_statement", filters.lang)
    return text.label("reporting_status", status, filters.lang)


def detail(row: tables.Row, filters: Filters) -> str:
    """What stands behind a status: how much is stated, what is lacking, who can supply it."""
    lang = filters.lang
    match row["status"]:
        case "waiting" if filters.known:
            return ""
        case "waiting":
            forms = tables.records(row, "templates")
            names = [text.t("tile.form", lang, form=form[f"title_{lang}"]) for form in forms]
            supplier = text.t("tile.supplier", lang, owner=tiles.owners(row, lang))
            return " · ".join([*names, supplier])
        case "refused":
            return tables.string(row, f"reason_{lang}") or ""
    key = "definitions.reported_with" if row["provinces"] else "definitions.national_only"
    stated = text.t(key, lang, figures=row["figures"], provinces=row["provinces"])
    lacking = text.label("partly", tables.string(row, "part"), lang) if row["part"] else ""
    return " · ".join(words for words in (lacking, stated) if words)


def latest(row: tables.Row, column: tables.Columns) -> str:
    """The latest figure; of a ratio that is refused, that it is not computed."""
    if row["status"] == "refused":
        return text.label("reporting_status", "refused", column.lang)
    return str(column.kpi("definitions.latest").cell(row))


def stated_on(row: tables.Row, column: tables.Columns) -> str:
    """The day of the latest figure; a dash where there is none."""
    if not tiles.has_figure(row):
        return "–"
    return str(column.when("table.as_of", "as_of", "as_of_precision").cell(row))


def _facts(row: tables.Row, page: Page) -> dict[str, str]:
    """A KPI's facts by name, in Markdown."""
    column = tables.Columns.of(page.filters)
    lang = column.lang
    told = status(str(row["status"]), page.filters)
    words = {
        "definitions.code": str(row["code"]),
        "definitions.status": ": ".join(filter(None, (told, detail(row, page.filters)))),
        "definitions.latest": latest(row, column),
        "table.as_of": stated_on(row, column),
        "definitions.segment": tables.string(row, f"segment_{lang}") or "–",
        "definitions.definition": str(row[f"definition_{lang}"]),
        "definitions.formula": str(row[f"formula_{lang}"]),
        "definitions.unit": text.unit(str(row["unit"]), lang),
        "definitions.direction": text.label("direction", tables.string(row, "direction"), lang),
        "definitions.time": text.label("time", tables.string(row, "time"), lang),
        "definitions.rollup": text.label("rollup", tables.string(row, "rollup"), lang),
        "definitions.absence": text.label("absence", tables.string(row, "absence"), lang),
        "definitions.caveats": tables.string(row, f"caveats_{lang}") or "–",
        "definitions.owner": str(row[f"owner_{lang}"]),
    }
    if others := tables.records(row, "others"):
        words["definitions.others"] = "; ".join(
            _other({**row, **other}, column) for other in others
        )
    if row["numerator"] is not None:
        words["definitions.refused"] = _refused(row, column)
    facts = {text.t(key, lang): tables.plain(value) for key, value in words.items()}
    forms = [tiles.form_link(form, page.filters) for form in tables.records(row, "templates")]
    return facts | {
        text.t("tile.forms", lang): " · ".join(forms) or "–",
        text.t("definitions.documents_of", lang): tables.sources(row, lang) or "–",
    }


def _other(row: tables.Row, column: tables.Columns) -> str:
    """A figure beside the headline: of which group, and when."""
    shown = f"{column.kpi('definitions.latest').cell(row)} ({stated_on(row, column)})"
    segment = tables.string(row, f"segment_{column.lang}")
    return f"{segment} {shown}" if segment else shown


def _refused(row: tables.Row, column: tables.Columns) -> str:
    """The ratio that is not computed for a KPI, and why."""
    above, below = (
        str(column.measured("table.value", part, f"{part}_qualifier", f"{part}_unit").cell(row))
        for part in ("numerator", "denominator")
    )
    return f"{above} ÷ {below}: {row[f'reason_{column.lang}']}"
