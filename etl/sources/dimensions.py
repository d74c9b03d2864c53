"""Dimensions: one row per smart-city dimension, seven in all."""

import dataframely as dy

from etl.contract import Source
from etl.expressions import coded, integer, text
from etl.vocabulary import DIMENSIONS


class Dimensions(dy.Schema):
    """A dimension: names and place in lists."""

    dimension = dy.Enum(DIMENSIONS, primary_key=True)
    name_th = dy.String(nullable=False)
    name_en = dy.String(nullable=False)
    sort = dy.Int64(nullable=False, min=1, max=7)


SOURCE = Source(
    name="dimensions",
    title_th="เมืองอัจฉริยะ 7 ด้าน",
    title_en="The seven smart city dimensions",
    folder="reference",
    contract=Dimensions,
    columns={
        "dimension": coded("dimension", DIMENSIONS),
        "name_th": text("name_th"),
        "name_en": text("name_en"),
        "sort": integer("sort"),
    },
)
