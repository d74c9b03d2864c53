/*
description = "What public documents name in a place by a day: a row for each plan certified, or a promotion zone, by then; one without a plan where none is. Of each day on which an event of that step is dated in the place, or on which the list becomes complete or is no longer; where it is complete, also of the days of published counts."
grain = ["measure", "place_code", "as_of", "code"]
[columns]
measure = "certified_cities or promotion_zones_cumulative"
place_code = "a province, a region or TH"
as_of = "the day from which an event counts, or that of a published count"
code = "the plan's key; empty where none is named"
above = "1 for a plan"
qualifier = "of a province or region '>=' while a count published by then exceeds the named plans or none is exact: there may be more; else '='"
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

published as (
    select
        measure,
        as_of,
        period_end(as_of, as_of_precision) as as_of_end,
        case when qualifier = '>' then lower + 1 else lower end as at_least,
        qualifier = '=' as is_exact,
    from marts.figure
    where segment_kind = 'national' and is_known_now and as_of is not null
),

events as (
    select distinct
        measure,
        place_code,
        happened_by as as_of,
    from placed
    where place_code is not null
),

moments as (  -- what is published by each day
    select
        moment.measure,
        moment.as_of,
        bool_or(published.as_of_end = moment.as_of) as is_published,
        max(published.at_least) as at_least,
        coalesce(bool_or(published.is_exact), false) as is_exact,
    from (
        select
            measure,
            as_of,
        from events
        where place_code = 'TH'

        union

        select
            published.measure,
            published.as_of_end,
        from published
        semi join events
            on published.measure = events.measure
    ) as moment
    left join published
        on moment.measure = published.measure and published.as_of_end <= moment.as_of
    group by moment.measure, moment.as_of
),

standing as (  -- where each plan stands on each of these days
    select
        moments.measure,
        moments.as_of,
        placed.place_code,
        placed.plan_key,
        arg_max(placed.is_there, (placed.happened_by, placed.ladder_rank, placed.event_id))
            as is_there,
        list(placed.event_id order by placed.event_id) as event_ids,
        list_sort(list(distinct placed.doc_id)) as doc_ids,
    from moments
    inner join placed
        on moments.measure = placed.measure and placed.happened_by <= moments.as_of
    group by moments.measure, moments.as_of, placed.place_code, placed.plan_key
),

lists as (
    select
        moments.measure,
        moments.as_of,
        moments.is_published,
        moments.is_exact
        and (
            select count(*)
            from standing
            where
                moments.measure = standing.measure
                and moments.as_of = standing.as_of
                and standing.place_code = 'TH'
                and standing.is_there
        ) >= moments.at_least as is_complete,
    from moments
),

turns as (
    select
        *,
        is_complete
        <> lag(is_complete, 1, false) over (partition by measure order by as_of) as is_turn,
    from lists
),

places as (
    select province_code as place_code
    from core.dim_province

    union

    select region_code
    from core.dim_province
    where region_code is not null
),

days as (
    select
        measure,
        place_code,
        as_of,
    from events

    union

    select
        turns.measure,
        places.place_code,
        turns.as_of,
    from turns
    cross join places
    where turns.is_turn or (turns.is_complete and turns.is_published)
)

select
    days.measure,
    days.place_code,
    'plan_set' as segment_kind,
    'named' as segment,
    'announced' as phase,
    days.as_of,
    'day' as as_of_precision,
    days.as_of::varchar as edition,
    ['own'] as places,
    'plan' as kind,
    standing.plan_key as code,
    case when standing.plan_key is not null then 1 end as above,
    case when lists.is_complete or days.place_code = 'TH' then '=' else '>=' end as qualifier,
    coalesce(standing.event_ids, []) as statement_ids,
    coalesce(standing.doc_ids, []) as doc_ids,
from days
inner join lists
    on days.measure = lists.measure and days.as_of = lists.as_of
left join standing
    on
        days.measure = standing.measure
        and days.as_of = standing.as_of
        and days.place_code = standing.place_code
        and standing.is_there
where standing.plan_key is not null or days.place_code <> 'TH'
