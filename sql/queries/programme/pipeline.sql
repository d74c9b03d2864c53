-- One row per step of the ladder and area (`of_place`): plans of the national programme whose
-- latest step it is.
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
        ['', province.region_code, province.province_code] as lies_in,
    from marts.plan_status as plan_status
    inner join core.dim_plan as plan
        on plan_status.plan_key = plan.plan_key
    left join told
        on plan_status.plan_key = told.plan_key
    left join core.dim_province as province
        on plan.province_code = province.province_code
    where plan.programme = 'national'
),

places as (
    select '' as of_place

    union all

    select province_code
    from core.dim_province

    union all

    select region_code
    from core.dim_region
),

located as (
    select
        places.of_place,
        plans.*,
        list_contains(plans.lies_in, places.of_place) as is_here,
    from places
    cross join plans
)

select
    step.ladder_step,
    step.ladder_rank,
    count(located.status) filter (where located.is_here) as plans,
    count(located.status) as plans_national,
    count(located.status_since) filter (where located.is_here) as dated,
    min(located.status_since) filter (where located.is_here) as earliest,
    arg_min(located.precision, located.status_since) filter (where located.is_here)
    as earliest_precision,
    max(located.status_since) filter (where located.is_here) as latest,
    arg_max(located.precision, located.status_since) filter (where located.is_here)
    as latest_precision,
    list_sort(list_distinct(flatten(list(located.doc_ids)))) as doc_ids,
    places.of_place,
from core.dim_ladder_step as step
cross join places
left join located
    on step.ladder_step = located.status and places.of_place = located.of_place
group by places.of_place, step.ladder_step, step.ladder_rank
order by step.ladder_rank
