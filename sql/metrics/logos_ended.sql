/*
description = "Plans whose logo is reported lapsed or revoked."
code = "REN-04"
unit = "cities"
format = "integer"
direction = "down"
rollup = "sum"
time = "flow"
headline = { segment_kind = "national", segment = "TH", phase = "result" }
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
with reported as (
    select
        max(as_of_end) as as_of_end,
    from marts.agency_as_of
    where source = 'agency_plan_events'
),

ends as (
    select
        event.event_id,
        event.plan_key,
        plan.province_code,
        fiscal_year.fiscal_year_be,
        event.doc_id,
        greatest(max(event.event_date_end) over (), reported.as_of_end) as as_of,
    from core.fct_plan_event as event
    inner join core.dim_plan as plan
        on event.plan_key = plan.plan_key
    left join core.dim_fiscal_year as fiscal_year  -- none where "2566" may be either of two
        on
            event.event_date >= fiscal_year.starts_on
            and event.event_date_end <= fiscal_year.ends_on
    cross join reported
    where plan.programme = 'national' and event.ends_logo
),

by_plan as (  -- in all, and in each year whose end is told
    select
        plan_key,
        province_code,
        fiscal_year_be,
        any_value(as_of) as as_of,
        list(event_id) as statement_ids,
        list(doc_id) as doc_ids,
    from ends
    group by grouping sets (
        (plan_key, province_code), (plan_key, province_code, fiscal_year_be)
    )
    having fiscal_year_be is not null or grouping(fiscal_year_be) = 1
),

counted as (
    select
        case when grouping(province_code) = 1 then 'national' else 'province' end as place_kind,
        coalesce(province_code, 'TH') as place_code,
        fiscal_year_be,
        any_value(as_of) as as_of,
        count(*)::double as cities,
        list_sort(flatten(list(statement_ids))) as statement_ids,
        list_sort(list_distinct(flatten(list(doc_ids)))) as doc_ids,
        added_parts('plan', plan_key, 1, null, statement_ids) as parts,
    from by_plan
    group by fiscal_year_be, grouping sets ((), (province_code))
    having count(*) > 0
),

figures as (
    select
        place_kind,
        place_code,
        case when fiscal_year_be is null then 'national' else 'fiscal_year' end as segment_kind,
        coalesce(fiscal_year_be::varchar, 'TH') as segment,
        'result' as phase,
        period_text(as_of, 'day') as period,
        as_of,
        'day' as as_of_precision,
        cities as value,
        cities as lower,
        cities as upper,
        '=' as qualifier,
        null::double as numerator,
        null::double as denominator,
        'derived' as nature,
        statement_ids,
        doc_ids,
        parts,
        true as is_current,
    from counted
)

select
    'logos_ended' as metric_id,
    place_kind,
    place_code,
    segment_kind,
    segment,
    phase,
    period,
    as_of,
    as_of_precision,
    value,
    lower,
    upper,
    qualifier,
    numerator,
    denominator,
    nature,
    statement_ids,
    doc_ids,
    parts,
    is_current,
from figures
