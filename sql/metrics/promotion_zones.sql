/*
description = "Promotion zones declared: the published count, and the named ones by province."
grain = ["place_code", "segment_kind", "segment", "phase", "period", "value", "qualifier"]
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

[owner]
th = "สำนักงานส่งเสริมเศรษฐกิจดิจิทัล (ดีป้า)"
en = "Digital Economy Promotion Agency (depa)"
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

zone_steps as (
    select
        event.event_id,
        event.doc_id,
        event.event_date_end,
        plan.plan_key,
        plan.province_code,
    from core.fct_plan_event as event
    inner join core.dim_plan as plan
        on event.plan_key = plan.plan_key
    where plan.programme = 'national' and event.ladder_step = 'zone_declared'
),

named as (  -- every province, so that none named is a zero
    select
        province.province_code,
        count(distinct zone_steps.plan_key) as zones,
        coalesce(
            list(zone_steps.event_id order by zone_steps.event_id)
                filter (where zone_steps.event_id is not null),
            []
        ) as statement_ids,
        list_sort(
            coalesce(
                list(distinct zone_steps.doc_id) filter (where zone_steps.doc_id is not null), []
            )
        ) as doc_ids,
    from core.dim_province as province
    left join zone_steps
        on province.province_code = zone_steps.province_code
    group by province.province_code
),

last_named as (
    select
        max(event_date_end) as as_of,
    from zone_steps
    having max(event_date_end) is not null  -- none named yet is no zero
),

counted as (
    select
        'province' as place_kind,
        province_code as place_code,
        zones,
        statement_ids,
        doc_ids,
    from named

    union all by name

    select
        'national' as place_kind,
        'TH' as place_code,
        sum(zones) as zones,
        list_sort(flatten(list(statement_ids))) as statement_ids,
        list_sort(list_distinct(flatten(list(doc_ids)))) as doc_ids,
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
    is_current,
from figures
