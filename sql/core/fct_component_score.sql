/*
description = "A plan's score on one of the five components in one assessment."
grain = ["plan_key", "component", "assessed_on"]
[columns]
score = "of 100"
pass_mark = "of 100, as set for that assessment"
assessed_on = "first day of the stated period"
*/
select
    plan_key,
    component,
    score,
    pass_mark,
    assessed_on,
    statement_id,
    doc_id,
from staging.stg_agency_component_scores
