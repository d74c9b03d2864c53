/*
description = "Areas of a batch with a new plan that became promotion zones."
code = "CERT-06"
unit = "percent"
headline = { segment_kind = "cohort", segment = "SCA-2" }
pages = ["overview", "programme", "cohorts"]

[label]
th = "ร้อยละของพื้นที่ที่จัดทำแผนซึ่งได้รับประกาศเป็นเขตส่งเสริม"
en = "Areas with a new plan that were declared promotion zones"

[definition]
th = "ร้อยละของพื้นที่ที่จัดทำแผนเมืองอัจฉริยะใหม่ในรุ่นเดียวกัน ซึ่งได้รับประกาศเป็นเขตส่งเสริมเมืองอัจฉริยะ (ผู้ได้รับประกาศคือพื้นที่ ไม่ใช่แผน)"
en = "Share of a batch's areas with a new plan that were declared promotion zones (areas are declared, not plans)"

[formula]
th = "พื้นที่ของรุ่นซึ่งได้รับประกาศเป็นเขตส่งเสริม ÷ จำนวนพื้นที่ที่จัดทำแผนใหม่ของรุ่นเดียวกัน × 100"
en = "The batch's new zones ÷ the batch's areas with a new plan × 100"

[caveats]
th = "หากเอกสารระบุเพียงขั้นต่ำ ค่าที่ได้เป็นค่าขั้นต่ำ และอาจเพิ่มขึ้นอีกหลังวันที่รายงาน"
en = "Where the document states only a lower bound, so is this; more areas may have followed after the report"
*/
select
    zones.*,
    plans.value as below,
    plans.statement_ids as below_statement_ids,
    plans.doc_ids as below_doc_ids,
from marts.figure as zones
inner join marts.figure as plans
    on
        plans.measure = 'plans_created'
        and plans.segment_kind = 'cohort'
        and plans.qualifier = '='  -- an exact count alone can stand below the line
        and plans.is_current
        and zones.segment = plans.segment
        and zones.phase = plans.phase
        and zones.place_code = plans.place_code
where
    zones.measure = 'promotion_zones_added'
    and zones.segment_kind = 'cohort'
    and zones.is_current

union all by name

select  -- plans that agencies report as submitted, and as declared zones; beside the public figure
    * exclude (event_id, event_kind, doc_id),
    bool_or(event_kind = 'zone_declared')::int as above,
    1 as below,
    list(event_id) as statement_ids,
    list(doc_id) as doc_ids,
from marts.reported_event
where event_kind in ('submitted', 'zone_declared')
group by all
having bool_or(event_kind = 'submitted')
