-- One row: the day of the country's count of certified cities, and its age in months today. None
-- while no document states one.
select
    as_of,
    as_of_precision,
    date_sub('month', as_of_end, $today) as age_months,
    age_state($today, as_of_end, promise_days) as age_state,
from metrics.headline
where metric_id = 'certified_cities'
