-- One row per figure of batch 1 or 2: equal statements of one measure and phase in one row, with
-- all the documents that give it.
with figures as (
    select
        result.cohort,
        result.measure,
        measure.name_th as measure_th,
        measure.name_en as measure_en,
        result.phase,
        result.value::double as value,
        result.lower::double as lower,
        result.upper::double as upper,
        result.qualifier,
        result.unit,
        result.nature,
        max(result.as_of) as as_of,
        arg_max(result.as_of_precision, result.as_of) as as_of_precision,
        documents(document) as documents,
    from core.fct_cohort_result as result
    inner join core.dim_measure as measure
        on result.measure = measure.measure
    left join core.dim_document as document
        on result.doc_id = document.doc_id
    where result.cohort in ('SCA-1', 'SCA-2')
    group by all
)

select
    cohort,
    measure,
    measure_th,
    measure_en,
    told_phase(phase, nature) as phase,
    value,
    lower,
    upper,
    qualifier,
    unit,
    nature,
    as_of,
    as_of_precision,
    documents,
from figures
order by list_position(
    [
        'ambassadors', 'participants', 'agencies', 'provinces_reached', 'officials_trained',
        'plans_created', 'promotion_zones_added', 'pilot_projects', 'projects_new_and_expanded',
        'planned_investment_thb', 'awards_given', 'grant_total_thb', 'certificate_groups',
        'citizens_reached', 'duration_months',
    ],
    measure
) nulls last,
measure,
list_position(['launch_target', 'launch', 'result'], figures.phase),
cohort,
value
