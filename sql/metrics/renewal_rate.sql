/*
description = "Logos renewed, of those that fell due."
code = "REN-02"
unit = "percent"
format = "percent2"
direction = "up"
rollup = "none"
time = "flow"
headline = { segment_kind = "national", segment = "TH", phase = "result" }
pages = ["programme"]
promise_days = 31

[label]
th = "อัตราการต่ออายุตราสัญลักษณ์สำเร็จ"
en = "Renewal rate"

[definition]
th = "ร้อยละของตราสัญลักษณ์ที่ครบกำหนดแล้วและได้รับการต่ออายุ รวมทุกปีงบประมาณและแยกตามปีงบประมาณที่ครบกำหนด"
en = "Share of logos that fell due and were renewed, over all years and by the fiscal year in which they fell due"

[formula]
th = "ตราสัญลักษณ์ที่ได้รับการต่ออายุ ÷ ตราสัญลักษณ์ที่ครบกำหนดถึงวันที่ของข้อมูลล่าสุด (ต่ออายุ ไม่ผ่านการพิจารณา สิ้นอายุ และครบกำหนดแล้วแต่ยังไม่มีรายงานผล) × 100 ปีของแต่ละรายการนับตามวันสิ้นสุดที่แจ้งไว้ หากไม่แจ้งให้นับตามวันที่ทราบผล"
en = "Renewed ÷ logos that fell due up to the newest day reported (renewed, refused, lapsed, and due without a reported result) × 100; each counts in the year of its stated last day, else of its result"

[caveats]
th = "เอกสารสาธารณะระบุเพียงว่าต่ออายุ 16 เมือง (สิงหาคม 2568) โดยไม่ระบุจำนวนที่ครบกำหนด จึงไม่คำนวณอัตรา หากมีรายการที่ครบกำหนดแล้วแต่ยังไม่มีรายงานผล ค่าที่ได้เป็นค่าขั้นต่ำ ปีที่หน่วยงานรายงานเฉพาะการต่ออายุโดยไม่มีวันครบกำหนดจะไม่คำนวณ"
en = "Public documents say only that 16 were renewed (August 2025), not how many fell due, so no rate is made of it. Where a result is not yet reported the rate is a lower bound; a year with renewals alone and no due dates has none"
*/
with reported as (
    select
        as_of,
        as_of_precision,
        as_of_end,
    from marts.agency_as_of
    where source = 'agency_plan_events'
),

terms as (  -- a revoked logo did not come up for renewal
    select
        plan_key,
        coalesce(valid_to, outcome_on) as due_from,
        coalesce(valid_to, outcome_on_end) as due_to,
        outcome,
        outcome is distinct from 'renewed' or valid_to is not null as is_due_known,
        statement_ids,
        doc_ids,
    from marts.logo_term
    where
        outcome in ('renewed', 'refused', 'lapsed')
        or (outcome is null and is_latest and valid_to is not null)
),

fell_due as (
    select
        terms.plan_key,
        fiscal_year.fiscal_year_be,
        terms.outcome,
        terms.is_due_known,
        terms.statement_ids,
        terms.doc_ids,
        reported.as_of,
        reported.as_of_precision,
    from terms
    inner join reported
        on terms.due_to <= reported.as_of_end
    left join core.dim_fiscal_year as fiscal_year
        on terms.due_from >= fiscal_year.starts_on and terms.due_to <= fiscal_year.ends_on
),

counted as (
    select
        fiscal_year_be,
        any_value(as_of) as as_of,
        any_value(as_of_precision) as as_of_precision,
        (count(*) filter (where outcome = 'renewed'))::double as renewed,
        (count(*) filter (where outcome is null))::double as not_told,
        count(*)::double as logos,
        list_sort(list_distinct(flatten(list(statement_ids)))) as statement_ids,
        list_sort(list_distinct(flatten(list(doc_ids)))) as doc_ids,
        added_parts(
            'plan', plan_key, (outcome is not distinct from 'renewed')::int, 1, statement_ids
        ) as parts,
    from fell_due
    group by grouping sets ((fiscal_year_be), ())
    having
        bool_or(is_due_known) and (fiscal_year_be is not null or grouping(fiscal_year_be) = 1)
),

figures as (
    select
        'national' as place_kind,
        'TH' as place_code,
        case when fiscal_year_be is null then 'national' else 'fiscal_year' end as segment_kind,
        coalesce(fiscal_year_be::varchar, 'TH') as segment,
        'result' as phase,
        period_text(as_of, as_of_precision) as period,
        as_of,
        as_of_precision,
        100 * renewed / nullif(logos, 0) as value,
        100 * renewed / nullif(logos, 0) as lower,
        100 * (renewed + not_told) / nullif(logos, 0) as upper,
        case when not_told = 0 then '=' else '>=' end as qualifier,
        renewed as numerator,
        logos as denominator,
        'derived' as nature,
        statement_ids,
        doc_ids,
        parts,
        true as is_current,
    from counted
)

select
    'renewal_rate' as metric_id,
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
