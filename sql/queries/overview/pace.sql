-- One row a dated national statement of certified cities, with the target in force and its year.
with target as (
    select
        value::double as target_value,
        horizon as target_year,
    from core.fct_target
    where measure = 'certified_cities' and segment_kind = 'national' and horizon is not null
    order by stated_on desc nulls last, horizon desc
    limit 1
)

select
    metric_value.as_of,
    metric_value.as_of_precision,
    metric_value.value,
    metric_value.qualifier,
    target.target_value,
    target.target_year,
from metrics.metric_value as metric_value
inner join meta.metric as metric
    on metric_value.metric_id = metric.metric_id
cross join target
where
    metric_value.metric_id = 'certified_cities'
    and metric_value.place_kind = 'national'
    and metric_value.segment_kind = metric.headline_segment_kind
    and metric_value.segment = metric.headline_segment
    and metric_value.value is not null
    and metric_value.as_of between
    coalesce($from_date, metric_value.as_of) and coalesce($to_date, metric_value.as_of)
order by metric_value.as_of
