-- One row per plan of the national programme: when it reached its latest step. `newest` is the last
-- dated step of the whole record; `months` are whole ones up to $today. `here_in`: its areas.
select
    plan_status.plan_key,
    plan_status.status as ladder_step,
    plan_status.status_since as reached_on,
    plan_status.precision as reached_precision,
    period_end(plan_status.status_since, plan_status.precision) as reached_by,
    case
        when plan_status.status_since is not null
            then greatest(
                date_sub(
                    'month', period_end(plan_status.status_since, plan_status.precision), $today
                ),
                0
            )
    end as months,
    max(plan_status.status_since) over () as newest,
    ['', province.region_code, province.province_code] as here_in,
from marts.plan_status as plan_status
left join core.dim_province as province
    on plan_status.province_code = province.province_code
where plan_status.is_national and plan_status.status is not null
order by plan_status.plan_key
