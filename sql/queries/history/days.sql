-- The days on which a document became known, newest first. `is_before`: the last of them on which
-- the KPI's headline figure was not yet known as it reads now.
with days as (
    select distinct
        known_from as known_on,
    from core.dim_document
    where known_from is not null
),

told as (  -- one number is known from the first that states it, another from the last
    select
        case
            when bool_and(metric_value.adds = 'stated') then min(document.known_from)
            else max(document.known_from)
        end as known_from,
    from metrics.metric_value as metric_value
    inner join meta.metric as metric
        on metric_value.metric_id = metric.metric_id and is_headline_of(metric_value, metric)
    inner join core.dim_document as document
        on list_contains(metric_value.doc_ids, document.doc_id)
    where metric_value.metric_id = $kpi and metric_value.is_current
)

select
    days.known_on,
    days.known_on = max(days.known_on) filter (
        where days.known_on < told.known_from
    ) over () as is_before,
from days
cross join told
order by days.known_on desc
