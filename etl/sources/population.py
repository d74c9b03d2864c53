"""Registered population: one row per province and 31 December, in persons.

Registered, not resident. A `partial_year` lacks some provinces: never sum it.
"""

import dataframely as dy

from etl.contract import Source
from etl.expressions import coded, integer, partial_date, province_code, text
from etl.vocabulary import KEY, PROVINCE_CODE

COVERAGES = ("complete_year", "partial_year")


class Population(dy.Schema):
    """The register of one province on one day."""

    province_code = dy.String(primary_key=True, regex=PROVINCE_CODE)
    as_of_date = dy.Date(primary_key=True)
    population = dy.Int64(nullable=False, min=1, max=20_000_000)
    coverage = dy.Enum(COVERAGES, nullable=False)
    doc_id = dy.String(nullable=False, regex=KEY)
    note = dy.String(nullable=True)


SOURCE = Source(
    name="population",
    title_th="ประชากรตามทะเบียนราษฎร รายจังหวัด",
    title_en="Registered population by province",
    contract=Population,
    columns={
        "province_code": province_code("province_code"),
        "as_of_date": partial_date("as_of_date"),
        "population": integer("population"),
        "coverage": coded("coverage", COVERAGES),
        "doc_id": text("doc_id"),
        "note": text("note"),
    },
)
