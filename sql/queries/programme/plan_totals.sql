-- One row per programme: plans and events in the record, before any filter, and the events of which
-- the year alone is known.
select
    plan.programme,
    count(distinct plan.plan_key) as plans,
    count(event.event_id) as events,
    count(event.event_id) filter (where event.date_precision = 'year') as of_a_year,
from core.dim_plan as plan
left join core.fct_plan_event as event
    on plan.plan_key = event.plan_key
group by plan.programme
