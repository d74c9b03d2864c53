/*
description = "Certified cities with a city data platform in use, of the certified cities of the same list and day."
code = "DAT-01"
unit = "percent"
rollup = "ratio"
headline = { segment_kind = "plan_set", segment = "named" }
pages = ["solutions"]
promise_days = 92

[label]
th = "สัดส่วนเมืองอัจฉริยะที่ใช้แพลตฟอร์มข้อมูลเมือง"
en = "Certified cities with a city data platform"

[definition]
th = "ร้อยละของเมืองอัจฉริยะที่ได้รับตราสัญลักษณ์ซึ่งมีแพลตฟอร์มข้อมูลเมืองเปิดใช้งานอยู่"
en = "Share of certified cities in which a city data platform is in use"

[formula]
th = "แผนที่ได้รับตราสัญลักษณ์และมีแพลตฟอร์มเปิดใช้งานอยู่ ÷ แผนที่ได้รับตราสัญลักษณ์ถึงวันที่ของรายการแพลตฟอร์ม × 100"
en = "Plans with a logo and a platform in use ÷ plans with a logo by the day of the list of platforms × 100"

[caveats]
th = "นับเฉพาะแผนที่ปรากฏชื่อในเอกสารหรือแบบรายงาน จำนวน 7 พื้นที่ที่ประกาศไม่นำมาหารด้วยจำนวนเมืองที่ได้รับตราสัญลักษณ์ เพราะไม่มีเอกสารใดระบุทั้งสองจำนวนของชุดเดียวกัน ณ วันเดียวกัน แพลตฟอร์มที่ไม่ได้อยู่ในแผนที่ได้รับตราสัญลักษณ์ไม่นับ"
en = "Only plans named in documents or forms count. The published 7 areas are not divided by the number of logos: no document states both, of one set on one day. Platforms outside certified plans do not count"
*/
with published as (  -- only where one document states both, of one day
    select
        areas.* replace ('announced' as phase),
        cities.value as below,
        cities.statement_ids as below_statement_ids,
        cities.doc_ids as below_doc_ids,
    from marts.figure as areas
    inner join marts.figure as cities
        on
            cities.measure = 'certified_cities'
            and areas.segment_kind = cities.segment_kind
            and areas.segment = cities.segment
            and areas.as_of = cities.as_of
            and list_has_any(areas.doc_ids, cities.doc_ids)
            and cities.qualifier = '='
    where areas.measure = 'cdp_areas' and areas.segment_kind = 'national'
),

in_use as (
    select
        plan_key,
        list(statement_id) as statement_ids,
        list(doc_id) as doc_ids,
    from core.fct_city_data_platform
    where in_use and plan_key is not null
    group by plan_key
)

select *
from published

union all by name

select  -- certified by the day of the list
    status.province_code as place_code,
    'plan_set' as segment_kind,
    'named' as segment,
    reported.as_of,
    reported.as_of_precision,
    'plan' as kind,
    status.plan_key as code,
    (in_use.plan_key is not null)::int as above,
    1 as below,
    status.event_ids || coalesce(in_use.statement_ids, []) as statement_ids,
    status.doc_ids || coalesce(in_use.doc_ids, []) as doc_ids,
from marts.plan_status as status
inner join marts.agency_as_of as reported
    on reported.source = 'agency_city_data_platforms'
left join in_use
    on status.plan_key = in_use.plan_key
where
    status.is_certified
    and coalesce(status.first_certified_on <= reported.as_of_end, true)
