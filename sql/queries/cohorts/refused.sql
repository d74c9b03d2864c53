-- One row a ratio that is not computed, and why.
select
    refusal_id,
    numerator,
    denominator,
    reason_th,
    reason_en,
from marts.refused_ratio
order by refusal_id
