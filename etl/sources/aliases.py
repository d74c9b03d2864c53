"""Spellings of province names: one row per spelling.

A cell that holds an `accept` spelling, and no more, means the province; a `suggest` spelling is a
known misspelling, used for "did you mean" alone.
"""

import dataframely as dy

from etl.contract import Source
from etl.expressions import coded, province_code, text
from etl.vocabulary import PROVINCE_CODE

KINDS = (
    *("official_en", "romanisation", "abbreviation_th", "abbreviation_en"),
    *("with_prefix", "common_error"),
)
USES = ("accept", "suggest")


class Aliases(dy.Schema):
    """A spelling and the province that it names."""

    alias = dy.String(primary_key=True)
    province_code = dy.String(nullable=False, regex=PROVINCE_CODE)
    kind = dy.Enum(KINDS, nullable=False)
    use = dy.Enum(USES, nullable=False)
    basis = dy.String(nullable=False)


SOURCE = Source(
    name="aliases",
    title_th="ชื่อจังหวัดที่สะกดต่างกัน",
    title_en="Spellings of province names",
    folder="reference",
    contract=Aliases,
    columns={
        "alias": text("alias"),
        "province_code": province_code("province_code"),
        "kind": coded("kind", KINDS),
        "use": coded("use", USES),
        "basis": text("basis"),
    },
)
