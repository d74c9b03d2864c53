-- One row: the plan $plan, where it is and how exactly, its latest step, and the dimensions that
-- documents name for it. No row where there is no such plan.
with step_documents as (  -- whether documents that only cite others are all that tell of the step
    select
        bool_and(document.is_secondary) as is_secondary,
    from core.fct_plan_event as event
    inner join marts.plan_status as plan_status
        on event.plan_key = plan_status.plan_key and event.ladder_step = plan_status.status
    inner join core.dim_document as document
        on event.doc_id = document.doc_id
    where event.plan_key = $plan
),

dimensions as (
    select
        count(distinct named.dimension) as dimensions,
        string_agg(distinct dimension.name_th, ', ' order by dimension.name_th) as dimensions_th,
        string_agg(distinct dimension.name_en, ', ' order by dimension.name_en) as dimensions_en,
        list_distinct(flatten(list(named.doc_ids))) as doc_ids,
    from core.bridge_plan_dimension as named
    inner join core.dim_dimension as dimension
        on named.dimension = dimension.dimension
    where named.plan_key = $plan
),

dimension_documents as (
    select
        documents(document) as documents,
    from dimensions
    inner join core.dim_document as document
        on list_contains(dimensions.doc_ids, document.doc_id)
)

select
    plan.plan_key,
    plan.name_th,
    plan.name_en,
    plan.aliases,
    plan.programme,
    plan.lead_organisation_th,
    plan.lead_org_type,
    plan.city_type,
    plan.province_code,
    province.name_th as province_th,
    province.name_en as province_en,
    province.region_th,
    province.region_en,
    plan.lat,
    plan.lon,
    plan.location_precision,
    is_estimated(plan.location_basis) as is_estimated,
    based_on.publisher as location_publisher,
    plan_status.status,
    plan_status.status_since,
    plan_status.precision,
    coalesce(step_documents.is_secondary, false) as status_is_secondary,
    plan_status.first_zone_on,
    plan_status.first_certified_on,
    dimensions.dimensions,
    dimensions.dimensions_th,
    dimensions.dimensions_en,
    coalesce(dimension_documents.documents, []) as dimension_documents,
from core.dim_plan as plan
left join marts.plan_status as plan_status
    on plan.plan_key = plan_status.plan_key
left join core.dim_province as province
    on plan.province_code = province.province_code
left join core.dim_document as based_on
    on plan.location_basis = based_on.doc_id
cross join step_documents
cross join dimensions
cross join dimension_documents
where plan.plan_key = $plan
