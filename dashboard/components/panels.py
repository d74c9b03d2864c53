"""Panels of the overview and the provinces page. They draw; pages only compose them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import cast

import polars as pl
import streamlit as st

from dashboard.parts import charts, layout, tables
from dashboard.parts import map as maps
from dashboard.parts.decisions import decision, mark
from dashboard.parts.tables import Row, day, number, string
from dashboard.parts.tiles import link
from dashboard.reader import format as fmt
from dashboard.reader import state
from dashboard.reader.filters import Filters
from dashboard.reader.text import Lang, label, t, unit

BOUNDARIES = "geo/provinces.geojson"  # beside the pages, wherever the server is mounted


# ------------------------------------------------------------------------------------ provinces


@dataclass(frozen=True)
class Shaded:
    """One KPI by province, ready to draw: 77 rows, its classes and its legend."""

    metric_id: str
    label: str
    named_of: str  # the KPI whose plans alone are points; empty where all plans are
    unit: str
    breaks: tuple[float, ...]
    legend: tuple[maps.Entry, ...]
    note: str  # what a zero or a missing value means here
    credit: str  # who published the values, and of which days they are
    cited: str  # how many of them rest on secondary sources alone, in words
    values: pl.DataFrame  # province_code, name, region_code, region, value, shown, mark, class, …
    regions: dict[str, str]  # province code -> region code
    chosen: tuple[str, ...]  # the provinces that the filters hold, none when they hold all


def shaded(metric: Row, values: pl.DataFrame, filters: Filters) -> Shaded:
    """`metric`: label, unit, format, breaks. `values`: 77 rows with names, value and as-of.

    They may say how many of the rows behind a value rest on secondary sources alone.
    """
    lang, kind = filters.lang, str(metric["format"])
    breaks = tuple(float(step) for step in cast("Sequence[float]", metric["breaks"]))
    code = "baht_million" if kind == "baht_million" else str(metric["unit"])
    is_open = not values.filter(pl.col("value").is_null(), pl.col("lower") == 0).is_empty()
    unknown = t(
        "state.none_named"
        if is_open
        else "state.no_statement"
        if filters.known
        else "map.no_report",
        lang,
    )
    entries = maps.legend(
        breaks,
        state.colours(),
        shown=lambda value: fmt.plain(value, kind),
        between=t("map.from_to", lang),
        above=t("map.from_up", lang),
        unknown=unknown,
        whole=kind == "integer",
    )

    def words(row: Row) -> str:
        value = number(row, "value")
        if value is None:
            return unknown
        text = fmt.figure(value, kind, lang, sign=string(row, "qualifier"))
        return text if kind.startswith("percent") else f"{text} {unit(code, lang, value)}"

    frame = maps.classes(values.sort(f"sort_{lang}"), breaks)
    rows = frame.to_dicts()
    drawn = frame.select(
        "province_code",
        "region_code",
        "value",
        "as_of",
        "as_of_precision",
        pl.col(f"name_{lang}").alias("name"),
        pl.col(f"region_{lang}").alias("region"),
        pl.Series("shown", [words(row) for row in rows]),
        pl.Series("mark", [_cited(row, lang) for row in rows]),
        pl.Series(
            "class", [entries[-1 if row["class"] is None else row["class"]].words for row in rows]
        ),
    )
    here = drawn.filter(
        pl.lit(filters.place is not None)
        & (pl.col("province_code") == filters.province if filters.province else pl.lit(True))
        & (pl.col("region_code") == filters.region if filters.region else pl.lit(True))
    )
    return Shaded(
        metric_id=str(metric["metric_id"]),
        label=str(metric[f"label_{lang}"]),
        named_of=str(metric["metric_id"]) if metric["absence"] == "named" else "",
        unit="" if kind.startswith("percent") else unit(code, lang),
        breaks=breaks,
        legend=tuple(entries),
        note=_absence(metric, drawn, filters, is_open=is_open),
        credit=layout.credit_of(values.filter(pl.col("value").is_not_null())),
        cited=_all_cited(values, lang),
        values=drawn,
        regions=dict(drawn.select("province_code", "region_code").iter_rows()),
        chosen=tuple(here["province_code"]),
    )


def _cited(row: Row, lang: Lang) -> str:
    """The mark of a value of which secondary sources alone tell all or some; else nothing."""
    cited, of = row.get("secondary_count") or 0, row.get("row_count")
    if not cited:
        return ""
    if cited == of:
        return t("tile.secondary", lang)
    return t("map.secondary_of", lang, count=cited, of=of)


def _all_cited(values: pl.DataFrame, lang: Lang) -> str:
    """How many of the values rest on secondary sources alone; nothing where none does."""
    cited = values["secondary_count"].sum() if "secondary_count" in values.columns else 0
    return t("map.secondary", lang, count=cited) if cited else ""


def _absence(metric: Row, drawn: pl.DataFrame, filters: Filters, *, is_open: bool) -> str:
    """What a province without a value says. `is_open`: more is published than is named."""
    if filters.known and not is_open and drawn["value"].is_null().all():
        return t("known.empty", filters.lang)
    if metric["absence"] == "named":
        return t("map.open_list" if is_open else "map.complete_list", filters.lang)
    return label("absence", str(metric["absence"]), filters.lang)


def pick_kpi(
    metrics: pl.DataFrame, rows: pl.DataFrame, filters: Filters, *, ways: Sequence[str]
) -> Shaded | None:
    """The picker of a KPI (of one set of a KPI that has several) and of how it is drawn.

    Gives what was picked, to draw; None, and a sentence, where no document known by the chosen day
    states anything by province.
    """
    lang = filters.lang
    known = {row["metric_id"]: row for row in metrics.to_dicts()}
    found = rows.filter(pl.col("metric_id").is_in(list(known)))
    if found.is_empty():
        layout.empty("known.empty")
        return None
    keys = found.select("metric_id", "segment", "phase").unique(maintain_order=True)
    several = set(keys.filter(pl.col("metric_id").is_duplicated())["metric_id"])
    sets = {
        "-".join(str(part) for part in key if part) if key[0] in several else key[0]: key
        for key in keys.rows()
    }
    segments = dict(found.select("segment", f"segment_{lang}").unique().iter_rows())

    def words(option: str) -> str:
        metric, segment, phase = sets[option]
        parts = [str(known[metric][f"label_{lang}"])]
        if metric in several:
            parts += [segments.get(segment) or "", label("phase", phase, lang) if phase else ""]
        return " · ".join(part for part in parts if part)

    chosen = state.choice("kpi", list(sets))
    state.choice("as", ways)
    with st.container(horizontal=True, gap="medium"):
        _one_of("kpi", "provinces.kpi", {option: words(option) for option in sets}, lang)
        _one_of("as", "provinces.ways", {way: t(f"way.{way}", lang) for way in ways}, lang)
    metric, segment, phase = sets[chosen]
    held = found.filter(
        (pl.col("metric_id") == metric)
        & pl.col("segment").eq_missing(pl.lit(segment))
        & pl.col("phase").eq_missing(pl.lit(phase))
    )
    return shaded(known[metric], held, filters)


def _one_of(name: str, heading: str, options: Mapping[str, str], lang: Lang) -> None:
    """A choice of the page's own as a row of buttons."""
    st.segmented_control(
        t(heading, lang),
        list(options),
        format_func=lambda code: tables.plain(options.get(code, code)),
        key=name,
        label_visibility="collapsed",
        required=True,
        on_change=state.chose,
        args=(name,),
    )


def province_table(data: Shaded, filters: Filters) -> None:
    """The values of map and tiles once more, in a panel."""
    with layout.section("provinces.table"):
        values(data, filters, key="provinces_table")


def values(data: Shaded, filters: Filters, *, key: str) -> None:
    """All 77 provinces, highest first; those that the place filter holds before the others."""
    column = tables.Columns.of(filters)
    dated = column.when("table.as_of", "as_of", "as_of_precision")
    rows = data.values.sort(
        pl.col("province_code").is_in(list(data.chosen)),
        "value",
        descending=[True, True],
        nulls_last=True,
        maintain_order=True,
    )
    days = {dated.cell(row) for row in rows.drop_nulls("value").iter_rows(named=True)}
    if len(days) == 1:  # a constant column is a sentence
        st.caption(f"{dated.heading} {next(iter(days))}")
    tables.listing(
        rows,
        [
            column.text("table.province", "name"),
            tables.Column(
                t("filter.region", filters.lang),
                lambda row: label("region_short", string(row, "region_code"), filters.lang),
            ),
            tables.Column(
                t("table.value", filters.lang),
                lambda row: " · ".join(filter(None, (string(row, "shown"), string(row, "mark")))),
            ),
            *(
                [
                    tables.Column(
                        dated.heading, lambda row: "" if row["value"] is None else dated.cell(row)
                    )
                ]
                if len(days) > 1
                else []
            ),
        ],
        alt="provinces.table",
        key=key,
    )


def unplaced(plans: pl.DataFrame, filters: Filters) -> None:
    """The plans that have no point, by name: the map must not lose them silently."""
    column = tables.Columns.of(filters)
    missing = plans.filter(pl.col("lat").is_null() | pl.col("lon").is_null())
    if missing.is_empty():
        return
    with layout.section("provinces.unplaced", note="provinces.unplaced_note"):
        tables.small(
            missing,
            [
                column.named("table.plan", "name"),
                column.named("table.province", "province"),
                column.coded("table.step", "ladder_step", "status"),
                column.when("table.since", "status_since", "precision"),
            ],
            alt="provinces.unplaced",
        )


def counted(data: Shaded, plans: pl.DataFrame) -> pl.DataFrame:
    """The plans that are points beside a KPI: of a count of named plans those that it counts."""
    if not data.named_of:
        return plans
    return plans.filter(pl.col("counted_in").list.contains(data.named_of))


def province_map(data: Shaded, plans: pl.DataFrame, filters: Filters, *, key: str) -> None:
    """The clickable map with its legend and credit. `plans`: points; none draws no points."""
    lang = filters.lang
    points = plans.filter(pl.col("lat").is_not_null() & pl.col("lon").is_not_null())
    deck = maps.provinces(
        data.values,
        data.breaks,
        state.colours(),
        url=BOUNDARIES,
        tooltip=f"{{name_{lang}}}",
        selected=data.chosen,
        plans=points.select(
            "province_code", "name_th", "name_en", "lat", "lon", "location_precision"
        ),
    )
    layout.clickable_map(deck, alt_text=takeaway("map.alt", data, lang), key=key)
    legend(data, filters, points)


def legend(data: Shaded, filters: Filters, points: pl.DataFrame) -> None:
    """Colours and what they mean; how well points are placed and by whom; whose boundaries."""
    lang, palette = filters.lang, state.colours()
    box = "display:inline-block;width:1em;height:1em;border-radius:3px;vertical-align:-0.15em"
    dot = "display:inline-block;border-radius:50%;vertical-align:-0.1em"
    marks = [
        (
            f"{box};background:{entry.colour};border:1px solid {palette.outline}"
            if entry.colour
            else f"{box};border:2px dashed {palette.no_report}",
            entry.words,
        )
        for entry in data.legend
    ]
    disc = f"{dot};background:{palette.ink}"
    drawn = {  # by the precisions that it stands for
        ("exact_site",): ("map.point_exact", f"{disc};width:0.5em;height:0.5em"),
        ("municipality", "district"): ("map.point_area", f"{disc};width:0.65em;height:0.65em"),
        ("province",): (
            "map.point_province",
            f"{dot};width:0.9em;height:0.9em;border:2px solid {palette.ink}",
        ),
    }
    placed = set(points["location_precision"])
    marks += [
        (style, t(key, lang))
        for precisions, (key, style) in drawn.items()
        if placed.intersection(precisions)
    ]
    items = "".join(
        f'<span style="white-space:nowrap"><span aria-hidden="true" style="{style}"></span> '
        f"{escape(words)}</span>"
        for style, words in marks
    )
    unit_name = f"<span>{escape(data.unit)}</span>" if data.unit else ""
    row = "display:flex;flex-wrap:wrap;gap:0.2em 1em;font-size:13px"
    st.html(f'<div style="{row}">{unit_name}{items}</div>')
    note = f"{data.note} · {t('map.click', lang)} · {t('layout.boundaries', lang)}"
    lines = [note, *([data.cited] if data.cited else [])]
    if estimated := points.filter(pl.col("is_estimated")).height:
        lines.append(t("map.estimated", lang, count=estimated, of=points.height))
    st.caption("  \n".join(lines))


def tile_grid(data: Shaded, filters: Filters, *, key: str) -> None:
    """The same values on tiles of one size."""
    lang = filters.lang
    drawing = charts.tile_grid(
        data.values,
        {entry.words: entry.colour for entry in data.legend if entry.colour},
        state.colours(),
        lang=lang,
        unknown=data.legend[-1].words,
        selected=data.chosen,
    )
    layout.clickable_grid(
        drawing,
        alt_text=takeaway("map.grid_alt", data, lang),
        credit=data.credit,
        key=key,
    )


def takeaway(text_key: str, data: Shaded, lang: Lang) -> str:
    """A map in words: where all values are, how many are above zero, and the highest."""
    held = data.values.filter(pl.col("value") > 0).sort(
        "value", descending=True, maintain_order=True
    )
    top = held.filter(pl.col("value") == pl.col("value").max())
    words = t(text_key, lang, label=data.label, table=t("provinces.table", lang))
    if held.is_empty():
        return words
    highest = f"{', '.join(top['name'][:3])} ({top['shown'][0]})"
    return f"{words} {t('map.takeaway', lang, provinces=held.height, highest=highest)}"


# ------------------------------------------------------------------------------------- overview


def latest_statements(statements: pl.DataFrame, filters: Filters) -> None:
    """The newest rows of the record, each with its document."""
    lang = filters.lang
    column = tables.Columns.of(filters)

    def what(row: Row) -> str:
        parts = [string(row, f"subject_{lang}"), string(row, f"segment_{lang}")]
        if row["event_kind"]:
            parts.append(label("event_kind", string(row, "event_kind"), lang))
        if row["stage"]:
            parts.append(label("stage", string(row, "stage"), lang))
        return " · ".join(part for part in parts if part)

    with layout.section("overview.latest"):
        if not statements.is_empty():
            first = statements.row(0, named=True)
            tables.extent(int(first["shown"]), int(first["total"]), by=("place", "period"))
        tables.small(
            statements,
            [
                column.when("table.as_of", "as_of", "as_of_precision"),
                column.made("overview.what", what),
                tables.Column(
                    t("table.value", lang),
                    lambda row: (
                        ""
                        if row["value"] is None and row["lower"] is None
                        else _figure(row, filters)
                    ),
                ),
                column.sources(),
            ],
            alt="overview.latest",
        )


def changes(
    found: pl.DataFrame, moves: pl.DataFrame, previous: pl.DataFrame, filters: Filters
) -> None:
    """What this build changes against the one before: figures and why, then files and words.

    Of a first build, the `moves` of the record: each figure against the one stated before it.
    """
    lang = filters.lang
    before = previous.row(0, named=True)
    with layout.section("overview.changes", timeless="record", national=True):
        if filters.is_partial:
            layout.empty("known.no_changes" if filters.known else "sources.no_changes")
            return
        if before["previous"] is None:
            st.caption(t("overview.changes_first", lang))
            if not moves.is_empty():
                st.caption(t("overview.changes_record", lang))
                _changed(moves, filters)
            return
        day_before = fmt.day(before["previous_built_at"].date(), "day", lang, filters.era)
        total = 0 if found.is_empty() else int(found["total"][0])
        said = "overview.changes_note" if total else "overview.changes_none"
        st.caption(t(said, lang, date=day_before, total=fmt.number(total)))
        if not total:
            return
        _changed(found, filters)
        if total > found.height:
            st.caption(t("overview.changes_more", lang, count=fmt.number(total - found.height)))


def _changed(found: pl.DataFrame, filters: Filters) -> None:
    """The table of changes."""
    lang = filters.lang
    column = tables.Columns.of(filters)

    def subject(row: Row) -> str:
        """What changed, with the way to the page that tells all of it."""
        if row["kind"] == "province":
            name = t(f"count.{row['subject']}", lang)
            address = link("profile", filters, province=str(row["place_code"]))
        elif row["kind"] == "source":
            name = string(row, f"source_{lang}") or str(row["subject"])
            address = link("health", filters)
        else:
            name = string(row, f"metric_{lang}") or str(row["subject"])
            address = link("definitions", filters, kpi=str(row["subject"]))
        return f"[{tables.plain(name)}]({address})"

    def where(row: Row) -> str:
        place, segment = (string(row, f"{part}_{lang}") for part in ("place", "segment"))
        named = dict.fromkeys(filter(None, (place, segment)))  # the country is both at times
        return " · ".join(named) or t("filter.all_provinces", lang)

    def side(row: Row, name: str) -> str:
        text, value = string(row, name), number(row, f"{name}_value")
        if row["kind"] == "definition":
            if not (row["was"] and row["became"]):  # a KPI that came or went
                return t("overview.defined", lang) if text else "–"
            return t("overview.fields", lang, count=len((text or "").split(", ")))
        if value is None:
            return "–"
        if row["kind"] == "source":
            return t("overview.edition", lang, edition=text, rows=fmt.number(value))
        if row["kind"] == "province":
            return fmt.number(value)
        sign = string(row, f"{name}_qualifier")
        figure = fmt.kpi(value, str(row["format"]), str(row["unit"]), lang, sign=sign)
        return f"{figure} ({fmt.period(text, lang, filters.era)})"

    tables.small(
        found,
        [
            column.coded("overview.change_kind", "change_kind", "kind"),
            column.marked("overview.what", subject),
            column.made("overview.where", where),
            column.figure("overview.was", lambda row: side(row, "was")),
            column.figure("overview.became", lambda row: side(row, "became")),
            column.made("overview.because", lambda row: _because(row, filters)),
        ],
        alt="overview.changes",
        by=(),
    )


NAMED = 3  # publishers or provinces that a reason names


def _because(row: Row, filters: Filters) -> str:
    """Why a figure moved, in words; nothing for what is no figure."""
    if row["kind"] != "value":
        return ""
    lang = filters.lang

    def names(column: str) -> str:
        found = [
            label("publisher", name, lang) for name in cast("Sequence[str]", row[column] or [])
        ]
        shown, more = ", ".join(found[:NAMED]), len(found) - NAMED
        return t("why.more", lang, names=shown, count=more) if more > 0 else shown

    counted = {"new": "new_sources", "revised": "revised_sources"}
    counted |= dict.fromkeys(("lost", "targets", "chosen"), "")
    parts = [
        t(f"why.{part}", lang, count=row[part], names=names(sources) if sources else "")
        for part, sources in counted.items()
        if row[part]
    ]
    parts += [
        t(f"why.{part}", lang, names=named)
        for part in ("entered", "left")
        if (named := names(f"{part}_{lang}"))
    ]
    if row["is_recalculated"]:
        parts.append(t("why.recalculated", lang))
    return " · ".join(parts) or t("why.other", lang)


def _figure(row: Row, filters: Filters) -> str:
    return fmt.measured(
        number(row, "value"),
        str(row["unit"]),
        filters.lang,
        sign=string(row, "qualifier"),
        lower=number(row, "lower"),
        upper=number(row, "upper"),
    )


def conflicts(sides: pl.DataFrame, filters: Filters) -> None:
    """Every conflict, its sides next to each other with their documents; last, those decided."""
    lang = filters.lang
    with layout.section(
        "overview.conflicts", timeless="record", national=True, note="overview.conflicts_note"
    ):
        if sides.is_empty() and filters.is_partial:
            layout.empty("known.no_conflicts" if filters.known else "sources.no_conflicts")
            return
        texts = []
        for _, group in groupby(sides.to_dicts(), key=lambda row: row["conflict_id"]):
            rows = list(group)
            title = tables.matter(rows[0], lang)
            kind = label("conflict_kind", string(rows[0], "kind"), lang)
            real = tables.disagreement(rows[0], lang)
            texts.append(f"**{tables.plain(title)}** · {tables.plain(kind)} · {real}")
            if made := decision(rows[0], filters):
                texts.append(made)
            texts.append(_side_by_side(rows, filters))
        st.markdown("\n\n".join(texts))


def _side_by_side(sides: Sequence[Row], filters: Filters) -> str:
    """The statements of a conflict as a Markdown table, one a column: figure, date, document."""
    lang, era = filters.lang, filters.era
    figures = [tables.plain(_figure(side, filters)) + mark(side, filters) for side in sides]
    dates = [
        fmt.day(day(side, "as_of"), string(side, "as_of_precision"), lang, era) for side in sides
    ]
    documents = [tables.source(side, lang) for side in sides]
    lines = (figures, ["---"] * len(sides), dates, documents)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
