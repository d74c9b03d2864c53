/*
description = "Plans that pass on all five components, of those assessed on all five."
code = "REN-06"
unit = "percent"
format = "percent2"
direction = "up"
rollup = "ratio"
time = "stock"
headline = { segment_kind = "national", segment = "TH", phase = "result" }
pages = ["programme", "profile"]
promise_days = 92

[label]
th = "แผนที่ผ่านเกณฑ์ครบ 5 องค์ประกอบ"
en = "Plans that pass on all five components"

[definition]
th = "ร้อยละของแผนที่ประเมินครบทั้งห้าองค์ประกอบ ซึ่งได้คะแนนไม่ต่ำกว่าเกณฑ์ผ่านทุกองค์ประกอบ"
en = "Share of plans assessed on all five components that reach the pass mark on each"

[formula]
th = "แผนที่ได้คะแนนไม่ต่ำกว่าเกณฑ์ผ่านครบทั้งห้าองค์ประกอบ ÷ แผนที่ประเมินครบทั้งห้าองค์ประกอบ × 100 ใช้ผลการประเมินล่าสุดของแต่ละองค์ประกอบ"
en = "Plans at or above the pass mark on all five ÷ plans assessed on all five × 100, by the latest score of each component"

[caveats]
th = "แผนที่ยังประเมินไม่ครบทั้งห้าองค์ประกอบไม่นับทั้งในตัวตั้งและตัวหาร เกณฑ์ผ่านเป็นเกณฑ์ของการประเมินครั้งนั้น"
en = "A plan not yet assessed on all five counts neither above nor below the line; the pass mark is that of the assessment"
*/
with reported as (
    select
        as_of,
        as_of_precision,
    from marts.agency_as_of
    where source = 'agency_component_scores'
),

latest as (
    select
        plan_key,
        component,
        score >= pass_mark as is_passed,
        statement_id,
        doc_id,
    from core.fct_component_score
    qualify
        row_number() over (
            partition by plan_key, component
            order by assessed_on desc, statement_id desc
        ) = 1
),

assessed as (  -- on all five
    select
        plan.plan_key,
        plan.province_code,
        bool_and(latest.is_passed) as is_complete,
        list(latest.statement_id) as statement_ids,
        list(latest.doc_id) as doc_ids,
    from latest
    inner join core.dim_plan as plan
        on latest.plan_key = plan.plan_key
    where plan.programme = 'national'
    group by plan.plan_key, plan.province_code
    having count(*) = 5
),

counted as (
    select
        case
            when grouping(assessed.province_code) = 1 then 'national'
            else 'province'
        end as place_kind,
        coalesce(assessed.province_code, 'TH') as place_code,
        any_value(reported.as_of) as as_of,
        any_value(reported.as_of_precision) as as_of_precision,
        (count(*) filter (where assessed.is_complete))::double as complete,
        count(*)::double as plans,
        list_sort(flatten(list(assessed.statement_ids))) as statement_ids,
        list_sort(list_distinct(flatten(list(assessed.doc_ids)))) as doc_ids,
        added_parts(
            'plan', assessed.plan_key, assessed.is_complete::int, 1, assessed.statement_ids
        ) as parts,
    from assessed
    cross join reported
    group by grouping sets ((assessed.province_code), ())
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
        100 * complete / nullif(plans, 0) as value,
        100 * complete / nullif(plans, 0) as lower,
        100 * complete / nullif(plans, 0) as upper,
        '=' as qualifier,
        complete as numerator,
        plans as denominator,
        'derived' as nature,
        statement_ids,
        doc_ids,
        parts,
        true as is_current,
    from counted
)

select
    'components_complete' as metric_id,
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
