"""KPI tiles: a figure never stands alone.

`tile` makes the words of one tile from one row of `sql/queries/every/tiles.sql`; `draw` shows them:
value with qualifier and unit, as-of, place and segment, comparison with the statement before,
trend, target, source, conflicts, and a passport: definition, formula, caveats, documents, rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal, cast

import polars as pl
import streamlit as st

from dashboard import format as fmt
from dashboard import state
from dashboard.components import charts, tables
from dashboard.components.tables import Row, day, number, string
from dashboard.data import Page
from dashboard.filters import Filters
from dashboard.text import label, t, unit

Judgement = Literal["normal", "inverse", "off"]
JUDGEMENT: dict[str, Judgement] = {"up": "normal", "down": "inverse"}
SPARK_POINTS = 3  # fewer make no trend


@dataclass(frozen=True)
class Tile:
    """The words of one tile, in the reader's language and era."""

    metric_id: str
    label: str
    value: str
    scope: tuple[str, ...]  # as-of, segment, phase: what the figure is about
    is_national: bool  # the reader chose a place and this figure is not of that place
    delta: float | str | None
    delta_note: str | None
    judgement: Judgement
    target: str | None
    share: float | None  # of the target, 0 to 1 and beyond
    trend: tuple[tuple[date, float], ...]
    source: str
    conflicts: int
    conflict_note: str
    passport: str
    help: str


def row(page: Page) -> None:
    """Every tile of the page, in a grid that reflows from four columns to one."""
    with st.grid(4, min_column_width=250, gap="small"):
        for record in page.tiles.iter_rows(named=True):
            draw(tile(record, page))


def draw(words: Tile) -> None:
    """One tile."""
    filters = state.current()
    with st.container(border=True, height="stretch", gap="xsmall"):
        st.metric(
            words.label,
            words.value,
            words.delta,
            words.judgement,
            delta_description=words.delta_note if words.delta is not None else None,
            help=words.help,
        )
        st.caption(" · ".join(words.scope))
        if words.delta is None and words.delta_note:
            st.caption(words.delta_note)
        if words.is_national:
            st.badge(t("layout.national", filters.lang), icon=":material/public:", color="gray")
        if words.share is not None and words.target:
            st.progress(min(words.share, 1.0), words.target)
        if len(words.trend) >= SPARK_POINTS:
            frame = pl.DataFrame(words.trend, schema=["as_of", "value"], orient="row")
            st.altair_chart(
                charts.sparkline(frame, state.colours()),
                width="stretch",
                alt=t("tile.spark", filters.lang, label=words.label),
            )
        st.space("stretch")
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            with st.popover(
                t("tile.passport", filters.lang), icon=":material/description:", type="tertiary"
            ):
                st.markdown(words.passport)
            if words.conflicts:
                with st.popover(
                    t("tile.conflict", filters.lang, count=words.conflicts),
                    icon=":material/warning:",
                    type="tertiary",
                ):
                    st.markdown(words.conflict_note)
        st.caption(words.source)


def tile(record: Row, page: Page) -> Tile:
    """The words of one tile. `record` is a row of `page.tiles`."""
    filters = page.filters
    lang = filters.lang
    name = str(record[f"label_{lang}"])
    shown = amount(record, filters)
    stated = _as_of(record, filters)
    scope = [t("tile.as_of", lang, date=stated)] if record["value"] is not None or stated else []
    if not record["is_in_period"]:
        scope = [t("tile.outside", lang, value=shown, date=stated)]
        shown = "—"
    elif shown == t("state.no_data", lang):
        scope = [str(record[f"owner_{lang}"])]
    scope += [
        words
        for words in (
            string(record, f"segment_{lang}") if record["segment_kind"] != "national" else None,
            label("phase", string(record, "phase"), lang) if record["phase"] else None,
        )
        if words
    ]
    delta, note = _comparison(record, filters)
    target, share = _target(record, filters)
    trend = cast("Sequence[Row] | None", record["trend"]) or []
    return Tile(
        metric_id=str(record["metric_id"]),
        label=name,
        value=shown,
        scope=tuple(scope),
        is_national=bool(filters.place) and record["place_kind"] in {None, "national"},
        delta=delta,
        delta_note=note,
        judgement=JUDGEMENT.get(str(record["direction"]), "off"),
        target=target,
        share=share,
        trend=tuple((cast("date", point["as_of"]), float(str(point["value"]))) for point in trend),
        source=_source(record, filters),
        conflicts=int(str(record["conflicts"])),
        conflict_note=_sides(record, filters),
        passport=_passport(record, page, shown),
        help=str(record[f"definition_{lang}"]),
    )


def amount(record: Row, filters: Filters) -> str:
    """The figure with qualifier and unit: `> 39.68%`, `37 เมือง`, `> 523.81 ล้านบาท`."""
    kind, lang = str(record["format"]), filters.lang
    value = number(record, "value")
    text = fmt.figure(
        value,
        kind,
        lang,
        sign=string(record, "qualifier"),
        lower=number(record, "lower"),
        upper=number(record, "upper"),
    )
    if kind == "percent2" or text == t("state.no_data", lang):
        return text
    code = "baht_million" if kind == "baht_million" else str(record["unit"])
    return f"{text} {unit(code, lang, value)}"


def _as_of(record: Row, filters: Filters) -> str:
    return fmt.day(
        day(record, "as_of"), string(record, "as_of_precision"), filters.lang, filters.era
    )


def _comparison(record: Row, filters: Filters) -> tuple[float | str | None, str | None]:
    """The change since the statement before, if both are exact, and in words since when."""
    lang, kind = filters.lang, str(record["format"])
    before, value = number(record, "previous_value"), number(record, "value")
    if before is None or value is None or not record["is_in_period"]:
        return None, None
    date_before = fmt.day(
        day(record, "previous_as_of"), string(record, "previous_precision"), lang, filters.era
    )
    sign = string(record, "previous_qualifier")
    words = t(
        "tile.previous", lang, value=fmt.figure(before, kind, lang, sign=sign), date=date_before
    )
    if record["qualifier"] != "=" or sign != "=":
        return None, words
    if value == before:
        return 0, t("tile.same", lang, date=date_before)
    change = value - before
    text = fmt.number(change, 2) if kind == "percent2" else fmt.plain(change, kind)
    points = f" {t('tile.points', lang)}" if kind == "percent2" else ""
    return f"{'+' if change > 0 else ''}{text}{points}", words


def _target(record: Row, filters: Filters) -> tuple[str | None, float | None]:
    aim, value, year = (
        number(record, "target_value"),
        number(record, "value"),
        record["target_year"],
    )
    if not aim or value is None or record["unit"] != record["target_unit"]:
        return None, None
    lang = filters.lang
    horizon = t("tile.by", lang, year=fmt.year(int(str(year)), lang, filters.era)) if year else ""
    return (
        t(
            "tile.target",
            lang,
            share=fmt.number(100 * value / aim, 2),
            value=fmt.plain(aim, str(record["format"])),
            unit=unit(str(record["target_unit"]), lang, aim),
            horizon=horizon,
        ).strip(),
        value / aim,
    )


def _source(record: Row, filters: Filters) -> str:
    documents = cast("Sequence[Row]", record["documents"])
    if not documents:
        return ""
    first = tables.source(documents[0], filters.lang)
    if len(documents) == 1:
        return first
    return t("tile.sources_more", filters.lang, publisher=first, count=len(documents) - 1)


def _statement(side: Row, filters: Filters) -> str:
    """One statement in a line: its figure, then its date."""
    value, unit_code = number(side, "value"), str(side["unit"])
    lang = filters.lang
    shown = fmt.measured(
        value,
        unit_code,
        lang,
        sign=string(side, "qualifier"),
        lower=number(side, "lower"),
        upper=number(side, "upper"),
    )
    date_text = fmt.day(day(side, "as_of"), string(side, "precision"), lang, filters.era)
    return f"{tables.plain(shown)} ({date_text})"


def _sides(record: Row, filters: Filters) -> str:
    """Each conflict as a list of its statements, each with its document."""
    sides = cast("Sequence[Row]", record["sides"])
    groups = groupby(sides, key=lambda side: side["conflict_id"])
    return "\n\n".join(
        "\n".join(
            f"- {_statement(side, filters)}: {tables.source(side, filters.lang)}" for side in group
        )
        for _, group in groups
    )


def _passport(record: Row, page: Page, shown: str) -> str:
    """Definition, formula, caveats, documents with links, rows used, build: one Markdown text."""
    filters, lang = page.filters, page.filters.lang
    build = page.build.row(0, named=True)
    parts = [f"**{record[f'label_{lang}']}** ({record['code']})  \n{tables.plain(shown)}"]
    parts += [
        f"**{t(f'tile.{key}', lang)}**  \n{tables.plain(words)}"
        for key in ("definition", "formula", "caveats")
        if (words := string(record, f"{key}_{lang}"))
    ]
    if record["denominator"] is not None and record["numerator"] is not None:
        top, bottom = (
            fmt.number(float(str(record[part])), 2, trim=True)
            for part in ("numerator", "denominator")
        )
        parts.append(t("tile.parts", lang, numerator=top, denominator=bottom))
    parts.append(
        f"{t('tile.direction', lang)}: {label('direction', string(record, 'direction'), lang)}  \n"
        f"{t('tile.nature', lang)}: {label('nature', string(record, 'nature'), lang)}"
    )
    documents = cast("Sequence[Row]", record["documents"])
    if documents:
        lines = "\n".join(f"- {_document(document, filters)}" for document in documents)
        parts.append(f"**{t('tile.documents', lang)}**\n{lines}")
    if statements := cast("Sequence[Row]", record["statements"]):
        lines = "\n".join(
            f"- {tables.plain(str(used['statement_id']))}: {_statement(used, filters)}"
            for used in statements
        )
        parts.append(f"**{t('tile.rows', lang)}**\n{lines}")
    checks = t("tile.checks", lang, passed=build["checks_passed"], all=build["checks"])
    parts.append(f"{checks}  \n{t('layout.build', lang)} {build['build_id']}")
    return "\n\n".join(parts)


def _document(document: Row, filters: Filters) -> str:
    """A document's title as a link, with publisher and date."""
    lang = filters.lang
    title = tables.plain(string(document, "title") or str(document["doc_id"]))
    url = string(document, "url")
    published = fmt.day(
        day(document, "published_on"), string(document, "precision"), lang, filters.era
    )
    named = f"[{title}]({url})" if url else f"{title} ({t('tile.no_link', lang)})"
    publisher = string(document, "publisher")
    return (
        f"{named}, {tables.plain(publisher)}, {published}" if publisher else f"{named}, {published}"
    )
