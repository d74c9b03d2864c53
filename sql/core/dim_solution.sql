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
    adopted_by_th,
    evidence_level,
    evidence,
    evidence_th,
    doc_id,
    note,
    note_th,
from staging.stg_solutions
