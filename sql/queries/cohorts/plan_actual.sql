-- One row a measure of a batch that has a plan: what was planned, what was there at launch, what
-- came out. A result that no document states is null.
with stated as (
    select
        segment as cohort, measure, phase,
        any_value(value)::double as value,
        any_value(lower)::double as lower,
        any_value(upper)::double as upper,
        any_value(qualifier) as qualifier,
        any_value(unit) as unit,
        list(distinct doc_id) as doc_ids,
    from core.fct_cohort_result
    where segment in ('SCA-1', 'SCA-2') and phase in ('launch_target', 'launch', 'result')
    group by segment, measure, phase
    having count(distinct value) = 1

    union all by name

    select
        segment as cohort, measure,
        'launch_target' as phase,
        any_value(value)::double as value,
        any_value(qualifier) as qualifier,
        any_value(unit) as unit,
        list(distinct doc_id) as doc_ids,
    from core.fct_target
    where segment in ('SCA-1', 'SCA-2')
    group by segment, measure
),

paired as (
    select
        cohort,
        measure,
        any_value(unit) as unit,
        max(value) filter (where phase = 'launch_target') as planned,
        max(qualifier) filter (where phase = 'launch_target') as planned_qualifier,
        max(value) filter (where phase = 'launch') as launched,
        max(qualifier) filter (where phase = 'launch') as launched_qualifier,
        max(value) filter (where phase = 'result') as result,
        max(qualifier) filter (where phase = 'result') as result_qualifier,
        list_distinct(flatten(list(doc_ids))) as doc_ids,
    from stated
    group by cohort, measure
    having count(*) filter (where phase in ('launch_target', 'launch')) > 0
)

select
    paired.cohort,
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
    list(
        {
            'doc_id': document.doc_id, 'title': document.title,
            'publisher': document.publisher, 'url': document.url
        }
        order by document.doc_id
    ) filter (where document.doc_id is not null) as documents,
from paired
inner join core.dim_measure as measure
    on paired.measure = measure.measure
left join core.dim_document as document
    on list_contains(paired.doc_ids, document.doc_id)
group by all
order by paired.cohort, paired.measure
