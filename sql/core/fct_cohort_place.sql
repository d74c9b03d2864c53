/*
description = "A place of a batch or pilot group."
grain = ["cohort", "province_code", "organisation", "what"]
*/
select
    cohort,
    province_code,
    organisation,
    ambassador_count,
    what,
    doc_id,
from staging.stg_cohort_places
