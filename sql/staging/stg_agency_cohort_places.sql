/*
description = "People of one role whom one body sent to a batch. The list as it was sent last."
grain = ["cohort", "role", "province_code", "organisation"]
[columns]
certificates = "of the enrolled; empty until the training has ended"
*/
select
    agency_statement(
        'agency_cohort_places', [cohort, role, province_code, organisation]
    ) as statement_id,
    agency_document('agency_cohort_places', _edition) as doc_id,
    cohort,
    role,
    province_code,
    organisation,
    enrolled,
    certificates,
    reported_by,
    as_of,
    as_of_precision,
    document,
from raw.agency_cohort_places
qualify _edition = max(_edition) over ()
