/*
description = "How many services a plan has in one dimension, as the newest list says."
grain = ["plan_key", "dimension"]
*/
select
    plan_key,
    dimension,
    services,
    statement_id,
    doc_id,
from staging.stg_agency_plan_dimensions
