/*
description = "A pledge of a province and its newest status, as the province reports it."
grain = ["province_code", "pledge_key"]
[columns]
target_value = "what is aimed at, in the unit named beside it; empty for a pledge without a figure"
*/
select
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
    as_of,
    as_of_precision,
    reported_by,
    statement_id,
    doc_id,
from staging.stg_agency_provincial_pledges
