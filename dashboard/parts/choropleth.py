"""The country's provinces as a Vega-Lite map: frame in, specification out.

Its boundaries are the server's own file; the rows of a specification are a class a province, so
that a filter changes colours alone. Drawn flat: no projection has to know which way rings turn.
"""

from collections.abc import Mapping, Sequence

import polars as pl

from dashboard.parts.charts import Spec, rows
from dashboard.reader.theme import Palette


def provinces(
    values: pl.DataFrame,
    colours: Mapping[str, str],
    palette: Palette,
    *,
    url: str,
    unknown: str,
    selected: Sequence[str] = (),
    height: int,
    plans: pl.DataFrame | None = None,
) -> Spec:
    """The map; a click on a province selects it as `province`.

    `values`: one row per province: province_code, name, shown (the value as text), class (the words
    of its legend entry). `colours`: legend entry -> colour; `unknown` is left unfilled and dashed.
    `url` serves the boundaries: features whose property province_code names them. `plans`: points
    on it (name, lat, lon, location_precision), a ring where the province alone is known.
    """
    drawn = rows(values).select(
        "province_code",
        "name",
        "shown",
        "class",
        pl.col("province_code").is_in(list(selected)).alias("selected"),
    )
    shapes: Spec = {
        "data": {"url": url, "format": {"type": "json", "property": "features"}},
        "transform": [
            {"calculate": "datum.properties.province_code", "as": "province_code"},
            {
                "lookup": "province_code",
                "from": {
                    "data": {"name": "values"},
                    "key": "province_code",
                    "fields": ["name", "shown", "class", "selected"],
                },
            },
        ],
        "params": [
            {
                "name": "province",
                "select": {
                    "type": "point",
                    "fields": ["province_code"],
                    "on": "click",
                    "clear": "dblclick",
                },
            }
        ],
        "mark": {"type": "geoshape", "cursor": "pointer", "strokeJoin": "round"},
        "encoding": {
            "fill": {
                "field": "class",
                "type": "nominal",
                "legend": None,
                "scale": {
                    "domain": [*colours, unknown],
                    "range": [*colours.values(), palette.surface],
                },
            },
            "stroke": {
                "condition": {"test": "datum.selected", "value": palette.target},
                "value": palette.line,
            },
            "strokeWidth": {"condition": {"test": "datum.selected", "value": 2.5}, "value": 0.6},
            "tooltip": [
                {"field": "name", "type": "nominal", "title": " "},
                {"field": "shown", "type": "nominal", "title": "  "},
            ],
        },
    }
    frame = {
        "height": height,
        "padding": {"bottom": 0},
        "config": {"view": {"strokeWidth": 0}},
        "projection": {"type": "identity", "reflectY": True},
        "datasets": {"values": drawn.to_dicts()},
    }
    return frame | (shapes if plans is None else {"layer": [shapes, *_points(plans, palette)]})


def _points(plans: pl.DataFrame, palette: Palette) -> list[Spec]:
    """Plans as on the map of the page: a disc where the place is known, else a ring."""
    is_vague = pl.col("location_precision") == "province"
    looks = {
        "disc": (plans.filter(~is_vague), palette.ink, {"size": 44, "stroke": palette.surface}),
        "ring": (plans.filter(is_vague), "transparent", {"size": 110, "stroke": palette.ink}),
    }
    return [
        {
            "data": {"values": rows(some).select("name", "lon", "lat").to_dicts()},
            "mark": {"type": "point", "fill": fill, "strokeWidth": 1.5, "opacity": 1, **look},
            "encoding": {
                "longitude": {"field": "lon", "type": "quantitative"},
                "latitude": {"field": "lat", "type": "quantitative"},
                "tooltip": [{"field": "name", "type": "nominal", "title": " "}],
            },
        }
        for some, fill, look in looks.values()
        if not some.is_empty()
    ]


def locator(
    province: str,
    name: str,
    palette: Palette,
    *,
    url: str,
    point: tuple[float, float] | None = None,
    is_exact: bool = False,
    height: int,
) -> Spec:
    """Where one province lies in the country, or a `point` (longitude, latitude) in it.

    A point is a dot where it `is_exact`, else a ring around it.
    """
    shapes = {
        "data": {"url": url, "format": {"type": "json", "property": "features"}},
        "mark": {"type": "geoshape", "strokeJoin": "round", "strokeWidth": 0.5, "aria": False},
        "encoding": {
            "fill": {
                "condition": {
                    "test": f"datum.properties.province_code === '{province}'",
                    "value": palette.classes[3],
                },
                "value": palette.classes[0],
            },
            "stroke": {"value": palette.line},
        },
    }
    marked = [{"longitude": point[0], "latitude": point[1], "name": name}] if point else []
    dot = {
        "data": {"name": "point"},
        "mark": {
            "type": "point",
            "size": 60 if is_exact else 220,
            "filled": is_exact,
            "strokeWidth": 2,
            "opacity": 1,
        },
        "encoding": {
            "longitude": {"field": "longitude", "type": "quantitative"},
            "latitude": {"field": "latitude", "type": "quantitative"},
            "color": {"value": palette.target},
            "tooltip": {"field": "name", "type": "nominal", "title": " "},
        },
    }
    return {
        "height": height,
        "config": {"view": {"strokeWidth": 0}},
        "projection": {"type": "identity", "reflectY": True},
        "datasets": {"point": marked},
        "layer": [shapes, dot] if marked else [shapes],
    }
