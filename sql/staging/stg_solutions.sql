/*
description = "A solution with its level of evidence. Newest edition only."
grain = ["solution_key"]
*/
select
    solution_key,
    name_th,
    name_en,
    dimensions,
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
from raw.solutions
qualify _edition = max(_edition) over ()
