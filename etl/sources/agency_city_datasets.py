"""Datasets of city data platforms: one row per dataset listed in a platform's catalogue.

How many of the mandatory fields of its description are filled, by the government's catalogue
standard. Each city sends its own: a file replaces the list of every platform that it names.
"""

import dataframely as dy
import polars as pl

from etl.contract import Field, Source, Template
from etl.expressions import boolean, integer, key, text
from etl.forms import BY, CITIES, QUARTERLY, REPORTED, REPORTER, Reported
from etl.vocabulary import KEY

CATALOGUE_NAME = r"^[a-z0-9_-]+$"  # what CKAN allows


class AgencyCityDatasets(Reported):
    """A dataset of a city data platform."""

    platform_key = dy.String(primary_key=True, regex=KEY)
    dataset_key = dy.String(primary_key=True, regex=CATALOGUE_NAME)
    title = dy.String(nullable=False)
    is_open = dy.Bool(nullable=False)
    mandatory_fields = dy.Int64(nullable=False, min=1)
    mandatory_filled = dy.Int64(nullable=False, min=0)

    @dy.rule()
    def filled_of_the_mandatory(cls) -> pl.Expr:
        """No more fields are filled than there are."""
        return pl.col("mandatory_filled") <= pl.col("mandatory_fields")


SOURCE = Source(
    name="agency_city_datasets",
    title_th="ชุดข้อมูลในแพลตฟอร์มข้อมูลเมือง",
    title_en="Datasets of city data platforms",
    contract=AgencyCityDatasets,
    columns={
        **REPORTED,
        "platform_key": key("รหัสแพลตฟอร์ม"),
        "dataset_key": key("รหัสชุดข้อมูล"),
        "title": text("ชื่อชุดข้อมูล"),
        "is_open": boolean("เป็นข้อมูลเปิด"),
        "mandatory_fields": integer("รายการคำอธิบายที่กำหนด (รายการ)"),
        "mandatory_filled": integer("รายการคำอธิบายที่ระบุแล้ว (รายการ)"),
    },
    folder="inbox",
    load="append",
    list_of=("platform_key",),
    template=Template(
        purpose_th="ใช้คำนวณสัดส่วนชุดข้อมูลเปิดที่มีคำอธิบายข้อมูลครบถ้วน",
        purpose_en="The share of open datasets whose mandatory metadata is complete.",
        owner_th=CITIES[0],
        owner_en=CITIES[1],
        kpis=("DAT-02",),
        promise_days=QUARTERLY,
        fields={
            "รหัสแพลตฟอร์ม": Field("รหัสตามแบบรายงานแพลตฟอร์มข้อมูลเมือง", "yala-cdp"),
            "รหัสชุดข้อมูล": Field(
                "ชื่อชุดข้อมูลภาษาอังกฤษในระบบบัญชีข้อมูล เป็นอักษรตัวเล็ก ตัวเลข ขีดกลาง หรือขีดล่าง",
                "waste-collection-points",
            ),
            "ชื่อชุดข้อมูล": Field("ชื่อชุดข้อมูลภาษาไทย", "จุดเก็บขนขยะมูลฝอย"),
            "เป็นข้อมูลเปิด": Field("ใช่ เมื่อเปิดเผยต่อสาธารณะ", "ใช่", ("ใช่", "ไม่ใช่")),
            "รายการคำอธิบายที่กำหนด (รายการ)": Field(
                "จำนวนรายการคำอธิบายข้อมูลส่วนหลักตามมาตรฐานบัญชีข้อมูลภาครัฐ", "14"
            ),
            "รายการคำอธิบายที่ระบุแล้ว (รายการ)": Field(
                "จำนวนรายการข้างต้นที่ระบุแล้ว หากยังไม่ได้ระบุเลยให้ใส่ 0", "12"
            ),
            **REPORTER,
            BY: Field(REPORTER[BY].help, "เทศบาลนครยะลา"),
        },
    ),
)
