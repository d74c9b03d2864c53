/*
description = "How many of a province's certificate holders of a batch still work for their city."
grain = ["cohort", "province_code", "months_after"]
[columns]
followed_up_on = "first day of the stated period"
*/
select
    cohort,
    province_code,
    months_after,
    certificates,
    still_working,
    followed_up_on,
    followed_up_on_precision,
    statement_id,
    doc_id,
from staging.stg_agency_cohort_followups
