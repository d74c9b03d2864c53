/*
description = "One of the seven smart dimensions."
grain = ["dimension"]
*/
select
    dimension,
    name_th,
    name_en,
    sort,
from staging.stg_dimensions
