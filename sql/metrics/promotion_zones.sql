/*
description = "Promotion zones declared: the published count, and the named ones by province."
code = "CERT-04"
unit = "areas"
rollup = "sum"
absence = "named"
named_of = "promotion_zones_cumulative"
target = "promotion_zones_cumulative"
headline = { phase = "announced" }
pages = ["overview", "provinces", "profile", "programme"]
breaks = [1, 2, 3, 4]

[label]
th = "เขตส่งเสริมเมืองอัจฉริยะที่ประกาศแล้ว"
en = "Promotion zones declared"

[definition]
th = "จำนวนพื้นที่สะสมที่ดีป้าประกาศเป็นเขตส่งเสริมเมืองอัจฉริยะ ตามที่เผยแพร่ต่อสาธารณะ"
en = "Areas that depa has declared smart city promotion zones, cumulative, as published"

[formula]
th = "จำนวนสะสมที่ประกาศล่าสุดซึ่งระบุวันที่ ส่วนค่ารายจังหวัดนับแผนซึ่งปรากฏชื่อในเอกสารสาธารณะว่าเคยเป็นเขตส่งเสริม"
en = "The latest dated cumulative count; by province, plans that public documents name as a zone at any time"

[caveats]
th = "ตัวเลขที่ไม่ระบุวันที่ไม่นำมาใช้เป็นตัวเลขล่าสุด จำนวนสะสมจะไม่แสดงต่ำกว่ายอดเดิมรวมกับจำนวนที่ประกาศเพิ่ม ตัวเลขจากแหล่งทุติยภูมิอาจนับบนฐานที่ต่างกัน จึงไม่เทียบกับเป้าหมาย"
en = "An undated count is not taken as the latest. A cumulative count is never shown below what stood and what was added since. A secondary source may count on another basis, so its count has no share of the target"
*/
select *
from marts.figure
where measure = 'promotion_zones_cumulative' and segment_kind = 'national'

union all by name

select
    plan.province_code as place_code,
    'plan_set' as segment_kind,
    'named' as segment,
    'announced' as phase,
    max(max(event.event_date_end)) over () as as_of,
    'day' as as_of_precision,
    'plan' as kind,
    plan.plan_key as code,
    1 as above,
    list(event.event_id) as statement_ids,
    list(event.doc_id) as doc_ids,
from core.fct_plan_event as event
inner join core.dim_plan as plan
    on event.plan_key = plan.plan_key
where plan.programme = 'national' and event.ladder_step = 'zone_declared'
group by plan.plan_key, plan.province_code
qualify as_of is not null

union all by name

select  -- those named by earlier days; where none is, it is not said that there are none
    named_by.* exclude (measure),
from marts.named_by as named_by
where
    named_by.measure = 'promotion_zones_cumulative'
    and named_by.as_of < (
        select max(event.event_date_end)
        from core.fct_plan_event as event
        inner join core.dim_plan as plan
            on event.plan_key = plan.plan_key
        where plan.programme = 'national' and event.ladder_step = 'zone_declared'
    )
