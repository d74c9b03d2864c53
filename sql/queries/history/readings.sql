-- One row per change of a KPI's headline figure: in which build, how it read there, what differed.
select
    figure_history.metric_id,
    figure_history.build_id,
    figure_history.built_at,
    figure_history.value,
    figure_history.lower,
    figure_history.upper,
    figure_history.qualifier,
    figure_history.as_of,
    figure_history.as_of_precision,
    metric.format,
    metric.unit,
    figure_history.changed,
    figure_history.parts,
from meta.figure_history as figure_history
inner join meta.metric as metric
    on figure_history.metric_id = metric.metric_id
where figure_history.metric_id = $kpi
order by figure_history.build_id desc
