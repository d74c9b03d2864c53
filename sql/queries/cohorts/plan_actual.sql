-- One row per measure of a batch that has a plan: what was planned, what was there at launch, what
-- came out. A result that no document states is null.
with stated as (
    select
        cohort,
        measure,
        phase,
        value,
        qualifier,
        unit,
        doc_id,
    from core.fct_cohort_result
    where phase in ('launch_target', 'launch', 'result') and qualifier = '='

    union all

    select
        segment,
        measure,
        'launch_target' as phase,
        value,
        qualifier,
        unit,
        doc_id,
    from core.fct_target
    where segment_kind = 'cohort'
),

paired as (
    select
        cohort,
        measure,
        any_value(unit) as unit,
        max(value) filter (where phase = 'launch_target')::double as planned,
        max(qualifier) filter (where phase = 'launch_target') as planned_qualifier,
        max(value) filter (where phase = 'launch')::double as launched,
        max(qualifier) filter (where phase = 'launch') as launched_qualifier,
        max(value) filter (where phase = 'result')::double as result,
        max(qualifier) filter (where phase = 'result') as result_qualifier,
        list(distinct doc_id) as doc_ids,
    from stated
    where cohort in ('SCA-1', 'SCA-2')
    group by cohort, measure
    having count(*) filter (where phase in ('launch_target', 'launch')) > 0
)

select
    paired.cohort,
    cohort.name_th as cohort_th,
    cohort.name_en as cohort_en,
    paired.measure,
    measure.name_th as measure_th,
    measure.name_en as measure_en,
    paired.unit,
    paired.planned,
    paired.planned_qualifier,
    paired.launched,
    paired.launched_qualifier,
    paired.result,
    paired.result_qualifier,
    documents(document) as documents,
from paired
inner join core.dim_cohort as cohort
    on paired.cohort = cohort.cohort
inner join core.dim_measure as measure
    on paired.measure = measure.measure
left join core.dim_document as document
    on list_contains(paired.doc_ids, document.doc_id)
group by all
order by paired.cohort, paired.measure
