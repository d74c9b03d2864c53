/*
description = "Registered residents of certified areas, each counted once; what documents claim stands apart."
code = "COV-04"
unit = "persons"
places = ["province", "national"]
headline = { phase = "register" }
pages = ["provinces", "profile"]
promise_days = 366

[label]
th = "ประชากรในพื้นที่เมืองอัจฉริยะ"
en = "Population of certified areas"

[definition]
th = "จำนวนประชากรตามทะเบียนราษฎรในพื้นที่ของเมืองที่ได้รับตราสัญลักษณ์ โดยไม่นับซ้ำเมื่อพื้นที่ซ้อนกัน"
en = "Registered residents of areas with the logo; nobody is counted twice where areas nest"

[formula]
th = "ผลรวมของประชากรในพื้นที่ซึ่งหน่วยงานแจ้ง ณ วันเดียวกัน เฉพาะแผนที่ได้รับตราสัญลักษณ์ โดยไม่นับพื้นที่ซึ่งอยู่ในพื้นที่อื่นที่นับแล้ว"
en = "Residents that the agency states on one day, added over areas with the logo, leaving out areas within another that is counted"

[caveats]
th = "หากเมืองที่ได้รับตราสัญลักษณ์ยังไม่มีข้อมูลประชากรครบทุกเมือง ค่าที่ได้เป็นค่าขั้นต่ำ ตัวเลขผู้ได้รับประโยชน์ที่เอกสารกล่าวอ้าง (16 ล้านคนสำหรับ 15 เมือง และเพิ่มอีก 1.8 ล้านคนสำหรับ 6 พื้นที่) เป็นคำกล่าวอ้างแยกต่างหาก ไม่นำมารวมและไม่ใช่ประชากรตามทะเบียน"
en = "A lower bound until every city with the logo has its residents stated. The beneficiaries that documents claim (16 million for 15 cities, 1.8 million more for 6 areas) stand apart: they are never added, and are not registered residents"
*/
with recursive named as (
    select
        plan_key,
        province_code,
    from marts.plan_status
    where is_certified
),

areas as (
    select
        area.*,
        area.as_of::varchar || area.as_of_precision as edition,
    from core.fct_area_population as area
    semi join named
        on area.plan_key = named.plan_key
),

holders as (  -- the areas around an area, near and far
    select
        plan_key,
        province_code,
        as_of,
        nested_in as holder,
    from core.fct_area_population
    where nested_in is not null

    union

    select
        holders.* replace (area.nested_in as holder),
    from holders
    inner join core.fct_area_population as area
        on
            holders.holder = area.plan_key
            and holders.province_code = area.province_code
            and holders.as_of = area.as_of
    where area.nested_in is not null
),

held as (  -- counted with an area around it, of the same province and day
    select
        holders.*,
    from holders
    semi join areas
        on
            holders.holder = areas.plan_key
            and holders.province_code = areas.province_code
            and holders.as_of = areas.as_of
    anti join holders as circle  -- two said to lie within each other: the first by key stays
        on
            holders.plan_key = circle.holder
            and holders.holder = circle.plan_key
            and holders.province_code = circle.province_code
            and holders.as_of = circle.as_of
            and holders.plan_key <= holders.holder
),

certified as (  -- more cities may be announced than are named
    select
        *
    from named

    union all by name

    select
        place_code as province_code,
    from marts.figure
    where
        measure = 'certified_cities'
        and segment_kind = 'national'
        and is_current
        and value > (select count(*) from named)
)

select
    *
from marts.figure
where measure = 'beneficiaries' and phase = 'claim'

union all by name

select
    areas.province_code as place_code,
    'register' as phase,
    areas.edition,
    areas.as_of,
    areas.as_of_precision,
    'statement' as kind,
    areas.residents as above,
    [areas.statement_id] as statement_ids,
    [areas.doc_id] as doc_ids,
from areas
anti join held
    on
        areas.plan_key = held.plan_key
        and areas.province_code = held.province_code
        and areas.as_of = held.as_of

union all by name

select  -- with a logo, but without residents on that day: at least none
    certified.province_code as place_code,
    'register' as phase,
    days.*,
    'plan' as kind,
    certified.plan_key as code,
    '>=' as qualifier,
from (select distinct edition, as_of, as_of_precision from areas) as days
cross join certified
anti join areas
    on certified.plan_key = areas.plan_key and days.edition = areas.edition
