"""Dimensions of plans: one row per plan, dimension and document that names it."""

import dataframely as dy

from etl.contract import Source
from etl.expressions import coded, text
from etl.vocabulary import DIMENSIONS, KEY


class PlanDimensions(dy.Schema):
    """A dimension of a plan, as a document states it."""

    plan_key = dy.String(primary_key=True, regex=KEY)
    dimension = dy.Enum(DIMENSIONS, primary_key=True)
    doc_id = dy.String(primary_key=True, regex=KEY)


SOURCE = Source(
    name="plan_dimensions",
    title_th="ด้านของแต่ละแผน",
    title_en="Dimensions of plans",
    contract=PlanDimensions,
    columns={
        "plan_key": text("plan_key"),
        "dimension": coded("dimension", DIMENSIONS),
        "doc_id": text("doc_id"),
    },
)
