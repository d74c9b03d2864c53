"""Places of batches by role as agencies report them: one row per body, role and batch.

People are counted, never listed. A new file replaces the whole list.
"""

import dataframely as dy
import polars as pl

from etl.contract import Field, Source, Template
from etl.expressions import integer, name_text, province_code
from etl.forms import DEPA, QUARTERLY, REPORTED, REPORTER, Reported, choice, codes, provinces
from etl.vocabulary import COHORT_NAMES, COHORTS, PROVINCE_CODE

ROLES = {
    "นักดิจิทัลพัฒนาเมือง": "ambassador",
    "กัปตันเมือง": "city_captain",
    "ผู้นำเมือง": "city_leader",
}


class AgencyCohortPlaces(Reported):
    """People of one role whom one body sent to a batch."""

    cohort = dy.Enum(codes(COHORT_NAMES), primary_key=True)
    role = dy.Enum(codes(ROLES), primary_key=True)
    province_code = dy.String(primary_key=True, regex=PROVINCE_CODE)
    organisation = dy.String(primary_key=True)
    enrolled = dy.Int64(nullable=False, min=0)
    certificates = dy.Int64(nullable=True, min=0)

    @dy.rule()
    def certificates_of_the_enrolled(cls) -> pl.Expr:
        """Nobody gets a certificate who was not enrolled."""
        return pl.col("certificates") <= pl.col("enrolled")


SOURCE = Source(
    name="agency_cohort_places",
    title_th="ผู้เข้าร่วมแต่ละรุ่น จำแนกตามบทบาทและพื้นที่",
    title_en="Participants of each batch by role and place",
    contract=AgencyCohortPlaces,
    columns={
        **REPORTED,
        "cohort": choice("รุ่น", COHORT_NAMES | COHORTS),
        "role": choice("บทบาท", ROLES),
        "province_code": province_code("จังหวัด"),
        "organisation": name_text("หน่วยงานต้นสังกัด"),
        "enrolled": integer("ผู้เข้าร่วม (คน)"),
        "certificates": integer("ผู้ได้รับประกาศนียบัตร (คน)"),
    },
    folder="inbox",
    template=Template(
        purpose_th="ใช้นับผู้เข้าร่วมและผู้สำเร็จการอบรมแต่ละรุ่น แยกตามบทบาท หน่วยงาน และจังหวัด",
        purpose_en="Participants and certificates of each batch, by role, body and province.",
        owner_th=DEPA[0],
        owner_en=DEPA[1],
        kpis=("PPL-01", "PPL-02", "PPL-03", "PPL-04", "COV-02"),
        promise_days=QUARTERLY,
        fields={
            "รุ่น": Field("เลือกจากรายการ", "นักดิจิทัลพัฒนาเมือง รุ่นที่ 2", tuple(COHORT_NAMES)),
            "บทบาท": Field("เลือกจากรายการ หนึ่งแถวต่อหนึ่งบทบาท", "นักดิจิทัลพัฒนาเมือง", tuple(ROLES)),
            "จังหวัด": Field("ชื่อจังหวัดของหน่วยงานต้นสังกัด", "นครศรีธรรมราช", provinces()),
            "หน่วยงานต้นสังกัด": Field("ชื่อเต็มของหน่วยงาน ไม่ต้องระบุชื่อบุคคล", "เทศบาลนครนครศรีธรรมราช"),
            "ผู้เข้าร่วม (คน)": Field("จำนวนผู้เข้าร่วมในบทบาทนี้", "2"),
            "ผู้ได้รับประกาศนียบัตร (คน)": Field("เว้นว่างหากการอบรมยังไม่สิ้นสุด", "2"),
            **REPORTER,
        },
    ),
)
