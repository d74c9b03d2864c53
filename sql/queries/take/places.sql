-- One row per region and province: its code and what it is called.
select
    region_code as code,
    name_th,
    name_en,
from core.dim_region
union all by name
select
    province_code as code,
    name_th,
    name_en,
from core.dim_province
order by code
