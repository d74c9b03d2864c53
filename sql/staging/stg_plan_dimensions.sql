/*
description = "A plan and one of its dimensions, as one document states it. Newest edition only."
grain = ["plan_key", "dimension", "doc_id"]
*/
select
    plan_key,
    dimension,
    doc_id,
from raw.plan_dimensions
qualify _edition = max(_edition) over ()
