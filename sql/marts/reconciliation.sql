/*
description = "A published national count beside what public documents name by its date, so that rows add up."
grain = ["measure", "as_of", "as_of_precision", "published"]
[columns]
published = "as stated"
named = "named plans of the count's own basis, on the last day of the stated period; beside the last count of zones also those without a date that were named when the count was known"
not_named = "published less named; below zero where more are named than published"
without_logo = "the count and the named plans are of zones without the logo: so counts the secondary source"
*/
with published as (
    select
        observation.measure,
        observation.as_of,
        observation.as_of_precision,
        observation.as_of_end,
        observation.value as published,
        observation.qualifier,
        list_sort(list(distinct observation.doc_id)) as doc_ids,
        max(document.known_from) as known_from,
    from core.fct_observation as observation
    left join core.dim_document as document
        on observation.doc_id = document.doc_id
    where
        observation.segment_kind = 'national'
        and observation.as_of is not null
        and observation.measure
        in ('certified_cities', 'certified_provinces', 'promotion_zones_cumulative')
    group by all
),

of_a_basis as (
    select
        *,
        measure = 'promotion_zones_cumulative' and is_secondary(doc_ids) as without_logo,
        measure = 'promotion_zones_cumulative'
        and as_of_end = max(as_of_end) over (partition by measure) as is_last,
    from published
),

undated as (  -- zones of which no document tells the day
    select
        plan_status.plan_key,
        plan_status.is_certified,
        min(document.known_from) as known_from,
    from marts.plan_status as plan_status
    inner join core.fct_plan_event as event
        on plan_status.plan_key = event.plan_key and event.ladder_step = 'zone_declared'
    left join core.dim_document as document
        on event.doc_id = document.doc_id
    where plan_status.was_zone and plan_status.first_zone_on is null
    group by plan_status.plan_key, plan_status.is_certified
),

named as (
    select
        as_of,
        sum(certified_named) as certified_cities,
        count(*) filter (where certified_named > 0) as certified_provinces,
        sum(zones_named) as zones,
        sum(zones_without_logo) as zones_without_logo,
    from marts.province_status
    group by as_of
),

paired as (
    select
        published.measure,
        published.as_of,
        published.as_of_precision,
        published.published::integer as published,
        published.qualifier,
        published.without_logo,
        published.doc_ids,
        case published.measure
            when 'certified_cities' then named.certified_cities
            when 'certified_provinces' then named.certified_provinces
            else if(published.without_logo, named.zones_without_logo, named.zones)
        end::integer
        + (
            select count(*)
            from undated
            where
                published.is_last
                and undated.known_from <= published.known_from
                and not (published.without_logo and undated.is_certified)
        )::integer as named,
    from of_a_basis as published
    inner join named
        on published.as_of_end = named.as_of
)

select
    measure,
    as_of,
    as_of_precision,
    published,
    qualifier,
    named,
    published - named as not_named,
    without_logo,
    doc_ids,
from paired
