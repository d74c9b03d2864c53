-- One row per KPI that has figures by province: what the map's picker offers.
select
    metric.metric_id,
    metric.code,
    metric.label_th,
    metric.label_en,
    metric.definition_th,
    metric.definition_en,
    metric.caveats_th,
    metric.caveats_en,
    metric.unit,
    metric.format,
    metric.breaks,
    metric.absence,
from meta.metric as metric
where
    exists (
        select metric_value.metric_id
        from metrics.metric_value as metric_value
        where
            metric_value.metric_id = metric.metric_id and metric_value.place_kind = 'province'
    )
order by metric.code, metric.metric_id
