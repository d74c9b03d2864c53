"""Gross provincial product: one row per province and calendar year.

Million baht and baht per resident at current prices; residents in thousands are those of the
national accounts, not of the register. Sums are by `gpp_region_en` of the provinces only.
"""

import dataframely as dy

from etl.contract import Source
from etl.expressions import coded, decimal, integer, province_code, text
from etl.vocabulary import KEY, PROVINCE_CODE

STATUSES = {"p (preliminary)": "preliminary", "r (revised)": "revised"}


class Gpp(dy.Schema):
    """The product of one province in one year."""

    province_code = dy.String(primary_key=True, regex=PROVINCE_CODE)
    year_ce = dy.Int64(primary_key=True, min=1900, max=2399)
    gpp_per_capita_thb = dy.Decimal(24, 4, nullable=False, min=0)
    gpp_million_thb = dy.Decimal(24, 4, nullable=False, min=0)
    nesdc_population_thousand = dy.Decimal(24, 4, nullable=False, min=0)
    status = dy.Enum(tuple(STATUSES.values()), nullable=False)
    doc_id = dy.String(nullable=False, regex=KEY)
    upstream_doc_id = dy.String(nullable=False, regex=KEY)


SOURCE = Source(
    name="gpp",
    title_th="ผลิตภัณฑ์มวลรวมจังหวัด พ.ศ. 2567 (เบื้องต้น)",
    title_en="Gross provincial product 2024, preliminary",
    contract=Gpp,
    columns={
        "province_code": province_code("province_code"),
        "year_ce": integer("year_ce"),
        "gpp_per_capita_thb": decimal("gpp_per_capita_thb"),
        "gpp_million_thb": decimal("gpp_million_thb"),
        "nesdc_population_thousand": decimal("nesdc_population_thousand"),
        "status": coded("status", STATUSES),
        "doc_id": text("doc_id"),
        "upstream_doc_id": text("upstream_doc_id"),
    },
)
