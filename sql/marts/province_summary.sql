/*
description = "Everything countable about a province, latest figures; one row for each of the 77."
grain = ["province_code"]
*/
with plans as (
    select
        province_code,
        count(*) filter (where is_national) as plans_national,
        count(*) filter (where was_zone) as zones_named,
        count(*) filter (where is_certified) as certified_named,
    from marts.plan_status
    group by province_code
),

population as (  -- the latest year that is complete for all provinces
    select
        province_code,
        population,
        as_of_date as population_as_of,
        doc_id as population_doc_id,
    from core.fct_population
    qualify
        as_of_date = max(as_of_date) filter (
            where coverage = 'complete_year'
        ) over ()
),

lao as (
    select
        province_code,
        total as lao_total,
        as_of_date as lao_as_of,
        doc_id as lao_doc_id,
    from core.fct_lao_count
    where breakdown = 'full'
    qualify as_of_date = max(as_of_date) over ()
),

cohort_places as (
    select
        province_code,
        count(*) as cohort_places,
    from core.fct_cohort_place
    group by province_code
),

projects as (
    select
        province_code,
        count(*) as projects,
    from core.dim_project
    group by province_code
)

select
    province.province_code,
    coalesce(plans.plans_national, 0) as plans_national,
    coalesce(plans.zones_named, 0) as zones_named,
    coalesce(plans.certified_named, 0) as certified_named,
    coalesce(cohort_places.cohort_places, 0) as cohort_places,
    coalesce(projects.projects, 0) as projects,
    population.population,
    population.population_as_of,
    population.population_doc_id,
    lao.lao_total,
    lao.lao_as_of,
    lao.lao_doc_id,
from core.dim_province as province
left join plans
    on province.province_code = plans.province_code
left join population
    on province.province_code = population.province_code
left join lao
    on province.province_code = lao.province_code
left join cohort_places
    on province.province_code = cohort_places.province_code
left join projects
    on province.province_code = projects.province_code
