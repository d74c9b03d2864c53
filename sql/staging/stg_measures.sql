/*
description = "A measure that statements speak of, with its names and unit. Newest edition only."
grain = ["measure"]
*/
select
    measure,
    name_th,
    name_en,
    unit,
    time,
    cumulative,
from raw.measures
qualify _edition = max(_edition) over ()
