-- One row per national count of plans by what became of them (proposed, declared a zone, awarded
-- the logo) and kind of source: the newest of primary documents and the newest of secondary ones.
with counts as (
    select
        metric_value.metric_id,
        metric_value.as_of,
        metric_value.as_of_precision,
        metric_value.value,
        metric_value.lower,
        metric_value.upper,
        metric_value.qualifier,
        bool_and(document.is_secondary) as is_secondary,
        documents(document) as documents,
    from metrics.metric_value as metric_value
    inner join core.dim_document as document
        on list_contains(metric_value.doc_ids, document.doc_id)
    where
        metric_value.metric_id in ('plans_submitted', 'promotion_zones', 'certified_cities')
        and metric_value.place_kind = 'national'
        and metric_value.segment = 'TH'
        and metric_value.holds
        and is_state_by(metric_value.as_of, metric_value.as_of_precision, $to_date)
    group by all
)

select
    counts.metric_id,
    metric.label_th,
    metric.label_en,
    metric.unit,
    counts.as_of,
    counts.as_of_precision,
    counts.value,
    counts.lower,
    counts.upper,
    counts.qualifier,
    counts.is_secondary,
    counts.documents,
from counts
inner join meta.metric as metric
    on counts.metric_id = metric.metric_id
qualify
    row_number() over (
        partition by counts.metric_id, counts.is_secondary
        order by counts.as_of desc nulls last, counts.value desc
    ) = 1
order by
    counts.is_secondary,
    list_position(['plans_submitted', 'promotion_zones', 'certified_cities'], counts.metric_id)
