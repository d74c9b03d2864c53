/*
description = "Registered population of a province on a day."
grain = ["province_code", "as_of_date"]
*/
select
    province_code,
    as_of_date,
    population,
    coverage,
    doc_id,
from staging.stg_population
