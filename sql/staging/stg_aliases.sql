/*
description = "A spelling of a province name; only `accept` ones match. Newest edition only."
grain = ["alias"]
*/
select
    alias,
    province_code,
    kind,
    use,
    basis,
from raw.aliases
qualify _edition = max(_edition) over ()
