-- The newest rows of the history in the build attached as `earlier`, of the KPIs that still exist.
-- Parameters: whether that build's definitions can't be compared with today's, and so count as
-- today's; the rows per KPI.
insert into meta.figure_history by name
select
    told.* replace (case when ? then definition_of(metric) else told.definition end as definition),
from earlier.meta.figure_history as told
inner join meta.metric as metric
    on told.metric_id = metric.metric_id
qualify row_number() over (partition by told.metric_id order by told.build_id desc) < ?
