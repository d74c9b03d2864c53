/*
description = "An event that an agency reports of a plan of the national programme: what a row behind a KPI is made of."
grain = ["event_id"]
[columns]
code = "the plan"
as_of = "first day of what the newest report is about"
*/
select
    event.event_id,
    event.event_kind,
    event.doc_id,
    'TH' as segment,
    'result' as phase,
    'reported' as edition,
    ['national'] as places,
    sent.as_of,
    sent.as_of_precision,
    'plan' as kind,
    event.plan_key as code,
from core.fct_plan_event as event
semi join core.dim_plan as plan
    on
        event.plan_key = plan.plan_key
        and plan.programme = 'national'
cross join marts.agency_as_of as sent
where
    sent.source = 'agency_plan_events'
    and event.reported_by is not null
