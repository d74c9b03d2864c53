/*
description = "A region of the scheme in the Gazette of 17 November 2560."
grain = ["region_code"]
[columns]
region_code = "own short code"
sort = "from north to south"
*/
with regions as (
    select distinct
        region_en,
        region_th,
    from staging.stg_provinces
)

select
    lower(replace(region_en, ' ', '_')) as region_code,
    region_th as name_th,
    region_en as name_en,
    list_position(
        ['North', 'Northeast', 'Central', 'East', 'South', 'Southern Border'], region_en
    ) as sort,
from regions
