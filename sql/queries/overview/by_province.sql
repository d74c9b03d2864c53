-- One row per province: certified cities that public documents name there, in the chosen period,
-- and its registered residents in the latest year that is complete for all.
with residents as (
    select
        province_code,
        population,
    from core.fct_population
    qualify as_of_date = max(as_of_date) filter (where coverage = 'complete_year') over ()
),

counted as (
    select
        place_code,
        value,
        lower,
        qualifier,
        as_of,
        as_of_precision,
        doc_ids,
        figure_set,
    from metrics.metric_value
    where
        metric_id = 'certified_cities'
        and place_kind = 'province'
        and is_state_by(as_of, as_of_precision, $to_date)
    qualify row_number() over (partition by place_code order by as_of desc) = 1
),

logos as (  -- whether documents that only cite others are all that tell of a plan's logo
    select
        event.plan_key,
        bool_and(document.is_secondary) as is_secondary,
    from core.fct_plan_event as event
    inner join core.dim_document as document
        on event.doc_id = document.doc_id
    where event.is_certified
    group by event.plan_key
),

cited as (  -- the cities behind, and those of such documents alone
    select
        behind.figure_set,
        behind.place_code,
        count(*) as row_count,
        count(*) filter (where logos.is_secondary) as secondary_count,
    from metrics.metric_row as behind
    left join logos
        on behind.code = logos.plan_key
    where
        behind.metric_id = 'certified_cities'
        and behind.kind = 'plan'
        and behind.above is not null
    group by behind.figure_set, behind.place_code
)

select
    province.province_code,
    province.name_th,
    province.name_en,
    row_number() over (order by province.name_th collate th) as sort_th,
    row_number() over (order by province.name_en) as sort_en,
    province.region_code,
    province.region_th,
    province.region_en,
    residents.population,
    counted.value,
    counted.lower,
    counted.qualifier,
    counted.as_of,
    counted.as_of_precision,
    cited.row_count,
    cited.secondary_count,
    (
        select documents(document)
        from core.dim_document as document
        where list_contains(counted.doc_ids, document.doc_id)
    ) as documents,
from core.dim_province as province
left join residents
    on province.province_code = residents.province_code
left join counted
    on province.province_code = counted.place_code
left join cited
    on counted.figure_set = cited.figure_set and counted.place_code = cited.place_code
order by province.province_code
