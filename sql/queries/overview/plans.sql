-- One row per plan of the national programme whose logo is awarded or renewed: a point on the map.
select
    plan.plan_key,
    plan.province_code,
    coalesce(plan.name_th, plan.name_en) as name_th,
    coalesce(plan.name_en, plan.name_th) as name_en,
    plan.lat,
    plan.lon,
    plan.location_precision,
    document.doc_id is null as is_estimated,  -- placed by the curator
    plan_status.status,
from core.dim_plan as plan
inner join marts.plan_status as plan_status
    on plan.plan_key = plan_status.plan_key
left join core.dim_document as document
    on plan.location_basis = document.doc_id
where plan.programme = 'national' and plan_status.status in ('logo_awarded', 'renewed')
order by plan.plan_key
