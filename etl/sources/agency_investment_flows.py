"""Money of plans as agencies report it: one row per amount at one stage, in baht.

Stages are never one series. Codes of items are the sender's own, so an item is known by sender
and code. Each file adds items; a row sent again replaces the earlier one. Fiscal years are
Buddhist.
"""

import dataframely as dy
import polars as pl

from etl.contract import Amount, Field, Source, Template
from etl.expressions import (
    BUDDHIST_OFFSET,
    integer,
    key,
    money_in,
    name_text,
    parse_qualifier,
    province_code,
)
from etl.forms import (
    BY,
    CITIES,
    QUARTERLY,
    REPORTED,
    REPORTER,
    Reported,
    choice,
    codes,
    money_unit,
    provinces,
)
from etl.vocabulary import (
    FUNDER_NAMES,
    KEY,
    MONEY_UNITS,
    PLACE_CODE,
    QUALIFIERS,
    STAGE_NAMES,
)

SPENT = ["disbursed", "carried_over", "lapsed"]  # stages of a fiscal year


class AgencyInvestmentFlows(Reported):
    """An amount of money at one stage, reported by an agency."""

    reported_by = dy.String(primary_key=True)
    flow_id = dy.String(primary_key=True)
    plan_key = dy.String(nullable=True, regex=KEY)
    plan_set = dy.String(nullable=True)
    province_code = dy.String(nullable=False, regex=PLACE_CODE)
    stage = dy.Enum(codes(STAGE_NAMES), nullable=False)
    funder = dy.Enum(codes(FUNDER_NAMES), nullable=False)
    fiscal_year_be = dy.Int64(nullable=True, min=2500, max=2700)
    amount_thb = dy.Decimal(20, 2, nullable=False, min=0)
    amount_unit = dy.Enum(codes(MONEY_UNITS), nullable=False)
    qualifier = dy.Enum(QUALIFIERS, nullable=True)
    method = dy.String(nullable=True)

    @dy.rule()
    def of_a_plan_or_a_set(cls) -> pl.Expr:
        """An amount belongs to a plan or to a named set of plans."""
        return pl.col("plan_key").is_not_null() | pl.col("plan_set").is_not_null()

    @dy.rule()
    def spent_in_a_fiscal_year(cls) -> pl.Expr:
        """Money disbursed, carried over or lapsed belongs to a fiscal year."""
        return ~pl.col("stage").is_in(SPENT) | pl.col("fiscal_year_be").is_not_null()

    @dy.rule()
    def spent_in_a_year_that_had_begun(cls) -> pl.Expr:
        """A fiscal year of money spent has begun by the as-of day, of a year alone by its end."""
        began = pl.col("as_of").dt.offset_by("3mo").dt.year() + BUDDHIST_OFFSET
        year_alone = (pl.col("as_of_precision") == "year").cast(pl.Int64)
        begun = pl.col("fiscal_year_be") <= began + year_alone
        return ~pl.col("stage").is_in(SPENT) | begun

    @dy.rule()
    def economic_value_has_a_method(cls) -> pl.Expr:
        """Economic value is an estimate, so the row says how it was estimated."""
        return (pl.col("stage") != "economic_value") | pl.col("method").is_not_null()


SOURCE = Source(
    name="agency_investment_flows",
    title_th="วงเงินของแผนเมืองอัจฉริยะ",
    title_en="Money of smart city plans",
    contract=AgencyInvestmentFlows,
    columns={
        **REPORTED,
        "flow_id": key("รหัสรายการ"),
        "plan_key": key("รหัสแผน"),
        "plan_set": name_text("ชุดแผน"),
        "province_code": province_code("จังหวัด", national=True),
        "stage": choice("สถานะวงเงิน", STAGE_NAMES),
        "funder": choice("แหล่งเงิน", FUNDER_NAMES),
        "fiscal_year_be": integer("ปีงบประมาณ (พ.ศ.)"),
        "amount_thb": money_in("จำนวนเงิน", "หน่วยเงิน", qualified=True),
        "amount_unit": money_unit("หน่วยเงิน"),
        "qualifier": parse_qualifier("จำนวนเงิน"),
        "method": name_text("วิธีประเมินมูลค่า"),
    },
    folder="inbox",
    ahead=frozenset({"fiscal_year_be"}),
    amounts={"amount_thb": Amount("amount_unit", largest=100_000_000_000)},
    load="append",
    template=Template(
        purpose_th="ใช้แสดงเงินลงทุนตามแผน ที่ผูกพันแล้ว และที่เบิกจ่าย แยกตามแหล่งเงิน และมูลค่าทางเศรษฐกิจ",
        purpose_en="Investment planned, committed and paid, by funder, and economic value.",
        owner_th=CITIES[0],
        owner_en=CITIES[1],
        kpis=("INV-01", "INV-02", "INV-03", "INV-04", "INV-05", "INV-06", "INV-07"),
        beside=("INV-01", "INV-02", "INV-06"),
        promise_days=QUARTERLY,
        fields={
            "รหัสรายการ": Field("รหัสที่หน่วยงานใช้เรียกรายการนี้ ไม่ซ้ำกันและใช้รหัสเดิมเมื่อส่งแก้ไข", "2568-001"),
            "รหัสแผน": Field("รหัสตามทะเบียนแผน เว้นว่างหากเป็นวงเงินของหลายแผน", "yala"),
            "ชุดแผน": Field("ชื่อชุดของแผนที่วงเงินครอบคลุม ระบุเมื่อเว้นว่างรหัสแผน", ""),
            "จังหวัด": Field("ชื่อจังหวัด หรือ “ทั้งประเทศ”", "ยะลา", (*provinces(), "ทั้งประเทศ")),
            "สถานะวงเงิน": Field("เลือกจากรายการ หนึ่งแถวต่อหนึ่งสถานะ", "เบิกจ่าย", tuple(STAGE_NAMES)),
            "แหล่งเงิน": Field("เลือกจากรายการ", "องค์กรปกครองส่วนท้องถิ่น", tuple(FUNDER_NAMES)),
            "ปีงบประมาณ (พ.ศ.)": Field("ปี พ.ศ. สี่หลัก ต้องระบุเมื่อเป็นเงินเบิกจ่าย กันเงิน หรือเงินพับไป", "2568"),
            "จำนวนเงิน": Field("ตัวเลข หากเป็นค่าประมาณให้ใส่คำว่า กว่า ไม่น้อยกว่า หรือประมาณ", "12.5"),
            "หน่วยเงิน": Field("เลือกจากรายการ ต้องระบุทุกแถว", "ล้านบาท", tuple(MONEY_UNITS)),
            "วิธีประเมินมูลค่า": Field("ต้องระบุเมื่อเป็นมูลค่าทางเศรษฐกิจ", ""),
            **REPORTER,
            BY: Field(REPORTER[BY].help, "เทศบาลนครยะลา"),
        },
    ),
)
