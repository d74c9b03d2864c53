/*
description = "A smart city plan or initiative. Newest edition only."
grain = ["plan_key"]
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
from raw.plans
qualify _edition = max(_edition) over ()
