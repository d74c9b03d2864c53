/*
description = "Zones declared at least 24 months before that earned the logo."
code = "CERT-07"
unit = "percent"
rollup = "ratio"
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
th = "ติดตามเขตส่งเสริมชุดเดียวกัน ไม่นำจำนวนเมืองทั้งหมดหารด้วยจำนวนเขตทั้งหมด เอกสารสาธารณะระบุชื่อและวันประกาศของเขตเพียงบางส่วน ค่าของชุดนี้จึงไม่ใช้แทนเขตทั้งหมด และเป็นค่าขั้นต่ำตราบที่เอกสารยังระบุชื่อเมืองที่ได้รับตราสัญลักษณ์ไม่ครบ"
en = "The same zones are followed; all cities are never divided by all zones. Public documents name and date only some zones, so the figure of that set does not stand for all zones; it is a lower bound while they do not name every city with a logo"
*/
with sets as (  -- zones that agencies report, and zones that public documents name
    select
        'national' as segment_kind,
        'TH' as segment,
        '=' as qualifier,
        as_of,
        as_of_precision,
        as_of_end,
    from marts.agency_as_of
    where source = 'agency_plan_events'

    union all

    select
        'plan_set' as segment_kind,
        'named' as segment,
        case when naming.is_complete then '=' else '>=' end as qualifier,
        figure.as_of,
        figure.as_of_precision,
        figure.as_of_end,
    from marts.figure as figure
    left join marts.naming as naming
        on figure.measure = naming.measure
    where
        figure.measure = 'certified_cities'
        and figure.segment_kind = 'national'
        and figure.is_current
),

steps as (
    select
        event.*,
        plan.province_code,
    from core.fct_plan_event as event
    inner join core.dim_plan as plan
        on event.plan_key = plan.plan_key
    where plan.programme = 'national' and event.event_date is not null
),

zones as (  -- each plan's first declaration, if it is 24 months old
    select
        sets.*,
        zone.*,
    from steps as zone
    inner join sets
        on (sets.segment = 'TH') = (zone.reported_by is not null)
    where
        zone.ladder_step = 'zone_declared'
        and zone.event_date_end <= sets.as_of_end - interval 24 month
    qualify
        row_number() over (
            partition by sets.segment, zone.plan_key
            order by zone.event_date_end, zone.event_id
        ) = 1
),

followed as (
    select
        zones.province_code as place_code,
        zones.segment_kind,
        zones.segment,
        zones.qualifier,
        zones.as_of,
        zones.as_of_precision,
        'plan' as kind,
        zones.plan_key as code,
        (count(logo.event_id) > 0)::int as above,
        1 as below,
        list(zones.event_id) || list(logo.event_id) as statement_ids,
        list(zones.doc_id) || list(logo.doc_id) as doc_ids,
        case when zones.segment = 'named' then ['national'] end as places,
        zones.event_date,
        zones.event_date_end,
    from zones
    left join steps as logo  -- whoever tells of it; in the public set, public documents alone
        on
            zones.plan_key = logo.plan_key
            and logo.is_certified
            and logo.event_date_end >= zones.event_date
            and logo.event_date <= zones.as_of_end
            and (zones.segment = 'TH' or logo.reported_by is null)
    group by all
)

select * exclude (event_date, event_date_end)
from followed

union all by name

select
    followed.* exclude (event_date, event_date_end) replace (
        'fiscal_year' as segment_kind,
        fiscal_year.fiscal_year_be::varchar as segment,
        ['national'] as places
    ),
from followed
inner join core.dim_fiscal_year as fiscal_year
    on
        followed.event_date >= fiscal_year.starts_on
        and followed.event_date_end <= fiscal_year.ends_on
where followed.segment = 'TH'
