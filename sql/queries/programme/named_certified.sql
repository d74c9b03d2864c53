-- The present published count taken apart: one row per province with named certified plans, one row
-- for what no public document names, or for how many fewer are published than are named. National
-- whatever the filter, so that the rows add up.
with latest as (  -- the present count, as the KPI has it
    select
        value::bigint as published,
        doc_ids,
    from metrics.metric_value
    where
        metric_id = 'certified_cities'
        and place_kind = 'national'
        and segment_kind = 'national'
        and is_current
),

logos as (  -- whether documents that only cite others are all that tell of a plan's logo
    select
        event.plan_key,
        bool_and(document.is_secondary) as is_secondary,
        list(distinct event.doc_id) as doc_ids,
    from core.fct_plan_event as event
    inner join core.dim_document as document
        on event.doc_id = document.doc_id
    where event.is_certified
    group by event.plan_key
),

named as (
    select
        province.name_th as province_th,
        province.name_en as province_en,
        count(plan.plan_key) as cities,
        list(
            {'name': coalesce(plan.name_th, plan.name_en), 'is_secondary': logos.is_secondary}
            order by plan.name_th collate th
        ) as plans_th,
        list(
            {'name': coalesce(plan.name_en, plan.name_th), 'is_secondary': logos.is_secondary}
            order by plan.name_en
        ) as plans_en,
        list_sort(list_distinct(flatten(list(logos.doc_ids)))) as doc_ids,
    from marts.plan_status as plan_status
    inner join core.dim_plan as plan
        on plan_status.plan_key = plan.plan_key
    inner join core.dim_province as province
        on plan.province_code = province.province_code
    left join logos
        on plan_status.plan_key = logos.plan_key
    where plan_status.is_certified
    group by province.name_th, province.name_en
)

select
    'named' as part,
    named.province_th,
    named.province_en,
    named.cities,
    named.plans_th,
    named.plans_en,
    named.doc_ids,
from named

union all by name

select
    case when rest.cities < 0 then 'fewer' else 'not_named' end as part,
    rest.cities,
    rest.doc_ids,
from (
    select
        latest.published - coalesce((select sum(named.cities) from named), 0) as cities,
        latest.doc_ids,
    from latest
) as rest

union all by name

select
    'published' as part,
    latest.published as cities,
    latest.doc_ids,
from latest
order by
    case part when 'named' then 1 when 'published' then 3 else 2 end,
    cities desc,
    province_th collate th
