/*
description = "Logos that fall due within 365 days of the newest report."
code = "REN-01"
unit = "cities"
format = "integer"
direction = "neutral"
rollup = "sum"
time = "stock"
headline = { segment_kind = "national", segment = "TH", phase = "result" }
pages = ["programme"]
promise_days = 31

[label]
th = "ตราสัญลักษณ์ที่ครบกำหนดต่ออายุใน 12 เดือน"
en = "Logos due for renewal within 12 months"

[definition]
th = "จำนวนเมืองซึ่งตราสัญลักษณ์มีวันสิ้นสุดตามที่หน่วยงานแจ้งไว้ภายใน 365 วันนับจากวันที่ของข้อมูล"
en = "Cities whose logo ends, on the day that the agency states, within 365 days of the day of the data"

[formula]
th = "นับแผนซึ่งตราสัญลักษณ์ครั้งล่าสุดมีวันสิ้นสุดตั้งแต่วันที่ของข้อมูลล่าสุดที่หน่วยงานส่ง จนถึง 365 วันหลังจากนั้น และยังไม่มีรายงานการต่ออายุ ไม่ผ่านการพิจารณา สิ้นอายุ หรือเพิกถอน"
en = "Plans whose latest logo ends between the newest day as of which the agency reports and 365 days later, with no renewal, refusal, lapse or revocation reported"

[caveats]
th = "นับเฉพาะตราสัญลักษณ์ที่หน่วยงานแจ้งวันสิ้นสุด ไม่ใช้อายุสองปีโดยสันนิษฐาน เอกสารสาธารณะไม่ระบุวันสิ้นสุด"
en = "Only logos whose last day the agency states; the two years of the rules are never assumed. Public documents state no last day"
*/
with reported as (
    select
        as_of,
        as_of_precision,
        as_of_end,
    from marts.agency_as_of
    where source = 'agency_plan_events'
),

running as (  -- with a stated end that has not passed
    select
        term.plan_key,
        term.province_code,
        term.valid_to - reported.as_of_end <= 365 as is_due,
        term.statement_ids,
        term.doc_ids,
        reported.as_of,
        reported.as_of_precision,
    from marts.logo_term as term
    cross join reported
    where term.is_latest and term.outcome is null and term.valid_to >= reported.as_of_end
),

counted as (
    select
        case when grouping(province_code) = 1 then 'national' else 'province' end as place_kind,
        coalesce(province_code, 'TH') as place_code,
        any_value(as_of) as as_of,
        any_value(as_of_precision) as as_of_precision,
        (count(*) filter (where is_due))::double as cities,
        list_sort(
            coalesce(flatten(list(statement_ids) filter (where is_due)), [])
        ) as statement_ids,
        list_sort(list_distinct(flatten(list(doc_ids)))) as doc_ids,
        added_parts('plan', plan_key, case when is_due then 1 end, null, statement_ids) as parts,
    from running
    group by grouping sets ((province_code), ())
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
        cities as value,
        cities as lower,
        cities as upper,
        '=' as qualifier,
        null::double as numerator,
        null::double as denominator,
        'derived' as nature,
        statement_ids,
        doc_ids,
        parts,
        true as is_current,
    from counted
)

select
    'renewals_due' as metric_id,
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
