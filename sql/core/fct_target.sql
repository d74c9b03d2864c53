/*
description = "A target as one document states it; different horizons are different targets."
grain = ["target_id"]
[columns]
horizon = "year, common era"
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
from staging.stg_targets
