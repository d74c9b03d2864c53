"""The register of local administrative organisations: one row per body and spell of its status.

DLA's own codes change when a body is upgraded, so a body keeps one key here and each of its
statuses a row with the days between which it held. A new file replaces the whole register.
"""

from datetime import date

import dataframely as dy
import polars as pl

from etl.contract import Field, Source, Template
from etl.expressions import be_date_precision, be_one_date, key, name_text, province_code
from etl.forms import (
    BY,
    DLA,
    REPORTED,
    REPORTER,
    YEARLY,
    Reported,
    choice,
    codes,
    provinces,
)
from etl.vocabulary import KEY, PRECISIONS, PROVINCE_CODE

TYPES = {  # the codes are those of the figures' segments
    "องค์การบริหารส่วนจังหวัด": "pao",
    "เทศบาลนคร": "nakhon",
    "เทศบาลเมือง": "mueang",
    "เทศบาลตำบล": "tambon",
    "องค์การบริหารส่วนตำบล": "sao",
    "องค์กรปกครองส่วนท้องถิ่นรูปแบบพิเศษ": "special",
}
SHORT = {
    "อบจ.": "pao",
    "ทน.": "nakhon",
    "ทม.": "mueang",
    "ทต.": "tambon",
    "อบต.": "sao",
    "รูปแบบพิเศษ": "special",
}
BANGKOK = "10"


class AgencyLaoRegister(Reported):
    """A local body while it had one status."""

    lao_key = dy.String(primary_key=True, regex=KEY)
    name = dy.String(nullable=False)
    lao_type = dy.Enum(codes(TYPES), nullable=False)
    province_code = dy.String(nullable=False, regex=PROVINCE_CODE)
    valid_from = dy.Date(primary_key=True)
    valid_from_precision = dy.Enum(PRECISIONS, nullable=True)
    valid_to = dy.Date(nullable=True)
    valid_to_precision = dy.Enum(PRECISIONS, nullable=True)

    @dy.rule()
    def name_of_its_type(cls) -> pl.Expr:
        """A name that opens with a type is of that type."""
        named = [
            ~pl.col("name").str.starts_with(words) | (pl.col("lao_type") == code)
            for words, code in (TYPES | SHORT).items()
        ]
        return pl.all_horizontal(named)

    @dy.rule()
    def no_provincial_body_in_bangkok(cls) -> pl.Expr:
        """Bangkok is no province in law and has no provincial organisation."""
        return (pl.col("lao_type") != "pao") | (pl.col("province_code") != BANGKOK)

    @dy.rule()
    def valid_to_after_valid_from(cls) -> pl.Expr:
        """A status ends after it began."""
        return pl.col("valid_to") > pl.col("valid_from")


SOURCE = Source(
    name="agency_lao_register",
    title_th="ทะเบียนองค์กรปกครองส่วนท้องถิ่น",
    title_en="Register of local administrative organisations",
    contract=AgencyLaoRegister,
    columns={
        **REPORTED,
        "lao_key": key("รหัส อปท."),
        "name": name_text("ชื่อ อปท."),
        "lao_type": choice("ประเภท อปท.", TYPES | SHORT),
        "province_code": province_code("จังหวัด"),
        "valid_from": be_one_date("วันที่เริ่มมีสถานะ"),
        "valid_from_precision": be_date_precision("วันที่เริ่มมีสถานะ"),
        "valid_to": be_one_date("วันที่สิ้นสุดสถานะ"),
        "valid_to_precision": be_date_precision("วันที่สิ้นสุดสถานะ"),
    },
    folder="inbox",
    ahead=frozenset({"valid_to"}),
    first_day=date(1897, 1, 1),  # the first sanitary district
    template=Template(
        purpose_th="ใช้เป็นฐานคำนวณสัดส่วน อปท. ที่มีส่วนร่วมในการพัฒนาเมืองอัจฉริยะ แยกตามประเภทและจังหวัด",
        purpose_en="The base of the share of local governments engaged, by type and province.",
        owner_th=DLA[0],
        owner_en=DLA[1],
        kpis=("COV-03",),
        beside=("COV-03",),
        promise_days=YEARLY,
        fields={
            "รหัส อปท.": Field(
                "รหัสประจำ อปท. ที่ใช้ตลอดแม้เปลี่ยนฐานะ เป็นตัวเลขหรืออักษรอังกฤษตัวเล็กและขีดกลาง",
                "yala-city",
            ),
            "ชื่อ อปท.": Field("ชื่อเต็มตามประกาศจัดตั้งหรือเปลี่ยนฐานะ", "เทศบาลนครยะลา"),
            "ประเภท อปท.": Field("เลือกจากรายการ", "เทศบาลนคร", tuple(TYPES)),
            "จังหวัด": Field("ชื่อจังหวัดซึ่งเป็นที่ตั้ง", "ยะลา", provinces()),
            "วันที่เริ่มมีสถานะ": Field(
                "วันที่จัดตั้งหรือเปลี่ยนเป็นฐานะนี้ หากไม่ทราบวัน ให้ระบุเดือนและปี หรือปี พ.ศ.", "พ.ศ. 2538"
            ),
            "วันที่สิ้นสุดสถานะ": Field("วันที่ยุบเลิกหรือเปลี่ยนฐานะ เว้นว่างหากยังคงสถานะอยู่", ""),
            **REPORTER,
            BY: Field(REPORTER[BY].help, DLA[0]),
        },
    ),
)
