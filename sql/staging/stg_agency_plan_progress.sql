/*
description = "A progress report of a plan, due or received. Of rows of one plan and period, the one that is as of the latest day, then the one sent last."
grain = ["plan_key", "report_period"]
[columns]
reported_on = "empty where the report has not come"
progress_percent = "0 to 100; empty where the report has not come"
*/
select
    agency_statement('agency_plan_progress', [plan_key, report_period]) as statement_id,
    agency_document('agency_plan_progress', _edition) as doc_id,
    plan_key,
    report_period,
    due_on,
    reported_on,
    progress_percent,
    reported_by,
    as_of,
    as_of_precision,
    document,
from raw.agency_plan_progress
qualify row_number() over (
    partition by plan_key, name_key(report_period)
    order by newness(as_of, as_of_precision, _edition, _row) desc
) = 1
