"""Targets of KPIs: one row per target as stated on one day, with the day by which it is due.

A target stated anew is a further version, never a correction of the old one. Values are in the
row's unit. Each file adds rows; a row sent again replaces the earlier one.
"""

import dataframely as dy
import polars as pl

from etl.contract import Field, Source, Template
from etl.expressions import (
    be_date_precision,
    be_one_date,
    coded,
    name_text,
    number,
    parse_qualifier,
)
from etl.forms import DEPA, REPORTED, REPORTER, YEARLY, Reported
from etl.vocabulary import PRECISIONS, QUALIFIERS

GROUPS = {"CERT": 8, "COV": 4, "REN": 7, "INV": 7, "PPL": 9, "DAT": 2, "IDX": 3}
KPIS = tuple(f"{group}-{no:02}" for group, size in GROUPS.items() for no in range(1, size + 1))


class AgencyTargets(Reported):
    """A target of a KPI, as stated on a day."""

    kpi = dy.Enum(KPIS, primary_key=True)
    value = dy.Decimal(24, 4, nullable=False, min=0)
    qualifier = dy.Enum(QUALIFIERS, nullable=True)
    unit = dy.String(nullable=False)
    due_on = dy.Date(primary_key=True)
    due_on_precision = dy.Enum(PRECISIONS, nullable=True)
    stated_on = dy.Date(primary_key=True)
    stated_on_precision = dy.Enum(PRECISIONS, nullable=True)

    @dy.rule()
    def stated_before_due(cls) -> pl.Expr:
        """A target is stated before the year by which it is due has passed."""
        return pl.col("stated_on").dt.year() <= pl.col("due_on").dt.year()


SOURCE = Source(
    name="agency_targets",
    title_th="ค่าเป้าหมายของตัวชี้วัด",
    title_en="Targets of KPIs",
    contract=AgencyTargets,
    columns={
        **REPORTED,
        "kpi": coded("รหัสตัวชี้วัด", KPIS),
        "value": number("ค่าเป้าหมาย", qualified=True),
        "qualifier": parse_qualifier("ค่าเป้าหมาย"),
        "unit": name_text("หน่วยนับ"),
        "due_on": be_one_date("กำหนดบรรลุเป้าหมาย"),
        "due_on_precision": be_date_precision("กำหนดบรรลุเป้าหมาย"),
        "stated_on": be_one_date("วันที่ประกาศเป้าหมาย"),
        "stated_on_precision": be_date_precision("วันที่ประกาศเป้าหมาย"),
    },
    folder="inbox",
    ahead=frozenset({"due_on"}),
    load="append",
    template=Template(
        purpose_th="ใช้คำนวณร้อยละความสำเร็จและอัตราที่ต้องเพิ่มเพื่อให้บรรลุเป้าหมาย พร้อมแสดงเป้าหมายแต่ละฉบับ",
        purpose_en="Attainment and the pace needed, with every version of a target.",
        owner_th=DEPA[0],
        owner_en=DEPA[1],
        kpis=("CERT-02", "CERT-03", "INV-07"),
        promise_days=YEARLY,
        fields={
            "รหัสตัวชี้วัด": Field(
                "เลือกจากรายการ เช่น CERT-01 คือเมืองอัจฉริยะที่ตราสัญลักษณ์ยังมีผล", "CERT-01", KPIS
            ),
            "ค่าเป้าหมาย": Field("ตัวเลข หากเป็นค่าขั้นต่ำหรือค่าประมาณให้ใส่คำว่า ไม่น้อยกว่า หรือประมาณ", "105"),
            "หน่วยนับ": Field("หน่วยของค่าเป้าหมาย เช่น เมือง ร้อยละ ล้านบาท", "เมือง"),
            "กำหนดบรรลุเป้าหมาย": Field(
                "วัน เดือน ปี พ.ศ. หรือปี พ.ศ. หากเป็นปีงบประมาณให้ระบุวันที่ 30 กันยายน", "พ.ศ. 2570"
            ),
            "วันที่ประกาศเป้าหมาย": Field(
                "วันที่ของประกาศหรือเอกสารที่กำหนดเป้าหมาย หากไม่ทราบวัน ให้ระบุเดือนและปี หรือปี",
                "27 สิงหาคม 2568",
            ),
            **REPORTER,
        },
    ),
)
