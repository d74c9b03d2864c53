"""Places of batches: one row per place that a document names for a batch, and what it did there.

`batch` leaves here under the name that the figures of the same batch carry.
"""

import dataframely as dy

from etl.contract import Source
from etl.expressions import coded, integer, province_code, text
from etl.vocabulary import COHORTS, KEY, PROVINCE_CODE


class CohortPlaces(dy.Schema):
    """A place of a batch."""

    batch = dy.Enum(tuple(COHORTS.values()), primary_key=True)
    province_code = dy.String(nullable=False, regex=PROVINCE_CODE)
    organisation = dy.String(primary_key=True)
    ambassador_count = dy.Int64(nullable=True, min=0)
    what = dy.String(primary_key=True)
    doc_id = dy.String(nullable=False, regex=KEY)


SOURCE = Source(
    name="cohort_places",
    title_th="พื้นที่ของแต่ละรุ่น",
    title_en="Places of batches and programmes",
    contract=CohortPlaces,
    columns={
        "batch": coded("batch", COHORTS),
        "province_code": province_code("province_code"),
        "organisation": text("organisation"),
        "ambassador_count": integer("ambassador_count"),
        "what": text("what"),
        "doc_id": text("doc_id"),
    },
)
