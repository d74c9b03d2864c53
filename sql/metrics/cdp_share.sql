/*
description = "Certified cities with a city data platform in use, of the certified cities of the same list and day."
code = "DAT-01"
unit = "percent"
format = "percent2"
direction = "up"
rollup = "ratio"
time = "stock"
headline = { segment_kind = "plan_set", segment = "named", phase = "result" }
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
with reported as (
    select
        as_of,
        as_of_precision,
        as_of_end,
    from marts.agency_as_of
    where source = 'agency_city_data_platforms'
),

stated as (
    select
        measure,
        as_of,
        as_of_precision,
        period,
        value,
        lower,
        upper,
        qualifier,
        statement_ids,
        doc_ids,
        is_current,
        unnest(doc_ids) as doc_id,
    from marts.figure
    where
        measure in ('cdp_areas', 'certified_cities')
        and segment_kind = 'national'
        and segment = 'TH'
),

published as (  -- only where one document states both, of one day
    select
        areas.period,
        areas.as_of,
        areas.as_of_precision,
        areas.value as numerator,
        cities.value as denominator,
        areas.lower,
        areas.upper,
        areas.qualifier,
        list_sort(list_distinct(areas.statement_ids || cities.statement_ids)) as statement_ids,
        list_sort(list_distinct(areas.doc_ids || cities.doc_ids)) as doc_ids,
        stated_parts(areas.value, areas.statement_ids)
        || stated_below(cities.value, cities.statement_ids) as parts,
        areas.is_current,
    from stated as areas
    inner join stated as cities
        on areas.doc_id = cities.doc_id and areas.as_of = cities.as_of
    where
        areas.measure = 'cdp_areas'
        and cities.measure = 'certified_cities'
        and cities.qualifier = '='
    group by all
),

in_use as (
    select
        plan_key,
        list(statement_id) as statement_ids,
        list(doc_id) as doc_ids,
    from core.fct_city_data_platform
    where in_use and plan_key is not null
    group by plan_key
),

cities as (  -- certified by the day of the list
    select
        status.plan_key,
        status.province_code,
        in_use.plan_key is not null as has_platform,
        status.event_ids || coalesce(in_use.statement_ids, []) as statement_ids,
        status.doc_ids || coalesce(in_use.doc_ids, []) as doc_ids,
        reported.as_of,
        reported.as_of_precision,
    from marts.plan_status as status
    cross join reported
    left join in_use
        on status.plan_key = in_use.plan_key
    where
        status.is_certified
        and coalesce(status.first_certified_on <= reported.as_of_end, true)
),

counted as (
    select
        case when grouping(province_code) = 1 then 'national' else 'province' end as place_kind,
        coalesce(province_code, 'TH') as place_code,
        'plan_set' as segment_kind,
        'named' as segment,
        'result' as phase,
        any_value(as_of) as as_of,
        any_value(as_of_precision) as as_of_precision,
        (count(*) filter (where has_platform))::double as numerator,
        count(*)::double as denominator,
        list_sort(list_distinct(flatten(list(statement_ids)))) as statement_ids,
        list_sort(list_distinct(flatten(list(doc_ids)))) as doc_ids,
        added_parts('plan', plan_key, has_platform::int, 1, statement_ids) as parts,
    from cities
    group by grouping sets ((province_code), ())
    having count(*) > 0
),

figures as (
    select
        'national' as place_kind,
        'TH' as place_code,
        'national' as segment_kind,
        'TH' as segment,
        'announced' as phase,
        period,
        as_of,
        as_of_precision,
        100 * numerator / nullif(denominator, 0) as value,
        100 * lower / nullif(denominator, 0) as lower,
        100 * upper / nullif(denominator, 0) as upper,
        qualifier,
        numerator,
        denominator,
        'derived' as nature,
        statement_ids,
        doc_ids,
        parts,
        is_current,
    from published

    union all by name

    select
        place_kind,
        place_code,
        segment_kind,
        segment,
        phase,
        period_text(as_of, as_of_precision) as period,
        as_of,
        as_of_precision,
        100 * numerator / nullif(denominator, 0) as value,
        100 * numerator / nullif(denominator, 0) as lower,
        100 * numerator / nullif(denominator, 0) as upper,
        '=' as qualifier,
        numerator,
        denominator,
        'derived' as nature,
        statement_ids,
        doc_ids,
        parts,
        true as is_current,
    from counted
)

select
    'cdp_share' as metric_id,
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
