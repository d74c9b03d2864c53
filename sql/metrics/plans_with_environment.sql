/*
description = "Plans with a service in Smart Environment, of those on the list."
code = "REN-07"
unit = "percent"
format = "percent2"
direction = "neutral"
rollup = "ratio"
time = "stock"
headline = { segment_kind = "national", segment = "TH", phase = "result" }
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
with reported as (
    select
        as_of,
        as_of_precision,
    from marts.agency_as_of
    where source = 'agency_plan_dimensions'
),

by_plan as (
    select
        plan.plan_key,
        plan.province_code,
        bool_or(service.dimension = 'ENV' and service.services > 0) as has_environment,
        list(service.statement_id) as statement_ids,
        list(service.doc_id) as doc_ids,
    from core.fct_plan_service as service
    inner join core.dim_plan as plan
        on service.plan_key = plan.plan_key
    where plan.programme = 'national'
    group by plan.plan_key, plan.province_code
),

counted as (
    select
        case when grouping(by_plan.province_code) = 1 then 'national' else 'province' end
            as place_kind,
        coalesce(by_plan.province_code, 'TH') as place_code,
        any_value(reported.as_of) as as_of,
        any_value(reported.as_of_precision) as as_of_precision,
        (count(*) filter (where by_plan.has_environment))::double as with_environment,
        count(*)::double as plans,
        list_sort(flatten(list(by_plan.statement_ids))) as statement_ids,
        list_sort(list_distinct(flatten(list(by_plan.doc_ids)))) as doc_ids,
        added_parts(
            'plan',
            by_plan.plan_key,
            coalesce(by_plan.has_environment::int, 0),
            1,
            by_plan.statement_ids
        ) as parts,
    from by_plan
    cross join reported
    group by grouping sets ((by_plan.province_code), ())
    having count(*) > 0
),

figures as (
    select
        place_kind,
        place_code,
        'national' as segment_kind,
        'TH' as segment,
        'result' as phase,
        period_text(as_of, as_of_precision) as period,
        as_of,
        as_of_precision,
        100 * with_environment / nullif(plans, 0) as value,
        100 * with_environment / nullif(plans, 0) as lower,
        100 * with_environment / nullif(plans, 0) as upper,
        '=' as qualifier,
        with_environment as numerator,
        plans as denominator,
        'derived' as nature,
        statement_ids,
        doc_ids,
        parts,
        true as is_current,
    from counted
)

select
    'plans_with_environment' as metric_id,
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
