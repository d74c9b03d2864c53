"""Engagement of local bodies: one row per body, way of taking part and day it began.

A body takes part by a proposal, a promotion zone, a batch of people or a data platform. Each
file adds rows; a row sent again replaces the earlier one.
"""

import dataframely as dy

from etl.contract import Field, Source, Template
from etl.expressions import be_date_precision, be_one_date, key
from etl.forms import DEPA, QUARTERLY, REPORTED, REPORTER, Reported, choice, codes
from etl.vocabulary import KEY, PRECISIONS

ENGAGEMENTS = {
    "ยื่นข้อเสนอ": "proposal",
    "อยู่ในเขตส่งเสริม": "zone",
    "ส่งบุคลากรเข้าร่วมรุ่น": "cohort",
    "ใช้แพลตฟอร์มข้อมูลเมือง": "data_platform",
}


class AgencyLaoEngagement(Reported):
    """A way in which a local body takes part."""

    lao_key = dy.String(primary_key=True, regex=KEY)
    engagement = dy.Enum(codes(ENGAGEMENTS), primary_key=True)
    engaged_on = dy.Date(primary_key=True)
    engaged_on_precision = dy.Enum(PRECISIONS, nullable=True)
    plan_key = dy.String(nullable=True, regex=KEY)


SOURCE = Source(
    name="agency_lao_engagement",
    title_th="การมีส่วนร่วมขององค์กรปกครองส่วนท้องถิ่น",
    title_en="Engagement of local administrative organisations",
    contract=AgencyLaoEngagement,
    columns={
        **REPORTED,
        "lao_key": key("รหัส อปท."),
        "engagement": choice("ลักษณะการมีส่วนร่วม", ENGAGEMENTS),
        "engaged_on": be_one_date("วันที่เริ่มมีส่วนร่วม"),
        "engaged_on_precision": be_date_precision("วันที่เริ่มมีส่วนร่วม"),
        "plan_key": key("รหัสแผน"),
    },
    folder="inbox",
    load="append",
    template=Template(
        purpose_th="ใช้นับ อปท. ที่มีส่วนร่วมในการพัฒนาเมืองอัจฉริยะ เทียบกับ อปท. ทั้งหมดในทะเบียน",
        purpose_en="Local governments engaged in the programme, against all on the register.",
        owner_th=DEPA[0],
        owner_en=DEPA[1],
        kpis=("COV-03",),
        beside=("COV-03",),
        promise_days=QUARTERLY,
        fields={
            "รหัส อปท.": Field("รหัสตามทะเบียน อปท. ของระบบ", "yala-city"),
            "ลักษณะการมีส่วนร่วม": Field(
                "เลือกจากรายการ หนึ่งแถวต่อหนึ่งลักษณะ", "ยื่นข้อเสนอ", tuple(ENGAGEMENTS)
            ),
            "วันที่เริ่มมีส่วนร่วม": Field("วัน เดือน ปี พ.ศ. หากไม่ทราบวัน ให้ระบุเดือนและปี หรือปี", "มีนาคม 2564"),
            "รหัสแผน": Field("รหัสตามทะเบียนแผนที่เกี่ยวข้อง (ถ้ามี)", "yala"),
            **REPORTER,
        },
    ),
)
