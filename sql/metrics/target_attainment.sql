/*
description = "The published count over the target in force on its date."
code = "CERT-02"
unit = "percent"
format = "percent2"
direction = "up"
rollup = "none"
time = "stock"
headline = { segment_kind = "national", segment = "TH", phase = "announced" }
pages = ["overview"]
promise_days = 180

[label]
th = "ร้อยละความสำเร็จตามเป้าหมายเมืองอัจฉริยะ"
en = "Attainment of the certified city target"

[definition]
th = "จำนวนเมืองอัจฉริยะที่ประกาศ เทียบกับเป้าหมายจำนวนเมืองที่ใช้อยู่ ณ วันนั้น"
en = "Published certified cities against the target for certified cities in force on that date"

[formula]
th = "จำนวนเมืองที่ได้รับตราสัญลักษณ์ ÷ เป้าหมายที่ใช้อยู่ × 100"
en = "Certified cities ÷ target in force × 100"

[caveats]
th = "เป้าหมายปัจจุบันคือ 105 เมืองภายในปี พ.ศ. 2570 ช่วงก่อนหน้านั้นใช้เป้าหมายที่ใช้อยู่ในขณะนั้น เอกสารไม่ได้ระบุว่าปี พ.ศ. 2570 เป็นปีปฏิทินหรือปีงบประมาณ"
en = "The present target is 105 cities by 2570 (2027); earlier dates use the target of their time. Whether that is a calendar or a fiscal year is not stated"
*/
with published as (
    select
        place_kind,
        place_code,
        segment_kind,
        segment,
        phase,
        period,
        as_of,
        as_of_precision,
        as_of_end,
        value,
        lower,
        upper,
        qualifier,
        statement_ids,
        doc_ids,
        is_current,
    from marts.figure
    where
        measure = 'certified_cities' and segment_kind = 'national' and as_of is not null
),

targets as (
    select
        target_id,
        value::double as target,
        stated_on,
        doc_id,
    from core.fct_target
    where
        measure = 'certified_cities'
        and segment_kind = 'national'
        and qualifier = '='
        and stated_on is not null
),

figures as (  -- each count with the last target stated by then
    select
        published.*,
        targets.target,
        targets.target_id,
        targets.doc_id as target_doc_id,
    from published
    inner join targets
        on published.as_of_end >= targets.stated_on
    qualify
        row_number() over (
            partition by published.statement_ids
            order by targets.stated_on desc, targets.target_id
        ) = 1
)

select
    'target_attainment' as metric_id,
    place_kind,
    place_code,
    segment_kind,
    segment,
    phase,
    period,
    as_of,
    as_of_precision,
    100 * value / nullif(target, 0) as value,
    100 * lower / nullif(target, 0) as lower,
    100 * upper / nullif(target, 0) as upper,
    qualifier,
    value as numerator,
    target as denominator,
    'derived' as nature,
    list_sort(list_append(statement_ids, target_id)) as statement_ids,
    list_sort(list_distinct(list_append(doc_ids, target_doc_id))) as doc_ids,
    stated_parts(value, statement_ids) || stated_below(target, [target_id]) as parts,
    is_current,
from figures
