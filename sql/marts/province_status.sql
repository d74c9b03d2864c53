/*
description = "Named national plans by province on each day on which the record changes; all 77 on each."
grain = ["province_code", "as_of"]
[columns]
as_of = "the day the count describes"
zones_named = "national plans ever declared a zone by then"
zones_without_logo = "of these, without a logo"
certified_named = "national plans with a logo by then that no reported lapse or revocation ended"
*/
with days as (  -- days of dated ladder events and of published counts
    select counts_from as as_of
    from core.fct_plan_event
    where ladder_step is not null and counts_from is not null

    union

    select as_of_end
    from core.fct_observation
    where
        segment_kind = 'national'
        and as_of_end is not null
        and measure in
        ('certified_cities', 'certified_provinces', 'promotion_zones_cumulative')
),

grid as (  -- every province on every day, so that zero is a fact and not a gap
    select
        province.province_code,
        days.as_of,
    from core.dim_province as province
    cross join days
),

steps as (
    select
        event.plan_key,
        plan.province_code,
        event.event_id,
        event.ladder_step,
        event.ladder_rank,
        event.is_certified,
        event.ends_logo,
        event.event_date,
        event.counts_from,
    from core.fct_plan_event as event
    inner join core.dim_plan as plan
        on event.plan_key = plan.plan_key
    where
        plan.programme = 'national'
        and event.ladder_step is not null
        and event.event_date is not null
),

standing as (  -- where each plan stood on each day
    select
        days.as_of,
        steps.plan_key,
        steps.province_code,
        bool_or(steps.ladder_step = 'zone_declared') as was_zone,
        coalesce(
            arg_max(
                steps.is_certified, (steps.event_date, steps.ladder_rank, steps.event_id)
            ) filter (where steps.is_certified or steps.ends_logo),
            false
        ) as is_certified,
    from days
    inner join steps
        on days.as_of >= steps.counts_from
    group by days.as_of, steps.plan_key, steps.province_code
),

counted as (
    select
        province_code,
        as_of,
        count(*) filter (where was_zone) as zones_named,
        count(*) filter (where was_zone and not is_certified) as zones_without_logo,
        count(*) filter (where is_certified) as certified_named,
    from standing
    group by province_code, as_of
)

select
    grid.province_code,
    grid.as_of,
    coalesce(counted.zones_named, 0) as zones_named,
    coalesce(counted.zones_without_logo, 0) as zones_without_logo,
    coalesce(counted.certified_named, 0) as certified_named,
from grid
left join counted
    on grid.province_code = counted.province_code and grid.as_of = counted.as_of
