/*
description = "Areas with a city data platform in use: as published, and as the newest list of platforms has it."
code = "DAT-01"
unit = "areas"
format = "integer"
direction = "up"
rollup = "sum"
time = "stock"
target = "cdp_areas"
headline = { segment_kind = "national", segment = "TH", phase = "announced" }
pages = ["solutions"]
promise_days = 92

[label]
th = "พื้นที่ที่ใช้แพลตฟอร์มข้อมูลเมือง"
en = "Areas with a city data platform"

[definition]
th = "จำนวนพื้นที่ที่มีแพลตฟอร์มข้อมูลเมืองเปิดใช้งานอยู่"
en = "Areas in which a city data platform is in use"

[formula]
th = "จำนวนตามที่เอกสารสาธารณะระบุ ส่วนค่าที่หน่วยงานรายงานนับแผนที่มีแพลตฟอร์มเปิดใช้งานอยู่อย่างน้อยหนึ่งระบบ และแพลตฟอร์มที่ไม่ได้อยู่ในแผนใด"
en = "The number as published; of an agency's list, plans with at least one platform in use, and platforms in use that belong to no plan"

[caveats]
th = "รายงานผลการดำเนินงานของรัฐบาล ปีที่ 4 ระบุ 7 พื้นที่โดยไม่ระบุวันที่ ไม่นำจำนวนที่ประกาศไปรวมกับจำนวนที่หน่วยงานรายงาน จังหวัดที่ไม่อยู่ในรายการของหน่วยงานไม่ได้หมายความว่าไม่มีแพลตฟอร์ม"
en = "The government's fourth-year report names 7 areas and no day. The published number and the agency's list are never added. A province that is not on the list is not a zero"
*/
with reported as (
    select
        as_of,
        as_of_precision,
    from marts.agency_as_of
    where source = 'agency_city_data_platforms'
),

areas as (  -- a plan with two platforms is one area
    select
        coalesce(plan_key, platform_key) as area,
        province_code,
        bool_or(in_use) as is_in_use,
        list(statement_id) as statement_ids,
        list(doc_id) as doc_ids,
    from core.fct_city_data_platform
    group by coalesce(plan_key, platform_key), province_code
),

counted as (
    select
        case when grouping(province_code) = 1 then 'national' else 'province' end as place_kind,
        coalesce(province_code, 'TH') as place_code,
        (count(distinct area) filter (where is_in_use))::double as areas,
        list_sort(flatten(list(statement_ids))) as statement_ids,
        list_sort(list_distinct(flatten(list(doc_ids)))) as doc_ids,
        added_parts(
            'area', area, case when is_in_use then 1 end, null, statement_ids
        ) as parts,
    from areas
    group by grouping sets ((province_code), ())
    having count(*) > 0
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
    from marts.figure
    where measure = 'cdp_areas' and segment_kind = 'national'

    union all by name

    select
        counted.place_kind,
        counted.place_code,
        'national' as segment_kind,
        'TH' as segment,
        'result' as phase,
        period_text(reported.as_of, reported.as_of_precision) as period,
        reported.as_of,
        reported.as_of_precision,
        counted.areas as value,
        counted.areas as lower,
        counted.areas as upper,
        '=' as qualifier,
        'derived' as nature,
        counted.statement_ids,
        counted.doc_ids,
        counted.parts,
        true as is_current,
    from counted
    cross join reported
)

select
    'cdp_areas' as metric_id,
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
