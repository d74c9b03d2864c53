/*
description = "A smart city plan or initiative, with its point."
grain = ["plan_key"]
[columns]
programme = "national where a step of the national ladder is evidenced; other never counts"
location_precision = "exact_site, municipality, district or province"
*/
select
    plan_key,
    name_th,
    name_en,
    aliases,
    province_code,
    lead_organisation_th,
    lead_org_type,
    city_type,
    programme,
    lat,
    lon,
    location_precision,
    location_basis,
    note,
from staging.stg_plans
