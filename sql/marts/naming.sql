/*
description = "Whether public documents name all that is published as a count. Only then is a place without a name a place without any."
grain = ["measure"]
[columns]
named = "plans that documents name, whatever their day"
published = "the highest count that stands; empty where none is published"
is_complete = "the present count is exact, and no count exceeds the named ones"
*/
with named as (
    select
        unnest(['certified_cities', 'promotion_zones_cumulative']) as measure,
        unnest([count(*) filter (where is_certified), count(*) filter (where was_zone)]) as named,
    from marts.plan_status
    having count(*) > 0
),

published as (
    select
        measure,
        max(lower) as published,
        max(case when qualifier = '>' then lower + 1 else lower end) as at_least,
        bool_or(is_current and qualifier = '=') as is_exact,
    from marts.figure
    where segment_kind = 'national' and is_known_now
    group by measure
)

select
    named.measure,
    named.named,
    published.published,
    coalesce(published.is_exact and named.named >= published.at_least, false) as is_complete,
from named
left join published
    on named.measure = published.measure
