/*
description = "Planned investment of a batch over its plans."
code = "INV-06"
unit = "THB_per_plan"
format = "baht_million"
direction = "neutral"
rollup = "none"
time = "flow"
headline = { segment_kind = "cohort", segment = "SCA-2", phase = "result" }
pages = ["cohorts", "investment"]
promise_days = 180

[label]
th = "มูลค่าการลงทุนตามแผนเฉลี่ยต่อแผน"
en = "Planned investment per plan"

[definition]
th = "มูลค่าการลงทุนตามแผนของแต่ละรุ่น เฉลี่ยต่อหนึ่งแผนในรุ่นเดียวกัน"
en = "Planned investment of a batch, per plan of the same batch"

[formula]
th = "มูลค่าการลงทุนตามแผนของรุ่น ÷ จำนวนแผนของรุ่นเดียวกัน"
en = "Planned investment of the batch ÷ plans of the same batch"

[caveats]
th = "ตัวตั้งระบุเพียงว่ากว่า 66,000 ล้านบาท ค่าเฉลี่ยจึงเป็นค่าขั้นต่ำ"
en = "The numerator is only stated as over 66,000 million baht, so the mean is a lower bound"
*/
with amounts as (
    select
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
        nature,
        statement_ids,
        doc_ids,
        is_current,
    from marts.figure
    where measure = 'planned_investment_thb' and segment_kind = 'cohort' and is_current
),

plans as (  -- an exact count alone can stand below the line
    select
        segment,
        phase,
        value,
        statement_ids,
        doc_ids,
    from marts.figure
    where
        measure = 'plans_created'
        and segment_kind = 'cohort'
        and qualifier = '='
        and is_current
),

figures as (
    select
        amounts.*,
        plans.value as plans,
        plans.statement_ids as plan_statement_ids,
        plans.doc_ids as plan_doc_ids,
    from amounts
    inner join plans
        on amounts.segment = plans.segment and amounts.phase = plans.phase
)

select
    'planned_investment_per_plan' as metric_id,
    place_kind,
    place_code,
    segment_kind,
    segment,
    phase,
    period,
    as_of,
    as_of_precision,
    value / nullif(plans, 0) as value,
    lower / nullif(plans, 0) as lower,
    upper / nullif(plans, 0) as upper,
    qualifier,
    value as numerator,
    plans as denominator,
    'derived' as nature,
    list_sort(list_distinct(statement_ids || plan_statement_ids)) as statement_ids,
    list_sort(list_distinct(doc_ids || plan_doc_ids)) as doc_ids,
    stated_parts(value, statement_ids) || stated_below(plans, plan_statement_ids) as parts,
    is_current,
from figures
