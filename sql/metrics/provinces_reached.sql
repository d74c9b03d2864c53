/*
description = "Provinces that a batch reached, of all."
code = "PPL-04"
unit = "percent"
format = "percent2"
direction = "up"
rollup = "none"
time = "stock"
headline = { segment_kind = "cohort", segment = "SCA-2", phase = "result" }
pages = ["overview", "cohorts"]
promise_days = 180

[label]
th = "สัดส่วนจังหวัดที่มีผู้เข้าร่วม"
en = "Provinces reached by a batch"

[definition]
th = "ร้อยละของจังหวัด (รวมกรุงเทพมหานคร) ที่มีผู้เข้าร่วมในแต่ละรุ่น"
en = "Share of provinces, Bangkok included, with participants of the batch"

[formula]
th = "จังหวัดที่มีผู้เข้าร่วม ÷ จังหวัดทั้งหมด × 100"
en = "Provinces with participants ÷ all provinces × 100"

[caveats]
th = "เอกสารระบุจำนวนจังหวัดแต่ไม่ระบุรายชื่อ จึงแสดงบนแผนที่ไม่ได้"
en = "Documents give the number of provinces but not the list, so it can't be mapped"
*/
with reached as (
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
    where measure = 'provinces_reached' and segment_kind = 'cohort' and starts_with(segment, 'SCA-')
),

provinces as (
    select
        count(*)::double as provinces,
    from core.dim_province
),

figures as (
    select
        reached.*,
        provinces.provinces,
    from reached
    cross join provinces
)

select
    'provinces_reached' as metric_id,
    place_kind,
    place_code,
    segment_kind,
    segment,
    phase,
    period,
    as_of,
    as_of_precision,
    100 * value / nullif(provinces, 0) as value,
    100 * lower / nullif(provinces, 0) as lower,
    100 * upper / nullif(provinces, 0) as upper,
    qualifier,
    value as numerator,
    provinces as denominator,
    'derived' as nature,
    statement_ids,
    doc_ids,
    list_append(
        stated_parts(value, statement_ids), part('provinces', 'TH', null, provinces, [])
    ) as parts,
    is_current,
from figures
