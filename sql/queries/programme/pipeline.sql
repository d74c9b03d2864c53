-- One row per step of the ladder: plans of the national programme whose latest step it is.
with told as (
    select
        plan_key,
        list(distinct doc_id) as doc_ids,
    from core.fct_plan_event
    where doc_id is not null
    group by plan_key
),

plans as (
    select
        told.doc_ids,
        plan_status.status,
        plan_status.status_since,
        plan_status.precision,
        is_here(province.province_code, province.region_code, $region, $province) as is_here,
    from marts.plan_status as plan_status
    inner join core.dim_plan as plan
        on plan_status.plan_key = plan.plan_key
    left join told
        on plan_status.plan_key = told.plan_key
    left join core.dim_province as province
        on plan.province_code = province.province_code
    where plan.programme = 'national'
)

select
    step.ladder_step,
    step.ladder_rank,
    count(plans.status) filter (where plans.is_here) as plans,
    count(plans.status) as plans_national,
    count(plans.status_since) filter (where plans.is_here) as dated,
    min(plans.status_since) filter (where plans.is_here) as earliest,
    arg_min(plans.precision, plans.status_since) filter (where plans.is_here)
    as earliest_precision,
    max(plans.status_since) filter (where plans.is_here) as latest,
    arg_max(plans.precision, plans.status_since) filter (where plans.is_here) as latest_precision,
    list_sort(list_distinct(flatten(list(plans.doc_ids)))) as doc_ids,
from core.dim_ladder_step as step
left join plans
    on step.ladder_step = plans.status
group by step.ladder_step, step.ladder_rank
order by step.ladder_rank
