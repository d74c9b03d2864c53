/*
description = "A segment that statements speak of, with its names. Newest edition only."
grain = ["segment_kind", "segment"]
*/
select
    segment_kind,
    segment,
    name_th,
    name_en,
    sort,
from raw.segments
qualify _edition = max(_edition) over ()
