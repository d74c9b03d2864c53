"""Documents: one row per source that a statement rests on, with its address and date where seen."""

import dataframely as dy

from etl.contract import Source
from etl.expressions import boolean, coded, date_precision, partial_date, text
from etl.vocabulary import ADDRESS, KEY, PRECISIONS

KINDS = ("news", "agency", "other", "code repository", "founding document")


class Documents(dy.Schema):
    """A page, report or file."""

    doc_id = dy.String(primary_key=True, regex=KEY)
    url = dy.String(nullable=True, regex=ADDRESS)
    title = dy.String(nullable=False)
    publisher = dy.String(nullable=False)
    published_on = dy.Date(nullable=True)
    published_on_precision = dy.Enum(PRECISIONS, nullable=True)
    kind = dy.Enum(KINDS, nullable=False)
    secondary = dy.Bool(nullable=True)


SOURCE = Source(
    name="documents",
    contract=Documents,
    columns={
        "doc_id": text("doc_id"),
        "url": text("url"),
        "title": text("title"),
        "publisher": text("publisher"),
        "published_on": partial_date("published_on"),
        "published_on_precision": date_precision("published_on"),
        "kind": coded("kind", KINDS),
        "secondary": boolean("secondary"),
    },
    since={"2026-11-29": frozenset({"secondary"})},
)
