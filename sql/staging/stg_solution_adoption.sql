/*
description = "An evidenced adoption of a solution. Newest edition only."
grain = ["solution_key", "adopter"]
*/
select
    solution_key,
    adopter,
    province_code,
    as_of,
    as_of_precision,
    doc_id,
from raw.solution_adoption
qualify _edition = max(_edition) over ()
