/*
description = "Promotion zones declared: the published count, and the named ones by province."
code = "CERT-04"
unit = "areas"
format = "integer"
direction = "up"
rollup = "sum"
time = "stock"
absence = "zero"
target = "promotion_zones_cumulative"
headline = { segment_kind = "national", segment = "TH", phase = "announced" }
pages = ["overview", "provinces", "programme"]
breaks = [1, 2, 3, 4]
promise_days = 180

[label]
th = "เขตส่งเสริมเมืองอัจฉริยะที่ประกาศแล้ว"
en = "Promotion zones declared"

[definition]
th = "จำนวนพื้นที่สะสมที่ดีป้าประกาศเป็นเขตส่งเสริมเมืองอัจฉริยะ ตามที่เผยแพร่ต่อสาธารณะ"
en = "Areas that depa has declared smart city promotion zones, cumulative, as published"

[formula]
th = "จำนวนสะสมที่ประกาศล่าสุดซึ่งระบุวันที่ ส่วนค่ารายจังหวัดนับแผนซึ่งปรากฏชื่อในเอกสารสาธารณะว่าเคยเป็นเขตส่งเสริม"
en = "The latest dated cumulative count; by province, plans that public documents name as a zone at any time"

[caveats]
th = "รายงานผลการดำเนินงานของรัฐบาลปีที่ 4 ระบุ 61 พื้นที่ใน 34 จังหวัดแต่ไม่ระบุวันที่ จึงไม่ใช้เป็นตัวเลขล่าสุด และไม่พบยอดรวมของทางราชการหลังจากนั้น"
en = "The government's year-4 report gives 61 areas in 34 provinces without a date, so it is not taken as the latest; no later official total was found"
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
    where measure = 'promotion_zones_cumulative' and segment_kind = 'national'
),

zones as (
    select
        plan.plan_key,
        plan.province_code,
        max(event.event_date_end) as last_named_on,
        list(event.event_id) as statement_ids,
        list(event.doc_id) as doc_ids,
    from core.fct_plan_event as event
    inner join core.dim_plan as plan
        on event.plan_key = plan.plan_key
    where plan.programme = 'national' and event.ladder_step = 'zone_declared'
    group by plan.plan_key, plan.province_code
),

named as (  -- every province, so that none named is a zero
    select
        province.province_code,
        count(zones.plan_key) as zones,
        list_sort(coalesce(flatten(list(zones.statement_ids)), [])) as statement_ids,
        list_sort(list_distinct(coalesce(flatten(list(zones.doc_ids)), []))) as doc_ids,
        added_parts(
            'plan',
            zones.plan_key,
            case when zones.plan_key is not null then 1 end,
            null,
            zones.statement_ids
        ) as parts,
    from core.dim_province as province
    left join zones
        on province.province_code = zones.province_code
    group by province.province_code
),

last_named as (
    select
        max(last_named_on) as as_of,
    from zones
    having max(last_named_on) is not null  -- none named yet is no zero
),

counted as (
    select
        'province' as place_kind,
        province_code as place_code,
        zones,
        statement_ids,
        doc_ids,
        parts,
    from named

    union all by name

    select
        'national' as place_kind,
        'TH' as place_code,
        sum(zones) as zones,
        list_sort(flatten(list(statement_ids))) as statement_ids,
        list_sort(list_distinct(flatten(list(doc_ids)))) as doc_ids,
        list_sort(flatten(list(parts))) as parts,
    from named
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
        'named' as segment,
        'announced' as phase,
        period_text(last_named.as_of, 'day') as period,
        last_named.as_of,
        'day' as as_of_precision,
        counted.zones::double as value,
        counted.zones::double as lower,
        counted.zones::double as upper,
        '=' as qualifier,
        'derived' as nature,
        counted.statement_ids,
        counted.doc_ids,
        counted.parts,
        true as is_current,
    from counted
    cross join last_named
)

select
    'promotion_zones' as metric_id,
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
