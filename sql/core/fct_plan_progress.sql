/*
description = "A progress report that a plan owes, received or not."
grain = ["plan_key", "report_period"]
[columns]
reported_on = "empty where the report has not come"
progress_percent = "0 to 100; empty where the report has not come"
*/
select
    plan_key,
    report_period,
    due_on,
    reported_on,
    progress_percent,
    statement_id,
    doc_id,
from staging.stg_agency_plan_progress
