"""Links of plans: one row per plan and the guideline or SDG target that it serves.

Guidelines are the ten of the expert meeting of 30 April 2024, by number; SDG targets are the 169
of the United Nations. A new file replaces the whole list.
"""

import dataframely as dy
import polars as pl

from etl.contract import Field, Source, Template
from etl.expressions import coded, key
from etl.forms import DEPA, REPORTED, REPORTER, YEARLY, Reported, choice, codes
from etl.vocabulary import KEY

KINDS = {"แนวทางสำหรับ อปท.": "guideline", "เป้าหมายย่อย SDGs": "sdg"}
ALSO = {"แนวทาง อปท.": "guideline", "เป้าหมาย SDG": "sdg"}
GUIDELINES = {f"แนวทางที่ {no}": str(no) for no in range(1, 11)}
SDG_TARGETS = (  # how many targets a goal has by number, and its targets by letter
    *((5, "ab"), (5, "abc"), (9, "abcd"), (7, "abc"), (6, "abc"), (6, "ab"), (3, "ab")),
    *((10, "ab"), (5, "abc"), (7, "abc"), (7, "abc"), (8, "abc"), (3, "ab"), (7, "abc")),
    *((9, "abc"), (10, "ab"), (19, "")),
)
SDGS = {
    f"SDG {goal}.{target}": f"{goal}.{target}"
    for goal, (numbers, letters) in enumerate(SDG_TARGETS, start=1)
    for target in (*range(1, numbers + 1), *letters)
}
# codes alone; a spreadsheet makes the number 8.1 of 8.10, so 8.1 could be either target
BARE = {
    code: code
    for code in (*GUIDELINES.values(), *SDGS.values())
    if "." not in code or f"{code}0" not in SDGS.values()
}


class AgencyPlanLinks(Reported):
    """A guideline or an SDG target that a plan serves."""

    plan_key = dy.String(primary_key=True, regex=KEY)
    link_kind = dy.Enum(codes(KINDS), primary_key=True)
    link_code = dy.Enum(codes(GUIDELINES | SDGS), primary_key=True)

    @dy.rule()
    def code_of_its_kind(cls) -> pl.Expr:
        """Guidelines have a plain number, SDG targets one with a point."""
        is_sdg = pl.col("link_code").cast(pl.String).str.contains(".", literal=True)
        return (pl.col("link_kind") == "sdg") == is_sdg


SOURCE = Source(
    name="agency_plan_links",
    title_th="ความเชื่อมโยงของแผนกับแนวทางสำหรับ อปท. และเป้าหมาย SDGs",
    title_en="Links of plans to guidelines and SDG targets",
    contract=AgencyPlanLinks,
    columns={
        **REPORTED,
        "plan_key": key("รหัสแผน"),
        "link_kind": choice("ประเภทความเชื่อมโยง", KINDS | ALSO),
        "link_code": coded("แนวทางหรือเป้าหมายย่อย", GUIDELINES | SDGS | BARE),
    },
    folder="inbox",
    template=Template(
        purpose_th="ใช้แสดงว่าแผนเมืองอัจฉริยะใดสนับสนุนแนวทางเชิงนโยบายและเป้าหมายการพัฒนาที่ยั่งยืนข้อใด",
        purpose_en="Which plans serve which policy guideline and SDG target.",
        owner_th=DEPA[0],
        owner_en=DEPA[1],
        kpis=(),
        promise_days=YEARLY,
        fields={
            "รหัสแผน": Field("รหัสตามทะเบียนแผน", "yala"),
            "ประเภทความเชื่อมโยง": Field(
                "เลือกจากรายการ หนึ่งแถวต่อหนึ่งความเชื่อมโยง", "เป้าหมายย่อย SDGs", tuple(KINDS)
            ),
            "แนวทางหรือเป้าหมายย่อย": Field(
                "เลือกจากรายการ แนวทางที่ 1 ถึง 10 หรือเป้าหมายย่อย เช่น SDG 11.3 หรือ SDG 11.a",
                "SDG 11.3",
                (*GUIDELINES, *SDGS),
            ),
            **REPORTER,
        },
    ),
)
