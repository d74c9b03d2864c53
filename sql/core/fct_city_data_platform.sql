/*
description = "A city data platform and whether it is in use, as the newest list says."
grain = ["platform_key"]
[columns]
plan_key = "empty where it belongs to no plan"
*/
select
    platform_key,
    plan_key,
    province_code,
    in_use,
    statement_id,
    doc_id,
from staging.stg_agency_city_data_platforms
