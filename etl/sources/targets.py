"""Targets: one row per target as one document states it, with its horizon (year, common era).

Targets with different horizons are different targets; `supersedes` is inferred from the dates of
the statements. Values are in the row's unit.
"""

import dataframely as dy

from etl.contract import Source
from etl.expressions import (
    coded,
    date_precision,
    decimal,
    integer,
    partial_date,
    province_code,
    text,
)
from etl.vocabulary import KEY, PLACE_CODE, PRECISIONS, QUALIFIERS, SEGMENT_KINDS


class Targets(dy.Schema):
    """A statement of a target."""

    target_id = dy.String(primary_key=True, regex=r"^TG\d{3,}$")
    measure = dy.String(nullable=False)
    segment_kind = dy.Enum(SEGMENT_KINDS, nullable=False)
    segment = dy.String(nullable=False)
    place_code = dy.String(nullable=False, regex=PLACE_CODE)
    value = dy.Decimal(24, 4, nullable=False, min=0)
    qualifier = dy.Enum(QUALIFIERS, nullable=False)
    unit = dy.String(nullable=False)
    horizon = dy.Int64(nullable=True, min=2000, max=2399)
    horizon_text = dy.String(nullable=True)
    stated_on = dy.Date(nullable=True)
    stated_on_precision = dy.Enum(PRECISIONS, nullable=True)
    supersedes = dy.String(nullable=True, regex=r"^TG\d{3,}$")
    doc_id = dy.String(nullable=False, regex=KEY)
    note = dy.String(nullable=True)


SOURCE = Source(
    name="targets",
    title_th="เป้าหมายตามที่ประกาศ",
    title_en="Targets as stated, with their horizons",
    contract=Targets,
    columns={
        "target_id": text("target_id"),
        "measure": text("measure"),
        "segment_kind": coded("segment_kind", SEGMENT_KINDS),
        "segment": text("segment"),
        "place_code": province_code("place_code", national=True),
        "value": decimal("value"),
        "qualifier": coded("qualifier", QUALIFIERS),
        "unit": text("unit"),
        "horizon": integer("horizon"),
        "horizon_text": text("horizon_text"),
        "stated_on": partial_date("stated_on"),
        "stated_on_precision": date_precision("stated_on"),
        "supersedes": text("supersedes"),
        "doc_id": text("doc_id"),
        "note": text("note"),
    },
)
