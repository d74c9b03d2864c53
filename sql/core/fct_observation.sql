/*
description = "A measure of one segment, phase, place and date as one document states it."
grain = ["obs_id"]
[columns]
as_of = "first day of the stated period"
as_of_end = "last day of the stated period"
value = "in the unit named beside it; empty for a stated range"
lower = "lower bound; open where empty"
upper = "upper bound; open where empty"
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
    period_end(as_of, as_of_precision) as as_of_end,
    period_text(as_of, as_of_precision) as period,
    value,
    lower,
    upper,
    qualifier,
    unit,
    nature,
    doc_id,
    note,
    note_th,
from staging.stg_observations
