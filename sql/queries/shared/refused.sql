-- One row per ratio that is not computed, and why.
select
    refusal_id,
    code,
    numerator,
    numerator_qualifier,
    numerator_unit,
    numerator_as_of,
    numerator_as_of_precision,
    numerator_documents,
    denominator,
    denominator_qualifier,
    denominator_unit,
    denominator_as_of,
    denominator_as_of_precision,
    denominator_documents,
    reason_th,
    reason_en,
from marts.refused_ratio
order by refusal_id
