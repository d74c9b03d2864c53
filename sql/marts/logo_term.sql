/*
description = "A term of a plan's logo as agencies report it: from an award or renewal to what ended it."
grain = ["plan_key", "term"]
[columns]
term = "1 is the first that agencies report; 0 one that began before, known by its end alone"
started_on = "first day of the stated period of the award or renewal; empty in term 0"
valid_to = "last day of the term as stated; empty where it is not, never assumed"
outcome = "renewed, refused, lapsed or revoked, the last reported; empty where none is"
outcome_on = "first day of its stated period"
outcome_on_end = "last day of its stated period"
is_latest = "no later logo of the plan is reported"
*/
with events as (
    select
        event.event_id,
        event.plan_key,
        plan.province_code,
        event.event_kind,
        coalesce(event.is_certified, false) as is_logo,
        coalesce(event.ladder_rank, 0) as ladder_rank,
        event.event_date,
        event.event_date_end,
        event.valid_to,
        event.doc_id,
        status.first_certified_on,
    from core.fct_plan_event as event
    inner join core.dim_plan as plan
        on event.plan_key = plan.plan_key
    left join marts.plan_status as status
        on event.plan_key = status.plan_key
    where
        event.reported_by is not null
        and plan.programme = 'national'
        and event.event_kind in ('logo_awarded', 'renewed', 'refused', 'lapsed', 'revoked')
),

in_order as (  -- an event ends the term of the logos before it
    select
        events.*,
        count(*) filter (where is_logo) over (
            partition by plan_key
            order by event_date, ladder_rank, event_id
            rows between unbounded preceding and current row
        ) - is_logo::integer as logos_before,
    from events
),

starts as (
    select
        plan_key,
        province_code,
        logos_before + 1 as term,
        event_id,
        doc_id,
        event_date as started_on,
        valid_to,
    from in_order
    where is_logo
),

outcomes as (
    select
        plan_key,
        province_code,
        logos_before as term,
        event_id,
        doc_id,
        event_kind as outcome,
        event_date as outcome_on,
        event_date_end as outcome_on_end,
    from in_order
    where
        event_kind <> 'logo_awarded'
        and (  -- a plan refused before it has a logo is refused the first, not a renewal
            event_kind <> 'refused' or logos_before > 0 or first_certified_on < event_date
        )
    qualify
        row_number() over (
            partition by plan_key, logos_before
            order by event_date desc, ladder_rank desc, event_id desc
        ) = 1
),

terms as (
    select
        coalesce(starts.plan_key, outcomes.plan_key) as plan_key,
        coalesce(starts.province_code, outcomes.province_code) as province_code,
        coalesce(starts.term, outcomes.term) as term,
        starts.started_on,
        starts.valid_to,
        outcomes.outcome,
        outcomes.outcome_on,
        outcomes.outcome_on_end,
        list_sort(
            list_filter([starts.event_id, outcomes.event_id], lambda part: part is not null)
        ) as statement_ids,
        list_sort(
            list_distinct(
                list_filter([starts.doc_id, outcomes.doc_id], lambda part: part is not null)
            )
        ) as doc_ids,
    from starts
    full join outcomes
        on starts.plan_key = outcomes.plan_key and starts.term = outcomes.term
)

select
    plan_key,
    province_code,
    term,
    valid_to,
    outcome,
    outcome_on,
    outcome_on_end,
    term = max(term) over (partition by plan_key) as is_latest,
    statement_ids,
    doc_ids,
from terms
