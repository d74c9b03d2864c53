-- One row per plan that the certified cities of the map count, on the last day of the period: a
-- point.
select
    plan.plan_key,
    plan.province_code,
    coalesce(plan.name_th, plan.name_en) as name_th,
    coalesce(plan.name_en, plan.name_th) as name_en,
    plan.lat,
    plan.lon,
    plan.location_precision,
    is_estimated(plan.location_basis) as is_estimated,
from core.dim_plan as plan
semi join plans_counted(null, $to_date) as counted
    on plan.plan_key = counted.plan_key and counted.metric_id = 'certified_cities'
order by plan.plan_key
