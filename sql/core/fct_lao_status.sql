/*
description = "A local body while it had one status, from the register that DLA sends."
grain = ["statement_id"]
[columns]
segment = "its type, as figures name it"
is_present = "the last status of a body that has not ended by the day of the register"
*/
select
    statement_id,
    doc_id,
    lao_key,
    lao_type as segment,
    as_of,
    as_of_precision,
    (valid_to is null or valid_to > as_of)
    and valid_from = max(valid_from) over (partition by lao_key) as is_present,
from staging.stg_agency_lao_register
