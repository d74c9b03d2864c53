-- One row per plan of the national programme with a step by the end of the period, with its point
-- where one is known. `counted_in`: the KPIs whose figures by province count it.
with counted as (
    select
        plan_key,
        list(distinct metric_id order by metric_id) as counted_in,
    from plans_counted($from_date, $to_date)
    group by plan_key
),

steps as (
    select distinct
        plan_key,
    from core.fct_plan_event
    where ladder_step is not null and coalesce(counts_from <= $to_date, $to_date is null)
)

select
    plan.plan_key,
    plan.province_code,
    province.name_th as province_th,
    province.name_en as province_en,
    province.region_code,
    coalesce(plan.name_th, plan.name_en) as name_th,
    coalesce(plan.name_en, plan.name_th) as name_en,
    plan.lat,
    plan.lon,
    plan.location_precision,
    is_estimated(plan.location_basis) as is_estimated,
    plan_status.status,
    plan_status.status_since,
    plan_status.precision,
    coalesce(counted.counted_in, []) as counted_in,
from core.dim_plan as plan
semi join steps
    on plan.plan_key = steps.plan_key
left join marts.plan_status as plan_status
    on plan.plan_key = plan_status.plan_key
left join core.dim_province as province
    on plan.province_code = province.province_code
left join counted
    on plan.plan_key = counted.plan_key
where plan.programme = 'national'
order by plan.plan_key
