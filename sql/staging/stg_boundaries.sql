/*
description = "A drawn province and its label point. Newest edition only."
grain = ["province_code"]
*/
select
    province_code,
    name_th,
    name_en,
    label_lon,
    label_lat,
from raw.boundaries
qualify _edition = max(_edition) over ()
