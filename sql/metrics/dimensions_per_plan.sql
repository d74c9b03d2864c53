/*
description = "Dimensions in which a plan has a service: of each plan, and on average."
code = "REN-07"
unit = "dimensions"
direction = "neutral"
places = ["province", "national"]
pages = ["programme", "profile"]
promise_days = 92

[label]
th = "จำนวนด้านอัจฉริยะต่อแผน"
en = "Smart dimensions per plan"

[definition]
th = "จำนวนเฉลี่ยของด้านอัจฉริยะจากทั้งหมดเจ็ดด้านซึ่งแผนมีบริการอย่างน้อยหนึ่งรายการ และจำนวนด้านของแต่ละแผน"
en = "Mean number of the seven dimensions in which a plan has at least one service; also the number of each plan"

[formula]
th = "ผลรวมของจำนวนด้านที่มีบริการของทุกแผน ÷ จำนวนแผนในรายการล่าสุดที่หน่วยงานส่ง"
en = "Dimensions with a service, added over the plans ÷ plans on the newest list that the agency sent"

[caveats]
th = "แผนที่อยู่ในรายการแต่ยังไม่มีบริการนับเป็นศูนย์ด้าน แผนที่ไม่อยู่ในรายการไม่นับ ด้านที่ปรากฏในข่าวการมอบรางวัลไม่ใช่จำนวนด้านทั้งหมดของแผน จึงไม่นำมาใช้"
en = "A plan on the list without a service has zero; a plan not on it does not count. Dimensions named in news of awards are not all that a plan has, and are not used"
*/
with by_plan as (
    select
        plan.province_code as place_code,
        reported.as_of,
        reported.as_of_precision,
        'plan' as kind,
        plan.plan_key as code,
        count(*) filter (where service.services > 0) as above,
        list(service.statement_id) as statement_ids,
        list(service.doc_id) as doc_ids,
    from core.fct_plan_service as service
    inner join core.dim_plan as plan
        on service.plan_key = plan.plan_key and plan.programme = 'national'
    inner join marts.agency_as_of as reported
        on reported.source = 'agency_plan_dimensions'
    group by all
)

select  -- on average
    *,
    1 as below,
from by_plan

union all by name

select
    *,
    'plan' as segment_kind,
    code as segment,
from by_plan
