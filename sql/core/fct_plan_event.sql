/*
description = "An event in the life of a plan as one document tells it."
grain = ["event_id"]
[columns]
ladder_step = "step of the national ladder; empty where the event is none"
event_date = "first day of the stated period"
event_date_end = "last day of the stated period"
*/
with plan_events as (
    select *
    from staging.stg_plan_events
),

ladder_steps as (
    select
        ladder_step,
        ladder_rank,
        is_certified,
        ends_logo,
    from core.dim_ladder_step
)

select
    plan_events.event_id,
    plan_events.plan_key,
    plan_events.ladder_step,
    ladder_steps.ladder_rank,
    ladder_steps.is_certified,
    ladder_steps.ends_logo,
    plan_events.event_kind,
    plan_events.event_date,
    plan_events.date_precision,
    period_end(plan_events.event_date, plan_events.date_precision) as event_date_end,
    plan_events.date_basis,
    plan_events.doc_id,
    plan_events.note,
from plan_events
left join ladder_steps
    on plan_events.ladder_step = ladder_steps.ladder_step
