/*
description = "Registered population of a province on a day. Newest edition only."
grain = ["province_code", "as_of_date"]
*/
select
    province_code,
    as_of_date,
    population,
    coverage,
    doc_id,
    note,
from raw.population
qualify _edition = max(_edition) over ()
