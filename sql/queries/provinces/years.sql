-- The years that figures by province are of.
select distinct
    year(as_of) as year,
from metrics.metric_value
where place_kind = 'province' and as_of is not null
order by year
