-- One row per check that reads what one KPI is made of: its own table, one that feeds it, the
-- figures and the statements behind them, and the provinces where the frame gives each a zero.
with recursive upstream as (
    select
        'metrics.' || $kpi as name,

    union

    select
        unnest(model.depends_on) as name,
    from upstream
    inner join meta.model as model
        on upstream.name = model.name
),

tables as (
    select
        list(upstream.name)
        || ['metrics.metric_value', 'marts.statement']
        || case
            when bool_or(
                metric.absence in ('zero', 'named') and list_contains(metric.places, 'province')
            )
                then ['core.dim_province']
            else []
        end as names,
    from upstream
    inner join meta.metric as metric
        on metric.metric_id = $kpi
)

select
    check_result.check_name,
    check_result.offending,
    check_result.message_th,
    check_result.message_en,
from meta.check_result as check_result
cross join tables
where list_has_any(check_result.depends_on, tables.names)
order by check_result.offending = 0, check_result.check_name
