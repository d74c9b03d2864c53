"""City data platforms: one row per platform, whether it is in use and since when.

depa keeps the list for all cities; a new file replaces the whole list.
"""

import dataframely as dy
import polars as pl

from etl.contract import Field, Source, Template
from etl.expressions import be_date_precision, be_one_date, boolean, key, name_text, province_code
from etl.forms import DEPA, QUARTERLY, REPORTED, REPORTER, Reported, provinces
from etl.vocabulary import KEY, PRECISIONS, PROVINCE_CODE


class AgencyCityDataPlatforms(Reported):
    """A city data platform."""

    platform_key = dy.String(primary_key=True, regex=KEY)
    name = dy.String(nullable=False)
    plan_key = dy.String(nullable=True, regex=KEY)
    province_code = dy.String(nullable=False, regex=PROVINCE_CODE)
    in_use = dy.Bool(nullable=False)
    started_on = dy.Date(nullable=True)
    started_on_precision = dy.Enum(PRECISIONS, nullable=True)

    @dy.rule()
    def in_use_since_a_date(cls) -> pl.Expr:
        """A platform in use has been so since some day, month or year."""
        return ~pl.col("in_use") | pl.col("started_on").is_not_null()

    @dy.rule()
    def started_by_the_report(cls) -> pl.Expr:
        """What is in use began by the day of the report, or in its year if that is inexact."""
        by_the_day = pl.col("started_on") <= pl.col("as_of")
        by_the_year = pl.col("started_on").dt.year() <= pl.col("as_of").dt.year()
        inexact = pl.col("as_of_precision") != "day"
        return ~pl.col("in_use") | by_the_day | (inexact & by_the_year)


SOURCE = Source(
    name="agency_city_data_platforms",
    title_th="แพลตฟอร์มข้อมูลเมือง",
    title_en="City data platforms",
    contract=AgencyCityDataPlatforms,
    columns={
        **REPORTED,
        "platform_key": key("รหัสแพลตฟอร์ม"),
        "name": name_text("ชื่อแพลตฟอร์ม"),
        "plan_key": key("รหัสแผน"),
        "province_code": province_code("จังหวัด"),
        "in_use": boolean("เปิดใช้งานอยู่"),
        "started_on": be_one_date("วันที่เริ่มใช้งาน"),
        "started_on_precision": be_date_precision("วันที่เริ่มใช้งาน"),
    },
    folder="inbox",
    template=Template(
        purpose_th="ใช้นับพื้นที่ที่ใช้แพลตฟอร์มข้อมูลเมือง เทียบกับเมืองอัจฉริยะที่ได้รับตราสัญลักษณ์",
        purpose_en="Areas with a city data platform in use, against certified cities.",
        owner_th=DEPA[0],
        owner_en=DEPA[1],
        kpis=("DAT-01",),
        promise_days=QUARTERLY,
        fields={
            "รหัสแพลตฟอร์ม": Field(
                "รหัสที่ไม่ซ้ำกัน เป็นอักษรอังกฤษตัวเล็ก ตัวเลข และขีดกลาง ใช้รหัสเดิมทุกครั้งที่ส่ง", "yala-cdp"
            ),
            "ชื่อแพลตฟอร์ม": Field("ชื่อที่ใช้เรียกแพลตฟอร์ม", "แพลตฟอร์มข้อมูลเมืองยะลา"),
            "รหัสแผน": Field("รหัสตามทะเบียนแผน เว้นว่างหากไม่ได้อยู่ในแผนใด", "yala"),
            "จังหวัด": Field("ชื่อจังหวัดของพื้นที่ที่ใช้แพลตฟอร์ม", "ยะลา", provinces()),
            "เปิดใช้งานอยู่": Field("ใช่ เมื่อมีการใช้งานจริง ณ วันที่ของข้อมูล", "ใช่", ("ใช่", "ไม่ใช่")),
            "วันที่เริ่มใช้งาน": Field(
                "ต้องระบุเมื่อเปิดใช้งานอยู่ หากไม่ทราบวัน ให้ระบุเดือนและปี หรือปี พ.ศ.", "พ.ศ. 2565"
            ),
            **REPORTER,
        },
    ),
)
