/*
description = "Logos renewed, of those that fell due."
code = "REN-02"
unit = "percent"
time = "flow"
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
select
    sets.segment_kind,
    sets.segment,
    reported.as_of,
    reported.as_of_precision,
    'plan' as kind,
    term.plan_key as code,
    (term.outcome is not distinct from 'renewed')::int as above,
    1 as below,
    case when term.outcome is null then 1 end as upper,  -- not told: it may be renewed
    case when term.outcome is null then '>=' end as qualifier,
    term.statement_ids,
    term.doc_ids,
from marts.logo_term as term
inner join marts.agency_as_of as reported
    on
        reported.source = 'agency_plan_events'
        and coalesce(term.valid_to, term.outcome_on_end) <= reported.as_of_end
left join core.dim_fiscal_year as fiscal_year
    on
        coalesce(term.valid_to, term.outcome_on) >= fiscal_year.starts_on
        and coalesce(term.valid_to, term.outcome_on_end) <= fiscal_year.ends_on
cross join lateral (
    values ('national', 'TH'), ('fiscal_year', fiscal_year.fiscal_year_be::varchar)
) as sets (segment_kind, segment)
where  -- a revoked logo did not come up for renewal
    sets.segment is not null
    and (
        term.outcome in ('renewed', 'refused', 'lapsed')
        or (term.outcome is null and term.is_latest and term.valid_to is not null)
    )
qualify  -- renewals alone, without due dates, are no rate
    bool_or(term.outcome is distinct from 'renewed' or term.valid_to is not null) over (
        partition by sets.segment_kind, sets.segment
    )
