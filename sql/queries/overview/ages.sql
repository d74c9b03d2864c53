-- One row: how many KPIs have a headline figure, and how many of these are current, ageing or old.
with aged as (
    select
        age_state($today, as_of_end, promise_days) as age_state,
    from metrics.headline
)

select
    count(*) as kpis,
    count(*) filter (where age_state = 'current') as current,
    count(*) filter (where age_state = 'ageing') as ageing,
    count(*) filter (where age_state = 'old') as old,
from aged
