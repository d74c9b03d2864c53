/*
description = "Dimensions in which a plan has a service: of each plan, and on average."
code = "REN-07"
unit = "dimensions"
format = "decimal2"
direction = "neutral"
rollup = "none"
time = "stock"
headline = { segment_kind = "national", segment = "TH", phase = "result" }
pages = ["programme", "profile"]
promise_days = 92

[label]
th = "จำนวนด้านอัจฉริยะต่อแผน"
en = "Smart dimensions per plan"

[definition]
th = "จำนวนเฉลี่ยของด้านอัจฉริยะจากทั้งหมดเจ็ดด้านซึ่งแผนมีบริการอย่างน้อยหนึ่งรายการ และจำนวนด้านของแต่ละแผน"
en = "Mean number of the seven dimensions in which a plan has at least one service; also the number of each plan"

[formula]
th = "ผลรวมของจำนวนด้านที่มีบริการของทุกแผน ÷ จำนวนแผนในรายการล่าสุดที่หน่วยงานส่ง"
en = "Dimensions with a service, added over the plans ÷ plans on the newest list that the agency sent"

[caveats]
th = "แผนที่อยู่ในรายการแต่ยังไม่มีบริการนับเป็นศูนย์ด้าน แผนที่ไม่อยู่ในรายการไม่นับ ด้านที่ปรากฏในข่าวการมอบรางวัลไม่ใช่จำนวนด้านทั้งหมดของแผน จึงไม่นำมาใช้"
en = "A plan on the list without a service has zero; a plan not on it does not count. Dimensions named in news of awards are not all that a plan has, and are not used"
*/
with reported as (
    select
        as_of,
        as_of_precision,
    from marts.agency_as_of
    where source = 'agency_plan_dimensions'
),

by_plan as (
    select
        plan.plan_key,
        plan.province_code,
        (count(*) filter (where service.services > 0))::double as dimensions,
        list(service.statement_id) as statement_ids,
        list(service.doc_id) as doc_ids,
    from core.fct_plan_service as service
    inner join core.dim_plan as plan
        on service.plan_key = plan.plan_key
    where plan.programme = 'national'
    group by plan.plan_key, plan.province_code
),

averages as (
    select
        case when grouping(province_code) = 1 then 'national' else 'province' end as place_kind,
        coalesce(province_code, 'TH') as place_code,
        'national' as segment_kind,
        'TH' as segment,
        sum(dimensions) as numerator,
        count(*)::double as denominator,
        flatten(list(statement_ids)) as statement_ids,
        flatten(list(doc_ids)) as doc_ids,
        added_parts('plan', plan_key, dimensions, 1, statement_ids) as parts,
    from by_plan
    group by grouping sets ((province_code), ())
    having count(*) > 0
),

counted as (
    select
        place_kind,
        place_code,
        segment_kind,
        segment,
        numerator / nullif(denominator, 0) as dimensions,
        numerator,
        denominator,
        statement_ids,
        doc_ids,
        parts,
    from averages

    union all by name

    select
        'province' as place_kind,
        province_code as place_code,
        'plan' as segment_kind,
        plan_key as segment,
        dimensions,
        statement_ids,
        doc_ids,
        [part('plan', plan_key, dimensions, null, statement_ids)] as parts,
    from by_plan
),

figures as (
    select
        counted.place_kind,
        counted.place_code,
        counted.segment_kind,
        counted.segment,
        'result' as phase,
        period_text(reported.as_of, reported.as_of_precision) as period,
        reported.as_of,
        reported.as_of_precision,
        counted.dimensions as value,
        counted.dimensions as lower,
        counted.dimensions as upper,
        '=' as qualifier,
        counted.numerator,
        counted.denominator,
        'derived' as nature,
        list_sort(counted.statement_ids) as statement_ids,
        list_sort(list_distinct(counted.doc_ids)) as doc_ids,
        counted.parts,
        true as is_current,
    from counted
    cross join reported
)

select
    'dimensions_per_plan' as metric_id,
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
