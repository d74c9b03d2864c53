-- One row per named project, pilot or award; of a batch where it has a `cohort`.
with dimensions as (
    select
        project.project_key,
        string_agg(dimension.name_th, ', ' order by dimension.sort) as dimensions_th,
        string_agg(dimension.name_en, ', ' order by dimension.sort) as dimensions_en,
    from core.dim_project as project
    inner join core.dim_dimension as dimension
        on list_contains(project.dimensions, dimension.dimension)
    group by project.project_key
)

select
    project.project_key,
    project.name_th,
    project.name_en,
    project.kind,
    project.cohort,
    cohort.name_th as cohort_th,
    cohort.name_en as cohort_en,
    project.province_code,
    province.name_th as province_th,
    province.name_en as province_en,
    project.organisation,
    project.award as award_en,
    project.award_th,
    project.grant_thb::double as grant_thb,
    project.budget_thb::double as budget_thb,
    project.budget_qualifier,
    project.what_th,
    project.what_en,
    project.impact_th,
    project.impact_en,
    dimensions.dimensions_th,
    dimensions.dimensions_en,
    project.doc_id,
    document.title,
    document.publisher,
    document.url,
    document.is_secondary,
    ['', province.region_code, project.province_code] as of_places,
from core.dim_project as project
left join core.dim_cohort as cohort
    on project.cohort = cohort.cohort
left join core.dim_province as province
    on project.province_code = province.province_code
left join dimensions
    on project.project_key = dimensions.project_key
left join core.dim_document as document
    on project.doc_id = document.doc_id
order by
    project.award is null,
    cohort.sort nulls last,
    project.name_th collate th,
    project.project_key
