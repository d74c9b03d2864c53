/*
description = "A training batch or pilot group."
grain = ["cohort"]
*/
select
    segment as cohort,
    name_th,
    name_en,
    sort,
from staging.stg_segments
where segment_kind = 'cohort'
