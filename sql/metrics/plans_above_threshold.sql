/*
description = "Plans whose progress passes the renewal threshold, of those with a current report."
code = "REN-03"
unit = "percent"
format = "percent2"
direction = "up"
rollup = "ratio"
time = "stock"
headline = { segment_kind = "national", segment = "TH", phase = "result" }
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
with reported as (
    select
        as_of,
        as_of_precision,
        as_of_end,
    from marts.agency_as_of
    where source = 'agency_plan_progress'
),

threshold as (
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
        plan.province_code,
        progress.progress_percent,
        progress.statement_id,
        progress.doc_id,
        reported.as_of,
        reported.as_of_precision,
    from core.fct_plan_progress as progress
    inner join core.dim_plan as plan
        on progress.plan_key = plan.plan_key
    cross join reported
    where
        plan.programme = 'national'
        and (progress.due_on <= reported.as_of_end or progress.reported_on is not null)
    qualify
        row_number() over (
            partition by progress.plan_key
            order by progress.due_on desc, progress.report_period desc
        ) = 1
),

counted as (
    select
        case
            when grouping(latest.province_code) = 1 then 'national'
            else 'province'
        end as place_kind,
        coalesce(latest.province_code, 'TH') as place_code,
        any_value(latest.as_of) as as_of,
        any_value(latest.as_of_precision) as as_of_precision,
        (count(*) filter (where latest.progress_percent > threshold.value))::double as above,
        count(*)::double as plans,
        median(latest.progress_percent) as middle,
        list(latest.statement_id) || any_value(threshold.statement_ids) as statement_ids,
        list(latest.doc_id) || any_value(threshold.doc_ids) as doc_ids,
        list(latest.statement_id) as progress_statement_ids,
        list(latest.doc_id) as progress_doc_ids,
        added_parts(
            'statement',
            latest.statement_id,
            (latest.progress_percent > threshold.value)::int,
            1,
            [latest.statement_id]
        ) as parts,
        added_parts(
            'statement',
            latest.statement_id,
            latest.progress_percent,
            null,
            [latest.statement_id]
        ) as middle_parts,
    from latest
    cross join threshold
    where latest.progress_percent is not null
    group by grouping sets ((latest.province_code), ())
    having count(*) > 0
),

stated as (
    select
        place_kind,
        place_code,
        'national' as segment_kind,
        'TH' as segment,
        as_of,
        as_of_precision,
        100 * above / nullif(plans, 0) as value,
        above as numerator,
        plans as denominator,
        statement_ids,
        doc_ids,
        parts,
    from counted

    union all by name

    select
        place_kind,
        place_code,
        'statistic' as segment_kind,
        'median' as segment,
        as_of,
        as_of_precision,
        middle as value,
        progress_statement_ids as statement_ids,
        progress_doc_ids as doc_ids,
        'median' as adds,
        middle_parts as parts,
    from counted
    where place_kind = 'national'
),

figures as (
    select
        place_kind,
        place_code,
        segment_kind,
        segment,
        'result' as phase,
        period_text(as_of, as_of_precision) as period,
        as_of,
        as_of_precision,
        value,
        value as lower,
        value as upper,
        '=' as qualifier,
        numerator,
        denominator,
        'derived' as nature,
        list_sort(list_distinct(statement_ids)) as statement_ids,
        list_sort(list_distinct(doc_ids)) as doc_ids,
        adds,
        parts,
        true as is_current,
    from stated
)

select
    'plans_above_threshold' as metric_id,
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
