"""Index scores: one row per index, edition and the city or province that it scores.

The city list and the province list of the TSCCI are two indices here. Editions are Buddhist years.
Each file adds rows; a row sent again replaces the earlier one.
"""

import dataframely as dy
import polars as pl

from etl.contract import Field, Source, Template
from etl.expressions import integer, key, percent, province_code
from etl.forms import DEPA, REPORTED, REPORTER, YEARLY, Reported, choice, codes, provinces
from etl.vocabulary import KEY, PROVINCE_CODE

INDICES = {
    "TSCCI (รายเมือง)": "TSCCI-city",
    "TSCCI (รายจังหวัด)": "TSCCI-province",
    "SCPRI": "SCPRI",
    "IMD": "IMD",
}
OF_PLANS = ["TSCCI-city", "SCPRI"]  # the others score provinces; IMD knows Bangkok alone


class AgencyIndexScores(Reported):
    """What one edition of an index says of one city or province."""

    index = dy.Enum(codes(INDICES), primary_key=True)
    edition_year_be = dy.Int64(primary_key=True, min=2500, max=2700)
    place = dy.String(primary_key=True)
    plan_key = dy.String(nullable=True, regex=KEY)
    province_code = dy.String(nullable=True, regex=PROVINCE_CODE)
    score = dy.Float64(nullable=True, min=0, max=100)
    rank = dy.Int64(nullable=True, min=1)
    ranked_of = dy.Int64(nullable=True, min=1)

    @dy.rule()
    def city_or_province_of_the_index(cls) -> pl.Expr:
        """An index of cities names a plan, one of provinces a province and no plan."""
        of_plan = pl.col("plan_key").is_not_null()
        of_province = pl.col("province_code").is_not_null() & ~of_plan
        return pl.when(pl.col("index").is_in(OF_PLANS)).then(of_plan).otherwise(of_province)

    @dy.rule()
    def scored_or_ranked(cls) -> pl.Expr:
        """A row states a score, a rank or both."""
        return pl.col("score").is_not_null() | pl.col("rank").is_not_null()

    @dy.rule()
    def rank_within_the_ranked(cls) -> pl.Expr:
        """No rank is beyond the number of those ranked."""
        return pl.col("rank") <= pl.col("ranked_of")


SOURCE = Source(
    name="agency_index_scores",
    title_th="คะแนนและอันดับดัชนีเมืองอัจฉริยะ",
    title_en="Smart city index scores",
    contract=AgencyIndexScores,
    columns={
        **REPORTED,
        "index": choice("ดัชนี", INDICES),
        "edition_year_be": integer("ปีของดัชนี (พ.ศ.)"),
        "place": pl.coalesce(key("รหัสแผน"), province_code("จังหวัด")),
        "plan_key": key("รหัสแผน"),
        "province_code": province_code("จังหวัด"),
        "score": percent("คะแนน (ร้อยละ)"),
        "rank": integer("อันดับ"),
        "ranked_of": integer("จำนวนที่จัดอันดับ (แห่ง)"),
    },
    folder="inbox",
    load="append",
    template=Template(
        purpose_th="ใช้แสดงคะแนนและอันดับของเมืองและจังหวัดในแต่ละปีของดัชนี TSCCI, SCPRI และ IMD",
        purpose_en="Scores and ranks of cities and provinces, by edition of the index.",
        owner_th=DEPA[0],
        owner_en=DEPA[1],
        kpis=("IDX-01", "IDX-02", "IDX-03"),
        promise_days=YEARLY,
        fields={
            "ดัชนี": Field(
                "เลือกจากรายการ TSCCI รายเมืองกับรายจังหวัดเป็นคนละรายการ",
                "TSCCI (รายเมือง)",
                tuple(INDICES),
            ),
            "ปีของดัชนี (พ.ศ.)": Field("ปี พ.ศ. สี่หลักที่ระบุในชื่อดัชนี", "2566"),
            "รหัสแผน": Field(
                "รหัสตามทะเบียนแผน ต้องระบุเมื่อเป็น TSCCI รายเมืองหรือ SCPRI ดัชนีอื่นให้เว้นว่าง",
                "wangchan-valley",
            ),
            "จังหวัด": Field(
                "ต้องระบุเมื่อเป็น TSCCI รายจังหวัดหรือ IMD ดัชนีอื่นจะระบุหรือไม่ก็ได้", "ระยอง", provinces()
            ),
            "คะแนน (ร้อยละ)": Field("ตัวเลข 0 ถึง 100 เว้นว่างหากประกาศเฉพาะอันดับ", "83.55"),
            "อันดับ": Field("อันดับที่ประกาศ (ถ้ามี)", "1"),
            "จำนวนที่จัดอันดับ (แห่ง)": Field("จำนวนเมืองหรือจังหวัดทั้งหมดที่จัดอันดับในปีนั้น (ถ้าทราบ)", "30"),
            **REPORTER,
        },
    ),
)
