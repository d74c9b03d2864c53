/*
description = "Days from a plan's submission to its logo: median, 90th percentile, and the age of open cases."
code = "CERT-08"
unit = "days"
format = "integer"
direction = "down"
rollup = "none"
time = "flow"
headline = { segment_kind = "national", segment = "TH", phase = "result" }
pages = ["programme"]
promise_days = 31

[label]
th = "ระยะเวลาจากยื่นแผนถึงได้รับตราสัญลักษณ์"
en = "Time from submission to certification"

[definition]
th = "ค่ามัธยฐานและเปอร์เซ็นไทล์ที่ 90 ของจำนวนวันตั้งแต่ยื่นแผนจนได้รับตราสัญลักษณ์ และค่ามัธยฐานของอายุเรื่องที่ยังไม่ได้รับ"
en = "Median and 90th percentile of the days from a plan's submission to its logo; the median age of open cases apart"

[formula]
th = "วันที่ได้รับตราสัญลักษณ์ครั้งแรก − วันที่ยื่นแผนครั้งแรก ตามที่หน่วยงานรายงานเป็นรายวัน แยกตามปีงบประมาณที่ได้รับ ส่วนแผนที่ยื่นแล้วแต่ยังไม่ได้รับและไม่มีรายงานว่าไม่ผ่านการพิจารณา นับอายุถึงวันที่ของข้อมูลล่าสุด"
en = "Day of the first logo − day of the first submission, both reported to the day, also by the fiscal year of the logo; plans submitted with neither logo nor refusal are aged to the newest day reported"

[caveats]
th = "ค่ามัธยฐานนับเฉพาะแผนที่ได้รับตราสัญลักษณ์แล้ว จึงต้องดูควบคู่กับอายุของเรื่องที่ยังไม่ได้รับ วันที่ซึ่งระบุเพียงเดือนหรือปีไม่นำมาคำนวณ"
en = "The median covers plans that have the logo, so read it beside the age of open cases; dates stated only to the month or year are left out"
*/
with reported as (
    select
        as_of,
        as_of_precision,
        as_of_end,
    from marts.agency_as_of
    where source = 'agency_plan_events'
),

steps as (
    select
        event.event_id,
        event.plan_key,
        event.event_kind,
        event.event_date,
        event.date_precision,
        event.doc_id,
    from core.fct_plan_event as event
    inner join core.dim_plan as plan
        on event.plan_key = plan.plan_key
    where plan.programme = 'national' and event.reported_by is not null
),

submissions as (
    select
        plan_key,
        min(event_date) as submitted_on,
        max(event_date) as last_submitted_on,
        arg_min(date_precision, (event_date, event_id)) as date_precision,
        arg_min(event_id, (event_date, event_id)) as event_id,
        arg_min(doc_id, (event_date, event_id)) as doc_id,
    from steps
    where event_kind = 'submitted'
    group by plan_key
),

awards as (
    select
        submissions.plan_key,
        min(steps.event_date) as awarded_on,
        arg_min(steps.date_precision, (steps.event_date, steps.event_id)) as date_precision,
        arg_min(steps.event_id, (steps.event_date, steps.event_id)) as event_id,
        arg_min(steps.doc_id, (steps.event_date, steps.event_id)) as doc_id,
    from submissions
    inner join steps
        on
            submissions.plan_key = steps.plan_key
            and submissions.submitted_on <= steps.event_date
    where steps.event_kind = 'logo_awarded'
    group by submissions.plan_key
),

closed as (  -- with a logo by any account, or refused since it was last submitted
    select plan_key
    from core.fct_plan_event
    where is_certified

    union

    select submissions.plan_key
    from submissions
    inner join steps
        on
            submissions.plan_key = steps.plan_key
            and submissions.last_submitted_on <= steps.event_date
    where steps.event_kind = 'refused'
),

awarded as (
    select
        submissions.plan_key,
        fiscal_year.fiscal_year_be,
        awards.awarded_on - submissions.submitted_on as days,
        [submissions.event_id, awards.event_id] as statement_ids,
        [submissions.doc_id, awards.doc_id] as doc_ids,
    from submissions
    inner join awards
        on submissions.plan_key = awards.plan_key
    inner join core.dim_fiscal_year as fiscal_year
        on awards.awarded_on between fiscal_year.starts_on and fiscal_year.ends_on
    where submissions.date_precision = 'day' and awards.date_precision = 'day'
),

waiting as (
    select
        submissions.plan_key,
        reported.as_of_end - submissions.submitted_on as days,
        submissions.event_id,
        submissions.doc_id,
    from submissions
    cross join reported
    anti join closed
        on submissions.plan_key = closed.plan_key
    where submissions.date_precision = 'day'
),

counted as (
    select
        case when fiscal_year_be is null then 'national' else 'fiscal_year' end as segment_kind,
        coalesce(fiscal_year_be::varchar, 'TH') as segment,
        median(days) as days,
        flatten(list(statement_ids)) as statement_ids,
        flatten(list(doc_ids)) as doc_ids,
        'median' as adds,
        added_parts('plan', plan_key, days, null, statement_ids) as parts,
    from awarded
    group by grouping sets ((fiscal_year_be), ())
    having count(*) > 0

    union all by name

    select
        'statistic' as segment_kind,
        'p90' as segment,
        quantile_cont(days, 0.9) as days,
        flatten(list(statement_ids)) as statement_ids,
        flatten(list(doc_ids)) as doc_ids,
        'p90' as adds,
        added_parts('plan', plan_key, days, null, statement_ids) as parts,
    from awarded
    having count(*) > 0

    union all by name

    select
        'statistic' as segment_kind,
        'open' as segment,
        median(days) as days,
        list(event_id) as statement_ids,
        list(doc_id) as doc_ids,
        'median' as adds,
        added_parts('plan', plan_key, days, null, [event_id]) as parts,
    from waiting
    having count(*) > 0
),

figures as (
    select
        'national' as place_kind,
        'TH' as place_code,
        counted.segment_kind,
        counted.segment,
        'result' as phase,
        period_text(reported.as_of, reported.as_of_precision) as period,
        reported.as_of,
        reported.as_of_precision,
        counted.days as value,
        counted.days as lower,
        counted.days as upper,
        '=' as qualifier,
        null::double as numerator,
        null::double as denominator,
        'derived' as nature,
        list_sort(counted.statement_ids) as statement_ids,
        list_sort(list_distinct(counted.doc_ids)) as doc_ids,
        counted.adds,
        counted.parts,
        true as is_current,
    from counted
    cross join reported
)

select
    'certification_time' as metric_id,
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
    adds,
    parts,
    is_current,
from figures
