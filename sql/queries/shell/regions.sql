-- The regions that the filter offers.
select
    region_code,
    name_th,
    name_en,
from core.dim_region
order by sort
