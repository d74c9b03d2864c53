/*
description = "Days from a plan's submission to its logo: median, 90th percentile, and the age of open cases."
code = "CERT-08"
unit = "days"
direction = "down"
places = ["national"]
time = "flow"
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
        *,
    from marts.agency_as_of
    where source = 'agency_plan_events'
),

steps as (
    select
        event.*,
    from core.fct_plan_event as event
    inner join core.dim_plan as plan
        on event.plan_key = plan.plan_key
    where plan.programme = 'national' and event.reported_by is not null
),

submissions as (  -- the first of each plan
    select
        *,
        max(event_date) over (partition by plan_key) as last_submitted_on,
    from steps
    where event_kind = 'submitted'
    qualify row_number() over (partition by plan_key order by event_date, event_id) = 1
),

awards as (  -- the first since then
    select
        award.*,
    from submissions
    inner join steps as award
        on
            submissions.plan_key = award.plan_key
            and submissions.event_date <= award.event_date
    where award.event_kind = 'logo_awarded'
    qualify
        row_number() over (
            partition by award.plan_key order by award.event_date, award.event_id
        ) = 1
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
)

select
    unnest(
        [
            {'segment_kind': 'national', 'segment': 'TH', 'adds': 'median'},
            {
                'segment_kind': 'fiscal_year',
                'segment': fiscal_year.fiscal_year_be::varchar,
                'adds': 'median'
            },
            {'segment_kind': 'statistic', 'segment': 'p90', 'adds': 'p90'}
        ],
        recursive := true
    ),
    reported.as_of,
    reported.as_of_precision,
    'plan' as kind,
    awards.plan_key as code,
    awards.event_date - submissions.event_date as above,
    [submissions.event_id, awards.event_id] as statement_ids,
    [submissions.doc_id, awards.doc_id] as doc_ids,
from submissions
inner join awards
    on submissions.plan_key = awards.plan_key
inner join core.dim_fiscal_year as fiscal_year
    on awards.event_date between fiscal_year.starts_on and fiscal_year.ends_on
cross join reported
where submissions.date_precision = 'day' and awards.date_precision = 'day'

union all by name

select  -- the age of those that wait
    'statistic' as segment_kind,
    'open' as segment,
    'median' as adds,
    reported.as_of,
    reported.as_of_precision,
    'plan' as kind,
    submissions.plan_key as code,
    reported.as_of_end - submissions.event_date as above,
    [submissions.event_id] as statement_ids,
    [submissions.doc_id] as doc_ids,
from submissions
cross join reported
anti join closed
    on submissions.plan_key = closed.plan_key
where submissions.date_precision = 'day'
