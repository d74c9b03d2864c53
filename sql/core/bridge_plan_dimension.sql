/*
description = "A plan and one of its dimensions, with the documents that say so."
grain = ["plan_key", "dimension"]
*/
select
    plan_key,
    dimension,
    list(doc_id order by doc_id) as doc_ids,
from staging.stg_plan_dimensions
group by plan_key, dimension
