-- One row a KPI: what it is, and its headline figure where one is stated.
with documents as (
    select
        metric_value.metric_id,
        list_sort(
            list(
                distinct {
                    'doc_id': document.doc_id, 'title': document.title,
                    'publisher': document.publisher, 'url': document.url
                }
            )
        ) as documents,
    from metrics.metric_value as metric_value
    inner join meta.metric as metric
        on metric_value.metric_id = metric.metric_id
    inner join core.dim_document as document
        on list_contains(metric_value.doc_ids, document.doc_id)
    where
        metric_value.place_kind = 'national'
        and metric_value.segment_kind = metric.headline_segment_kind
        and metric_value.segment = metric.headline_segment
        and metric_value.is_current
    group by metric_value.metric_id
),

counted as (
    select
        metric_id,
        count(*) as figures,
        count(distinct place_code) filter (where place_kind = 'province') as provinces,
    from metrics.metric_value
    group by metric_id
)

select
    metric.metric_id,
    metric.code,
    metric.label_th,
    metric.label_en,
    metric.definition_th,
    metric.definition_en,
    metric.formula_th,
    metric.formula_en,
    metric.caveats_th,
    metric.caveats_en,
    metric.owner_th,
    metric.owner_en,
    metric.unit,
    metric.format,
    metric.direction,
    metric.rollup,
    metric.time,
    metric.absence,
    metric.target,
    metric.promise_days,
    metric_value.value,
    metric_value.lower,
    metric_value.upper,
    metric_value.qualifier,
    metric_value.as_of,
    metric_value.as_of_precision,
    metric_value.nature,
    metric_value.segment_kind,
    segment.name_th as segment_th,
    segment.name_en as segment_en,
    metric_value.phase,
    coalesce(counted.figures, 0) as figures,
    coalesce(counted.provinces, 0) as provinces,
    coalesce(documents.documents, []) as documents,
from meta.metric as metric
left join metrics.metric_value as metric_value
    on
        metric.metric_id = metric_value.metric_id
        and metric_value.place_kind = 'national'
        and metric_value.is_current
        and metric.headline_segment_kind = metric_value.segment_kind
        and metric.headline_segment = metric_value.segment
        and coalesce(nullif(metric.headline_phase, ''), metric_value.phase, '')
        = coalesce(metric_value.phase, '')
left join core.dim_segment as segment
    on
        metric_value.segment_kind = segment.segment_kind
        and metric_value.segment = segment.segment
left join counted
    on metric.metric_id = counted.metric_id
left join documents
    on metric.metric_id = documents.metric_id
order by metric.code, metric.metric_id
