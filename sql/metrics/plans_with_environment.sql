/*
description = "Plans with a service in Smart Environment, of those on the list."
code = "REN-07"
unit = "percent"
direction = "neutral"
rollup = "ratio"
pages = ["programme", "profile"]
promise_days = 92

[label]
th = "แผนที่มีด้านสิ่งแวดล้อมอัจฉริยะ"
en = "Plans with Smart Environment"

[definition]
th = "ร้อยละของแผนซึ่งมีบริการด้านสิ่งแวดล้อมอัจฉริยะอย่างน้อยหนึ่งรายการ"
en = "Share of plans with at least one service in Smart Environment"

[formula]
th = "แผนที่มีบริการด้านสิ่งแวดล้อมอัจฉริยะ ÷ แผนในรายการล่าสุดที่หน่วยงานส่ง × 100"
en = "Plans with a service in Smart Environment ÷ plans on the newest list that the agency sent × 100"

[caveats]
th = "แผนที่ไม่อยู่ในรายการไม่นับทั้งในตัวตั้งและตัวหาร"
en = "A plan not on the list counts neither above nor below the line"
*/
select
    plan.province_code as place_code,
    reported.as_of,
    reported.as_of_precision,
    'plan' as kind,
    plan.plan_key as code,
    coalesce(bool_or(service.dimension = 'ENV' and service.services > 0), false)::int as above,
    1 as below,
    list(service.statement_id) as statement_ids,
    list(service.doc_id) as doc_ids,
from core.fct_plan_service as service
inner join core.dim_plan as plan
    on service.plan_key = plan.plan_key and plan.programme = 'national'
inner join marts.agency_as_of as reported
    on reported.source = 'agency_plan_dimensions'
group by all
