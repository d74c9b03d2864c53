"""Follow-up of batches after the certificate: one row per batch, province and months elapsed.

People are counted, never listed. Each file adds rounds; a row sent again replaces the earlier one.
"""

import dataframely as dy
import polars as pl

from etl.contract import Field, Source, Template
from etl.expressions import be_date_precision, be_one_date, integer, province_code
from etl.forms import DEPA, REPORTED, REPORTER, YEARLY, Reported, choice, codes, provinces
from etl.vocabulary import COHORT_NAMES, COHORTS, PRECISIONS, PROVINCE_CODE


class AgencyCohortFollowups(Reported):
    """How many of a province's certificate holders still work for their city."""

    cohort = dy.Enum(codes(COHORT_NAMES), primary_key=True)
    province_code = dy.String(primary_key=True, regex=PROVINCE_CODE)
    followed_up_on = dy.Date(nullable=False)
    followed_up_on_precision = dy.Enum(PRECISIONS, nullable=True)
    months_after = dy.Int64(primary_key=True, min=0, max=120)
    certificates = dy.Int64(nullable=False, min=0)
    still_working = dy.Int64(nullable=False, min=0)

    @dy.rule()
    def still_working_of_the_certified(cls) -> pl.Expr:
        """Those who still work for the city hold a certificate."""
        return pl.col("still_working") <= pl.col("certificates")


SOURCE = Source(
    name="agency_cohort_followups",
    title_th="การติดตามผลหลังการอบรม",
    title_en="Follow-up of batches",
    contract=AgencyCohortFollowups,
    columns={
        **REPORTED,
        "cohort": choice("รุ่น", COHORT_NAMES | COHORTS),
        "province_code": province_code("จังหวัด"),
        "followed_up_on": be_one_date("วันที่ติดตามผล"),
        "followed_up_on_precision": be_date_precision("วันที่ติดตามผล"),
        "months_after": integer("ระยะเวลาหลังได้รับประกาศนียบัตร (เดือน)"),
        "certificates": integer("ผู้ได้รับประกาศนียบัตร (คน)"),
        "still_working": integer("ผู้ที่ยังปฏิบัติงานพัฒนาเมือง (คน)"),
    },
    folder="inbox",
    load="append",
    template=Template(
        purpose_th="ใช้แสดงสัดส่วนผู้ที่ยังปฏิบัติงานพัฒนาเมืองเมื่อครบ 12 เดือนหลังได้รับประกาศนียบัตร",
        purpose_en="The share still working for their city 12 months after the certificate.",
        owner_th=DEPA[0],
        owner_en=DEPA[1],
        kpis=("PPL-09",),
        promise_days=YEARLY,
        fields={
            "รุ่น": Field("เลือกจากรายการ", "นักดิจิทัลพัฒนาเมือง รุ่นที่ 2", tuple(COHORT_NAMES)),
            "จังหวัด": Field("ชื่อจังหวัดของหน่วยงานต้นสังกัด", "นครศรีธรรมราช", provinces()),
            "วันที่ติดตามผล": Field("วัน เดือน ปี พ.ศ.", "30 มิถุนายน 2567"),
            "ระยะเวลาหลังได้รับประกาศนียบัตร (เดือน)": Field("จำนวนเดือนเต็ม เช่น 6 หรือ 12", "12"),
            "ผู้ได้รับประกาศนียบัตร (คน)": Field("จำนวนผู้ได้รับประกาศนียบัตรของรุ่นในจังหวัดนี้", "5"),
            "ผู้ที่ยังปฏิบัติงานพัฒนาเมือง (คน)": Field(
                "จากจำนวนผู้ได้รับประกาศนียบัตร ผู้ที่ยังปฏิบัติงานพัฒนาเมืองให้พื้นที่เดิม", "4"
            ),
            **REPORTER,
        },
    ),
)
