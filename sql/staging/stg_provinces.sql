/*
description = "A first-level unit: 76 provinces and Bangkok. Newest edition only."
grain = ["province_code"]
*/
select
    province_code,
    name_th,
    name_en,
    iso_3166_2,
    hasc,
    region_en,
    region_th,
    region5_en,
    province_group_th,
    province_group_en,
    gpp_region_en,
    area_km2,
    area_year,
    area_alt_km2,
    capital_lat,
    capital_lon,
    capital_point,
    doc_id,
    gpp_region_doc_id,
    area_alt_doc_id,
    region_basis,
    note,
from raw.provinces
qualify _edition = max(_edition) over ()
