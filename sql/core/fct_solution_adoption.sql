/*
description = "An evidenced adoption of a solution."
grain = ["solution_key", "adopter"]
*/
select
    solution_key,
    adopter,
    province_code,
    as_of,
    as_of_precision,
    doc_id,
from staging.stg_solution_adoption
