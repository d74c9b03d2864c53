-- One row per region of the scheme in use, with its provinces.
select
    region.region_code,
    region.name_th,
    region.name_en,
    count(province.province_code) as provinces,
    string_agg(province.name_th, ' ' order by province.name_th collate th) as provinces_th,
    string_agg(province.name_en, ', ' order by province.name_en) as provinces_en,
from core.dim_region as region
inner join core.dim_province as province
    on region.region_code = province.region_code
group by region.region_code, region.name_th, region.name_en, region.sort
order by region.sort
