/*
description = "Registered residents of certified areas, each counted once; what documents claim stands apart."
code = "COV-04"
unit = "persons"
format = "integer"
direction = "up"
rollup = "none"
time = "stock"
headline = { segment_kind = "national", segment = "TH", phase = "register" }
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
with recursive certified as (
    select
        plan_key,
        province_code,
    from marts.plan_status
    where is_certified
),

areas as (
    select
        area.plan_key,
        area.province_code,
        area.residents,
        area.as_of,
        area.as_of_precision,
        area.statement_id,
        area.doc_id,
    from core.fct_area_population as area
    semi join certified
        on area.plan_key = certified.plan_key
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
        holders.plan_key,
        holders.province_code,
        holders.as_of,
        area.nested_in as holder,
    from holders
    inner join core.fct_area_population as area
        on
            holders.holder = area.plan_key
            and holders.province_code = area.province_code
            and holders.as_of = area.as_of
    where area.nested_in is not null
),

held as (  -- counted with an area around it, of the same province and day
    select distinct
        holders.plan_key,
        holders.province_code,
        holders.as_of,
    from holders
    inner join areas
        on
            holders.holder = areas.plan_key
            and holders.province_code = areas.province_code
            and holders.as_of = areas.as_of
    left join holders as circle  -- two said to lie within each other: the first by key stays
        on
            holders.plan_key = circle.holder
            and holders.holder = circle.plan_key
            and holders.province_code = circle.province_code
            and holders.as_of = circle.as_of
    where
        holders.holder <> holders.plan_key
        and (circle.plan_key is null or holders.holder < holders.plan_key)
),

days as (
    select distinct
        as_of,
        as_of_precision,
    from areas
),

unlisted as (  -- with a logo, but without residents on that day
    select
        days.as_of,
        days.as_of_precision,
        certified.province_code,
        count(*) as plans,
    from days
    cross join certified
    anti join areas
        on
            certified.plan_key = areas.plan_key
            and days.as_of = areas.as_of
            and days.as_of_precision = areas.as_of_precision
    group by days.as_of, days.as_of_precision, certified.province_code
),

named as (
    select
        count(*) as cities,
    from certified
),

published as (  -- some cities with a logo are not named at all
    select
        coalesce(bool_or(figure.value > named.cities), false) as has_more,
    from marts.figure as figure
    cross join named
    where
        figure.measure = 'certified_cities'
        and figure.segment_kind = 'national'
        and figure.is_current
),

added as (
    select
        case when grouping(areas.province_code) = 1 then 'national' else 'province' end
            as place_kind,
        coalesce(areas.province_code, 'TH') as place_code,
        areas.as_of,
        areas.as_of_precision,
        sum(areas.residents)::double as residents,
        list_sort(list(areas.statement_id)) as statement_ids,
        list_sort(list(distinct areas.doc_id)) as doc_ids,
        added_parts(
            'statement', areas.statement_id, areas.residents, null, [areas.statement_id]
        ) as parts,
    from areas
    anti join held
        on
            areas.plan_key = held.plan_key
            and areas.province_code = held.province_code
            and areas.as_of = held.as_of
    group by areas.as_of, areas.as_of_precision, grouping sets ((areas.province_code), ())
),

counted as (
    select
        added.place_kind,
        added.place_code,
        added.as_of,
        added.as_of_precision,
        added.residents,
        added.statement_ids,
        added.doc_ids,
        added.parts,
        count(unlisted.plans) > 0
        or bool_or(added.place_kind = 'national' and published.has_more) as is_partial,
    from added
    cross join published
    left join unlisted
        on
            added.as_of = unlisted.as_of
            and added.as_of_precision = unlisted.as_of_precision
            and (added.place_kind = 'national' or added.place_code = unlisted.province_code)
    group by all
),

figures as (
    select
        place_kind,
        place_code,
        'national' as segment_kind,
        'TH' as segment,
        'register' as phase,
        period_text(as_of, as_of_precision) as period,
        as_of,
        as_of_precision,
        residents as value,
        residents as lower,
        case when not is_partial then residents end as upper,
        case when is_partial then '>=' else '=' end as qualifier,
        null::double as numerator,
        null::double as denominator,
        'derived' as nature,
        statement_ids,
        doc_ids,
        parts,
        row_number() over (
            partition by place_code
            order by period_end(as_of, as_of_precision) desc, as_of desc
        ) = 1 as is_current,
    from counted

    union all by name

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
        null::double as numerator,
        null::double as denominator,
        nature,
        statement_ids,
        doc_ids,
        is_current,
    from marts.figure
    where measure = 'beneficiaries' and phase = 'claim'
)

select
    'certified_population' as metric_id,
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
