-- One row per plan: its latest step, since when, by which documents.
with steps as (  -- whether documents that only cite others are all that tell of a step
    select
        event.plan_key,
        event.ladder_step as status,
        bool_and(document.is_secondary) as is_secondary,
    from core.fct_plan_event as event
    inner join core.dim_document as document
        on event.doc_id = document.doc_id
    group by event.plan_key, event.ladder_step
),

documents as (
    select
        event.plan_key,
        documents(document) as documents,
    from core.fct_plan_event as event
    inner join core.dim_document as document
        on event.doc_id = document.doc_id
    group by event.plan_key
)

select
    plan.plan_key,
    plan.name_th,
    plan.name_en,
    plan.programme,
    plan.province_code,
    province.name_th as province_th,
    province.name_en as province_en,
    plan.lead_organisation_th,
    plan.lead_org_type,
    plan.city_type,
    plan.location_precision,
    is_estimated(plan.location_basis) as is_estimated,
    based_on.publisher as location_publisher,
    plan_status.status,
    plan_status.status_rank,
    plan_status.status_since,
    plan_status.precision,
    coalesce(steps.is_secondary, false) as status_is_secondary,
    plan_status.first_zone_on,
    plan_status.first_certified_on,
    coalesce(documents.documents, []) as documents,
    ['', province.region_code, plan.province_code] as of_places,
from core.dim_plan as plan
left join marts.plan_status as plan_status
    on plan.plan_key = plan_status.plan_key
left join steps
    on plan.plan_key = steps.plan_key and plan_status.status = steps.status
left join core.dim_province as province
    on plan.province_code = province.province_code
left join documents
    on plan.plan_key = documents.plan_key
left join core.dim_document as based_on
    on plan.location_basis = based_on.doc_id
order by
    plan.programme,
    plan_status.status_rank desc nulls last,
    plan_status.status_since desc nulls last,
    plan.name_th collate th,
    plan.plan_key
