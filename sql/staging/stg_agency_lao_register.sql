/*
description = "A local body while it had one status, from the register that DLA sends. The list as it was sent last."
grain = ["lao_key", "valid_from"]
[columns]
lao_key = "our own key, kept when a body is upgraded and its DLA code changes"
valid_to = "empty while the status lasts"
*/
select
    agency_statement('agency_lao_register', [lao_key, valid_from::varchar]) as statement_id,
    agency_document('agency_lao_register', _edition) as doc_id,
    lao_key,
    name,
    lao_type,
    province_code,
    valid_from,
    valid_from_precision,
    valid_to,
    valid_to_precision,
    reported_by,
    as_of,
    as_of_precision,
    document,
from raw.agency_lao_register
qualify _edition = max(_edition) over ()
