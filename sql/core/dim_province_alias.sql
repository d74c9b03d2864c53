/*
description = "A spelling of a province name."
grain = ["alias"]
*/
select
    alias,
    province_code,
    kind,
    use,
    basis,
from staging.stg_aliases
