/*
description = "Plans whose progress passes the renewal threshold, of those with a current report."
code = "REN-03"
unit = "percent"
rollup = "ratio"
pages = ["programme", "profile"]
promise_days = 92

[label]
th = "แผนที่มีความก้าวหน้าเกินเกณฑ์ต่ออายุ"
en = "Plans above the renewal threshold"

[definition]
th = "ร้อยละของแผนที่มีรายงานความก้าวหน้าล่าสุด ซึ่งความก้าวหน้าเกินเกณฑ์ต่ออายุตราสัญลักษณ์ และค่ามัธยฐานของความก้าวหน้า"
en = "Share of plans with a current progress report whose progress passes the renewal threshold; also the median progress"

[formula]
th = "แผนที่มีความก้าวหน้าเกินเกณฑ์ ÷ แผนที่มีรายงานของรอบล่าสุดซึ่งครบกำหนดแล้ว ณ วันที่ของข้อมูลล่าสุด × 100 เกณฑ์อ่านจากเอกสารที่ประกาศ"
en = "Plans with progress above the threshold ÷ plans whose report for the latest round due by the newest day reported has come × 100; the threshold is read from the document that announces it"

[caveats]
th = "แผนที่ยังไม่ส่งรายงานรอบล่าสุดไม่นับทั้งในตัวตั้งและตัวหาร เกณฑ์ที่ประกาศคือความก้าวหน้ามากกว่าร้อยละ 50 ความก้าวหน้าตามรายงานไม่ใช่การเบิกจ่าย"
en = "A plan whose latest report has not come counts neither above nor below the line. The announced threshold is progress over 50 per cent; progress is not spending"
*/
with threshold as (
    select
        value,
        statement_ids,
        doc_ids,
    from marts.figure
    where
        measure = 'renewal_progress_threshold_percent'
        and segment_kind = 'national'
        and is_current
),

latest as (  -- of each plan the last report that is due, or that came before it was
    select
        plan.province_code as place_code,
        reported.as_of,
        reported.as_of_precision,
        'statement' as kind,
        progress.progress_percent,
        [progress.statement_id] as statement_ids,
        [progress.doc_id] as doc_ids,
    from core.fct_plan_progress as progress
    inner join core.dim_plan as plan
        on progress.plan_key = plan.plan_key
    inner join marts.agency_as_of as reported
        on reported.source = 'agency_plan_progress'
    where
        plan.programme = 'national'
        and (progress.due_on <= reported.as_of_end or progress.reported_on is not null)
    qualify
        row_number() over (
            partition by progress.plan_key
            order by progress.due_on desc, progress.report_period desc
        ) = 1
)

select
    latest.* exclude (progress_percent) replace (latest.doc_ids || threshold.doc_ids as doc_ids),
    (latest.progress_percent > threshold.value)::int as above,
    1 as below,
    threshold.statement_ids as rests_on,
from latest
cross join threshold
where latest.progress_percent is not null

union all by name

select
    * exclude (progress_percent),
    ['national'] as places,
    'statistic' as segment_kind,
    'median' as segment,
    progress_percent as above,
    'median' as adds,
from latest
where progress_percent is not null and exists(from threshold)
