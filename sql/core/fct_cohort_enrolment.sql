/*
description = "People of one role whom one body sent to a batch, and how many got a certificate; as agencies report."
grain = ["statement_id"]
[columns]
certificates = "of the enrolled; empty until the training has ended"
*/
select
    statement_id,
    doc_id,
    cohort,
    role,
    province_code,
    enrolled,
    certificates,
    as_of,
    as_of_precision,
from staging.stg_agency_cohort_places
