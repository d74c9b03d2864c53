/*
description = "A solution and one of its dimensions."
grain = ["solution_key", "dimension"]
*/
select
    solution_key,
    unnest(dimensions) as dimension,
from staging.stg_solutions
