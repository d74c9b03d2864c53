"""The provincial map as a deck.gl specification: frame in, deck out.

Boundaries come from this server as one static file; what changes with a filter is a colour
expression of some kilobytes. There is no base map, so no request leaves the server.
"""

import bisect
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import polars as pl
import pydeck as pdk

from dashboard.parts.charts import rows
from dashboard.reader.theme import Palette, rgb

VIEW = pdk.ViewState(latitude=13.1, longitude=101.4, zoom=4.45, min_zoom=4, max_zoom=9)
RADIUS = {"exact_site": 4, "municipality": 5, "district": 5, "province": 7}  # pixels
UNFILLED = (0, 0, 0, 0)
NEAR = 4  # decimals of a degree: some ten metres
VAGUE = f"properties.radius == {RADIUS['province']}"  # stands for its province: a ring, no disc


class Compact(pdk.Deck):  # type: ignore[misc]  # the library ships no types
    """A deck whose specification is sent without blanks: a third of the letters."""

    written: str | None = None

    def to_json(self) -> str:
        """The specification as JSON, written once."""
        if self.written is None:
            told = json.loads(super().to_json())
            self.written = json.dumps(told, separators=(",", ":"), ensure_ascii=False)
        return self.written


def class_of(value: float | None, breaks: Sequence[float]) -> int | None:
    """The class of a value: 0 below the first break, i from the i-th on; None for no report."""
    return None if value is None else bisect.bisect_right(breaks, value)


def classes(values: pl.DataFrame, breaks: Sequence[float]) -> pl.DataFrame:
    """`values` (province_code, value) with the column `class`; null where nothing is reported."""
    found = [class_of(value, breaks) for value in values["value"]]
    return values.with_columns(pl.Series("class", found, dtype=pl.Int64))


def colour(palette: Palette, number: int, breaks: Sequence[float]) -> str:
    """The colour of a class; the classes of a KPI spread over the whole ramp."""
    last = len(palette.classes) - 1
    return palette.classes[round(number * last / max(len(breaks), 1))]


@dataclass(frozen=True)
class Entry:
    """One line of the legend: the words of a class and its colour; no colour for "no report"."""

    words: str
    colour: str | None


def legend(
    breaks: Sequence[float],
    palette: Palette,
    *,
    shown: Callable[[float], str],
    between: str,
    above: str,
    unknown: str,
    whole: bool,
) -> list[Entry]:
    """The classes from low to high, then "no report". `whole`: a KPI that counts whole things.

    `between` ("{low}–{high}") and `above` ("{low} and over") word the bounds, which `shown` writes.
    """
    step = 1 if whole else 0
    entries = []
    for number, low in enumerate([0.0, *breaks]):
        if number == len(breaks):
            words = above.format(low=shown(low))
        elif whole and breaks[number] - step == low:
            words = shown(low)
        else:
            words = between.format(low=shown(low), high=shown(breaks[number] - step))
        entries.append(Entry(words, colour(palette, number, breaks)))
    return [*entries, Entry(unknown, None)]


def fill_expression(values: pl.DataFrame, breaks: Sequence[float], palette: Palette) -> str:
    """Province code -> colour, as nested choices, one for each class. No report stays unfilled.

    What most provinces have is what the others are told apart from, so that few are named.
    """
    groups = {UNFILLED: values.filter(pl.col("value").is_null())["province_code"].to_list()} | {
        (*rgb(colour(palette, number, breaks)), 255): codes
        for number, codes in classes(values, breaks)
        .drop_nulls("class")
        .group_by("class")
        .agg("province_code")
        .sort("class")
        .iter_rows()
    }
    usual = max(groups, key=lambda fill: len(groups[fill]))
    expression = str([*usual])
    for fill, codes in groups.items():
        if fill != usual and codes:
            expression = f"({_any_of(codes)}) ? {[*fill]} : {expression}"
    return expression


def line_expression(
    values: pl.DataFrame, selected: Collection[str], palette: Palette
) -> tuple[str, str]:
    """Outline colour and width: the chosen province stands out, no report has a strong outline."""
    unknown = values.filter(pl.col("value").is_null())["province_code"].to_list()
    colours, widths = f"[{_listed(palette.outline)}, 255]", "0.6"
    if unknown:
        test = _any_of(unknown)
        colours = f"({test}) ? [{_listed(palette.no_report)}, 255] : {colours}"
        widths = f"({test}) ? 1.4 : {widths}"
    if selected:
        test = _any_of(selected)
        colours = f"({test}) ? [{_listed(palette.target)}, 255] : {colours}"
        widths = f"({test}) ? 3 : {widths}"
    return colours, widths


def provinces(
    values: pl.DataFrame,
    breaks: Sequence[float],
    palette: Palette,
    *,
    url: str,
    tooltip: str,
    selected: Collection[str] = (),
    plans: pl.DataFrame | None = None,
) -> pdk.Deck:
    """The map. `values`: one row per province (province_code, value; null is "no report").

    `plans`: one row per point (province_code, name_th, name_en, lat, lon, location_precision).
    `tooltip` names the property that is shown under the pointer. `url` serves the boundaries.
    """
    rows(values)
    fill = fill_expression(values, breaks, palette)
    line, width = line_expression(values, selected, palette)
    layers = [
        pdk.Layer(
            "GeoJsonLayer",
            id="provinces",
            data=url,
            pickable=True,
            stroked=True,
            filled=True,
            line_width_units=pdk.types.String("pixels"),
            get_line_color=line,
            get_line_width=width,
            **_parts(
                {
                    "polygons-fill": {
                        "getFillColor": f"@@={fill}",
                        "updateTriggers": {"getFillColor": _key(fill)},
                    },
                    "polygons-stroke": {
                        "pickable": False,  # the face is enough to click on, and quicker to find
                        "updateTriggers": {"getColor": _key(line), "getWidth": _key(width)},
                    },
                }
            ),
        )
    ]
    if plans is not None and not plans.is_empty():
        layers.append(points(plans, palette, name=tooltip.strip("{}")))
    return Compact(
        layers=layers,
        initial_view_state=VIEW,
        views=[pdk.View("MapView", controller={"scrollZoom": False, "dragRotate": False})],
        map_provider=None,
        tooltip={"text": tooltip},
    )


def points(plans: pl.DataFrame, palette: Palette, *, name: str) -> pdk.Layer:
    """Plans as points: a disc where the place is known, a wide ring where only the province is.

    `name`: the column of their names, for the pointer.
    """
    ink, surface = _listed(palette.ink), _listed(palette.surface)
    features = [
        {
            "type": "Feature",
            "geometry": {
                "type": "Point",
                "coordinates": [round(row["lon"], NEAR), round(row["lat"], NEAR)],
            },
            "properties": {
                "province_code": row["province_code"],
                name: row[name],
                "radius": RADIUS[row["location_precision"]],
            },
        }
        for row in rows(plans).to_dicts()
    ]
    return pdk.Layer(
        "GeoJsonLayer",
        id="plans",
        data={"type": "FeatureCollection", "features": features},
        pickable=True,
        stroked=True,
        filled=True,
        point_radius_units=pdk.types.String("pixels"),
        line_width_units=pdk.types.String("pixels"),
        get_line_color=f"{VAGUE} ? [{ink}, 255] : [{surface}, 255]",
        get_line_width=1.5,
        get_point_radius="properties.radius",
        **_parts({"points-circle": {"getFillColor": f"@@=[{ink}, {VAGUE} ? 0 : 230]"}}),
    )


def _parts(parts: Mapping[str, Mapping[str, object]]) -> dict[str, object]:
    """What a layer's parts do on their own account. Part -> property -> value.

    Fill colours are set here because the chart element fades whatever is not selected through the
    layer's own colour: a province that was clicked would take the meaning of all other colours.
    It also drops what the layer says about when to draw lines anew.
    """
    return {"_subLayerProps": parts}


def _any_of(codes: Iterable[str]) -> str:
    return "||".join(f"properties.province_code=='{code}'" for code in sorted(codes))


def _key(expression: str) -> str:
    """What changes with an expression, in few letters."""
    return sha256(expression.encode()).hexdigest()[:8]


def _listed(hexadecimal: str) -> str:
    return ", ".join(map(str, rgb(hexadecimal)))
