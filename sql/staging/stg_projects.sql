/*
description = "A named project. Newest edition only."
grain = ["project_key"]
*/
select
    project_key,
    name_th,
    name_en,
    kind,
    batch as cohort,
    province_code,
    organisation,
    dimensions,
    award,
    grant_thb,
    budget_thb,
    budget_qualifier,
    what_th,
    what_en,
    doc_id,
    plan_key,
    note,
from raw.projects
qualify _edition = max(_edition) over ()
