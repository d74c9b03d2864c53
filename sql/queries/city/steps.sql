-- One row per event of the plan $plan as one document tells it, the newest first.
select
    event.event_id,
    event.ladder_step,
    event.ladder_rank,
    event.event_kind,
    event.event_date,
    event.date_precision,
    event.date_basis,
    event.valid_to,
    event.doc_id,
    document.title,
    coalesce(event.reported_by, document.publisher) as publisher,
    document.url,
    document.is_secondary,
from core.fct_plan_event as event
left join core.dim_document as document
    on event.doc_id = document.doc_id
where event.plan_key = $plan
order by event.event_date desc nulls last, event.ladder_rank desc, event.event_id
