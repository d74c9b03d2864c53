"""Services of plans by dimension: one row per plan and dimension that has any.

A new file replaces the whole list, so it lists every plan.
"""

import dataframely as dy

from etl.contract import Field, Source, Template
from etl.expressions import integer, key
from etl.forms import DEPA, QUARTERLY, REPORTED, REPORTER, Reported, choice
from etl.vocabulary import DIMENSION_NAMES, DIMENSIONS, KEY


class AgencyPlanDimensions(Reported):
    """How many services a plan has in one dimension."""

    plan_key = dy.String(primary_key=True, regex=KEY)
    dimension = dy.Enum(DIMENSIONS, primary_key=True)
    services = dy.Int64(nullable=False, min=0)


SOURCE = Source(
    name="agency_plan_dimensions",
    title_th="บริการของแผนแต่ละด้าน",
    title_en="Services of plans by dimension",
    contract=AgencyPlanDimensions,
    columns={
        **REPORTED,
        "plan_key": key("รหัสแผน"),
        "dimension": choice("ด้านอัจฉริยะ", DIMENSION_NAMES),
        "services": integer("จำนวนบริการ"),
    },
    folder="inbox",
    template=Template(
        purpose_th="ใช้แสดงจำนวนด้านอัจฉริยะของแต่ละแผน และแผนที่มีด้านสิ่งแวดล้อมอัจฉริยะ",
        purpose_en="How many of the seven dimensions a plan covers; Environment shown apart.",
        owner_th=DEPA[0],
        owner_en=DEPA[1],
        kpis=("REN-07",),
        promise_days=QUARTERLY,
        fields={
            "รหัสแผน": Field("รหัสตามทะเบียนแผน ส่งรายการของทุกแผนในไฟล์เดียว", "yala"),
            "ด้านอัจฉริยะ": Field(
                "เลือกจากรายการ หนึ่งแถวต่อหนึ่งด้าน", "การดำรงชีวิตอัจฉริยะ", tuple(DIMENSION_NAMES)
            ),
            "จำนวนบริการ": Field("จำนวนบริการที่เปิดใช้แล้วในด้านนี้ หากยังไม่มีให้ใส่ 0", "3"),
            **REPORTER,
        },
    ),
)
