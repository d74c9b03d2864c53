-- One row per ratio of a batch, both its parts of the same batch and phase: the KPIs that are
-- ratios, and those of the mart that are no KPI (their label is empty).
with ratios as (
    select
        metric_value.segment as cohort,
        told_phase(metric_value.phase, metric_value.nature) as phase,
        metric.code,
        metric.metric_id as ratio,
        metric.label_th,
        metric.label_en,
        metric.unit,
        metric.format,
        metric_value.value,
        metric_value.lower,
        metric_value.upper,
        metric_value.qualifier,
        metric_value.numerator,
        metric_value.denominator,
        metric_value.doc_ids,
    from metrics.metric_value as metric_value
    inner join meta.metric as metric
        on metric_value.metric_id = metric.metric_id
    where
        metric_value.place_kind = 'national'
        and metric_value.denominator is not null
        and metric_value.is_current

    union all by name

    select
        cohort,
        'result' as phase,
        ratio,
        case ratio
            when 'officials_per_agency' then 'persons_per_agency'
            else 'persons_per_participant'
        end as unit,
        'decimal2' as format,
        value,
        lower,
        upper,
        qualifier,
        numerator,
        denominator,
        doc_ids,
    from marts.cohort_ratio
)

select
    ratios.cohort,
    cohort.name_th as cohort_th,
    cohort.name_en as cohort_en,
    ratios.phase,
    ratios.code,
    ratios.ratio,
    ratios.label_th,
    ratios.label_en,
    ratios.unit,
    ratios.format,
    ratios.value::double as value,
    ratios.lower::double as lower,
    ratios.upper::double as upper,
    ratios.qualifier,
    ratios.numerator::double as numerator,
    ratios.denominator::double as denominator,
    documents(document) as documents,
from ratios
inner join core.dim_cohort as cohort
    on ratios.cohort = cohort.cohort
left join core.dim_document as document
    on list_contains(ratios.doc_ids, document.doc_id)
where ratios.cohort in ('SCA-1', 'SCA-2')
group by all
order by ratios.code nulls last, ratios.ratio, ratios.cohort, ratios.phase
