/*
description = "Days on which one version of a national target was the one stated last: what a count of those days may be compared with."
grain = ["measure", "since"]
[columns]
value = "in the unit named beside it; \"at least 105\" and \"105\" are one target"
horizon = "year, common era; empty where no document states one"
target_id = "the first statement of the version"
doc_id = "its document"
since = "the first day on which it was stated last"
until = "the last such day; empty while it is in force"
*/
with stated as (  -- of statements of one day the one for the farthest year
    select
        target.measure,
        version.value,
        version.unit,
        version.horizon,
        version.first_target_id as target_id,
        version.first_doc_id as doc_id,
        target.stated_on,
    from core.fct_target as target
    inner join marts.target_version as version
        on list_contains(version.target_ids, target.target_id)
    where
        version.segment_kind = 'national'
        and version.qualifier = '='
        and target.stated_on is not null
    qualify
        row_number() over (
            partition by target.measure, target.stated_on
            order by version.horizon desc nulls last, target.target_id
        ) = 1
),

news as (
    select
        *,
    from stated
    qualify
        lag(target_id) over (partition by measure order by stated_on) is distinct from target_id
)

select
    measure,
    value,
    unit,
    horizon,
    target_id,
    doc_id,
    stated_on as since,
    lead(stated_on) over (partition by measure order by stated_on) - 1 as until,
from news
