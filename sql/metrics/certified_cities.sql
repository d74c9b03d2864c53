/*
description = "Certified smart cities: the published count, and the named ones by province."
code = "CERT-01"
unit = "cities"
format = "integer"
direction = "up"
rollup = "sum"
time = "stock"
absence = "zero"
target = "certified_cities"
headline = { segment_kind = "national", segment = "TH", phase = "announced" }
pages = ["overview", "provinces", "programme"]
breaks = [1, 2, 3, 4]
promise_days = 180

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
with published as (
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
    where measure = 'certified_cities' and segment_kind = 'national'
),

latest as (
    select
        period,
        as_of,
        as_of_precision,
        value,
        statement_ids,
        doc_ids,
    from published
    where is_current
),

named as (  -- every province, so that none named is a zero
    select
        province.province_code,
        count(plan.plan_key) filter (where plan.is_certified) as cities,
        list_sort(
            coalesce(flatten(list(plan.event_ids) filter (where plan.is_certified)), [])
        ) as statement_ids,
        list_sort(
            list_distinct(
                coalesce(flatten(list(plan.doc_ids) filter (where plan.is_certified)), [])
            )
        ) as doc_ids,
        added_parts(
            'plan', plan.plan_key, case when plan.is_certified then 1 end, null, plan.event_ids
        ) as parts,
    from core.dim_province as province
    left join marts.plan_status as plan
        on province.province_code = plan.province_code
    group by province.province_code
),

total as (
    select
        sum(cities) as cities,
        list_sort(flatten(list(statement_ids))) as statement_ids,
        list_sort(list_distinct(flatten(list(doc_ids)))) as doc_ids,
        list_sort(flatten(list(parts))) as parts,
    from named
),

counted as (
    select
        'province' as place_kind,
        named.province_code as place_code,
        'named' as segment,
        named.cities,
        named.statement_ids,
        named.doc_ids,
        named.parts,
    from named

    union all by name

    select
        'national' as place_kind,
        'TH' as place_code,
        'named' as segment,
        total.cities,
        total.statement_ids,
        total.doc_ids,
        total.parts,
    from total

    union all by name

    select
        'national' as place_kind,
        'TH' as place_code,
        'not_named' as segment,
        latest.value - total.cities as cities,
        latest.statement_ids,
        latest.doc_ids,
        stated_parts(latest.value, latest.statement_ids) || taken_off(total.parts) as parts,
    from latest
    cross join total
),

figures as (
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
    from published

    union all by name

    select
        counted.place_kind,
        counted.place_code,
        'plan_set' as segment_kind,
        counted.segment,
        'announced' as phase,
        latest.period,
        latest.as_of,
        latest.as_of_precision,
        counted.cities::double as value,
        counted.cities::double as lower,
        counted.cities::double as upper,
        '=' as qualifier,
        'derived' as nature,
        counted.statement_ids,
        counted.doc_ids,
        counted.parts,
        true as is_current,
    from counted
    cross join latest
)

select
    'certified_cities' as metric_id,
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
    null::double as numerator,
    null::double as denominator,
    nature,
    statement_ids,
    doc_ids,
    parts,
    is_current,
from figures
