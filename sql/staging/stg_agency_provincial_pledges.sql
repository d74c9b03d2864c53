/*
description = "A pledge of a province and its newest status. Of rows sent again, the one that is as of the latest day, then the one sent last."
grain = ["province_code", "pledge_key"]
*/
select
    agency_statement('agency_provincial_pledges', [province_code, pledge_key]) as statement_id,
    agency_document('agency_provincial_pledges', _edition) as doc_id,
    province_code,
    pledge_key,
    pledge,
    dimension,
    target_value,
    target_qualifier,
    unit,
    due_on,
    due_on_precision,
    status,
    reported_by,
    as_of,
    as_of_precision,
    document,
from raw.agency_provincial_pledges
qualify row_number() over (
    partition by province_code, pledge_key
    order by newness(as_of, as_of_precision, _edition, _row) desc
) = 1
