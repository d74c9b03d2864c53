/*
description = "Where each plan stands: its latest ladder step; steps outside the national ladder never count."
grain = ["plan_key"]
[columns]
status = "latest step by date, ties by the order of the ladder; empty where none is told"
status_since = "first day of the first period that documents give for it; documents that date one step within a year of each other tell of one event; empty where undated"
is_certified = "a national plan with a logo; only a reported lapse or revocation ends one"
was_zone = "ever declared a promotion zone"
*/
with steps as (
    select
        plan_key,
        ladder_step,
        ladder_rank,
        is_certified,
        ends_logo,
        event_id,
        event_date,
        date_precision,
        event_date_end,
        doc_id,
    from core.fct_plan_event
    where ladder_step is not null
),

latest as (  -- undated steps come before dated ones; ties go to the higher step
    select
        plan_key,
        ladder_step as status,
        ladder_rank as status_rank,
        event_date as newest,
    from steps
    qualify
        row_number() over (
            partition by plan_key
            order by event_date desc nulls last, ladder_rank desc, event_id
        ) = 1
),

since as (  -- endorsed, announced, handed over: the first of them dates the step
    select
        latest.plan_key,
        latest.status,
        latest.status_rank,
        arg_min(steps.event_date, (steps.event_date_end, steps.event_id)) as status_since,
        arg_min(steps.date_precision, (steps.event_date_end, steps.event_id)) as precision,
    from latest
    inner join steps
        on latest.plan_key = steps.plan_key and latest.status = steps.ladder_step
    where latest.newest is null or steps.event_date >= latest.newest - interval 1 year
    group by latest.plan_key, latest.status, latest.status_rank
),

logos as (  -- a later report or approval leaves a logo in place
    select
        plan_key,
        is_certified,
    from steps
    where is_certified or ends_logo
    qualify
        row_number() over (
            partition by plan_key
            order by event_date desc nulls last, ladder_rank desc, event_id
        ) = 1
),

history as (
    select
        plan_key,
        min(event_date) filter (where ladder_step = 'zone_declared') as first_zone_on,
        min(event_date) filter (where is_certified) as first_certified_on,
        bool_or(ladder_step = 'zone_declared') as was_zone,
        list(event_id order by event_id) as event_ids,
        list_sort(list(distinct doc_id)) as doc_ids,
    from steps
    group by plan_key
),

plans as (
    select
        plan_key,
        province_code,
        programme = 'national' as is_national,
    from core.dim_plan
)

select
    plans.plan_key,
    plans.province_code,
    plans.is_national,
    since.status,
    since.status_rank,
    since.status_since,
    since.precision,
    plans.is_national and coalesce(logos.is_certified, false) as is_certified,
    plans.is_national and coalesce(history.was_zone, false) as was_zone,
    history.first_zone_on,
    history.first_certified_on,
    coalesce(history.event_ids, []) as event_ids,
    coalesce(history.doc_ids, []) as doc_ids,
from plans
left join since
    on plans.plan_key = since.plan_key
left join logos
    on plans.plan_key = logos.plan_key
left join history
    on plans.plan_key = history.plan_key
