/*
description = "A place of a training batch or pilot group. Newest edition only."
grain = ["cohort", "province_code", "organisation", "what"]
*/
select
    batch as cohort,
    province_code,
    organisation,
    ambassador_count,
    what,
    doc_id,
from raw.cohort_places
qualify _edition = max(_edition) over ()
