"""Training passed on by batches: one row per body and day on which officials were trained.

Each file adds rows; a row sent again (same batch, province, body and day) replaces the earlier one.
"""

import dataframely as dy

from etl.contract import Field, Source, Template
from etl.expressions import (
    be_date,
    be_date_end,
    be_date_precision,
    integer,
    name_text,
    parse_qualifier,
    province_code,
)
from etl.forms import DEPA, QUARTERLY, REPORTED, REPORTER, Reported, choice, codes, provinces
from etl.vocabulary import COHORT_NAMES, COHORTS, PRECISIONS, PROVINCE_CODE, QUALIFIERS


class AgencyTrainingDelivery(Reported):
    """Officials of one body, trained by people of a batch."""

    cohort = dy.Enum(codes(COHORT_NAMES), primary_key=True)
    province_code = dy.String(primary_key=True, regex=PROVINCE_CODE)
    organisation = dy.String(primary_key=True)
    delivered_on = dy.Date(primary_key=True)
    delivered_on_last = dy.Date(nullable=True)
    delivered_on_precision = dy.Enum(PRECISIONS, nullable=True)
    officials_trained = dy.Int64(nullable=False, min=0)
    qualifier = dy.Enum(QUALIFIERS, nullable=True)


SOURCE = Source(
    name="agency_training_delivery",
    title_th="การถ่ายทอดความรู้แก่เจ้าหน้าที่",
    title_en="Officials trained by each batch",
    contract=AgencyTrainingDelivery,
    columns={
        **REPORTED,
        "cohort": choice("รุ่น", COHORT_NAMES | COHORTS),
        "province_code": province_code("จังหวัด"),
        "organisation": name_text("หน่วยงานที่รับการถ่ายทอด"),
        "delivered_on": be_date("วันที่จัด"),
        "delivered_on_last": be_date_end("วันที่จัด"),
        "delivered_on_precision": be_date_precision("วันที่จัด"),
        "officials_trained": integer("เจ้าหน้าที่ที่ได้รับการถ่ายทอดความรู้ (คน)", qualified=True),
        "qualifier": parse_qualifier("เจ้าหน้าที่ที่ได้รับการถ่ายทอดความรู้ (คน)"),
    },
    folder="inbox",
    load="append",
    template=Template(
        purpose_th="ใช้นับเจ้าหน้าที่ที่ได้รับการถ่ายทอดความรู้ และเทียบกับงบประมาณของรุ่น",
        purpose_en="Counts officials trained, also per million baht of the batch's budget.",
        owner_th=DEPA[0],
        owner_en=DEPA[1],
        kpis=("PPL-05", "PPL-06"),
        promise_days=QUARTERLY,
        fields={
            "รุ่น": Field("เลือกจากรายการ", "นักดิจิทัลพัฒนาเมือง รุ่นที่ 2", tuple(COHORT_NAMES)),
            "จังหวัด": Field("ชื่อจังหวัดของหน่วยงาน", "ยะลา", provinces()),
            "หน่วยงานที่รับการถ่ายทอด": Field("ชื่อเต็มของหน่วยงาน", "เทศบาลนครยะลา"),
            "วันที่จัด": Field("วัน เดือน ปี พ.ศ. หากจัดหลายวันติดต่อกันเขียนเป็นช่วง", "21-22 มิถุนายน 2566"),
            "เจ้าหน้าที่ที่ได้รับการถ่ายทอดความรู้ (คน)": Field(
                "ตัวเลข หากเป็นค่าประมาณให้ใส่คำว่า กว่า ไม่น้อยกว่า หรือประมาณ", "35"
            ),
            **REPORTER,
        },
    ),
)
