/*
description = "A published national count beside what public documents name by its date, so that rows add up."
grain = ["measure", "as_of", "as_of_precision", "published"]
[columns]
published = "as stated"
named = "counted from named plans on the last day of the stated period"
not_named = "published less named; below zero where more are named than published"
*/
with published as (
    select
        measure,
        as_of,
        as_of_precision,
        as_of_end,
        value as published,
        qualifier,
        list_sort(list(distinct doc_id)) as doc_ids,
    from core.fct_observation
    where
        segment_kind = 'national'
        and as_of is not null
        and measure in ('certified_cities', 'certified_provinces', 'promotion_zones_cumulative')
    group by all
),

named as (
    select
        as_of,
        sum(certified_named) as certified_cities,
        count(*) filter (where certified_named > 0) as certified_provinces,
        sum(zones_named) as promotion_zones_cumulative,
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
        case published.measure
            when 'certified_cities' then named.certified_cities
            when 'certified_provinces' then named.certified_provinces
            else named.promotion_zones_cumulative
        end::integer as named,
        published.doc_ids,
    from published
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
    doc_ids,
from paired
