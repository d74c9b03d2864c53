-- The seven smart dimensions by name.
select
    dimension,
    name_th,
    name_en,
from core.dim_dimension
order by sort
