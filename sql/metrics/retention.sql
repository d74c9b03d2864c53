/*
description = "Certificate holders who still work for their city twelve months on, of those followed up."
code = "PPL-09"
unit = "percent"
format = "percent2"
direction = "up"
rollup = "ratio"
time = "stock"
headline = { segment_kind = "cohort", segment = "SCA-2", phase = "result" }
pages = ["cohorts"]
promise_days = 366

[label]
th = "การคงอยู่ในงานพัฒนาเมืองเมื่อครบ 12 เดือนหลังการอบรม"
en = "Still working for their city after 12 months"

[definition]
th = "ร้อยละของผู้ได้รับประกาศนียบัตรที่ยังปฏิบัติงานพัฒนาเมืองให้พื้นที่เดิมเมื่อครบ 12 เดือน แยกตามรุ่น"
en = "Share of certificate holders who still work for their city 12 months after the certificate, by batch"

[formula]
th = "ผู้ที่ยังปฏิบัติงานพัฒนาเมือง ÷ ผู้ได้รับประกาศนียบัตรในจังหวัดที่ติดตามผล × 100 เฉพาะการติดตามเมื่อครบ 12 เดือน"
en = "Still working for their city ÷ certificate holders of the provinces followed up × 100, of the follow-up at 12 months alone"

[caveats]
th = "นับเฉพาะจังหวัดที่ส่งผลการติดตามเมื่อครบ 12 เดือน การติดตามที่ระยะเวลาอื่นไม่นำมาใช้แทน"
en = "Only provinces whose follow-up at 12 months has come; a follow-up at another time does not stand in for it"
*/
with followups as (
    select
        cohort,
        province_code,
        certificates,
        still_working,
        followed_up_on,
        followed_up_on_precision,
        followed_up_on_end,
        statement_id,
        doc_id,
    from core.fct_cohort_followup
    where months_after = 12
),

counted as (
    select
        case when grouping(province_code) = 1 then 'national' else 'province' end as place_kind,
        coalesce(province_code, 'TH') as place_code,
        cohort,
        arg_max(followed_up_on, (followed_up_on_end, followed_up_on)) as as_of,
        arg_max(followed_up_on_precision, (followed_up_on_end, followed_up_on))
            as as_of_precision,
        sum(still_working)::double as numerator,
        sum(certificates)::double as denominator,
        list(statement_id order by statement_id) as statement_ids,
        list_sort(list(distinct doc_id)) as doc_ids,
        added_parts('statement', statement_id, still_working, certificates, [statement_id])
            as parts,
    from followups
    group by grouping sets ((cohort, province_code), (cohort))
    having sum(certificates) > 0
),

figures as (
    select
        place_kind,
        place_code,
        'cohort' as segment_kind,
        cohort as segment,
        'result' as phase,
        period_text(as_of, as_of_precision) as period,
        as_of,
        as_of_precision,
        100 * numerator / nullif(denominator, 0) as value,
        100 * numerator / nullif(denominator, 0) as lower,
        100 * numerator / nullif(denominator, 0) as upper,
        '=' as qualifier,
        numerator,
        denominator,
        'derived' as nature,
        statement_ids,
        doc_ids,
        parts,
        true as is_current,
    from counted
)

select
    'retention' as metric_id,
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
