-- One row per KPI and its headline figure for the country, if there is one.
select
    metric.metric_id,
    metric.code,
    metric.label_th,
    metric.label_en,
    metric.unit,
    metric.format,
    value.qualifier,
    value.value,
    value.period,
from meta.metric as metric
left join metrics.metric_value as value
    on
        metric.metric_id = value.metric_id
        and value.is_current
        and value.place_code = 'TH'
        and value.segment_kind = metric.headline_segment_kind
        and value.segment = metric.headline_segment
        and value.phase is not distinct from metric.headline_phase
order by metric.code, metric.metric_id
