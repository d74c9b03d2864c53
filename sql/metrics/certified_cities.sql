/*
description = "Certified smart cities: the published count, and the named ones by province."
code = "CERT-01"
unit = "cities"
rollup = "sum"
absence = "named"
named_of = "certified_cities"
target = "certified_cities"
headline = { phase = "announced" }
pages = ["overview", "provinces", "profile", "programme"]
breaks = [1, 2, 3, 4]

[label]
th = "เมืองอัจฉริยะที่ได้รับตราสัญลักษณ์"
en = "Certified smart cities"

[definition]
th = "จำนวนเมืองที่คณะกรรมการขับเคลื่อนการพัฒนาเมืองอัจฉริยะให้การรับรองและได้รับตราสัญลักษณ์เมืองอัจฉริยะประเทศไทย ตามที่ประกาศต่อสาธารณะ"
en = "Cities that the national steering committee has certified and awarded the Smart City Thailand logo, as published"

[formula]
th = "จำนวนที่ประกาศล่าสุด ส่วนค่ารายจังหวัดนับเฉพาะแผนซึ่งปรากฏชื่อในเอกสารสาธารณะว่าได้รับหรือต่ออายุตราสัญลักษณ์ และไม่มีเอกสารใดรายงานว่าตราสัญลักษณ์สิ้นอายุหรือถูกเพิกถอน"
en = "The latest published count; by province, plans that public documents name as holding the logo, unless a document reports it lapsed or revoked"

[caveats]
th = "จำนวนที่ประกาศกับจำนวนที่ปรากฏชื่อเป็นคนละตัวเลข ส่วนต่างแสดงเป็น “ไม่ปรากฏชื่อในเอกสารสาธารณะ” ตราสัญลักษณ์ที่อาจครบกำหนดแล้วจะไม่นำมาหักออกจนกว่าจะมีเอกสารยืนยัน"
en = "The published count and the named plans are two figures; the difference is shown as “not named in public documents”. Logos that may have run out are not taken off until a document says so"
*/
with latest as (
    select
        as_of,
        as_of_precision,
        value,
        lower,
        upper,
        qualifier,
        statement_ids,
        doc_ids,
    from marts.figure
    where measure = 'certified_cities' and segment_kind = 'national' and is_current
),

named as (  -- a plan without the logo gives nothing, but opens the grid: none named is a zero
    select
        plan.province_code as place_code,
        'plan_set' as segment_kind,
        'named' as segment,
        'announced' as phase,
        latest.as_of,
        latest.as_of_precision,
        'plan' as kind,
        plan.plan_key as code,
        case when plan.is_certified then 1 end as above,
        plan.event_ids as statement_ids,
        plan.doc_ids,
    from marts.plan_status as plan
    cross join latest
),

outdone as (  -- fewer are announced than are named: then nothing is left to name
    select latest.value
    from latest
    where latest.value < (select count(*) from named where above is not null)
)

select *
from marts.figure
where measure = 'certified_cities' and segment_kind = 'national'

union all by name

select *
from named

union all by name

select  -- those announced, less those named: rows of the country alone
    named.* replace ('not_named' as segment, -above as above),
    ['national'] as places,
from named
where above is not null and not exists (select value from outdone)

union all by name

select
    'plan_set' as segment_kind,
    'not_named' as segment,
    'announced' as phase,
    'statement' as kind,
    value as above,
    latest.* exclude (value),
from latest
where not exists (select value from outdone)

union all by name

select  -- those named by earlier days; where none is, it is not said that there are none
    named_by.* exclude (measure),
from marts.named_by as named_by
cross join latest
where named_by.measure = 'certified_cities' and named_by.as_of < latest.as_of
