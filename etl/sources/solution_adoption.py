"""Adoptions: one row per body that a document shows to have taken up a solution."""

import dataframely as dy

from etl.contract import Source
from etl.expressions import date_precision, partial_date, province_code, text
from etl.vocabulary import KEY, PRECISIONS, PROVINCE_CODE


class SolutionAdoption(dy.Schema):
    """An evidenced adoption."""

    solution_key = dy.String(primary_key=True, regex=KEY)
    adopter = dy.String(primary_key=True)
    province_code = dy.String(nullable=False, regex=PROVINCE_CODE)
    as_of = dy.Date(nullable=True)
    as_of_precision = dy.Enum(PRECISIONS, nullable=True)
    doc_id = dy.String(nullable=False, regex=KEY)


SOURCE = Source(
    name="solution_adoption",
    title_th="การนำนวัตกรรมไปใช้ซึ่งมีหลักฐาน",
    title_en="Evidenced adoptions of solutions",
    contract=SolutionAdoption,
    columns={
        "solution_key": text("solution_key"),
        "adopter": text("adopter"),
        "province_code": province_code("province_code"),
        "as_of": partial_date("as_of"),
        "as_of_precision": date_precision("as_of"),
        "doc_id": text("doc_id"),
    },
)
