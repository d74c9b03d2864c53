/*
description = "A measure of one segment, phase, place and date as one document states it. Newest edition only."
grain = ["obs_id"]
*/
select
    obs_id,
    measure,
    segment_kind,
    segment,
    phase,
    place_code,
    as_of,
    as_of_precision,
    value,
    lower,
    upper,
    qualifier,
    unit,
    nature,
    doc_id,
    note,
    note_th,
from raw.observations
qualify _edition = max(_edition) over ()
