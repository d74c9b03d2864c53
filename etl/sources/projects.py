"""Projects: one row per named project, pilot, award winner or plan-like project.

Amounts are baht. `plan_key` links a plan-like project to its plan; `batch` leaves here under the
name that the figures of the same batch carry.
"""

import dataframely as dy
import polars as pl

from etl.contract import Source
from etl.expressions import coded, coded_list, money, province_code, text
from etl.vocabulary import COHORTS, DIMENSIONS, KEY, PROVINCE_CODE, QUALIFIERS

KINDS = ("award_winner", "pilot", "project", "plan_like")


class Projects(dy.Schema):
    """A named project."""

    project_key = dy.String(primary_key=True, regex=KEY)
    name_th = dy.String(nullable=True)
    name_en = dy.String(nullable=False)
    kind = dy.Enum(KINDS, nullable=False)
    batch = dy.Enum(tuple(COHORTS.values()), nullable=True)
    province_code = dy.String(nullable=False, regex=PROVINCE_CODE)
    organisation = dy.String(nullable=True)
    dimensions = dy.List(dy.String(), nullable=True)
    award = dy.String(nullable=True)
    award_th = dy.String(nullable=True)
    grant_thb = dy.Decimal(20, 2, nullable=True, min=0)
    budget_thb = dy.Decimal(20, 2, nullable=True, min=0)
    budget_qualifier = dy.Enum(QUALIFIERS, nullable=True)
    what_th = dy.String(nullable=True)
    what_en = dy.String(nullable=True)
    impact_th = dy.String(nullable=True)
    impact_en = dy.String(nullable=True)
    doc_id = dy.String(nullable=False, regex=KEY)
    plan_key = dy.String(nullable=True, regex=KEY)
    note = dy.String(nullable=True)
    note_th = dy.String(nullable=True)

    @dy.rule()
    def budget_is_qualified(cls) -> pl.Expr:
        """A budget and its qualifier come together."""
        return pl.col("budget_thb").is_not_null() == pl.col("budget_qualifier").is_not_null()


SOURCE = Source(
    name="projects",
    contract=Projects,
    columns={
        "project_key": text("project_key"),
        "name_th": text("name_th"),
        "name_en": text("name_en"),
        "kind": coded("kind", KINDS),
        "batch": coded("batch", COHORTS),
        "province_code": province_code("province_code"),
        "organisation": text("organisation"),
        "dimensions": coded_list("dimensions", DIMENSIONS),
        "award": text("award"),
        "award_th": text("award_th"),
        "grant_thb": money("grant_thb"),
        "budget_thb": money("budget_thb"),
        "budget_qualifier": coded("budget_qualifier", QUALIFIERS),
        "what_th": text("what_th"),
        "what_en": text("what_en"),
        "impact_th": text("impact_th"),
        "impact_en": text("impact_en"),
        "doc_id": text("doc_id"),
        "plan_key": text("plan_key"),
        "note": text("note"),
        "note_th": text("note_th"),
    },
    since={"2026-11-29": frozenset({"award_th", "impact_en", "impact_th", "note_th"})},
)
