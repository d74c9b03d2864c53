-- One row per named city with the published count of certified cities that it came with: certified
-- after the last day on which the count before it stood, the newest first. A fall is no such count.
with counts as (
    select
        as_of,
        as_of_precision,
        period_end(as_of, as_of_precision) as as_of_end,
        published,
        doc_ids,
    from marts.reconciliation
    where measure = 'certified_cities' and qualifier = '='
),

present as (  -- what is announced beyond the present count is a side of a conflict
    select value as published
    from metrics.metric_value
    where
        metric_id = 'certified_cities'
        and place_kind = 'national'
        and segment_kind = 'national'
        and is_current
),

held as (  -- those that no count of an earlier day is above
    select counts.*
    from counts
    inner join present
        on counts.published <= present.published
    qualify counts.published = max(counts.published) over (order by counts.as_of_end)
),

levels as (
    select
        published as after,
        arg_min(as_of, as_of_end) as after_on,
        arg_min(as_of_precision, as_of_end) as after_precision,
        arg_max(as_of, as_of_end) as last_on,
        arg_max(as_of_precision, as_of_end) as last_precision,
        max(as_of_end) as last_end,
        flatten(list(doc_ids)) as doc_ids,
    from held
    group by published
),

rises as (
    select
        lag(after) over (order by after) as before,
        lag(last_on) over (order by after) as before_on,
        lag(last_precision) over (order by after) as before_precision,
        lag(last_end) over (order by after) as before_end,
        levels.*,
    from levels
),

told as (
    select
        rises.after,
        documents(document) as documents,
    from rises
    inner join core.dim_document as document
        on list_contains(rises.doc_ids, document.doc_id)
    group by rises.after
)

select
    rises.before,
    rises.before_on,
    rises.before_precision,
    rises.after,
    rises.after_on,
    rises.after_precision,
    plan.plan_key,
    plan.name_th,
    plan.name_en,
    plan.province_code,
    province.name_th as province_th,
    province.name_en as province_en,
    told.documents,
from rises
inner join told
    on rises.after = told.after
inner join marts.plan_status as plan_status
    on
        plan_status.is_certified
        and plan_status.first_certified_on > rises.before_end
        and plan_status.first_certified_on <= rises.last_end
inner join core.dim_plan as plan
    on plan_status.plan_key = plan.plan_key
left join core.dim_province as province
    on plan.province_code = province.province_code
order by rises.after desc, plan.name_th collate th, plan.plan_key
