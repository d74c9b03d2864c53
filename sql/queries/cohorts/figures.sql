-- One row per figure of batch 1 or 2: equal statements of one measure and phase in one row, with
-- all the documents that give it; a target of a batch that no observation repeats, too.
with stated as (
    select
        obs_id as code,
        'observation' as kind,
        cohort,
        measure,
        phase,
        value,
        lower,
        upper,
        qualifier,
        unit,
        nature,
        as_of,
        as_of_precision,
        doc_id,
    from core.fct_cohort_result

    union all by name

    select
        target.target_id as code,
        'target' as kind,
        target.segment as cohort,
        target.measure,
        'launch_target' as phase,
        target.value,
        target.value as lower,
        target.value as upper,
        target.qualifier,
        target.unit,
        'reported' as nature,
        target.stated_on as as_of,
        target.stated_on_precision as as_of_precision,
        target.doc_id,
    from core.fct_target as target
    where
        target.segment_kind = 'cohort'
        and not exists (
            select result.obs_id
            from core.fct_cohort_result as result
            where
                result.cohort = target.segment
                and result.measure = target.measure
                and result.phase = 'launch_target'
        )
),

figures as (
    select
        stated.cohort,
        stated.measure,
        measure.name_th as measure_th,
        measure.name_en as measure_en,
        stated.phase,
        stated.value::double as value,
        stated.lower::double as lower,
        stated.upper::double as upper,
        stated.qualifier,
        stated.unit,
        stated.nature,
        min(stated.kind || ':' || stated.code) as opens,
        max(stated.as_of) as as_of,
        arg_max(stated.as_of_precision, stated.as_of) as as_of_precision,
        documents(document) as documents,
    from stated
    inner join core.dim_measure as measure
        on stated.measure = measure.measure
    left join core.dim_document as document
        on stated.doc_id = document.doc_id
    where stated.cohort in ('SCA-1', 'SCA-2')
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
    opens,
    as_of,
    as_of_precision,
    documents,
from figures
order by list_position(
    [
        'ambassadors', 'participants', 'agencies', 'provinces_reached', 'officials_trained',
        'areas_covered', 'plans_created', 'promotion_zones_added', 'certified_cities_added',
        'pilot_projects', 'projects_new_and_expanded', 'planned_investment_thb', 'awards_given',
        'grant_total_thb', 'certificate_groups', 'citizens_reached', 'duration_months',
    ],
    measure
) nulls last,
measure,
list_position(['launch_target', 'launch', 'result'], figures.phase),
cohort,
value
