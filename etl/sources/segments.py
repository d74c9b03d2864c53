"""Segments: one row per part of the programme that a figure may describe.

A batch, a set of plans, an event, an edition of an index, a type of local body, a programme.
"""

import dataframely as dy

from etl.contract import Source
from etl.expressions import coded, integer, text
from etl.vocabulary import SEGMENT_KINDS


class Segments(dy.Schema):
    """A segment of a kind: names and place in lists."""

    segment_kind = dy.Enum(SEGMENT_KINDS, primary_key=True)
    segment = dy.String(primary_key=True)
    name_th = dy.String(nullable=False)
    name_en = dy.String(nullable=False)
    sort = dy.Int64(nullable=False, min=1)


SOURCE = Source(
    name="segments",
    title_th="รุ่น ชุดแผน เหตุการณ์ ดัชนี และประเภท อปท.",
    title_en="Batches, sets of plans, events, indices, types of local government",
    folder="reference",
    contract=Segments,
    columns={
        "segment_kind": coded("segment_kind", SEGMENT_KINDS),
        "segment": text("segment"),
        "name_th": text("name_th"),
        "name_en": text("name_en"),
        "sort": integer("sort"),
    },
)
