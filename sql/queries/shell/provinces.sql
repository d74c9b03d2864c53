-- The provinces that the filter offers, with their place in each language's alphabet.
select
    province_code,
    name_th,
    name_en,
    region_code,
    row_number() over (order by name_th collate th) as sort_th,
    row_number() over (order by name_en) as sort_en,
from core.dim_province
order by sort_th
