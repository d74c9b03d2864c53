"""Policy guidelines: one row per guideline of the expert meeting of 30 April 2024, ten in all."""

import dataframely as dy

from etl.contract import Source
from etl.expressions import integer, text
from etl.vocabulary import KEY


class Guidelines(dy.Schema):
    """A guideline, by its number."""

    no = dy.Int64(primary_key=True, min=1, max=10)
    title_th = dy.String(nullable=False)
    title_en = dy.String(nullable=False)
    doc_id = dy.String(nullable=False, regex=KEY)
    note = dy.String(nullable=True)
    note_th = dy.String(nullable=True)


SOURCE = Source(
    name="guidelines",
    contract=Guidelines,
    columns={
        "no": integer("no"),
        "title_th": text("title_th"),
        "title_en": text("title_en"),
        "doc_id": text("doc_id"),
        "note": text("note"),
        "note_th": text("note_th"),
    },
    since={"2026-11-29": frozenset({"note", "note_th"})},
)
