/*
description = "A target as one document states it. Newest edition only."
grain = ["target_id"]
*/
select
    target_id,
    measure,
    segment_kind,
    segment,
    place_code,
    value,
    qualifier,
    unit,
    horizon,
    horizon_text,
    stated_on,
    stated_on_precision,
    supersedes,
    doc_id,
    note,
from raw.targets
qualify _edition = max(_edition) over ()
