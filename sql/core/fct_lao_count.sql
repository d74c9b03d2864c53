/*
description = "Local bodies of a province by type on a day."
grain = ["province_code", "as_of_date"]
*/
select
    province_code,
    as_of_date,
    pao,
    city_municipalities,
    town_municipalities,
    subdistrict_municipalities,
    municipalities_total,
    sao,
    special,
    total,
    breakdown,
    doc_id,
from staging.stg_lao_counts
