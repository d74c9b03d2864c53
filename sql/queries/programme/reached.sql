-- One row per plan of the national programme: when it reached its latest step. Documents that date
-- one step within a year of each other tell of one event: the first of them counts. `newest` is the
-- last dated step of the whole record; `months` are whole ones up to $today. `is_here`: in the
-- chosen area.
with plans as (
    select
        plan_status.plan_key,
        plan_status.status,
        plan_status.status_since,
        max(plan_status.status_since) over () as newest,
        is_here(province.province_code, province.region_code, $region, $province) as is_here,
    from marts.plan_status as plan_status
    left join core.dim_province as province
        on plan_status.province_code = province.province_code
    where plan_status.is_national and plan_status.status is not null
)

select
    plans.plan_key,
    plans.status as ladder_step,
    arg_min(event.event_date, event.event_date_end) as reached_on,
    arg_min(event.date_precision, event.event_date_end) as reached_precision,
    min(event.event_date_end) as reached_by,
    greatest(date_sub('month', min(event.event_date_end), $today), 0) as months,
    plans.newest,
    plans.is_here,
from plans
left join core.fct_plan_event as event
    on
        plans.plan_key = event.plan_key
        and plans.status = event.ladder_step
        and event.event_date >= plans.status_since - interval 1 year
group by plans.plan_key, plans.status, plans.newest, plans.is_here
order by plans.plan_key
