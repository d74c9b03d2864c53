/*
description = "How many of a province's certificate holders still work for their city. Of rows of one batch, province and months elapsed, the one that is as of the latest day, then the one sent last."
grain = ["cohort", "province_code", "months_after"]
[columns]
followed_up_on = "first day of the stated period"
months_after = "full months since the certificate"
*/
select
    agency_statement(
        'agency_cohort_followups', [cohort, province_code, months_after::varchar]
    ) as statement_id,
    agency_document('agency_cohort_followups', _edition) as doc_id,
    cohort,
    province_code,
    followed_up_on,
    followed_up_on_precision,
    months_after,
    certificates,
    still_working,
    reported_by,
    as_of,
    as_of_precision,
    document,
from raw.agency_cohort_followups
qualify row_number() over (
    partition by cohort, province_code, months_after
    order by newness(as_of, as_of_precision, _edition, _row) desc
) = 1
