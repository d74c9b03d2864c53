/*
description = "Plans that agencies report on but that neither the register nor an event lists."
blocking = false
message = { th = "หน่วยงานรายงานข้อมูลของแผนที่ไม่มีในทะเบียนแผน และไม่มีเหตุการณ์ของแผนนั้น", en = "Agencies report on plans that are not listed and that no event introduces." }
holds = { th = "แผนทุกฉบับที่หน่วยงานรายงานมีในทะเบียนแผนหรือมีเหตุการณ์ของแผนนั้น", en = "Every plan that agencies report on is listed or introduced by an event." }
*/
with named as (
    select 'agency_plan_progress' as source, plan_key, reported_by
    from staging.stg_agency_plan_progress
    union all
    select 'agency_component_scores' as source, plan_key, reported_by
    from staging.stg_agency_component_scores
    union all
    select 'agency_plan_dimensions' as source, plan_key, reported_by
    from staging.stg_agency_plan_dimensions
    union all
    select 'agency_plan_links' as source, plan_key, reported_by
    from staging.stg_agency_plan_links
    union all
    select 'agency_investment_flows' as source, plan_key, reported_by
    from staging.stg_agency_investment_flows
    union all
    select 'agency_area_population' as source, plan_key, reported_by
    from staging.stg_agency_area_population
    union all
    select 'agency_area_population' as source, nested_in as plan_key, reported_by
    from staging.stg_agency_area_population
    union all
    select 'agency_lao_engagement' as source, plan_key, reported_by
    from staging.stg_agency_lao_engagement
    union all
    select 'agency_city_data_platforms' as source, plan_key, reported_by
    from staging.stg_agency_city_data_platforms
    union all
    select 'agency_index_scores' as source, plan_key, reported_by
    from staging.stg_agency_index_scores
)

select
    named.source,
    named.plan_key,
    named.reported_by,
    count(*) as row_count,
from named
left join core.dim_plan as plan
    on named.plan_key = plan.plan_key
where named.plan_key is not null
    and plan.plan_key is null
group by named.source, named.plan_key, named.reported_by
order by named.source, named.plan_key, named.reported_by
