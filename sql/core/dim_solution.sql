/*
description = "A solution with its level of evidence."
grain = ["solution_key"]
*/
select
    solution_key,
    name_th,
    name_en,
    province_code,
    organisation,
    adopted_by,
    evidence_level,
    evidence,
    doc_id,
    note,
from staging.stg_solutions
