/*
description = "A spelling of a province name."
grain = ["alias"]
*/
select
    alias,
    province_code,
    use,
from staging.stg_aliases
