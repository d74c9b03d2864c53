"""Progress reports of plans: one row per report that is due.

A report that was not received has neither a day nor a percentage; it is not zero. Each file
adds reports; a row sent again (same plan and period) replaces the earlier one.
"""

import dataframely as dy
import polars as pl

from etl.contract import Field, Source, Template
from etl.expressions import be_day, key, name_text, percent
from etl.forms import DEPA, QUARTERLY, REPORTED, REPORTER, Reported
from etl.vocabulary import KEY


class AgencyPlanProgress(Reported):
    """A progress report of a plan, due or received."""

    plan_key = dy.String(primary_key=True, regex=KEY)
    report_period = dy.String(primary_key=True)
    due_on = dy.Date(nullable=False)
    reported_on = dy.Date(nullable=True)
    progress_percent = dy.Float64(nullable=True, min=0, max=100)

    @dy.rule()
    def progress_where_reported(cls) -> pl.Expr:
        """A report received states its progress; one not received states none."""
        return pl.col("reported_on").is_not_null() == pl.col("progress_percent").is_not_null()


SOURCE = Source(
    name="agency_plan_progress",
    title_th="รายงานความก้าวหน้าของแผนเมืองอัจฉริยะ",
    title_en="Progress reports of smart city plans",
    contract=AgencyPlanProgress,
    columns={
        **REPORTED,
        "plan_key": key("รหัสแผน"),
        "report_period": name_text("รอบรายงาน"),
        "due_on": be_day("วันครบกำหนดส่ง"),
        "reported_on": be_day("วันที่ได้รับรายงาน"),
        "progress_percent": percent("ความก้าวหน้า (ร้อยละ)"),
    },
    folder="inbox",
    ahead=frozenset({"due_on"}),
    load="append",
    template=Template(
        purpose_th="ใช้ติดตามแผนที่มีความก้าวหน้าเกินเกณฑ์ต่ออายุ และการส่งรายงานตรงเวลา",
        purpose_en="Which plans pass the renewal threshold, and which reports come on time.",
        owner_th=DEPA[0],
        owner_en=DEPA[1],
        kpis=("REN-03", "REN-05"),
        promise_days=QUARTERLY,
        fields={
            "รหัสแผน": Field("รหัสตามทะเบียนแผน", "yala"),
            "รอบรายงาน": Field("ชื่อรอบ เขียนแบบเดียวกันทุกแผน", "ครั้งที่ 2/2568"),
            "วันครบกำหนดส่ง": Field("วัน เดือน ปี พ.ศ. ระบุทุกแผนที่ต้องรายงาน", "30 กันยายน 2568"),
            "วันที่ได้รับรายงาน": Field("วัน เดือน ปี พ.ศ. เว้นว่างหากยังไม่ได้รับ", "15 กันยายน 2568"),
            "ความก้าวหน้า (ร้อยละ)": Field("ตัวเลข 0 ถึง 100 เว้นว่างหากยังไม่ได้รับรายงาน", "55"),
            **REPORTER,
        },
    ),
)
