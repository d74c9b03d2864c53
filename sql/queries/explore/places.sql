-- One row per place that can stand beside others, of every kind: provinces, regions, plans and
-- batches; of these two those that have a figure at all.
select
    'province' as kind,
    province_code as code,
    name_th,
    name_en,
    row_number() over (order by name_th collate th) as sort_th,
    row_number() over (order by name_en) as sort_en,
from core.dim_province

union all by name

select
    'region' as kind,
    region_code as code,
    name_th,
    name_en,
    sort as sort_th,
    sort as sort_en,
from core.dim_region

union all by name

select
    'plan' as kind,
    plan_key as code,
    coalesce(name_th, name_en) as name_th,
    coalesce(name_en, name_th) as name_en,
    row_number() over (order by coalesce(name_th, name_en) collate th) as sort_th,
    row_number() over (order by coalesce(name_en, name_th)) as sort_en,
from core.dim_plan
where plan_key in (select place_code from compared('plan', $from_date, $to_date))

union all by name

select
    'batch' as kind,
    cohort as code,
    name_th,
    name_en,
    sort as sort_th,
    sort as sort_en,
from core.dim_cohort
where cohort in (select place_code from compared('batch', $from_date, $to_date))
order by kind, sort_th
