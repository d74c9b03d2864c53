/*
description = "Progress reports received by their due day, of those due."
code = "REN-05"
unit = "percent"
rollup = "ratio"
time = "flow"
pages = ["programme", "health"]
promise_days = 92

[label]
th = "การส่งรายงานความก้าวหน้าตรงเวลา"
en = "Progress reports on time"

[definition]
th = "ร้อยละของรายงานความก้าวหน้าที่ได้รับภายในวันครบกำหนด รวมทุกปีและแยกตามปีงบประมาณที่ครบกำหนด"
en = "Share of progress reports received by their due day, over all years and by the fiscal year in which they were due"

[formula]
th = "รายงานที่ได้รับไม่เกินวันครบกำหนด ÷ รายงานที่ครบกำหนดแล้ว ณ วันที่ของข้อมูลล่าสุด × 100"
en = "Reports received on or before their due day ÷ reports due by the newest day reported × 100"

[caveats]
th = "รายงานที่ครบกำหนดแล้วแต่ยังไม่ได้รับนับเป็นไม่ตรงเวลา ส่วนรายงานที่ยังไม่ครบกำหนดไม่นับ"
en = "A report due and not received is not on time; a report not yet due does not count"
*/
with due as (
    select
        plan.province_code as place_code,
        reported.as_of,
        reported.as_of_precision,
        'statement' as kind,
        coalesce(progress.reported_on <= progress.due_on, false)::int as above,
        1 as below,
        [progress.statement_id] as statement_ids,
        [progress.doc_id] as doc_ids,
        progress.due_on,
    from core.fct_plan_progress as progress
    inner join core.dim_plan as plan
        on progress.plan_key = plan.plan_key
    inner join marts.agency_as_of as reported
        on
            reported.source = 'agency_plan_progress'
            and progress.due_on <= reported.as_of_end
    where plan.programme = 'national'
)

select
    * exclude (due_on),
from due

union all by name

select
    due.* exclude (due_on),
    'fiscal_year' as segment_kind,
    fiscal_year.fiscal_year_be::varchar as segment,
from due
inner join core.dim_fiscal_year as fiscal_year
    on due.due_on between fiscal_year.starts_on and fiscal_year.ends_on
