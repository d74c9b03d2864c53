"""Solutions: one row per city solution, with how well its working is evidenced.

From a mere idea over a plan and an official claim to a measured result.
"""

import dataframely as dy

from etl.contract import Source
from etl.expressions import coded, coded_list, province_code, text
from etl.vocabulary import DIMENSIONS, KEY, PLACE_CODE

EVIDENCE = ("idea", "plan", "official_claim", "result")


class Solutions(dy.Schema):
    """A solution and the evidence for it."""

    solution_key = dy.String(primary_key=True, regex=KEY)
    name_th = dy.String(nullable=False)
    name_en = dy.String(nullable=False)
    dimensions = dy.List(dy.String(), nullable=False)
    province_code = dy.String(nullable=True, regex=PLACE_CODE)
    organisation = dy.String(nullable=True)
    adopted_by = dy.String(nullable=True)
    adopted_by_th = dy.String(nullable=True)
    evidence_level = dy.Enum(EVIDENCE, nullable=False)
    evidence = dy.String(nullable=False)
    evidence_th = dy.String(nullable=True)
    doc_id = dy.String(nullable=False, regex=KEY)
    note = dy.String(nullable=True)
    note_th = dy.String(nullable=True)


SOURCE = Source(
    name="solutions",
    contract=Solutions,
    columns={
        "solution_key": text("solution_key"),
        "name_th": text("name_th"),
        "name_en": text("name_en"),
        "dimensions": coded_list("dimension", DIMENSIONS),
        "province_code": province_code("province_code", national=True),
        "organisation": text("organisation"),
        "adopted_by": text("adopted_by"),
        "adopted_by_th": text("adopted_by_th"),
        "evidence_level": coded("evidence_level", EVIDENCE),
        "evidence": text("evidence"),
        "evidence_th": text("evidence_th"),
        "doc_id": text("doc_id"),
        "note": text("note"),
        "note_th": text("note_th"),
    },
    since={"2026-11-29": frozenset({"adopted_by_th", "evidence_th", "note_th"})},
)
