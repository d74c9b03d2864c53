-- One row per plan whose dimensions a document names: which, how many, by whom.
with dimensions as (
    select
        named.plan_key,
        count(distinct named.dimension) as dimensions,
        string_agg(dimension.name_th, ', ' order by dimension.sort) as dimensions_th,
        string_agg(dimension.name_en, ', ' order by dimension.sort) as dimensions_en,
        list_distinct(flatten(list(named.doc_ids))) as doc_ids,
    from core.bridge_plan_dimension as named
    inner join core.dim_dimension as dimension
        on named.dimension = dimension.dimension
    group by named.plan_key
),

documents as (
    select
        dimensions.plan_key,
        documents(document) as documents,
    from dimensions
    inner join core.dim_document as document
        on list_contains(dimensions.doc_ids, document.doc_id)
    group by dimensions.plan_key
)

select
    dimensions.plan_key,
    plan.name_th,
    plan.name_en,
    plan.programme,
    plan.province_code,
    province.name_th as province_th,
    province.name_en as province_en,
    dimensions.dimensions,
    dimensions.dimensions_th,
    dimensions.dimensions_en,
    coalesce(documents.documents, []) as documents,
    ['', province.region_code, plan.province_code] as of_places,
from dimensions
inner join core.dim_plan as plan
    on dimensions.plan_key = plan.plan_key
left join core.dim_province as province
    on plan.province_code = province.province_code
left join documents
    on dimensions.plan_key = documents.plan_key
order by dimensions.dimensions desc, plan.name_th collate th, dimensions.plan_key
