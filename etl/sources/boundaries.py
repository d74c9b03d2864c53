"""Province boundaries: one row per feature of the map file, without its shape.

The shapes are drawn by the browser straight from the file; the warehouse keeps what names and
places a feature. Points are degrees, WGS 84. Source: Natural Earth.
"""

import dataframely as dy

from etl.contract import Source
from etl.expressions import number, province_code, text


class Boundaries(dy.Schema):
    """A drawn province and the point where its label stands."""

    province_code = dy.String(primary_key=True, regex=r"^\d{2}$")
    name_th = dy.String(nullable=False)
    name_en = dy.String(nullable=False)
    label_lon = dy.Float64(nullable=False, min=97, max=106)
    label_lat = dy.Float64(nullable=False, min=5, max=21)


SOURCE = Source(
    name="boundaries",
    title_th="เส้นเขตจังหวัด (Natural Earth)",
    title_en="Province boundaries (Natural Earth)",
    folder="reference",
    contract=Boundaries,
    columns={
        "province_code": province_code("province_code"),
        "name_th": text("name_th"),
        "name_en": text("name_en"),
        "label_lon": number("label_lon"),
        "label_lat": number("label_lat"),
    },
)
