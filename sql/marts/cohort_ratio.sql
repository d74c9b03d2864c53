/*
description = "Ratios of one batch and phase that are no KPI of their own, with both parts."
grain = ["cohort", "ratio"]
[columns]
ratio = "officials_per_agency or officials_per_participant"
value = "persons"
*/
with figures as (
    select
        segment as cohort,
        measure,
        value,
        lower,
        upper,
        qualifier,
        doc_ids,
    from marts.figure
    where segment_kind = 'cohort' and phase = 'result' and is_current
),

ratios as (
    select
        parts.ratio,
        parts.numerator_measure,
        parts.denominator_measure,
    from (
        values
            ('officials_per_agency', 'officials_trained', 'agencies'),
            ('officials_per_participant', 'officials_trained', 'participants')
    ) as parts (ratio, numerator_measure, denominator_measure)
)

select
    numerator.cohort,
    ratios.ratio,
    numerator.value / nullif(denominator.value, 0) as value,
    numerator.lower / nullif(denominator.upper, 0) as lower,
    numerator.upper / nullif(denominator.lower, 0) as upper,
    numerator.qualifier,
    numerator.value as numerator,
    denominator.value as denominator,
    list_sort(list_distinct(numerator.doc_ids || denominator.doc_ids)) as doc_ids,
from ratios
inner join figures as numerator
    on ratios.numerator_measure = numerator.measure
inner join figures as denominator
    on
        ratios.denominator_measure = denominator.measure
        and numerator.cohort = denominator.cohort
where denominator.qualifier = '='
