/*
description = "An event in the life of a plan as one document tells it; of public documents and of agencies."
grain = ["event_id"]
[columns]
ladder_step = "step of the national ladder; empty where the event is none"
event_date = "first day of the stated period"
event_date_end = "last day of the stated period"
counts_from = "the day from which a place counts it: the last day of the stated period; of a step whose month alone is told, the day of the published count within that month, which is of the same event"
valid_to = "last day on which the logo holds; empty where no document states it"
refusal_reason = "of events of kind refused"
reported_by = "the agency that sent it; empty for public documents"
*/
with ladder_steps as (
    select
        ladder_step,
        ladder_rank,
        is_certified,
        ends_logo,
    from core.dim_ladder_step
),

plan_events as (
    select
        event_id,
        plan_key,
        ladder_step,
        event_kind,
        event_date,
        date_precision,
        date_basis,
        doc_id,
        note,
    from staging.stg_plan_events

    union all by name

    select
        event.statement_id as event_id,
        event.plan_key,
        ladder_steps.ladder_step,
        event.event_kind,
        event.event_date,
        event.event_date_last,
        event.event_date_precision as date_precision,
        'stated for this plan' as date_basis,
        event.valid_to,
        event.refusal_reason,
        event.cohort,
        event.reported_by,
        event.doc_id,
        event.document as note,
    from staging.stg_agency_plan_events as event
    left join ladder_steps
        on event.event_kind = ladder_steps.ladder_step
),

published_days as (  -- of national counts of the plans at a step
    select
        case measure
            when 'certified_cities' then 'logo_awarded' else 'zone_declared'
        end as ladder_step,
        date_trunc('month', as_of)::date as of_month,
        max(as_of) as counted_on,
    from core.fct_observation
    where
        measure in ('certified_cities', 'promotion_zones_cumulative')
        and segment_kind = 'national'
        and as_of_precision = 'day'
    group by all
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
    period_end(
        coalesce(plan_events.event_date_last, plan_events.event_date), plan_events.date_precision
    ) as event_date_end,
    coalesce(
        case when plan_events.date_precision = 'month' then published_days.counted_on end,
        period_end(
        coalesce(plan_events.event_date_last, plan_events.event_date), plan_events.date_precision
    )
    ) as counts_from,
    plan_events.date_basis,
    plan_events.valid_to,
    plan_events.refusal_reason,
    plan_events.cohort,
    plan_events.reported_by,
    plan_events.doc_id,
    plan_events.note,
from plan_events
left join ladder_steps
    on plan_events.ladder_step = ladder_steps.ladder_step
left join published_days
    on
        plan_events.ladder_step = published_days.ladder_step
        and date_trunc('month', plan_events.event_date) = published_days.of_month
