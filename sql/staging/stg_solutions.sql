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
    evidence_level,
    evidence,
    doc_id,
    note,
from raw.solutions
qualify _edition = max(_edition) over ()
