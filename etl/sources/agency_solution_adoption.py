"""Adoptions of solutions as agencies report them: one row per solution and body that took it up.

What it cost, what it brought, how satisfied citizens are and when that was followed up. Money is
in baht. Each file adds rows; a row sent again replaces the earlier one.
"""

import dataframely as dy
import polars as pl

from etl.contract import Amount, Field, Source, Template
from etl.expressions import (
    be_date_precision,
    be_one_date,
    key,
    money_in,
    name_text,
    parse_qualifier,
    percent,
    province_code,
    text,
)
from etl.forms import (
    BY,
    QUARTERLY,
    REPORTED,
    REPORTER,
    Reported,
    codes,
    money_unit,
    provinces,
)
from etl.vocabulary import KEY, MONEY_UNITS, PRECISIONS, PROVINCE_CODE, QUALIFIERS

ONDE = (
    "สำนักงานคณะกรรมการดิจิทัลเพื่อเศรษฐกิจและสังคมแห่งชาติ",
    "Office of the National Digital Economy and Society Commission (ONDE)",
)


class AgencySolutionAdoption(Reported):
    """A solution taken up by a body, reported by an agency."""

    solution_key = dy.String(primary_key=True, regex=KEY)
    adopter = dy.String(primary_key=True)
    province_code = dy.String(nullable=False, regex=PROVINCE_CODE)
    adopted_on = dy.Date(nullable=False)
    adopted_on_precision = dy.Enum(PRECISIONS, nullable=True)
    cost_thb = dy.Decimal(20, 2, nullable=True, min=0)
    cost_unit = dy.Enum(codes(MONEY_UNITS), nullable=True)
    cost_qualifier = dy.Enum(QUALIFIERS, nullable=True)
    benefit = dy.String(nullable=True)
    satisfaction_percent = dy.Float64(nullable=True, min=0, max=100)
    followed_up_on = dy.Date(nullable=True)
    followed_up_on_precision = dy.Enum(PRECISIONS, nullable=True)

    @dy.rule()
    def cost_has_a_unit(cls) -> pl.Expr:
        """A cost is read in the unit beside it, never without one."""
        return pl.col("cost_qualifier").is_not_null() == pl.col("cost_thb").is_not_null()

    @dy.rule()
    def followed_up_after_adoption(cls) -> pl.Expr:
        """What is followed up was adopted before, or in the same year."""
        return pl.col("followed_up_on").dt.year() >= pl.col("adopted_on").dt.year()


SOURCE = Source(
    name="agency_solution_adoption",
    title_th="การนำนวัตกรรมและบริการเมืองอัจฉริยะไปใช้",
    title_en="Adoption of smart city solutions",
    contract=AgencySolutionAdoption,
    columns={
        **REPORTED,
        "solution_key": key("รหัสนวัตกรรมหรือบริการ"),
        "adopter": name_text("หน่วยงานที่นำไปใช้"),
        "province_code": province_code("จังหวัด"),
        "adopted_on": be_one_date("วันที่เริ่มใช้"),
        "adopted_on_precision": be_date_precision("วันที่เริ่มใช้"),
        "cost_thb": money_in("ค่าใช้จ่าย", "หน่วยเงิน", qualified=True),
        "cost_unit": money_unit("หน่วยเงิน"),
        "cost_qualifier": parse_qualifier("ค่าใช้จ่าย"),
        "benefit": text("ผลที่ได้รับ"),
        "satisfaction_percent": percent("ความพึงพอใจของประชาชน (ร้อยละ)"),
        "followed_up_on": be_one_date("วันที่ติดตามผล"),
        "followed_up_on_precision": be_date_precision("วันที่ติดตามผล"),
    },
    folder="inbox",
    amounts={"cost_thb": Amount("cost_unit", largest=10_000_000_000)},
    load="append",
    template=Template(
        purpose_th="ใช้แสดงว่าหน่วยงานใดนำนวัตกรรมไปใช้ ค่าใช้จ่ายเทียบกับผลที่ได้ และความพึงพอใจของประชาชน",
        purpose_en="Who adopted which solution, its cost, benefit and citizens' satisfaction.",
        owner_th=ONDE[0],
        owner_en=ONDE[1],
        kpis=(),
        promise_days=QUARTERLY,
        fields={
            "รหัสนวัตกรรมหรือบริการ": Field("รหัสตามรายการนวัตกรรมของระบบ", "provincial-dashboard"),
            "หน่วยงานที่นำไปใช้": Field("ชื่อเต็มของหน่วยงาน ไม่ต้องระบุชื่อบุคคล", "จังหวัดอุดรธานี"),
            "จังหวัด": Field("ชื่อจังหวัดของหน่วยงานที่นำไปใช้", "อุดรธานี", provinces()),
            "วันที่เริ่มใช้": Field("วัน เดือน ปี พ.ศ. หากไม่ทราบวัน ให้ระบุเดือนและปี หรือปี", "มกราคม 2568"),
            "ค่าใช้จ่าย": Field(
                "ค่าใช้จ่ายทั้งหมดเพื่อเริ่มใช้ เป็นตัวเลข หากเป็นค่าประมาณให้ใส่คำว่า กว่า หรือประมาณ", "1,200"
            ),
            "หน่วยเงิน": Field("เลือกจากรายการ ต้องระบุเมื่อมีค่าใช้จ่าย", "พันบาท", tuple(MONEY_UNITS)),
            "ผลที่ได้รับ": Field(
                "ผลที่วัดได้ เช่น เวลาหรือค่าใช้จ่ายที่ลดลง (ถ้ามี)",
                "ลดเวลาจัดทำรายงานประจำเดือนจาก 5 วันเหลือ 1 วัน",
            ),
            "ความพึงพอใจของประชาชน (ร้อยละ)": Field("ตัวเลข 0 ถึง 100 จากการสำรวจ (ถ้ามี)", "80"),
            "วันที่ติดตามผล": Field("วันที่ติดตามผลครั้งล่าสุด (ถ้ามี)", "30 กันยายน 2568"),
            **REPORTER,
            BY: Field(REPORTER[BY].help, ONDE[0]),
        },
    ),
)
