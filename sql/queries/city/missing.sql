-- One row per form that tells of single plans and has told nothing of the plan $plan: which KPIs it
-- would feed, and who can send it.
with forms as (
    select
        'agency_plan_events' as source,
        count(*) as told,
    from core.fct_plan_event
    where plan_key = $plan and reported_by is not null

    union all

    select
        'agency_investment_flows' as source,
        count(*) as told,
    from core.fct_investment_statement
    where plan_key = $plan and reported_by is not null

    union all

    select
        'agency_plan_progress' as source,
        count(*) as told,
    from core.fct_plan_progress
    where plan_key = $plan

    union all

    select
        'agency_component_scores' as source,
        count(*) as told,
    from core.fct_component_score
    where plan_key = $plan

    union all

    select
        'agency_plan_dimensions' as source,
        count(*) as told,
    from core.fct_plan_service
    where plan_key = $plan

    union all

    select
        'agency_area_population' as source,
        count(*) as told,
    from core.fct_area_population
    where plan_key = $plan

    union all

    select
        'agency_city_data_platforms' as source,
        count(*) as told,
    from core.fct_city_data_platform
    where plan_key = $plan

    union all

    select
        'agency_city_datasets' as source,
        count(*) as told,
    from core.fct_city_dataset
    where plan_key = $plan

    union all

    select
        'agency_index_scores' as source,
        count(*) as told,
    from core.fct_index_score
    where plan_key = $plan

    union all

    select
        'agency_plan_links' as source,
        count(*) as told,
    from core.bridge_plan_link
    where plan_key = $plan
),

fed as (
    select
        source.source,
        string_agg(metric.label_th, ' · ' order by metric.code, metric.metric_id) as kpis_th,
        string_agg(metric.label_en, ' · ' order by metric.code, metric.metric_id) as kpis_en,
    from meta.source as source
    inner join meta.metric as metric
        on list_contains(source.kpis, metric.code)
    group by source.source
)

select
    source.source,
    source.title_th,
    source.title_en,
    source.owner_th,
    source.owner_en,
    fed.kpis_th,
    fed.kpis_en,
from forms
inner join meta.source as source
    on forms.source = source.source
left join fed
    on source.source = fed.source
where forms.told = 0
order by source.title_th collate th
