-- The provinces, in the order in which Thai lists them.
select
    province_code as code,
    name_th,
    name_en,
from core.dim_province
order by name_th collate th
