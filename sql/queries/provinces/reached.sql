-- One row per KPI with figures by province: in how many provinces one is above zero, at any time.
select
    metric_id,
    count(distinct place_code) as provinces,
from metrics.metric_value
where place_kind = 'province' and coalesce(value, lower) > 0
group by metric_id
order by metric_id
