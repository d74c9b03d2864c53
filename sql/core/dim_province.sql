/*
description = "A first-level unit: 76 provinces and Bangkok, with region, group and points."
grain = ["province_code"]
[columns]
province_code = "two-digit code of the Department of Provincial Administration"
iso_3166_2 = "TH- and the code"
area_km2 = "square kilometres"
label_lat = "a point inside the drawn shape, degrees"
label_lon = "a point inside the drawn shape, degrees"
*/
with provinces as (
    select *
    from staging.stg_provinces
),

boundaries as (
    select
        province_code,
        label_lat,
        label_lon,
    from staging.stg_boundaries
)

select
    provinces.province_code,
    provinces.name_th,
    provinces.name_en,
    provinces.iso_3166_2,
    lower(replace(provinces.region_en, ' ', '_')) as region_code,
    provinces.region_th,
    provinces.region_en,
    provinces.province_group_th,
    provinces.province_group_en,
    provinces.gpp_region_en,
    provinces.area_km2,
    provinces.capital_lat,
    provinces.capital_lon,
    boundaries.label_lat,
    boundaries.label_lon,
from provinces
left join boundaries
    on provinces.province_code = boundaries.province_code
