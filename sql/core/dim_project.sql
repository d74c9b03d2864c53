/*
description = "A named project."
grain = ["project_key"]
*/
select
    project_key,
    name_th,
    name_en,
    kind,
    cohort,
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
from staging.stg_projects
