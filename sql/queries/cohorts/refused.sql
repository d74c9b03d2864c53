-- One row a ratio that is not computed, and why.
select
    refusal_id,
    numerator,
    numerator_qualifier,
    numerator_unit,
    denominator,
    denominator_qualifier,
    denominator_unit,
    reason_th,
    reason_en,
from marts.refused_ratio
order by refusal_id
