/*
description = "Progress reports received by their due day, of those due."
code = "REN-05"
unit = "percent"
format = "percent2"
direction = "up"
rollup = "ratio"
time = "flow"
headline = { segment_kind = "national", segment = "TH", phase = "result" }
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
with reported as (
    select
        as_of,
        as_of_precision,
        as_of_end,
    from marts.agency_as_of
    where source = 'agency_plan_progress'
),

due as (
    select
        plan.province_code,
        fiscal_year.fiscal_year_be,
        coalesce(progress.reported_on <= progress.due_on, false) as is_on_time,
        progress.statement_id,
        progress.doc_id,
        reported.as_of,
        reported.as_of_precision,
    from core.fct_plan_progress as progress
    inner join core.dim_plan as plan
        on progress.plan_key = plan.plan_key
    inner join reported
        on progress.due_on <= reported.as_of_end
    left join core.dim_fiscal_year as fiscal_year
        on progress.due_on between fiscal_year.starts_on and fiscal_year.ends_on
    where plan.programme = 'national'
),

counted as (
    select
        case when grouping(province_code) = 1 then 'national' else 'province' end as place_kind,
        coalesce(province_code, 'TH') as place_code,
        fiscal_year_be,
        any_value(as_of) as as_of,
        any_value(as_of_precision) as as_of_precision,
        (count(*) filter (where is_on_time))::double as on_time,
        count(*)::double as reports,
        list_sort(list(statement_id)) as statement_ids,
        list_sort(list(distinct doc_id)) as doc_ids,
        added_parts('statement', statement_id, is_on_time::int, 1, [statement_id]) as parts,
    from due
    group by grouping sets (
        (), (province_code), (fiscal_year_be), (province_code, fiscal_year_be)
    )
    having
        count(*) > 0 and (fiscal_year_be is not null or grouping(fiscal_year_be) = 1)
),

figures as (
    select
        place_kind,
        place_code,
        case when fiscal_year_be is null then 'national' else 'fiscal_year' end as segment_kind,
        coalesce(fiscal_year_be::varchar, 'TH') as segment,
        'result' as phase,
        period_text(as_of, as_of_precision) as period,
        as_of,
        as_of_precision,
        100 * on_time / nullif(reports, 0) as value,
        100 * on_time / nullif(reports, 0) as lower,
        100 * on_time / nullif(reports, 0) as upper,
        '=' as qualifier,
        on_time as numerator,
        reports as denominator,
        'derived' as nature,
        statement_ids,
        doc_ids,
        parts,
        true as is_current,
    from counted
)

select
    'reports_on_time' as metric_id,
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
