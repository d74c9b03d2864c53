/*
description = "A city data platform as its operator reports it. The list as it was sent last."
grain = ["platform_key"]
*/
select
    agency_statement('agency_city_data_platforms', [platform_key]) as statement_id,
    agency_document('agency_city_data_platforms', _edition) as doc_id,
    platform_key,
    name,
    plan_key,
    province_code,
    in_use,
    started_on,
    started_on_precision,
    reported_by,
    as_of,
    as_of_precision,
    document,
from raw.agency_city_data_platforms
qualify _edition = max(_edition) over ()
