-- One row per named city that made the newest published count of certified cities out of the count
-- before it: certified after the last day of that one. A fall of the count is no count before.
with counts as (
    select
        as_of,
        as_of_precision,
        published,
    from marts.reconciliation
    where measure = 'certified_cities' and qualifier = '='
),

newest as (  -- the present count, on the day on which it first stood
    select
        metric_value.value::integer as after,
        min(counts.as_of) as after_on,
        arg_min(counts.as_of_precision, counts.as_of) as after_precision,
    from metrics.metric_value as metric_value
    inner join counts
        on metric_value.value = counts.published
    where
        metric_value.metric_id = 'certified_cities'
        and metric_value.place_kind = 'national'
        and metric_value.segment_kind = 'national'
        and metric_value.is_current
    group by metric_value.value
),

before as (  -- the highest one below it, on the last day on which it stood
    select
        published as before,
        as_of as before_on,
        as_of_precision as before_precision,
    from counts
    inner join newest
        on counts.as_of < newest.after_on and counts.published < newest.after
    qualify row_number() over (order by counts.published desc, counts.as_of desc) = 1
)

select
    before.before,
    before.before_on,
    before.before_precision,
    newest.after,
    newest.after_on,
    newest.after_precision,
    plan.plan_key,
    plan.name_th,
    plan.name_en,
from newest
cross join before
inner join marts.plan_status as plan_status
    on
        plan_status.is_certified
        and plan_status.first_certified_on
        > period_end(before.before_on, before.before_precision)
        and plan_status.first_certified_on <= period_end(newest.after_on, newest.after_precision)
inner join core.dim_plan as plan
    on plan_status.plan_key = plan.plan_key
order by plan.name_th collate th, plan.plan_key
