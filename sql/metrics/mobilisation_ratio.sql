/*
description = "Money contracted over money planned, of the same plans."
code = "INV-04"
unit = "percent"
format = "percent2"
direction = "up"
rollup = "none"
time = "stock"
headline = { segment_kind = "national", segment = "TH", phase = "result" }
pages = ["investment"]
owner = "plan_lead"
promise_days = 92

[label]
th = "อัตราการระดมทุนเทียบกับแผน"
en = "Mobilisation ratio"

[definition]
th = "ร้อยละของเงินลงทุนที่ทำสัญญาหรือก่อหนี้ผูกพันแล้ว เทียบกับมูลค่าการลงทุนตามแผนของแผนชุดเดียวกัน"
en = "Investment contracted or committed, as a share of the planned investment of the same plans"

[formula]
th = "เงินที่ทำสัญญาหรือก่อหนี้ผูกพัน ÷ มูลค่าตามแผน × 100 เฉพาะแผนที่หน่วยงานรายงานทั้งสองสถานะ ส่วนชุดแผนคำนวณเฉพาะชุดที่หน่วยงานเดียวกันรายงานทั้งสองสถานะ"
en = "Contracted ÷ planned × 100, of plans for which both are reported; of sets of plans, where the same agency reports both of the same set"

[caveats]
th = "ไม่นำมูลค่ากว่า 30,900 ล้านบาทมาหารด้วยมูลค่ากว่า 66,000 ล้านบาท เพราะเป็นคนละชุดแผน แผนที่รายงานเพียงสถานะเดียวไม่นับทั้งในตัวตั้งและตัวหาร หากจำนวนเงินเป็นค่าประมาณที่ให้ขอบเขตของอัตราไม่ได้ จะไม่แสดงค่า"
en = "Over 30,900 million is not divided by over 66,000 million baht: they are of different plans. A plan that reports one stage alone counts neither above nor below the line; where rough amounts leave the ratio without a bound, none is shown"
*/
with items as (
    select
        statement.statement_id,
        statement.doc_id,
        statement.amount_thb,
        statement.lower_thb,
        statement.upper_thb,
        statement.qualifier,
        statement.as_of,
        statement.as_of_precision,
        statement.as_of_end,
        statement.stage,
        statement.plan_key,
        coalesce(statement.plan_key, statement.plan_set) as plans,
        case when statement.plan_key is null then statement.reported_by end as sender,
        case
            when statement.plan_key is null then statement.province_codes[1]
            else plan.province_code
        end as area,
    from core.fct_investment_statement as statement
    left join core.dim_plan as plan
        on statement.plan_key = plan.plan_key
    where
        statement.reported_by is not null
        and statement.stage in ('planned', 'contracted')
        and (statement.plan_key is null or plan.plan_key is not null)
),

of_both_stages as (  -- a plan, or a set as one sender has it
    select
        plan_key,
        plans,
        sender,
        area,
    from items
    group by plan_key, plans, sender, area
    having bool_or(stage = 'planned') and bool_or(stage = 'contracted')
),

kept as (
    select items.*
    from items
    semi join of_both_stages
        on
            items.plans = of_both_stages.plans
            and items.area = of_both_stages.area
            and items.plan_key is not distinct from of_both_stages.plan_key
            and items.sender is not distinct from of_both_stages.sender
),

batches as (
    select distinct
        event.plan_key,
        event.cohort,
    from core.fct_plan_event as event
    inner join core.dim_cohort as cohort
        on event.cohort = cohort.cohort
),

scopes as (
    select
        'national' as place_kind,
        'TH' as place_code,
        'national' as segment_kind,
        'TH' as segment,
        kept.*,
    from kept
    where plan_key is not null

    union all by name

    select
        'national' as place_kind,
        'TH' as place_code,
        'cohort' as segment_kind,
        batches.cohort as segment,
        kept.*,
    from kept
    inner join batches
        on kept.plan_key = batches.plan_key

    union all by name

    select
        case when area = 'TH' then 'national' else 'province' end as place_kind,
        area as place_code,
        case when plan_key is null then 'plan_set' else 'plan' end as segment_kind,
        plans as segment,
        kept.*,
    from kept
),

added as (
    select
        place_kind,
        place_code,
        segment_kind,
        segment,
        case when segment_kind = 'plan_set' then sender end as sender,
        stage,
        arg_max(as_of, (as_of_end, as_of)) as as_of,
        arg_max(as_of_precision, (as_of_end, as_of)) as as_of_precision,
        sum(amount_thb)::double as value,
        case when bool_and(lower_thb is not null) then sum(lower_thb)::double end as lower,
        case when bool_and(upper_thb is not null) then sum(upper_thb)::double end as upper,
        added_qualifier(qualifier) as qualifier,
        list(statement_id order by statement_id) as statement_ids,
        list_sort(list(distinct doc_id)) as doc_ids,
        added_parts(
            'statement',
            statement_id,
            case stage when 'contracted' then amount_thb end,
            case stage when 'planned' then amount_thb end,
            [statement_id]
        ) as parts,
    from scopes
    group by place_kind, place_code, segment_kind, segment, sender, stage
),

ratios as (
    select
        contracted.place_kind,
        contracted.place_code,
        contracted.segment_kind,
        contracted.segment,
        contracted.sender,
        contracted.as_of,
        contracted.as_of_precision,
        100 * contracted.value / nullif(planned.value, 0) as value,
        100 * contracted.lower / nullif(planned.upper, 0) as lower,
        100 * contracted.upper / nullif(planned.lower, 0) as upper,
        ratio_qualifier(contracted.qualifier, planned.qualifier) as qualifier,
        contracted.value as numerator,
        planned.value as denominator,
        list_sort(contracted.statement_ids || planned.statement_ids) as statement_ids,
        list_sort(list_distinct(contracted.doc_ids || planned.doc_ids)) as doc_ids,
        contracted.parts || planned.parts as parts,
    from added as contracted
    inner join added as planned
        on
            contracted.place_code = planned.place_code
            and contracted.segment_kind = planned.segment_kind
            and contracted.segment = planned.segment
            and contracted.sender is not distinct from planned.sender
    where contracted.stage = 'contracted' and planned.stage = 'planned' and planned.value > 0
),

figures as (
    select
        ratios.*,
        'result' as phase,
        period_text(as_of, as_of_precision) as period,
        'derived' as nature,
        row_number() over (
            partition by place_code, segment_kind, segment
            order by as_of desc, sender
        ) = 1 as is_current,
    from ratios
    where qualifier is not null
)

select
    'mobilisation_ratio' as metric_id,
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
