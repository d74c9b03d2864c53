-- One row per statement about any other batch, as one document gives it, in the chosen period.
select
    result.obs_id,
    result.cohort,
    cohort.name_th as cohort_th,
    cohort.name_en as cohort_en,
    measure.name_th as measure_th,
    measure.name_en as measure_en,
    result.measure,
    told_phase(result.phase, result.nature) as phase,
    result.value::double as value,
    result.lower::double as lower,
    result.upper::double as upper,
    result.qualifier,
    result.unit,
    result.nature,
    result.as_of,
    result.as_of_precision,
    result.doc_id,
    document.title,
    document.publisher,
    document.url,
    document.is_secondary,
from core.fct_cohort_result as result
inner join core.dim_measure as measure
    on result.measure = measure.measure
inner join core.dim_cohort as cohort
    on result.cohort = cohort.cohort
left join core.dim_document as document
    on result.doc_id = document.doc_id
where
    result.cohort not in ('SCA-1', 'SCA-2')
    and is_in_period(
        result.as_of, $from_date, $to_date, stated_precision := result.as_of_precision
    )
order by cohort.sort, result.measure, result.as_of nulls first
