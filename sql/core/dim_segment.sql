/*
description = "A segment that statements speak of: a batch, a set of plans, an index edition."
grain = ["segment_kind", "segment"]
*/
select
    segment_kind,
    segment,
    name_th,
    name_en,
    sort,
from staging.stg_segments
