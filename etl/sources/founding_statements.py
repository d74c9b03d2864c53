"""Founding statements: one row per statement, or small group of them, of a founding document.

`held_as` says where the record held it when the list was made; nothing where it did not.
"""

import dataframely as dy

from etl.contract import Source
from etl.expressions import text
from etl.vocabulary import KEY


class FoundingStatements(dy.Schema):
    """A statement of a founding document, in its words."""

    doc_id = dy.String(primary_key=True, regex=KEY)
    statement_th = dy.String(primary_key=True)
    held_as = dy.String(nullable=True)


SOURCE = Source(
    name="founding_statements",
    contract=FoundingStatements,
    columns={
        "doc_id": text("seed"),
        "statement_th": text("statement"),
        "held_as": text("held_as"),
    },
)
