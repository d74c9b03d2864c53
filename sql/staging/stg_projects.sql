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
    award_th,
    grant_thb,
    budget_thb,
    budget_qualifier,
    what_th,
    what_en,
    impact_th,
    impact_en,
    doc_id,
    plan_key,
    note,
    note_th,
from raw.projects
qualify _edition = max(_edition) over ()
