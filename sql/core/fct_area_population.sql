/*
description = "Registered residents of a plan's area in one province, as the newest list says."
grain = ["plan_key", "province_code"]
[columns]
nested_in = "the plan whose area holds this one; its residents count these too"
*/
select
    plan_key,
    province_code,
    residents,
    nested_in,
    as_of,
    as_of_precision,
    statement_id,
    doc_id,
from staging.stg_agency_area_population
