/*
description = "Ambassadors who completed a batch, of those who began it."
code = "PPL-02"
unit = "percent"
format = "percent2"
direction = "up"
rollup = "none"
time = "flow"
headline = { segment_kind = "ambassadors", segment = "SCA-1", phase = "result" }
pages = ["cohorts"]
promise_days = 180

[label]
th = "อัตราการสำเร็จการอบรม"
en = "Completion rate"

[definition]
th = "ร้อยละของนักดิจิทัลพัฒนาเมืองที่สำเร็จการอบรม เทียบกับผู้เริ่มอบรมในรุ่นเดียวกัน"
en = "Ambassadors who completed the batch, as a share of those who began it"

[formula]
th = "ผู้สำเร็จการอบรม ÷ ผู้เริ่มอบรม × 100 เฉพาะบทบาทเดียวกัน"
en = "Completed ÷ began × 100, same role"

[caveats]
th = "มีเฉพาะรุ่นที่ 1 เนื่องจากรุ่นที่ 2 ไม่ได้เผยแพร่จำนวนผู้สำเร็จการอบรมแยกตามบทบาท"
en = "Batch 1 only; completions by role of batch 2 are not published"
*/
with completed as (
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
    where measure = 'ambassadors' and phase = 'result' and segment_kind = 'cohort' and is_current
),

began as (
    select
        segment,
        value,
        statement_ids,
        doc_ids,
    from marts.figure
    where
        measure = 'ambassadors'
        and phase = 'launch'
        and segment_kind = 'cohort'
        and qualifier = '='
        and is_current
),

figures as (
    select
        completed.*,
        began.value as began,
        began.statement_ids as began_statement_ids,
        began.doc_ids as began_doc_ids,
    from completed
    inner join began
        on completed.segment = began.segment
)

select
    'completion_rate' as metric_id,
    place_kind,
    place_code,
    'ambassadors' as segment_kind,
    segment,
    phase,
    period,
    as_of,
    as_of_precision,
    100 * value / nullif(began, 0) as value,
    100 * lower / nullif(began, 0) as lower,
    100 * upper / nullif(began, 0) as upper,
    qualifier,
    value as numerator,
    began as denominator,
    'derived' as nature,
    list_sort(list_distinct(statement_ids || began_statement_ids)) as statement_ids,
    list_sort(list_distinct(doc_ids || began_doc_ids)) as doc_ids,
    stated_parts(value, statement_ids) || stated_below(began, began_statement_ids) as parts,
    is_current,
from figures
