/*
description = "An event in the life of a plan as one document tells it. Newest edition only."
grain = ["event_id"]
*/
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
from raw.plan_events
qualify _edition = max(_edition) over ()
