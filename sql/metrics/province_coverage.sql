/*
description = "Provinces with at least one certified city, of all."
code = "COV-01"
unit = "percent"
rollup = "ratio"
places = ["region", "national"]
absence = "named"
named_of = "certified_cities"
headline = { phase = "announced" }
pages = ["overview", "programme"]

[label]
th = "สัดส่วนจังหวัดที่มีเมืองอัจฉริยะ"
en = "Provinces with a certified city"

[definition]
th = "ร้อยละของจังหวัด (รวมกรุงเทพมหานคร) ที่มีเมืองอัจฉริยะซึ่งได้รับตราสัญลักษณ์อย่างน้อยหนึ่งเมือง"
en = "Share of provinces, Bangkok included, with at least one certified city"

[formula]
th = "จังหวัดที่มีเมืองอัจฉริยะซึ่งได้รับตราสัญลักษณ์ ÷ จังหวัดทั้งหมด × 100"
en = "Provinces with a certified city ÷ all provinces × 100"

[caveats]
th = "จำนวนจังหวัดที่ประกาศต่างวันกันไม่ตรงกัน โดยลดลงทั้งที่เป็นจำนวนสะสม ทุกตัวเลขแสดงไว้ในส่วนตัวเลขที่ไม่ตรงกัน จำนวนสะสมจะไม่แสดงต่ำกว่าที่เคยประกาศหรือต่ำกว่าจำนวนจังหวัดของเมืองที่ปรากฏชื่อ"
en = "The counts published on different days contradict each other: a cumulative count fell. All of them are shown as a conflict; what is shown never lies below what stood, or below the provinces of the named cities"
*/
select
    figure.*,
    (select count(*) from core.dim_province)::double as below,
    'provinces' as below_kind,
    'TH' as below_code,
from marts.figure as figure
where figure.measure = 'certified_provinces' and figure.segment_kind = 'national'

union all by name

select
    province.province_code as place_code,
    'plan_set' as segment_kind,
    'named' as segment,
    'announced' as phase,
    latest.as_of,
    latest.as_of_precision,
    'province' as kind,
    province.province_code as code,
    (count(plan.plan_key) > 0)::int as above,
    1 as below,
    flatten(list(plan.event_ids)) as statement_ids,
    flatten(list(plan.doc_ids)) as doc_ids,
from core.dim_province as province
inner join marts.figure as latest
    on
        latest.measure = 'certified_cities'
        and latest.segment_kind = 'national'
        and latest.is_current
left join marts.plan_status as plan
    on province.province_code = plan.province_code and plan.is_certified
group by province.province_code, latest.as_of, latest.as_of_precision
