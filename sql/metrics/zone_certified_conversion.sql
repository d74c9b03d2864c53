/*
description = "Zones declared at least 24 months before that earned the logo."
code = "CERT-07"
unit = "percent"
format = "percent2"
direction = "up"
rollup = "ratio"
time = "stock"
headline = { segment_kind = "national", segment = "TH", phase = "result" }
pages = ["programme"]
promise_days = 31

[label]
th = "ร้อยละของเขตส่งเสริมซึ่งได้รับตราสัญลักษณ์"
en = "Promotion zones that earned the logo"

[definition]
th = "ร้อยละของเขตส่งเสริมที่ประกาศมาแล้วไม่น้อยกว่า 24 เดือน ซึ่งต่อมาได้รับตราสัญลักษณ์ รวมทุกปีและแยกตามปีงบประมาณที่ประกาศเขต"
en = "Share of zones declared at least 24 months before that later earned the logo, over all years and by the fiscal year of declaration"

[formula]
th = "เขตส่งเสริมชุดเดียวกันที่ต่อมาได้รับตราสัญลักษณ์ ÷ เขตส่งเสริมที่หน่วยงานรายงานว่าประกาศก่อนวันที่ของข้อมูลล่าสุดไม่น้อยกว่า 24 เดือน × 100 ส่วนเขตที่ปรากฏชื่อในเอกสารสาธารณะคำนวณแยก ณ วันที่ประกาศจำนวนเมืองล่าสุด"
en = "Of the zones that the agency reports as declared at least 24 months before the newest day reported, those that later earned the logo × 100; zones named in public documents are a set of their own, on the day of the latest published count of cities"

[caveats]
th = "ติดตามเขตส่งเสริมชุดเดียวกัน ไม่นำจำนวนเมืองทั้งหมดหารด้วยจำนวนเขตทั้งหมด เขตที่ปรากฏชื่อในเอกสารสาธารณะมีเพียงบางส่วนและเมืองที่ได้รับตราสัญลักษณ์บางเมืองไม่ปรากฏชื่อ ค่าของชุดนี้จึงเป็นค่าขั้นต่ำและไม่ใช้แทนเขตทั้งหมด"
en = "The same zones are followed; all cities are never divided by all zones. Public documents name only some zones, and not every city with a logo, so the figure of that set is a lower bound and does not stand for all zones"
*/
with sets as (  -- zones that agencies report, and zones that public documents name
    select
        'national' as segment_kind,
        'TH' as segment,
        as_of,
        as_of_precision,
        as_of_end,
    from marts.agency_as_of
    where source = 'agency_plan_events'

    union all by name

    select
        'plan_set' as segment_kind,
        'named' as segment,
        as_of,
        as_of_precision,
        as_of_end,
    from marts.figure
    where measure = 'certified_cities' and segment_kind = 'national' and is_current
),

steps as (
    select
        event.event_id,
        event.plan_key,
        plan.province_code,
        event.ladder_step,
        event.is_certified,
        event.event_date,
        event.event_date_end,
        event.reported_by,
        event.doc_id,
    from core.fct_plan_event as event
    inner join core.dim_plan as plan
        on event.plan_key = plan.plan_key
    where plan.programme = 'national' and event.event_date is not null
),

zones as (  -- each plan's first declaration, if it is 24 months old
    select
        sets.segment_kind,
        sets.segment,
        sets.as_of,
        sets.as_of_precision,
        sets.as_of_end,
        steps.plan_key,
        steps.province_code,
        steps.event_id,
        steps.doc_id,
        steps.event_date,
        steps.event_date_end,
    from steps
    inner join sets
        on (sets.segment = 'TH') = (steps.reported_by is not null)
    where
        steps.ladder_step = 'zone_declared'
        and steps.event_date_end <= sets.as_of_end - interval 24 month
    qualify
        row_number() over (
            partition by sets.segment, steps.plan_key
            order by steps.event_date_end, steps.event_id
        ) = 1
),

followed as (
    select
        zones.segment_kind,
        zones.segment,
        zones.as_of,
        zones.as_of_precision,
        zones.plan_key,
        zones.province_code,
        fiscal_year.fiscal_year_be,
        count(logo.event_id) > 0 as has_logo,
        list_filter(
            [zones.event_id] || list(logo.event_id), lambda part: part is not null
        ) as statement_ids,
        list_filter(
            [zones.doc_id] || list(logo.doc_id), lambda part: part is not null
        ) as doc_ids,
    from zones
    left join steps as logo  -- whoever tells of it; in the public set, public documents alone
        on
            zones.plan_key = logo.plan_key
            and logo.is_certified
            and logo.event_date_end >= zones.event_date
            and logo.event_date <= zones.as_of_end
            and (zones.segment = 'TH' or logo.reported_by is null)
    left join core.dim_fiscal_year as fiscal_year
        on
            zones.event_date >= fiscal_year.starts_on
            and zones.event_date_end <= fiscal_year.ends_on
    group by
        zones.segment_kind,
        zones.segment,
        zones.as_of,
        zones.as_of_precision,
        zones.plan_key,
        zones.province_code,
        zones.event_id,
        zones.doc_id,
        fiscal_year.fiscal_year_be
),

counted as (
    select
        case when grouping(province_code) = 1 then 'national' else 'province' end as place_kind,
        coalesce(province_code, 'TH') as place_code,
        case when fiscal_year_be is null then segment_kind else 'fiscal_year' end as segment_kind,
        coalesce(fiscal_year_be::varchar, segment) as segment,
        segment = 'TH' as is_reported,
        as_of,
        as_of_precision,
        (count(*) filter (where has_logo))::double as certified,
        count(*)::double as zones,
        list_sort(flatten(list(statement_ids))) as statement_ids,
        list_sort(list_distinct(flatten(list(doc_ids)))) as doc_ids,
        added_parts('plan', plan_key, has_logo::int, 1, statement_ids) as parts,
    from followed
    group by
        segment_kind,
        segment,
        as_of,
        as_of_precision,
        grouping sets ((), (province_code), (fiscal_year_be))
    having
        grouping(province_code) + grouping(fiscal_year_be) = 2
        or (
            segment = 'TH'
            and (fiscal_year_be is not null or grouping(fiscal_year_be) = 1)
        )
),

figures as (
    select
        place_kind,
        place_code,
        segment_kind,
        segment,
        'result' as phase,
        period_text(as_of, as_of_precision) as period,
        as_of,
        as_of_precision,
        100 * certified / nullif(zones, 0) as value,
        100 * certified / nullif(zones, 0) as lower,
        case when is_reported then 100 * certified / nullif(zones, 0) end as upper,
        case when is_reported then '=' else '>=' end as qualifier,
        certified as numerator,
        zones as denominator,
        'derived' as nature,
        statement_ids,
        doc_ids,
        parts,
        true as is_current,
    from counted
)

select
    'zone_certified_conversion' as metric_id,
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
