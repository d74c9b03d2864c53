/*
description = "Plans of a batch that became promotion zones."
code = "CERT-06"
unit = "percent"
format = "percent2"
direction = "up"
rollup = "none"
time = "stock"
headline = { segment_kind = "cohort", segment = "SCA-2", phase = "result" }
pages = ["overview", "programme", "cohorts"]
promise_days = 180

[label]
th = "ร้อยละของแผนซึ่งได้รับประกาศเป็นเขตส่งเสริม"
en = "Plans declared promotion zones"

[definition]
th = "ร้อยละของแผนในรุ่นเดียวกันซึ่งได้รับประกาศเป็นเขตส่งเสริมเมืองอัจฉริยะ"
en = "Share of a batch's plans that were declared promotion zones"

[formula]
th = "พื้นที่ของรุ่นซึ่งได้รับประกาศเป็นเขตส่งเสริม ÷ จำนวนแผนของรุ่นเดียวกัน × 100"
en = "The batch's new zones ÷ the batch's plans × 100"

[caveats]
th = "เอกสารระบุเพียงว่ามากกว่า 50 พื้นที่ ค่าที่ได้จึงเป็นค่าขั้นต่ำ และอาจเพิ่มขึ้นอีกหลังวันที่รายงาน"
en = "The document says only “over 50”, so this is a lower bound; more plans may have followed after the report"
*/
with zones as (
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
    where measure = 'promotion_zones_added' and segment_kind = 'cohort' and is_current
),

plans as (  -- an exact count alone can stand below the line
    select
        segment,
        phase,
        place_code,
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
        zones.*,
        plans.value as plans,
        plans.statement_ids as plan_statement_ids,
        plans.doc_ids as plan_doc_ids,
    from zones
    inner join plans
        on
            zones.segment = plans.segment
            and zones.phase = plans.phase
            and zones.place_code = plans.place_code
)

select
    'plan_zone_conversion' as metric_id,
    place_kind,
    place_code,
    segment_kind,
    segment,
    phase,
    period,
    as_of,
    as_of_precision,
    100 * value / nullif(plans, 0) as value,
    100 * lower / nullif(plans, 0) as lower,
    100 * upper / nullif(plans, 0) as upper,
    qualifier,
    value as numerator,
    plans as denominator,
    'derived' as nature,
    list_sort(list_distinct(statement_ids || plan_statement_ids)) as statement_ids,
    list_sort(list_distinct(doc_ids || plan_doc_ids)) as doc_ids,
    stated_parts(value, statement_ids) || stated_below(plans, plan_statement_ids) as parts,
    is_current,
from figures
