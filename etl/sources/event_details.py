"""Event details: one row per topic, body, factor, ... that a document names at an event.

Bodies are organisations, never persons; `seq` is the order in the text, from 1 for each kind.
"""

import dataframely as dy

from etl.contract import Source
from etl.expressions import coded, integer, text
from etl.vocabulary import KEY

KINDS = ("topic", "body", "factor", "audience", "concept", "sdg", "pledge", "problem_field")


class EventDetails(dy.Schema):
    """What a document names at an event."""

    event_key = dy.String(primary_key=True, regex=KEY)
    kind = dy.Enum(KINDS, primary_key=True)
    seq = dy.Int64(primary_key=True, min=1)
    name_th = dy.String(nullable=False)
    name_en = dy.String(nullable=False)
    doc_id = dy.String(nullable=False, regex=KEY)


SOURCE = Source(
    name="event_details",
    contract=EventDetails,
    columns={
        "event_key": text("event_key"),
        "kind": coded("kind", KINDS),
        "seq": integer("seq"),
        "name_th": text("name_th"),
        "name_en": text("name_en"),
        "doc_id": text("doc_id"),
    },
)
