-- One row per KPI with rows behind it, and how they make its figures; but those of today alone.
select
    metric.metric_id,
    metric.code,
    metric.label_th,
    metric.label_en,
    metric.unit,
    metric.format,
    metric.time,
    metric.rollup as adds,
from meta.metric as metric
inner join metrics.metric_value as figure
    on metric.metric_id = figure.metric_id
semi join metrics.metric_row as behind
    on figure.figure_set = behind.figure_set
where
    figure.holds
    and not metric.needs_today
    and (
        (metric.rollup in ('sum', 'ratio') and figure.is_current and figure.adds = metric.rollup)
        or (metric.rollup = 'none' and figure.adds = 'stated')
    )
group by all
order by metric.code, metric.metric_id
