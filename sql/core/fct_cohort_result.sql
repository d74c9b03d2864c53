/*
description = "A figure of a batch as one document states it."
grain = ["obs_id"]
*/
select
    observation.obs_id,
    cohort.cohort,
    observation.measure,
    observation.phase,
    observation.as_of,
    observation.as_of_precision,
    observation.value,
    observation.lower,
    observation.upper,
    observation.qualifier,
    observation.unit,
    observation.nature,
    observation.doc_id,
from core.fct_observation as observation
inner join core.dim_cohort as cohort
    on observation.segment = cohort.cohort
where observation.segment_kind = 'cohort'
