"""Compare: chosen places on chosen figures, as a table, dots on strips, two figures, maps.

What is chosen is in the URL: `among`, the places and figures under the name of their kind
(`provinces`, `province_figures`), `draw`, and of two figures `x` and `y`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

import polars as pl
import streamlit as st

from dashboard.pages.explore import charts
from dashboard.parts import choose, choropleth, layout, ranks, records, rows, tables
from dashboard.parts import map as maps
from dashboard.parts import provinces as geography
from dashboard.parts.pictures import Drawn
from dashboard.parts.tables import Row, number, string
from dashboard.reader import format as fmt
from dashboard.reader import state
from dashboard.reader.figure import Figure
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader
from dashboard.warehouse import data

# A kind of places -> the unit that counts them, which is also the name of their choice in the link.
KINDS = {"province": "provinces", "region": "regions", "plan": "plans", "batch": "batches"}
MOST = 6  # places, and figures
LONGEST = 4  # words of the name of a place
FIRST = (  # figures that are chosen until a reader chooses, of those on offer
    *("certified_cities:plan_set:named:announced", "promotion_zones:plan_set:named:announced"),
    *("population", "steps", "documents", "dimensions", "provinces_reached:result"),
    *("stated:participants:result", "stated:planned_investment_thb:result"),
)
BREAKS = {  # of maps: facts and KPIs that have none of their own, by figure, else by format
    "population": (300_000, 500_000, 1_000_000, 2_000_000),
    "gpp_per_capita": (100_000, 150_000, 250_000, 500_000),
    "gpp": (5e10, 1e11, 2e11, 1e12),
    "local_bodies": (50, 100, 150, 200),
    "municipalities": (15, 30, 45, 60),
    "baht_million": (1e8, 1e9, 1e10, 1e11),
    "percent2": (20, 40, 60, 80),
}
WAYS = {"province": ("strips", "scatter", "maps")}  # of drawing; other places have no map
SKEWED = 20  # times the least that the most may be before an axis is logarithmic
HIGHEST = 3  # places that are named beside the chosen ones, on each axis
MAP = 260  # pixels of one small map
MAP_WIDE = 160  # of its picture to take along


DOTS: dict[str, type[pl.DataType]] = {
    "figure": pl.Int64,
    "share": pl.Float64,
    "name": pl.String,
    "shown": pl.String,
}
LINES: dict[str, type[pl.DataType]] = {
    "figure": pl.Int64,
    "line": pl.Int64,
    "name": pl.String,
    "shown": pl.String,
    "share": pl.Float64,
    "is_first": pl.Boolean,
}
SCATTERED: dict[str, type[pl.DataType]] = {
    "name": pl.String,
    "shown": pl.String,
    "x": pl.Float64,
    "y": pl.Float64,
    "is_chosen": pl.Boolean,
}


@dataclass(frozen=True)
class Compared:
    """What is chosen, and the figures of all places of the kind."""

    reader: Reader
    kind: str
    names: Mapping[str, str]  # of all places of the kind, in their order
    places: Sequence[str]
    labels: Mapping[str, str]  # of the chosen figures
    figures: pl.DataFrame

    @cached_property
    def held(self) -> dict[tuple[str, str], Row]:
        """The row of a figure and place."""
        return {
            (str(row["figure_id"]), str(row["place_code"])): row for row in self.figures.to_dicts()
        }

    def value(self, row: Row | None) -> str:
        """A figure with its qualifier and unit; that there is none."""
        if row is None:
            return self.reader.t("state.no_data")
        return " · ".join(
            filter(None, (self.reader.figure(Figure.of(row)), _edition(row, self.reader)))
        )


def beside(page: Page) -> None:
    """The choices, then a picture and the table of what is chosen."""
    reader = page.reader
    names = {kind: reader.t(f"explore.among_{kind}") for kind in KINDS}
    kind = choose.choose("among", "explore.among", names)
    if reader.place:
        st.caption(reader.t("explore.of_all_places"))
    asked = data.read_page("explore", reader, among=kind)
    choices = _labels(asked.choices, reader)
    if not choices:
        layout.empty("known.empty" if reader.known else "explore.no_figures")
        return
    offered = asked.places.filter(kind=kind).sort(f"sort_{reader.lang}")
    options = {str(row["code"]): reader.name(row) for row in offered.to_dicts()}
    left, right = st.columns(2)
    with left:
        is_named = kind in {"province", "region"}
        here = {"province": reader.province, "region": reader.region}.get(kind)
        places = choose.several(
            KINDS[kind],
            "explore.places",
            options,
            first=[here] if here else (),
            most=MOST,
            hint="explore.pick_places" if is_named else "explore.pick",
            find=partial(_named, reader, options) if is_named else None,
        )
    with right:
        usual = [figure for figure in FIRST if figure in choices]
        chosen = choose.several(
            f"{kind}_figures",
            "explore.figures",
            choices,
            first=usual or [*choices][:1],
            most=MOST,
            hint="explore.pick",
        )
    if not places or not chosen:
        layout.empty("explore.choose_figures" if places else "explore.choose_places")
        return
    if len(places) == 1:
        st.info(reader.t("explore.choose_another"), icon=":material/compare_arrows:")
    compared = Compared(
        reader,
        kind,
        options,
        places,
        {code: choices[code] for code in chosen},
        _figures(reader, kind, chosen),
    )
    ways = {way: reader.t(f"explore.draw_{way}") for way in WAYS.get(kind, ("strips", "scatter"))}
    match choose.choose("draw", "explore.draw", ways):
        case "scatter":
            _two(compared, choices)
        case "maps":
            _maps(compared)
        case _:
            _strips(compared)
    _table(compared)


def _named(reader: Reader, options: Mapping[str, str], words: str) -> list[str]:
    """The places that words name one after another, however spelt: `โคราช ภูเก็ต`, `Chiang Mai`."""
    parts = words.replace(",", " ").split()
    found: list[str] = []
    while parts:
        for length in range(min(len(parts), LONGEST), 0, -1):
            places = data.places(reader, " ".join(parts[:length])).filter("is_named")
            if codes := [code for code in places["code"] if code in options]:
                found += codes
                break
        else:
            return []
        parts = parts[length:]
    return found


def _figures(reader: Reader, kind: str, chosen: Sequence[str]) -> pl.DataFrame:
    """Each of these figures of every place of the kind; what is known of places is told whole."""
    found = data.read_page("explore", reader, among=kind, figures="\n".join(chosen)).figures
    is_whole = (pl.col("kind") == "fact") & (pl.col("format") == "integer")
    bounds = pl.col("value", "lower", "upper")
    return found.with_columns(pl.when(is_whole).then(bounds.round()).otherwise(bounds))


def _labels(figures: pl.DataFrame, reader: Reader) -> dict[str, str]:
    """The names of figures; with the set that they count where several have one name."""
    listed = figures.to_dicts()
    short = [_label(row, reader, short=True) for row in listed]
    return {
        str(row["figure_id"]): name if short.count(name) == 1 else _label(row, reader)
        for row, name in zip(listed, short, strict=True)
    }


def _label(row: Row, reader: Reader, *, short: bool = False) -> str:
    """A figure's name; a KPI's with its set unless `short`, and its phase unless announced."""
    if row["kind"] == "fact":
        return reader.t(f"profile_figure.{row['figure_id']}")
    phase = string(row, "phase")
    parts = (
        reader.name(row, "label"),
        None if short else string(row, f"segment_{reader.lang}"),
        reader.label("phase", phase) if phase not in {None, "announced"} else None,
    )
    return " · ".join(part for part in parts if part)


# ----------------------------------------------------------------------------------------- table


def _table(compared: Compared) -> None:
    """Every chosen figure of every chosen place, with its difference to the first of them."""
    reader = compared.reader
    first = compared.names[compared.places[0]]
    column = tables.Columns(reader)
    frame = pl.DataFrame(
        [_line(compared, figure, place) for figure in compared.labels for place in compared.places],
        infer_schema_length=None,
    )
    with layout.panel("compared", reader.t("explore.compared")):
        rows.listed(
            frame,
            [
                column.made("explore.figure", lambda row: f"{row['place_name']} · {row['figure']}"),
                column.kpi("table.value"),
                tables.Column(
                    reader.t("explore.difference", first=first),
                    lambda row: string(row, "difference_shown") or "",
                    sort=lambda row: number(row, "difference"),
                ),
                tables.Column(
                    reader.t("explore.rank"),
                    lambda row: string(row, "rank_shown") or "–",
                    sort=lambda row: number(row, "place"),
                ),
                tables.Column(
                    reader.t("explore.as_of"),
                    lambda row: _stated(row, reader),
                    sort=lambda row: tables.day(row, "as_of"),
                ),
            ],
            alt="explore.compared",
            key="compared",
            opens=_opens(compared.kind),
            by=(),
        )


def _opens(kind: str) -> rows.Opens | None:
    """What a row of the table opens: the province in the drawer, the page of the city."""
    opened = {"province": "province", "plan": "city"}.get(kind)
    return (lambda row: f"{opened}:{row['place_code']}") if opened else None


def _line(compared: Compared, figure: str, place: str) -> dict[str, object]:
    """A row of the table, and of what is taken along: a figure of one place."""
    reader = compared.reader
    row = compared.held.get((figure, place))
    other = compared.held.get((figure, compared.places[0]))
    like = row or other or next(iter(compared.figures.filter(figure_id=figure).to_dicts()))
    moved, why = _difference(row, other)
    is_first = place == compared.places[0]
    if is_first:
        shown = reader.t("explore.base")
    elif moved is None:
        shown = reader.t(f"explore.no_difference_{why}")
    else:
        unit, kind = str(like["unit"]), string(like, "format")
        shown = reader.change(Figure(moved, unit, kind))
    empty = {name: None for name in like if name not in {"unit", "format", "metric_id"}}
    held = dict(row) if row else {**like, **empty, "documents": []}
    held.pop("breaks")
    rank = ranks.told(row, KINDS[compared.kind], reader) if row else ""
    share = number(row, "share") if row else None
    part = "" if share is None else reader.figure(Figure(share, "percent"))
    told = [rank, part]
    return held | {
        "figure_id": figure,
        "figure": compared.labels[figure],
        "place_code": place,
        "place_name": compared.names[place],
        "difference": None if is_first else moved,
        "difference_shown": shown,
        "rank_shown": " · ".join(filter(None, told)),
    }


def _difference(row: Row | None, other: Row | None) -> tuple[float | None, str]:
    """By how much a figure is above another place's; else why there is no difference."""
    if row is None or other is None or row["value"] is None or other["value"] is None:
        return None, "missing"
    if row["unit"] == "rank":
        return None, "rank"
    if row["of_list"] != other["of_list"]:
        return None, "list"
    if {row["qualifier"], other["qualifier"]} != {"="}:
        return None, "bound"
    return float(str(row["value"])) - float(str(other["value"])), ""


def _stated(row: Row, reader: Reader) -> str:
    """The day of a figure, the edition of an index, and who states it."""
    if row["as_of"] is None and not tables.records(row, "documents"):
        return ""
    stated = f"{reader.as_of(row)}{layout.aged(tables.day(row, 'as_of'), reader)}"
    parts = stated, _edition(row, reader), records.cited(row, reader)
    return " · ".join(filter(None, parts))


def _edition(row: Row, reader: Reader) -> str:
    """The edition of an index that a score is of, as `TSCCI-2566:province` names it."""
    year = (string(row, "of_list") or "").partition(":")[0].rpartition("-")[2]
    return reader.t("explore.edition", year=reader.year(int(year) - fmt.BE)) if year else ""


# -------------------------------------------------------------------------------------- pictures


def _strips(compared: Compared) -> None:
    """Where the chosen places stand among all, figure by figure."""
    reader = compared.reader
    title = reader.t("explore.strips", among=reader.unit(KINDS[compared.kind]))
    dots, lines = _dots(compared)
    with layout.panel("strips", title):
        told = "; ".join(
            f"{compared.labels[figure]}: "
            + ", ".join(
                f"{compared.names[place]} {compared.value(compared.held.get((figure, place)))}"
                for place in compared.places
            )
            for figure in compared.labels
        )
        layout.chart(
            layout.drawn(charts.strips, dots, lines, state.colours()),
            alt_text=reader.t("explore.strips_alt", count=len(compared.labels), figures=told),
            credit=layout.credit_of(compared.figures),
            shown=layout.sourced(compared.figures),
            of=compared.figures,
            key="strips",
        )


def _dots(compared: Compared) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The dots and the lines of the strips, as the drawing takes them."""
    reader, unit = compared.reader, KINDS[compared.kind]
    dots: list[tuple[int, float, str, str]] = []
    lines: list[tuple[int, int, str, str, float | None, bool]] = []
    for block, (figure, label) in enumerate(compared.labels.items()):
        rows_of = [row for (code, _), row in compared.held.items() if code == figure]
        values = {str(row["place_code"]): number(row, "value") for row in rows_of}
        stated = {code: value for code, value in values.items() if value is not None}
        least, most = min(stated.values(), default=0), max(stated.values(), default=0)
        shares = {code: (value - least) / ((most - least) or 1) for code, value in stated.items()}
        dots += [
            (block, share, compared.names[code], compared.value(compared.held[figure, code]))
            for code, share in shares.items()
            if code in compared.names
        ]
        count = f"{fmt.number(len(stated))} {reader.unit(unit, len(stated))}"
        lines += [
            (block, -1, label, "", None, False),
            (block, 0, "", reader.t("explore.all_of", count=count), None, False),
        ]
        lines += [
            (
                block,
                line,
                compared.names[place],
                compared.value(compared.held.get((figure, place))),
                shares.get(place),
                line == 1,
            )
            for line, place in enumerate(compared.places, start=1)
        ]
    return (
        pl.DataFrame(dots, schema=DOTS, orient="row"),
        pl.DataFrame(lines, schema=LINES, orient="row"),
    )


def _two(compared: Compared, choices: Mapping[str, str]) -> None:
    """All places by two figures, the chosen ones by name."""
    reader = compared.reader
    usual = [*compared.labels, *(code for code in choices if code not in compared.labels)]
    left, right = st.columns(2)
    with left:
        across = {code: choices[code] for code in usual}
        x = choose.choose("x", "explore.x", across, label="visible")
    with right:
        others = {code: choices[code] for code in [*usual[1:], *usual[:1]]}
        y = choose.choose("y", "explore.y", others, label="visible")
    if x == y:
        layout.empty("explore.scatter_same")
        return
    both = _figures(reader, compared.kind, (x, y))
    held = {(row["figure_id"], row["place_code"]): row for row in both.to_dicts()}
    titles = [f"{choices[code]} ({_unit(both, code, reader)})" for code in (x, y)]
    known = [place for place in compared.names if all((code, place) in held for code in (x, y))]
    dots = [
        (
            compared.names[place],
            f"{compared.value(held[x, place])} · {compared.value(held[y, place])}",
            *(_drawn(held[code, place]) for code in (x, y)),
            place in compared.places,
        )
        for place in known
    ]
    frame = pl.DataFrame(dots, schema=SCATTERED, orient="row").drop_nulls(["x", "y"])
    with layout.panel("two", reader.t("explore.scatter", x=choices[x], y=choices[y])):
        if frame.is_empty():
            among = reader.unit(KINDS[compared.kind])
            st.info(reader.t("explore.scatter_none", among=among), icon=":material/info:")
            return
        highest = [pl.col(name).rank("ordinal", descending=True) <= HIGHEST for name in ("x", "y")]
        frame = frame.with_columns(
            pl.any_horizontal("is_chosen", *highest).alias("is_named"),
            (pl.col("is_chosen").cum_sum() % 2 == 0).alias("is_left") & pl.col("is_chosen"),
        )
        logs = [_is_skewed(frame[name]) for name in ("x", "y")]
        words = [
            reader.t("explore.log", title=title) if log else title
            for title, log in zip(titles, logs, strict=True)
        ]
        named = frame.filter(pl.col("is_chosen")).to_dicts()
        layout.chart(
            charts.scatter(frame, state.colours(), titles=words, logs=logs),
            alt_text=reader.t(
                "explore.scatter_alt",
                x=choices[x],
                y=choices[y],
                count=frame.height,
                figures="; ".join(f"{row['name']} {row['shown']}" for row in named),
            ),
            credit=layout.credit_of(both),
            shown=layout.sourced(both),
            of=both,
            key="scatter",
        )
        note = [reader.t("explore.scatter_note")]
        if left_out := len(compared.names) - frame.height:
            note.append(reader.t("explore.scatter_left_out", count=left_out))
        st.caption(" · ".join(note))


def _drawn(row: Row) -> float | None:
    """A figure as an axis has it: amounts in million baht; no bound alone."""
    value = number(row, "value")
    return None if value is None else value / 1e6 if row["format"] == "baht_million" else value


def _unit(figures: pl.DataFrame, figure: str, reader: Reader) -> str:
    """The unit of a figure, as its axis has it."""
    row = figures.filter(figure_id=figure).row(0, named=True)
    kind = str(row["format"])
    code = "baht_million" if kind == "baht_million" else str(row["unit"])
    return "%" if kind.startswith("percent") else reader.unit(code)


def _is_skewed(values: pl.Series) -> bool:
    least, most = float(str(values.min())), float(str(values.max()))
    return least > 0 and most > SKEWED * least


def _maps(compared: Compared) -> None:
    """A small map for each chosen figure, each with its own fixed classes."""
    reader = compared.reader
    with layout.panel("maps", reader.t("explore.maps")), st.grid(3, min_column_width=240):
        for figure, label in compared.labels.items():
            with st.container(gap="xsmall"):
                _map(compared, figure, label)


def _map(compared: Compared, figure: str, label: str) -> None:
    reader, palette = compared.reader, state.colours()
    found = compared.figures.filter(figure_id=figure)
    like = found.row(0, named=True)
    kind = str(like["format"])
    breaks = tuple(like["breaks"] or BREAKS.get(figure) or BREAKS.get(kind) or ())
    unknown = reader.t("state.no_statement" if reader.known else "map.no_report")
    entries = maps.legend(
        breaks,
        palette,
        shown=lambda value: fmt.plain(value, kind),
        between=reader.t("map.from_to"),
        above=reader.t("map.from_up"),
        unknown=unknown,
        whole=kind == "integer" and bool(like["breaks"]),
    )
    every = pl.DataFrame({"province_code": [*compared.names]}).join(
        found.select(pl.col("place_code").alias("province_code"), "value"),
        on="province_code",
        how="left",
        maintain_order="left",
    )
    classed = maps.classes(every, breaks)
    words = [entries[-1 if number is None else number].words for number in classed["class"]]
    shown = [compared.value(compared.held.get((figure, code))) for code in compared.names]
    drawn = classed.select(
        "province_code",
        pl.Series("name", [*compared.names.values()]),
        pl.Series("shown", shown),
        pl.Series("class", words),
    )
    drawing = choropleth.provinces(
        drawn,
        {entry.words: entry.colour for entry in entries if entry.colour},
        palette,
        url=state.borders(),
        unknown=unknown,
        selected=compared.places,
        height=MAP,
    )
    st.markdown(f"**{tables.plain(label)}**")
    top = found.drop_nulls("value").sort("value", descending=True).head(1).to_dicts()
    highest = "; ".join(f"{compared.names[row['place_code']]} {compared.value(row)}" for row in top)
    layout.clickable_grid(
        drawing,
        alt_text=reader.t("explore.maps_alt", figure=label, highest=highest),
        key=f"map_{figure.replace(':', '-')}",
    )
    used = [entry for entry in entries if entry.words in {*words}]
    st.html(geography.swatches(used, _unit(found, figure, reader)))
    legend = [(entry.colour, entry.words) for entry in used]
    unit = reader.t("layout.unit", unit=_unit(found, figure, reader))
    boundaries_by = reader.t("layout.boundaries")
    layout.credit_line(
        layout.sourced(found),
        lambda: found,
        lambda: Drawn(drawing, palette, legend, f"{unit} · {boundaries_by}", width=MAP_WIDE),
        credit=lambda: layout.credit_of(found),
        key=f"map_{figure.replace(':', '-')}",
        title=label,
    )
