/*
description = "A measure that statements speak of."
grain = ["measure"]
[columns]
cumulative = "a count that can only grow unless an end is reported"
*/
select
    measure,
    name_th,
    name_en,
    unit,
    cumulative,
from staging.stg_measures
