/*
description = "One of the seven smart dimensions. Newest edition only."
grain = ["dimension"]
*/
select
    dimension,
    name_th,
    name_en,
    sort,
from raw.dimensions
qualify _edition = max(_edition) over ()
