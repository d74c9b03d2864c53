-- One row per plan of the national programme, with its point where one is known.
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
    document.doc_id is null as is_estimated,  -- placed by the curator
    plan_status.status,
    plan_status.status_since,
    plan_status.precision,
from core.dim_plan as plan
left join marts.plan_status as plan_status
    on plan.plan_key = plan_status.plan_key
left join core.dim_province as province
    on plan.province_code = province.province_code
left join core.dim_document as document
    on plan.location_basis = document.doc_id
where plan.programme = 'national'
order by plan.plan_key
