"""Budgets of batches: one row per batch and fiscal year, in baht. Fiscal years are Buddhist.

A new file replaces the whole list.
"""

import dataframely as dy

from etl.contract import Amount, Field, Source, Template
from etl.expressions import integer, money_in
from etl.forms import DEPA, REPORTED, REPORTER, YEARLY, Reported, choice, codes, money_unit
from etl.vocabulary import COHORT_NAMES, COHORTS, MONEY_UNITS


class AgencyCohortBudgets(Reported):
    """What one batch costs in one fiscal year."""

    cohort = dy.Enum(codes(COHORT_NAMES), primary_key=True)
    fiscal_year_be = dy.Int64(primary_key=True, min=2500, max=2700)
    amount_thb = dy.Decimal(20, 2, nullable=False, min=0)
    amount_unit = dy.Enum(codes(MONEY_UNITS), nullable=False)


SOURCE = Source(
    name="agency_cohort_budgets",
    title_th="งบประมาณของแต่ละรุ่น",
    title_en="Budgets of batches",
    contract=AgencyCohortBudgets,
    columns={
        **REPORTED,
        "cohort": choice("รุ่น", COHORT_NAMES | COHORTS),
        "fiscal_year_be": integer("ปีงบประมาณ (พ.ศ.)"),
        "amount_thb": money_in("จำนวนเงิน", "หน่วยเงิน"),
        "amount_unit": money_unit("หน่วยเงิน"),
    },
    folder="inbox",
    ahead=frozenset({"fiscal_year_be"}),
    amounts={"amount_thb": Amount("amount_unit", largest=1_000_000_000)},
    template=Template(
        purpose_th="ใช้คำนวณจำนวนเจ้าหน้าที่ที่ได้รับการถ่ายทอดความรู้ต่องบประมาณหนึ่งล้านบาท",
        purpose_en="Officials trained per million baht.",
        owner_th=DEPA[0],
        owner_en=DEPA[1],
        kpis=("PPL-06",),
        promise_days=YEARLY,
        fields={
            "รุ่น": Field("เลือกจากรายการ", "นักดิจิทัลพัฒนาเมือง รุ่นที่ 2", tuple(COHORT_NAMES)),
            "ปีงบประมาณ (พ.ศ.)": Field("ปี พ.ศ. สี่หลัก หนึ่งแถวต่อหนึ่งปีงบประมาณ", "2566"),
            "จำนวนเงิน": Field("งบประมาณที่ใช้จัดรุ่นในปีนั้น", "20"),
            "หน่วยเงิน": Field("เลือกจากรายการ ต้องระบุทุกแถว", "ล้านบาท", tuple(MONEY_UNITS)),
            **REPORTER,
        },
    ),
)
