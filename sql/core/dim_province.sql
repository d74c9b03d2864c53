/*
description = "A first-level unit: 76 provinces and Bangkok, with region, group and area."
grain = ["province_code"]
[columns]
province_code = "two-digit code of the Department of Provincial Administration"
area_km2 = "square kilometres"
*/
select
    province_code,
    name_th,
    name_en,
    lower(replace(region_en, ' ', '_')) as region_code,
    region_th,
    region_en,
    province_group_th,
    province_group_en,
    area_km2,
from staging.stg_provinces
