-- One row per region or province that $words name by any spelling, or begin to; those that are
-- named first.
with spellings as (
    select
        province_code as code,
        alias as spelling,
    from core.dim_province_alias

    union all

    select
        province_code as code,
        unnest([name_th, name_en]) as spelling,
    from core.dim_province

    union all

    select
        region_code as code,
        unnest([name_th, name_en]) as spelling,
    from core.dim_region
),

keyed as (
    select
        code,
        replace(thai_key(spelling), ' ', '') as spelling,
        replace(thai_key($words), ' ', '') as words,
    from spellings
)

select
    code,
    bool_or(spelling = words) as is_named,
from keyed
where words <> '' and starts_with(spelling, words)
group by code
order by is_named desc, code
