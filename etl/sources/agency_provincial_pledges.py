"""Pledges of provinces: one row per pledge that a province made, and how far it has come.

Each file adds pledges; a row sent again replaces the earlier one, so the newest status stands.
"""

import dataframely as dy
import polars as pl

from etl.contract import Field, Source, Template
from etl.expressions import (
    be_date_precision,
    be_one_date,
    key,
    name_text,
    number,
    parse_qualifier,
    province_code,
    text,
)
from etl.forms import (
    BY,
    QUARTERLY,
    REPORTED,
    REPORTER,
    Reported,
    choice,
    codes,
    provinces,
)
from etl.vocabulary import (
    DIMENSION_NAMES,
    DIMENSIONS,
    KEY,
    PRECISIONS,
    PROVINCE_CODE,
    QUALIFIERS,
)

STATUSES = {
    "ยังไม่เริ่มดำเนินการ": "planned",
    "อยู่ระหว่างดำเนินการ": "under_way",
    "ดำเนินการแล้วเสร็จ": "done",
    "ยกเลิก": "dropped",
}


class AgencyProvincialPledges(Reported):
    """A pledge of a province."""

    province_code = dy.String(primary_key=True, regex=PROVINCE_CODE)
    pledge_key = dy.String(primary_key=True, regex=KEY)
    pledge = dy.String(nullable=False)
    dimension = dy.Enum(DIMENSIONS, nullable=False)
    target_value = dy.Decimal(24, 4, nullable=True, min=0)
    target_qualifier = dy.Enum(QUALIFIERS, nullable=True)
    unit = dy.String(nullable=True)
    due_on = dy.Date(nullable=False)
    due_on_precision = dy.Enum(PRECISIONS, nullable=True)
    status = dy.Enum(codes(STATUSES), nullable=False)

    @dy.rule()
    def target_has_a_unit(cls) -> pl.Expr:
        """A figure that is aimed at has a unit."""
        return pl.col("target_value").is_null() | pl.col("unit").is_not_null()


SOURCE = Source(
    name="agency_provincial_pledges",
    title_th="คำมั่นของจังหวัดในการพัฒนาเมือง",
    title_en="Pledges of provinces",
    contract=AgencyProvincialPledges,
    columns={
        **REPORTED,
        "province_code": province_code("จังหวัด"),
        "pledge_key": key("รหัสคำมั่น"),
        "pledge": text("คำมั่น"),
        "dimension": choice("ด้าน", DIMENSION_NAMES),
        "target_value": number("ค่าเป้าหมาย", qualified=True),
        "target_qualifier": parse_qualifier("ค่าเป้าหมาย"),
        "unit": name_text("หน่วยนับ"),
        "due_on": be_one_date("กำหนดแล้วเสร็จ"),
        "due_on_precision": be_date_precision("กำหนดแล้วเสร็จ"),
        "status": choice("สถานะ", STATUSES),
    },
    folder="inbox",
    ahead=frozenset({"due_on"}),
    load="append",
    template=Template(
        purpose_th="ใช้ติดตามว่าคำมั่นที่จังหวัดประกาศไว้ดำเนินการถึงขั้นใด แยกตามด้านของเมืองอัจฉริยะ",
        purpose_en="How far the pledges of provinces have come, by smart city dimension.",
        owner_th="สำนักงานจังหวัด",
        owner_en="Provincial offices",
        kpis=(),
        promise_days=QUARTERLY,
        fields={
            "จังหวัด": Field("ชื่อจังหวัดที่ประกาศคำมั่น", "ภูเก็ต", provinces()),
            "รหัสคำมั่น": Field(
                "รหัสที่ไม่ซ้ำกันในจังหวัด เป็นอักษรอังกฤษตัวเล็ก ตัวเลข และขีดกลาง ใช้รหัสเดิมเมื่อรายงานความก้าวหน้า",
                "waste-1",
            ),
            "คำมั่น": Field("ข้อความตามประกาศของจังหวัด", "ลดปริมาณขยะมูลฝอยที่ต้องนำไปกำจัด"),
            "ด้าน": Field(
                "ด้านของเมืองอัจฉริยะที่เกี่ยวข้องมากที่สุด", "สิ่งแวดล้อมอัจฉริยะ", tuple(DIMENSION_NAMES)
            ),
            "ค่าเป้าหมาย": Field("ตัวเลข หากเป็นค่าขั้นต่ำให้ใส่คำว่า ไม่น้อยกว่า (ถ้ามี)", "ไม่น้อยกว่า 10"),
            "หน่วยนับ": Field("ต้องระบุเมื่อมีค่าเป้าหมาย เช่น ร้อยละ แห่ง ตัน", "ร้อยละ"),
            "กำหนดแล้วเสร็จ": Field("วัน เดือน ปี พ.ศ. หรือปี พ.ศ.", "พ.ศ. 2570"),
            "สถานะ": Field("สถานะ ณ วันที่ของข้อมูล", "อยู่ระหว่างดำเนินการ", tuple(STATUSES)),
            **REPORTER,
            BY: Field(REPORTER[BY].help, "สำนักงานจังหวัดภูเก็ต"),
        },
    ),
)
