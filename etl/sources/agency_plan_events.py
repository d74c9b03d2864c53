"""Events of plans as agencies report them: one row per event of one plan.

A plan that the register does not list is introduced here by its first event. Each file adds
events; a row sent again (same plan, kind and date) replaces the earlier one.
"""

import dataframely as dy
import polars as pl

from etl.contract import Field, Source, Template
from etl.expressions import (
    be_date,
    be_date_end,
    be_date_precision,
    be_day,
    key,
    name_text,
    province_code,
    text,
)
from etl.forms import DEPA, MONTHLY, REPORTED, REPORTER, Reported, choice, codes, provinces
from etl.vocabulary import COHORT_NAMES, COHORTS, PLAN_KEY, PRECISIONS, PROVINCE_CODE

EVENTS = {
    "ยื่นแผน": "submitted",
    "ประกาศเขตส่งเสริม": "zone_declared",
    "แผนได้รับความเห็นชอบ": "plan_approved",
    "ได้รับตราสัญลักษณ์": "logo_awarded",
    "ต่ออายุตราสัญลักษณ์": "renewed",
    "ตราสัญลักษณ์สิ้นอายุ": "lapsed",
    "เพิกถอนตราสัญลักษณ์": "revoked",
    "ไม่ผ่านการพิจารณา": "refused",
}
ALSO = {
    "เห็นชอบแผน": "plan_approved",
    "มอบตราสัญลักษณ์": "logo_awarded",
    "ต่ออายุตรา": "renewed",
    "ตราสิ้นผล": "lapsed",
    "เพิกถอนตรา": "revoked",
}


class AgencyPlanEvents(Reported):
    """An event of a plan, reported by an agency."""

    plan_key = dy.String(primary_key=True, regex=PLAN_KEY)
    plan_name = dy.String(nullable=False)
    province_code = dy.String(nullable=False, regex=PROVINCE_CODE)
    lead_organisation = dy.String(nullable=True)
    event_kind = dy.Enum(codes(EVENTS), primary_key=True)
    event_date = dy.Date(primary_key=True)
    event_date_last = dy.Date(nullable=True)
    event_date_precision = dy.Enum(PRECISIONS, nullable=True)
    valid_to = dy.Date(nullable=True)
    refusal_reason = dy.String(nullable=True)
    cohort = dy.Enum(codes(COHORT_NAMES), nullable=True)

    @dy.rule()
    def only_a_logo_is_valid_to_a_day(cls) -> pl.Expr:
        """What holds until a day is a logo, awarded or renewed."""
        is_logo = pl.col("event_kind").is_in(["logo_awarded", "renewed"])
        return pl.col("valid_to").is_null() | is_logo

    @dy.rule()
    def valid_to_after_the_event(cls) -> pl.Expr:
        """A logo ends after the day it is given."""
        return pl.col("valid_to") > pl.col("event_date")

    @dy.rule()
    def refused_with_a_reason(cls) -> pl.Expr:
        """A refusal has a reason, and nothing else has."""
        return (pl.col("event_kind") == "refused") == pl.col("refusal_reason").is_not_null()


SOURCE = Source(
    name="agency_plan_events",
    title_th="เหตุการณ์ของแผนเมืองอัจฉริยะ",
    title_en="Events of smart city plans",
    contract=AgencyPlanEvents,
    columns={
        **REPORTED,
        "plan_key": key("รหัสแผน"),
        "plan_name": name_text("ชื่อแผน"),
        "province_code": province_code("จังหวัด"),
        "lead_organisation": name_text("หน่วยงานเจ้าของแผน"),
        "event_kind": choice("เหตุการณ์", EVENTS | ALSO),
        "event_date": be_date("วันที่เกิดเหตุการณ์"),
        "event_date_last": be_date_end("วันที่เกิดเหตุการณ์"),
        "event_date_precision": be_date_precision("วันที่เกิดเหตุการณ์"),
        "valid_to": be_day("ตราสัญลักษณ์มีผลถึงวันที่"),
        "refusal_reason": text("เหตุผลที่ไม่ผ่านการพิจารณา"),
        "cohort": choice("รุ่น", COHORT_NAMES | COHORTS),
    },
    folder="inbox",
    ahead=frozenset({"valid_to"}),
    load="append",
    template=Template(
        purpose_th="ใช้นับแผนที่ยื่น เขตส่งเสริม และเมืองที่ได้รับตราสัญลักษณ์ และติดตามวันครบกำหนดต่ออายุ",
        purpose_en="Counts plans, zones and certified cities, and follows when logos fall due.",
        owner_th=DEPA[0],
        owner_en=DEPA[1],
        kpis=(
            *("CERT-01", "CERT-04", "CERT-05", "CERT-06", "CERT-07", "CERT-08"),
            *("COV-01", "COV-02", "REN-01", "REN-02", "REN-04", "DAT-01"),
        ),
        beside=("CERT-05", "CERT-06"),
        promise_days=MONTHLY,
        fields={
            "รหัสแผน": Field(
                "รหัสตามทะเบียนแผน แผนใหม่ให้ตั้งรหัสเป็นอักษรอังกฤษตัวเล็ก ตัวเลข และขีดกลาง", "yala"
            ),
            "ชื่อแผน": Field("ชื่อเต็มของแผน", "ยะลาเมืองอัจฉริยะเพื่อการมีส่วนร่วมของประชาชน"),
            "จังหวัด": Field("ชื่อจังหวัดซึ่งเป็นที่ตั้งของพื้นที่ตามแผน", "ยะลา", provinces()),
            "หน่วยงานเจ้าของแผน": Field("หน่วยงานหลักที่รับผิดชอบแผน (ถ้าทราบ)", "เทศบาลนครยะลา"),
            "เหตุการณ์": Field("เลือกจากรายการ หนึ่งแถวต่อหนึ่งเหตุการณ์", "ได้รับตราสัญลักษณ์", tuple(EVENTS)),
            "วันที่เกิดเหตุการณ์": Field(
                "วัน เดือน ปี พ.ศ. หากไม่ทราบวัน ให้ระบุเดือนและปี หรือปี", "7 พฤศจิกายน 2564"
            ),
            "ตราสัญลักษณ์มีผลถึงวันที่": Field(
                "วัน เดือน ปี พ.ศ. ระบุเฉพาะเมื่อได้รับหรือต่ออายุตราสัญลักษณ์", "6 พฤศจิกายน 2566"
            ),
            "เหตุผลที่ไม่ผ่านการพิจารณา": Field("ระบุเฉพาะเมื่อไม่ผ่านการพิจารณา", ""),
            "รุ่น": Field("รุ่นหรือชุดที่จัดทำแผน (ถ้ามี)", "", tuple(COHORT_NAMES)),
            **REPORTER,
        },
    ),
)
