-- One row per KPI and its headline figure, if there is one: for the country or, of an index, for
-- the place that it names.
select
    metric.metric_id,
    metric.code,
    metric.label_th,
    metric.label_en,
    metric.unit,
    metric.format,
    value.qualifier,
    value.value,
    value.lower,
    value.upper,
    value.denominator,
    case when metric.headline_segment_kind = 'index' then segment.name_en end as place_en,
    value.period,
from meta.metric as metric
left join metrics.metric_value as value
    on
        metric.metric_id = value.metric_id
        and value.is_current
        and (value.place_code = 'TH' or metric.headline_segment_kind = 'index')
        and value.segment_kind = metric.headline_segment_kind
        and value.segment = metric.headline_segment
        and value.phase is not distinct from metric.headline_phase
left join core.dim_segment as segment
    on
        metric.headline_segment_kind = segment.segment_kind
        and metric.headline_segment = segment.segment
order by metric.code, metric.metric_id
