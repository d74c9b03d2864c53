"""Scores of plans on the five components: one row per plan, component and assessment.

Each file adds scores; a row sent again (same plan, component and day) replaces the earlier one.
"""

import dataframely as dy

from etl.contract import Field, Source, Template
from etl.expressions import be_date_precision, be_one_date, key, number
from etl.forms import DEPA, QUARTERLY, REPORTED, REPORTER, Reported, choice, codes
from etl.vocabulary import KEY, PRECISIONS

COMPONENTS = {
    "วิสัยทัศน์และขอบเขตพื้นที่": "vision_and_area",
    "โครงสร้างพื้นฐาน": "infrastructure",
    "แพลตฟอร์มข้อมูลเมือง": "data_platform",
    "บริการเมืองอัจฉริยะ": "solutions",
    "การบริหารจัดการอย่างยั่งยืน": "sustainable_management",
}


class AgencyComponentScores(Reported):
    """A plan's score on one component, of 100."""

    plan_key = dy.String(primary_key=True, regex=KEY)
    component = dy.Enum(codes(COMPONENTS), primary_key=True)
    score = dy.Float64(nullable=False, min=0, max=100)
    pass_mark = dy.Float64(nullable=False, min=0, max=100)
    assessed_on = dy.Date(primary_key=True)
    assessed_on_precision = dy.Enum(PRECISIONS, nullable=True)


SOURCE = Source(
    name="agency_component_scores",
    title_th="ผลการประเมินแผน 5 องค์ประกอบ",
    title_en="Scores of plans on the five components",
    contract=AgencyComponentScores,
    columns={
        **REPORTED,
        "plan_key": key("รหัสแผน"),
        "component": choice("องค์ประกอบ", COMPONENTS),
        "score": number("คะแนน (เต็ม 100)"),
        "pass_mark": number("เกณฑ์ผ่าน (เต็ม 100)"),
        "assessed_on": be_one_date("วันที่ประเมิน"),
        "assessed_on_precision": be_date_precision("วันที่ประเมิน"),
    },
    folder="inbox",
    load="append",
    template=Template(
        purpose_th="ใช้นับแผนที่ผ่านเกณฑ์ครบทั้งห้าองค์ประกอบ",
        purpose_en="Counts the plans that pass on all five components.",
        owner_th=DEPA[0],
        owner_en=DEPA[1],
        kpis=("REN-06",),
        promise_days=QUARTERLY,
        fields={
            "รหัสแผน": Field("รหัสตามทะเบียนแผน", "yala"),
            "องค์ประกอบ": Field(
                "เลือกจากรายการ หนึ่งแถวต่อหนึ่งองค์ประกอบ", "โครงสร้างพื้นฐาน", tuple(COMPONENTS)
            ),
            "คะแนน (เต็ม 100)": Field("ตัวเลข 0 ถึง 100", "72.5"),
            "เกณฑ์ผ่าน (เต็ม 100)": Field("คะแนนขั้นต่ำที่ถือว่าผ่านในการประเมินครั้งนั้น", "60"),
            "วันที่ประเมิน": Field("วัน เดือน ปี พ.ศ.", "20 สิงหาคม 2568"),
            **REPORTER,
        },
    ),
)
