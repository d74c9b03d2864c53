/*
description = "How many services a plan has in one dimension. The list as it was sent last."
grain = ["plan_key", "dimension"]
*/
select
    agency_statement('agency_plan_dimensions', [plan_key, dimension]) as statement_id,
    agency_document('agency_plan_dimensions', _edition) as doc_id,
    plan_key,
    dimension,
    services,
    reported_by,
    as_of,
    as_of_precision,
    document,
from raw.agency_plan_dimensions
qualify _edition = max(_edition) over ()
