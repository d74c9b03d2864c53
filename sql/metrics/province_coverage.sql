/*
description = "Provinces with at least one certified city, of all."
code = "COV-01"
unit = "percent"
format = "percent2"
direction = "up"
rollup = "none"
time = "stock"
absence = "zero"
headline = { segment_kind = "national", segment = "TH", phase = "announced" }
pages = ["overview", "programme"]
promise_days = 180

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
th = "จำนวนจังหวัดที่ประกาศลดจาก 25 (กรกฎาคม 2566) เหลือ 16 (สิงหาคม 2568) ซึ่งขัดแย้งกัน และน้อยกว่าจำนวนจังหวัดของเมืองที่ปรากฏชื่อ"
en = "The published count falls from 25 (July 2023) to 16 (August 2025), a conflict, and lies below the provinces of the named cities"
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
    where measure = 'certified_provinces' and segment_kind = 'national'
),

latest as (
    select
        period,
        as_of,
        as_of_precision,
    from marts.figure
    where measure = 'certified_cities' and segment_kind = 'national' and is_current
),

named as (
    select
        province.province_code,
        province.region_code,
        coalesce(bool_or(plan.is_certified), false) as is_covered,
        coalesce(
            flatten(list(plan.event_ids) filter (where plan.is_certified)), []
        ) as statement_ids,
        coalesce(flatten(list(plan.doc_ids) filter (where plan.is_certified)), []) as doc_ids,
    from core.dim_province as province
    left join marts.plan_status as plan
        on province.province_code = plan.province_code
    group by province.province_code, province.region_code
),

named_by_place as (
    select
        case when grouping(region_code) = 1 then 'national' else 'region' end as place_kind,
        coalesce(region_code, 'TH') as place_code,
        count(*) filter (where is_covered)::double as covered,
        count(*)::double as provinces,
        list_sort(flatten(list(statement_ids))) as statement_ids,
        list_sort(list_distinct(flatten(list(doc_ids)))) as doc_ids,
        added_parts('province', province_code, is_covered::int, 1, statement_ids) as parts,
    from named
    group by grouping sets ((region_code), ())
),

figures as (
    select
        published.*,
        all_provinces.provinces,
        list_append(
            stated_parts(published.value, published.statement_ids),
            part('provinces', 'TH', null, all_provinces.provinces, [])
        ) as parts,
    from published
    cross join named_by_place as all_provinces
    where all_provinces.place_kind = 'national'

    union all by name

    select
        named_by_place.place_kind,
        named_by_place.place_code,
        'plan_set' as segment_kind,
        'named' as segment,
        'announced' as phase,
        latest.period,
        latest.as_of,
        latest.as_of_precision,
        named_by_place.covered as value,
        named_by_place.covered as lower,
        named_by_place.covered as upper,
        '=' as qualifier,
        named_by_place.provinces,
        named_by_place.statement_ids,
        named_by_place.doc_ids,
        named_by_place.parts,
        true as is_current,
    from named_by_place
    cross join latest
)

select
    'province_coverage' as metric_id,
    place_kind,
    place_code,
    segment_kind,
    segment,
    phase,
    period,
    as_of,
    as_of_precision,
    100 * value / nullif(provinces, 0) as value,
    100 * lower / nullif(provinces, 0) as lower,
    100 * upper / nullif(provinces, 0) as upper,
    qualifier,
    value as numerator,
    provinces as denominator,
    'derived' as nature,
    statement_ids,
    doc_ids,
    parts,
    is_current,
from figures
