-- One row per KPI whose figures rest on the record $code of the kind $kind: a statement, or a plan
-- that is a row behind them.
with used as (
    select
        metric_id,
    from metrics.figure_statement
    where statement_id = $code and $kind not in ('plan', 'event', 'project', 'solution')

    union

    select
        metric_id,
    from metrics.metric_row
    where kind = $kind and code = $code
)

select
    metric.metric_id,
    metric.code,
    metric.label_th,
    metric.label_en,
from used
inner join meta.metric as metric
    on used.metric_id = metric.metric_id
order by metric.code, metric.metric_id
