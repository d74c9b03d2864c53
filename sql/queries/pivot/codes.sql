-- One row per code of each dimension that the records of $subject have, and how many have it: of
-- statements at any time, of a KPI in the chosen period, whose figures others are. With its name
-- where it is a place, a plan, a batch, a segment or a document.
with subject as (
    select
        *
    from countable_here(
        $subject,
        null,
        null,
        case when $subject not in ('amounts', 'events', 'records') then $from_date::date end,
        case when $subject not in ('amounts', 'events', 'records') then $to_date::date end,
        $operator
    )
),

coded as (
    select
        dimension,
        stated as code,
    from subject unpivot include nulls (
        stated for dimension in (
            stage, covers, funder, plan_set, step, plan_key, cohort, region_code, province_code,
            year, fiscal_year, doc_id, nature, kind, segment
        )
    )
),

counted as (
    select
        dimension,
        coalesce(code, '') as code,
        count(*) as records,
    from coded
    group by all
),

names as (
    select
        'province_code' as dimension,
        province_code as code,
        name_th,
        name_en,
    from core.dim_province

    union all by name

    select
        'region_code' as dimension,
        region_code as code,
        name_th,
        name_en,
    from core.dim_region

    union all by name

    select
        'plan_key' as dimension,
        plan_key as code,
        coalesce(name_th, name_en) as name_th,
        coalesce(name_en, name_th) as name_en,
    from core.dim_plan

    union all by name

    select
        'cohort' as dimension,
        cohort as code,
        name_th,
        name_en,
    from core.dim_cohort

    union all by name

    select
        'segment' as dimension,
        segment_kind || ':' || segment as code,
        name_th,
        name_en,
    from core.dim_segment

    union all by name

    select
        'doc_id' as dimension,
        doc_id as code,
        coalesce(title, publisher, doc_id) as name_th,
        coalesce(title, publisher, doc_id) as name_en,
    from core.dim_document
)

select
    counted.dimension,
    counted.code,
    counted.records,
    names.name_th,
    names.name_en,
    row_number() over (order by names.name_th collate th nulls last) as sort_th,
    row_number() over (order by names.name_en nulls last) as sort_en,
from counted
left join names
    on counted.dimension = names.dimension and counted.code = names.code
order by counted.dimension, counted.records desc, counted.code
