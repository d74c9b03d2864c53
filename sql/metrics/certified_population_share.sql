/*
description = "Registered residents of certified areas, of the registered population on the same day."
code = "COV-04"
unit = "percent"
headline = { phase = "register" }
pages = ["provinces", "profile"]
promise_days = 366

[label]
th = "สัดส่วนประชากรในพื้นที่เมืองอัจฉริยะ"
en = "Share of the population in certified areas"

[definition]
th = "ร้อยละของประชากรตามทะเบียนราษฎรที่อยู่ในพื้นที่ของเมืองที่ได้รับตราสัญลักษณ์"
en = "Share of the registered population that lives in areas with the logo"

[formula]
th = "ประชากรตามทะเบียนในพื้นที่เมืองอัจฉริยะ ÷ ประชากรตามทะเบียนของจังหวัดหรือทั้งประเทศ ณ วันเดียวกัน × 100"
en = "Registered residents of certified areas ÷ registered population of the province or country on the same day × 100"

[caveats]
th = "คำนวณเฉพาะเมื่อตัวตั้งและตัวหารเป็นข้อมูลของวันเดียวกัน ระดับประเทศต้องมีครบทุกจังหวัด ไม่นำจำนวนผู้ได้รับประโยชน์ที่เอกสารกล่าวอ้างมาหาร"
en = "Made only where both parts are of the same day, and for the country only where every province is known; claimed beneficiaries are never divided"
*/
with registered as (  -- of the country only where every province is known
    select
        coalesce(province_code, 'TH') as place_code,
        as_of_date,
        sum(population) as population,
        list(doc_id) as doc_ids,
        added_parts(
            'residents', province_code, null, population, [], doc_ids := [doc_id]
        ) as parts,
    from core.fct_population
    group by as_of_date, grouping sets ((province_code), ())
    having
        grouping(province_code) = 0 or count(*) = (select count(*) from core.dim_province)
)

select
    residents.place_code,
    residents.segment_kind,
    residents.segment,
    residents.phase,
    residents.as_of,
    residents.as_of_precision,
    residents.value,
    residents.lower,
    residents.upper,
    residents.qualifier,
    registered.population as below,
    residents.statement_ids || coalesce(behind.statement_ids, []) as statement_ids,
    residents.doc_ids || registered.doc_ids as doc_ids,
    behind.parts || registered.parts as parts,
from metrics.certified_population as residents
inner join registered
    on residents.place_code = registered.place_code and residents.as_of = registered.as_of_date
left join rows_of('certified_population') as behind
    on
        residents.figure_set = behind.figure_set
        and residents.place_code = behind.figure_place
where residents.phase = 'register' and residents.as_of_precision = 'day'
