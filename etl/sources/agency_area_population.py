"""Residents within the boundaries of plans: one row per plan and province.

An area within another plan's area names that plan, so that nobody is counted twice. A new file
replaces the whole list.
"""

import dataframely as dy
import polars as pl

from etl.contract import Field, Source, Template
from etl.expressions import integer, key, province_code
from etl.forms import DEPA, REPORTED, REPORTER, YEARLY, Reported, provinces
from etl.vocabulary import KEY, PROVINCE_CODE


class AgencyAreaPopulation(Reported):
    """Registered residents of a plan's area in one province."""

    plan_key = dy.String(primary_key=True, regex=KEY)
    province_code = dy.String(primary_key=True, regex=PROVINCE_CODE)
    residents = dy.Int64(nullable=False, min=0)
    nested_in = dy.String(nullable=True, regex=KEY)

    @dy.rule()
    def nested_in_another_plan(cls) -> pl.Expr:
        """An area does not lie within itself."""
        return pl.col("nested_in") != pl.col("plan_key")


SOURCE = Source(
    name="agency_area_population",
    title_th="ประชากรในพื้นที่เมืองอัจฉริยะ",
    title_en="Residents of smart city areas",
    contract=AgencyAreaPopulation,
    columns={
        **REPORTED,
        "plan_key": key("รหัสแผน"),
        "province_code": province_code("จังหวัด"),
        "residents": integer("ประชากรตามทะเบียนราษฎร (คน)"),
        "nested_in": key("อยู่ในพื้นที่ของแผน (รหัสแผน)"),
    },
    folder="inbox",
    template=Template(
        purpose_th="ใช้นับประชากรในพื้นที่เมืองอัจฉริยะโดยไม่นับซ้ำ และเทียบกับประชากรทั้งประเทศ",
        purpose_en="People living in smart city areas, each counted once.",
        owner_th=DEPA[0],
        owner_en=DEPA[1],
        kpis=("COV-04",),
        promise_days=YEARLY,
        fields={
            "รหัสแผน": Field("รหัสตามทะเบียนแผน", "yala"),
            "จังหวัด": Field("แผนที่ครอบคลุมหลายจังหวัดให้แยกแถวตามจังหวัด", "ยะลา", provinces()),
            "ประชากรตามทะเบียนราษฎร (คน)": Field("จำนวนภายในขอบเขตพื้นที่ของแผน ณ วันที่ของข้อมูล", "60000"),
            "อยู่ในพื้นที่ของแผน (รหัสแผน)": Field("รหัสของแผนที่มีพื้นที่ครอบพื้นที่นี้ไว้ทั้งหมด (ถ้ามี)", ""),
            **REPORTER,
        },
    ),
)
