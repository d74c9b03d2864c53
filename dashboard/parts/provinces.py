"""A KPI by province: as a map, as tiles of one size and as a list. Draws what it is given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import NamedTuple, cast
from urllib.parse import quote

import polars as pl
import pydeck as pdk
import streamlit as st

from dashboard.parts import bars, charts, choropleth, layout, tables
from dashboard.parts import map as maps
from dashboard.parts import rows as listed
from dashboard.parts.charts import Spec
from dashboard.parts.pictures import Drawn
from dashboard.parts.tables import Row, number, string
from dashboard.reader import format as fmt
from dashboard.reader import state
from dashboard.reader.figure import Figure
from dashboard.reader.once import once, where
from dashboard.reader.reader import Reader
from dashboard.reader.theme import LIGHT, Palette, ink_on

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
    cited: str  # how many of them rest on secondary sources alone, in words
    values: pl.DataFrame  # province_code, name, region_code, region, value, shown, mark, class, …
    taken: pl.DataFrame  # the same rows as the record has them, with bounds, signs and documents
    regions: dict[str, str]  # province code -> region code
    chosen: tuple[str, ...]  # the provinces that the filters hold, none when they hold all

    @property
    def credit(self) -> str:
        """Who published the values, and of which days they are."""
        return layout.credit_of(self.taken.filter(pl.col("value").is_not_null()))


class _Kpi(NamedTuple):
    """What of a KPI is asked for to draw it by province; its label is in the reader's language."""

    metric_id: str
    label: str
    unit: str
    format: str
    breaks: tuple[float, ...]
    absence: str


def shaded(metric: Row, values: pl.DataFrame, reader: Reader) -> Shaded:
    """`metric`: label, unit, format, breaks. `values`: 77 rows with names, value and as-of.

    They may say how many of the rows behind a value rest on secondary sources alone.
    """
    kpi = _Kpi(
        str(metric["metric_id"]),
        str(metric[f"label_{reader.lang}"]),
        str(metric["unit"]),
        str(metric["format"]),
        tuple(float(step) for step in cast("Sequence[float]", metric["breaks"])),
        str(metric["absence"]),
    )
    made = _shaded(kpi, values, reader, state.colours())
    if reader.province:
        here = [reader.province]
    else:
        here = [code for code, region in made.regions.items() if region == reader.region]
    return replace(made, chosen=tuple(here))


@once
def _shaded(metric: _Kpi, values: pl.DataFrame, reader: Reader, palette: Palette) -> Shaded:
    kind, breaks = metric.format, metric.breaks
    code = "baht_million" if kind == "baht_million" else metric.unit
    is_open = not values.filter(pl.col("value").is_null(), pl.col("lower") == 0).is_empty()
    unknown = reader.t(
        "state.none_named" if is_open else "state.no_statement" if reader.known else "map.no_report"
    )
    entries = maps.legend(
        breaks,
        palette,
        shown=lambda value: fmt.plain(value, kind),
        between=reader.t("map.from_to"),
        above=reader.t("map.from_up"),
        unknown=unknown,
        whole=kind == "integer",
    )

    def words(row: Row) -> str:
        value = number(row, "value")
        if value is None:
            return unknown
        return reader.figure(Figure(value, metric.unit, kind, string(row, "qualifier")))

    frame = maps.classes(values.sort(f"sort_{reader.lang}"), breaks)
    rows = frame.to_dicts()
    drawn = frame.select(
        "province_code",
        "region_code",
        "value",
        "as_of",
        "as_of_precision",
        pl.col(f"name_{reader.lang}").alias("name"),
        pl.col(f"region_{reader.lang}").alias("region"),
        pl.Series("shown", [words(row) for row in rows]),
        pl.Series("mark", [_cited(row, reader) for row in rows]),
        pl.Series(
            "class", [entries[-1 if row["class"] is None else row["class"]].words for row in rows]
        ),
    )
    return Shaded(
        metric_id=metric.metric_id,
        label=metric.label,
        named_of=metric.metric_id if metric.absence == "named" else "",
        unit="" if kind.startswith("percent") else reader.unit(code),
        breaks=breaks,
        legend=tuple(entries),
        note=_absence(metric.absence, drawn, reader, is_open=is_open),
        cited=_all_cited(values, reader),
        values=drawn,
        taken=values,
        regions=dict(drawn.select("province_code", "region_code").iter_rows()),
        chosen=(),
    )


def _cited(row: Row, reader: Reader) -> str:
    """The mark of a value of which secondary sources alone tell all or some; else nothing."""
    cited, of = row.get("secondary_count") or 0, row.get("row_count")
    if not cited:
        return ""
    if cited == of:
        return reader.t("tile.secondary")
    return reader.t("map.secondary_of", count=cited, of=of)


def _all_cited(values: pl.DataFrame, reader: Reader) -> str:
    """How many of the values rest on secondary sources alone; nothing where none does."""
    cited = values["secondary_count"].sum() if "secondary_count" in values.columns else 0
    return reader.t("map.secondary", count=cited) if cited else ""


def _absence(absence: str, drawn: pl.DataFrame, reader: Reader, *, is_open: bool) -> str:
    """What a province without a value says. `is_open`: more is published than is named."""
    if reader.known and not is_open and drawn["value"].is_null().all():
        return reader.t("known.empty")
    if absence == "named":
        return reader.t("map.open_list" if is_open else "map.complete_list")
    return reader.label("absence", absence)


def pick_kpi(
    metrics: pl.DataFrame, rows: pl.DataFrame, reader: Reader, *, ways: Sequence[str]
) -> Shaded | None:
    """The picker of a KPI (of one set of a KPI that has several) and of how it is drawn.

    Gives what was picked, to draw; None, and a sentence, where no document known by the chosen day
    states anything by province.
    """
    sets = _sets(metrics, rows, reader)
    if not sets:
        layout.empty("known.empty")
        return None
    chosen = state.choice("kpi", list(sets))
    state.choice("as", ways)
    with st.container(horizontal=True, gap="medium"):
        _one_of("kpi", "provinces.kpi", {name: words for name, (words, *_) in sets.items()}, reader)
        _one_of("as", "provinces.ways", {way: reader.t(f"way.{way}") for way in ways}, reader)
    _, metric, held = sets[chosen]
    return shaded(metric, held, reader)


@once
def _sets(
    metrics: pl.DataFrame, rows: pl.DataFrame, reader: Reader
) -> dict[str, tuple[str, Row, pl.DataFrame]]:
    """What can be picked: its name in a link -> in words, the KPI, its rows."""
    known = {row["metric_id"]: row for row in metrics.to_dicts()}
    found = rows.filter(pl.col("metric_id").is_in(list(known)))
    keys = found.select("metric_id", "segment", "phase").unique(maintain_order=True)
    several = set(keys.filter(pl.col("metric_id").is_duplicated())["metric_id"])
    segments = dict(found.select("segment", f"segment_{reader.lang}").unique().iter_rows())
    sets: dict[str, tuple[str, Row, pl.DataFrame]] = {}
    for key in keys.rows():
        metric, segment, phase = key
        parts = [str(known[metric][f"label_{reader.lang}"])]
        if metric in several:
            parts += [segments.get(segment) or "", reader.label("phase", phase) if phase else ""]
        name = "-".join(str(part) for part in key if part) if metric in several else metric
        held = found.filter(
            (pl.col("metric_id") == metric)
            & pl.col("segment").eq_missing(pl.lit(segment))
            & pl.col("phase").eq_missing(pl.lit(phase))
        )
        sets[name] = " · ".join(filter(None, parts)), known[metric], held
    return sets


def _one_of(name: str, heading: str, options: Mapping[str, str], reader: Reader) -> None:
    """A choice of the page's own as a row of buttons."""
    st.segmented_control(
        reader.t(heading),
        list(options),
        format_func=lambda code: tables.plain(options.get(code, code)),
        key=name,
        label_visibility="collapsed",
        required=True,
        on_change=state.chose,
        args=(name,),
    )


def values(data: Shaded, reader: Reader, *, key: str, within: int = listed.WIDE) -> None:
    """All 77 provinces, highest first; those of the chosen region before the others."""
    rows = in_order(data, reader)
    days = _days(rows, reader)
    listed.listed(
        rows,
        _columns,
        alt="provinces.table",
        key=key,
        opens=lambda row: f"province:{row['province_code']}",
        whole=lambda: taken_of(data, reader),
        what="by_province",
        kpi=data.metric_id,
        within=within,
        note=f"{reader.t('table.as_of')} {days[0]}" if len(days) == 1 else "",  # no constant column
    )


@once
def _days(rows: pl.DataFrame, reader: Reader) -> list[str]:
    """The days that values are of, in words."""
    dated = tables.Columns(reader).when("table.as_of", "as_of", "as_of_precision")
    held = rows.drop_nulls("value").iter_rows(named=True)
    return list(dict.fromkeys(str(dated.cell(row)) for row in held))


def _columns(rows: pl.DataFrame, reader: Reader) -> list[tables.Column]:
    column = tables.Columns(reader)
    dated = column.when("table.as_of", "as_of", "as_of_precision")
    columns = [
        column.text("table.province", "name"),
        tables.Column(
            reader.t("filter.region"),
            lambda row: reader.label("region_short", string(row, "region_code")),
        ),
        tables.Column(
            reader.t("table.value"),
            lambda row: " · ".join(filter(None, (string(row, "shown"), string(row, "mark")))),
            unbroken=True,
            sort=lambda row: number(row, "value"),
        ),
    ]
    if len(_days(rows, reader)) > 1:
        columns.append(
            tables.Column(
                dated.heading,
                lambda row: "" if row["value"] is None else dated.cell(row),
                sort=dated.sort,
            )
        )
    return columns


def in_order(data: Shaded, reader: Reader) -> pl.DataFrame:
    """The values, highest first; those of the chosen region before the others."""
    return _in_order(data.values, reader.region)


@once
def _in_order(values: pl.DataFrame, first: str | None) -> pl.DataFrame:
    return values.sort(
        pl.col("region_code").eq_missing(pl.lit(first)),
        "value",
        descending=[True, True],
        nulls_last=True,
        maintain_order=True,
    )


def taken_of(data: Shaded, reader: Reader) -> pl.DataFrame:
    """The same rows as the record has them, to take along, with the words of their values."""
    return _taken_of(in_order(data, reader), data.taken)


@once
def _taken_of(order: pl.DataFrame, taken: pl.DataFrame) -> pl.DataFrame:
    worded = order.select("province_code", "shown")
    return worded.join(taken, on="province_code", how="left", maintain_order="left")


@once
def regions(values: pl.DataFrame, reader: Reader) -> list[bars.Row]:
    """Each region's provinces with a figure above zero, of all, most first."""
    held = pl.col("value").fill_null(pl.col("lower")).fill_null(0) > 0
    counted = (
        values.group_by("region_code")
        .agg(held.sum().alias("held"), pl.len().alias("of"))
        .sort(pl.col("held") / pl.col("of"), "of", descending=[True, True])
    )
    return [
        (reader.label("region_short", row["region_code"]), row["held"], row["of"])
        for row in counted.to_dicts()
    ]


def drawn(
    data: Shaded,
    reader: Reader,
    points: pl.DataFrame | None = None,
    way: str = "map",
    *,
    by_region: bool = True,
) -> Drawn:
    """The map of all provinces to take along, or the tiles; with its points and its regions."""
    palette = state.colours()
    unit = reader.t("layout.unit", unit=data.unit) if data.unit else ""
    dots = points.clear() if points is not None and way == "tiles" else points
    return Drawn(
        _tiles(data, reader)
        if way == "tiles"
        else flat(data, height=660, points=dots, name=f"name_{reader.lang}"),
        palette,
        legend=[
            *((entry.colour, entry.words) for entry in entries(data)),
            *([] if dots is None else _precisions(dots, reader)),
        ],
        note=" · ".join(filter(None, (unit, data.note, reader.t("layout.boundaries")))),
        width=560 if way == "tiles" else 400,
        table=bars.drawn(regions(data.taken, reader), reader.t("places.regions"))
        if by_region
        else None,
    )


def flat(data: Shaded, *, height: int, points: pl.DataFrame | None = None, name: str = "") -> Spec:
    """The map in Vega-Lite. `points`: plans that are drawn in it, each with its `name`."""
    return choropleth.provinces(
        data.values,
        {entry.words: entry.colour for entry in data.legend if entry.colour},
        state.colours(),
        url=state.borders(),
        unknown=data.legend[-1].words,
        selected=data.chosen,
        height=height,
        plans=None if points is None else placed(points).rename({name: "name"}),
    )


def unplaced(plans: pl.DataFrame, reader: Reader) -> None:
    """The plans that have no point, by name: the map must not lose them silently."""
    column = tables.Columns(reader)
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


@once
def counted(plans: pl.DataFrame, metric_id: str) -> pl.DataFrame:
    """The plans that are points beside a KPI: of a count of named plans (`named_of`) its own."""
    return plans.filter(pl.col("counted_in").list.contains(metric_id)) if metric_id else plans


def province_map(data: Shaded, plans: pl.DataFrame, reader: Reader, *, key: str) -> None:
    """The clickable map with its legend and credit. `plans`: points; none draws no points."""
    points = placed(plans)
    deck = _deck(
        data.values,
        points,
        reader,
        breaks=data.breaks,
        selected=data.chosen,
        palette=state.colours(),
        url=state.borders(),
    )
    layout.clickable_map(deck, alt_text=takeaway("map.alt", data, reader), key=key)
    words = takeaway("map.grid_alt", data, reader)
    paper = f'<div class="paper">{_on_paper(data.values, data.legend, words, reader)}</div>'
    st.html(paper + legend(data, reader, points))


@once
def _deck(
    values: pl.DataFrame,
    points: pl.DataFrame,
    reader: Reader,
    *,
    breaks: tuple[float, ...],
    selected: tuple[str, ...],
    palette: Palette,
    url: str,
) -> pdk.Deck:
    return maps.provinces(
        values,
        breaks,
        palette,
        url=url,
        tooltip=f"{{name_{reader.lang}}}",
        selected=selected,
        plans=points.select(
            "province_code", "name_th", "name_en", "lat", "lon", "location_precision"
        ),
    )


@once
def _on_paper(
    values: pl.DataFrame, legend: tuple[maps.Entry, ...], words: str, reader: Reader
) -> str:
    """The map as tiles of one size, which paper shows in its place; an HTML picture."""
    colours = {entry.words: entry.colour for entry in legend if entry.colour}
    side, tiles = 26, charts.tiles()
    boxes = []
    for row in values.iter_rows(named=True):
        tile, colour = tiles[row["province_code"]], colours.get(row["class"])
        left, top = side * tile.column, side * tile.row
        dash = "" if colour else ' stroke-dasharray="3 2"'
        boxes.append(
            f'<rect x="{left}" y="{top}" width="{side - 2}" height="{side - 2}" rx="2" '
            f'fill="{colour or "none"}" stroke="{LIGHT.outline}"{dash}/>'
            f'<text x="{left + side / 2 - 1}" y="{top + side / 2 + 3}" font-size="9" '
            f'text-anchor="middle" fill="{ink_on(colour) if colour else LIGHT.ink}">'
            f"{escape(tile.th if reader.lang == 'th' else tile.en)}</text>"
        )
    wide = side * (1 + max(tile.column for tile in tiles.values()))
    high = side * (1 + max(tile.row for tile in tiles.values()))
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" '
        f'height="{high}" font-family="sans-serif">{"".join(boxes)}</svg>'
    )
    return f'<img src="data:image/svg+xml,{quote(picture)}" alt="{escape(words)}">'


def swatches(
    entries: Sequence[maps.Entry], unit: str, *, also: Sequence[tuple[str, str]] = ()
) -> str:
    """Colours and what they mean, as HTML, after their unit. `also`: other marks and words."""
    marks = [
        (f'style="background:{entry.colour}"' if entry.colour else 'class="none"', entry.words)
        for entry in entries
    ]
    items = "".join(
        f'<span><i aria-hidden="true" {look}></i> {escape(words)}</span>'
        for look, words in [*marks, *also]
    )
    unit_name = f"<span>{escape(unit)}</span>" if unit else ""
    return f'<div class="legend">{unit_name}{items}</div>'


PRECISIONS = {  # the precisions that a point stands for -> its words, its look in HTML, its mark
    ("exact_site",): ("map.point_exact", 'class="point" style="scale:0.6"', "dot"),
    ("municipality", "district"): ("map.point_area", 'class="point" style="scale:0.75"', "dot"),
    ("province",): ("map.point_province", 'class="point vague"', "ring"),
}


def legend(data: Shaded, reader: Reader, points: pl.DataFrame) -> str:
    """Colours and what they mean; how well points are placed; HTML."""
    known = set(points["location_precision"])
    also = [
        (look, reader.t(key))
        for precisions, (key, look, _) in PRECISIONS.items()
        if known.intersection(precisions)
    ]
    return swatches(entries(data), data.unit, also=also)


def entries(data: Shaded) -> tuple[maps.Entry, ...]:
    """The legend, without "no report" where every province has a value."""
    return data.legend if data.values["value"].has_nulls() else data.legend[:-1]


def _precisions(points: pl.DataFrame, reader: Reader) -> list[tuple[str, str]]:
    """How well points are placed, as marks of a picture's legend."""
    known = set(placed(points)["location_precision"])
    told = dict[str, list[str]]()
    for precisions, (key, _, mark) in PRECISIONS.items():
        if known.intersection(precisions):
            told.setdefault(mark, []).append(reader.t(key))
    return [(mark, ", ".join(words)) for mark, words in told.items()]


def notes(data: Shaded, reader: Reader, points: pl.DataFrame) -> str:
    """What a missing value means, and how many values and points no document states."""
    parts = [data.note, data.cited]
    if estimated := where(placed(points), is_estimated=True).height:
        parts.append(reader.t("map.estimated", count=estimated, of=placed(points).height))
    parts.append(reader.t("layout.boundaries"))
    return " · ".join(filter(None, parts))


@once
def placed(plans: pl.DataFrame) -> pl.DataFrame:
    """The plans that have a point."""
    return plans.filter(pl.col("lat").is_not_null() & pl.col("lon").is_not_null())


def tile_grid(data: Shaded, reader: Reader, *, key: str) -> None:
    """The same values on tiles of one size."""
    layout.clickable_grid(
        _tiles(data, reader),
        alt_text=takeaway("map.grid_alt", data, reader),
        credit=data.credit,
        key=key,
    )


def _tiles(data: Shaded, reader: Reader) -> Spec:
    return layout.drawn(
        charts.tile_grid,
        data.values,
        {entry.words: entry.colour for entry in data.legend if entry.colour},
        state.colours(),
        lang=reader.lang,
        unknown=data.legend[-1].words,
        selected=data.chosen,
    )


def takeaway(text_key: str, data: Shaded, reader: Reader) -> str:
    """A map in words: where all values are, how many are above zero, and the highest."""
    return _takeaway(text_key, data.label, data.values, reader)


@once
def _takeaway(text_key: str, label: str, values: pl.DataFrame, reader: Reader) -> str:
    held = values.filter(pl.col("value") > 0).sort("value", descending=True, maintain_order=True)
    top = held.filter(pl.col("value") == pl.col("value").max())
    words = reader.t(text_key, label=label, table=reader.t("provinces.table"))
    if held.is_empty():
        return words
    highest = f"{', '.join(top['name'][:3])} ({top['shown'][0]})"
    return f"{words} {reader.t('map.takeaway', provinces=held.height, highest=highest)}"
