/*
description = "Registered residents of a plan's area in one province. The list as it was sent last."
grain = ["plan_key", "province_code"]
[columns]
nested_in = "the plan whose area holds this one; its residents count these too"
*/
select
    agency_statement('agency_area_population', [plan_key, province_code]) as statement_id,
    agency_document('agency_area_population', _edition) as doc_id,
    plan_key,
    province_code,
    residents,
    nested_in,
    reported_by,
    as_of,
    as_of_precision,
    document,
from raw.agency_area_population
qualify _edition = max(_edition) over ()
