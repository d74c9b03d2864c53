/*
description = "A plan that public documents named as certified, or as a promotion zone, by a day on which an event of that step is dated in the place."
grain = ["measure", "place_code", "as_of", "code"]
[columns]
measure = "certified_cities or promotion_zones_cumulative"
place_code = "a province, a region or TH"
as_of = "the day from which an event counts"
code = "the plan's key"
edition = "the day, so that figures of several days stand apart"
statement_ids = "the plan's events of that step by then"
*/
with steps as (
    select
        case
            when event.ladder_step = 'zone_declared' then 'promotion_zones_cumulative'
            else 'certified_cities'
        end as measure,
        event.plan_key,
        plan.province_code,
        province.region_code,
        event.event_id,
        event.doc_id,
        event.counts_from as happened_by,
        event.ladder_rank,
        not coalesce(event.ends_logo, false) as is_there,
    from core.fct_plan_event as event
    inner join core.dim_plan as plan
        on event.plan_key = plan.plan_key
    left join core.dim_province as province
        on plan.province_code = province.province_code
    where
        plan.programme = 'national'
        and event.counts_from is not null
        and (event.is_certified or event.ends_logo or event.ladder_step = 'zone_declared')
),

placed as (
    select
        steps.* exclude (province_code, region_code),
        unnest([province_code, region_code, 'TH']) as place_code,
    from steps
),

days as (
    select distinct
        measure,
        place_code,
        happened_by as as_of,
    from placed
    where place_code is not null
),

told as (
    select
        days.measure,
        days.place_code,
        days.as_of,
        placed.plan_key,
        arg_max(placed.is_there, (placed.happened_by, placed.ladder_rank, placed.event_id))
            as is_there,
        list(placed.event_id order by placed.event_id) as event_ids,
        list_sort(list(distinct placed.doc_id)) as doc_ids,
    from days
    inner join placed
        on
            days.measure = placed.measure
            and days.place_code = placed.place_code
            and placed.happened_by <= days.as_of
    group by days.measure, days.place_code, days.as_of, placed.plan_key
)

select
    measure,
    place_code,
    'plan_set' as segment_kind,
    'named' as segment,
    'announced' as phase,
    as_of,
    'day' as as_of_precision,
    as_of::varchar as edition,
    ['own'] as places,
    'plan' as kind,
    plan_key as code,
    1 as above,
    event_ids as statement_ids,
    doc_ids,
from told
where is_there
