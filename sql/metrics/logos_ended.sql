/*
description = "Plans whose logo is reported lapsed or revoked."
code = "REN-04"
unit = "cities"
direction = "down"
rollup = "sum"
time = "flow"
pages = ["programme"]
promise_days = 31

[label]
th = "ตราสัญลักษณ์ที่สิ้นอายุหรือถูกเพิกถอน"
en = "Logos lapsed or revoked"

[definition]
th = "จำนวนเมืองซึ่งมีรายงานว่าตราสัญลักษณ์สิ้นอายุหรือถูกเพิกถอน รวมทุกปีและแยกตามปีงบประมาณ"
en = "Cities whose logo is reported lapsed or revoked, over all years and by fiscal year"

[formula]
th = "นับแผนที่มีรายงานการสิ้นอายุหรือการเพิกถอนในช่วงเวลานั้น แผนละหนึ่งครั้ง"
en = "Plans with a reported lapse or revocation in the period, each once"

[caveats]
th = "นับเฉพาะที่มีรายงาน ไม่สันนิษฐานว่าสิ้นอายุเพราะครบสองปี เมื่อไม่มีรายงานจะไม่แสดงเป็นศูนย์ ยังไม่พบเอกสารสาธารณะที่ระบุ"
en = "Only what is reported: two years passed is not taken for a lapse, and no report is not zero. No public document tells of any yet"
*/
with ends as (
    select
        event.plan_key,
        plan.province_code,
        fiscal_year.fiscal_year_be,
        greatest(max(event.event_date_end) over (), reported.as_of_end) as as_of,
        event.event_id,
        event.doc_id,
    from core.fct_plan_event as event
    inner join core.dim_plan as plan
        on event.plan_key = plan.plan_key
    left join core.dim_fiscal_year as fiscal_year  -- none where "2566" may be either of two
        on
            event.event_date >= fiscal_year.starts_on
            and event.event_date_end <= fiscal_year.ends_on
    left join marts.agency_as_of as reported
        on reported.source = 'agency_plan_events'
    where plan.programme = 'national' and event.ends_logo
)

select  -- in all, and in each year whose end is told
    province_code as place_code,
    case when fiscal_year_be is not null then 'fiscal_year' end as segment_kind,
    fiscal_year_be::varchar as segment,
    as_of,
    'day' as as_of_precision,
    'plan' as kind,
    plan_key as code,
    1 as above,
    list(event_id) as statement_ids,
    list(doc_id) as doc_ids,
from ends
group by province_code, plan_key, as_of, grouping sets ((), (fiscal_year_be))
having fiscal_year_be is not null or grouping(fiscal_year_be) = 1
