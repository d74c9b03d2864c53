-- One row per published number of logos that one occasion renewed or newly awarded, beside the
-- plans that documents name there. `cities_not_named`: certified cities that no document names, any
-- of which may be among them.
with published as (
    select
        measure,
        as_of,
        as_of_precision,
        as_of_end,
        value::integer as published,
        qualifier,
        list(distinct doc_id) as doc_ids,
    from core.fct_observation
    where
        segment_kind = 'event'
        and measure in ('logos_renewed', 'logos_awarded')
        and as_of is not null
    group by measure, as_of, as_of_precision, as_of_end, value, qualifier
),

named as (
    select
        published.measure,
        published.as_of,
        count(distinct plan.plan_key) as named,
    from published
    left join core.fct_plan_event as event
        on
            event.ladder_step = case published.measure
                when 'logos_renewed' then 'renewed' else 'logo_awarded'
            end
            and event.event_date between published.as_of and published.as_of_end
    left join core.dim_plan as plan
        on event.plan_key = plan.plan_key and plan.programme = 'national'
    group by published.measure, published.as_of
),

cities as (
    select
        greatest(arg_max(not_named, as_of), 0) as cities_not_named,
    from marts.reconciliation
    where measure = 'certified_cities'
)

select
    published.measure,
    measure.name_th as measure_th,
    measure.name_en as measure_en,
    'cities' as unit,
    published.as_of,
    published.as_of_precision,
    published.published,
    published.qualifier,
    named.named,
    published.published - named.named as not_named,
    coalesce(cities.cities_not_named, 0) as cities_not_named,
    documents(document) as documents,
from published
inner join named
    on published.measure = named.measure and published.as_of = named.as_of
left join core.dim_measure as measure
    on published.measure = measure.measure
left join core.dim_document as document
    on list_contains(published.doc_ids, document.doc_id)
cross join cities
group by all
order by published.measure desc, published.as_of desc
