/*
description = "A version of a target: statements of one value for one year, however worded, with all their documents."
grain = ["measure", "segment_kind", "segment", "place_code", "value", "qualifier", "unit", "horizon"]
[columns]
value = "in the unit named beside it"
qualifier = "= also where some say \"at least\": 105 and at least 105 are one target"
horizon = "year, common era; empty where no document states one"
horizon_texts = "the deadline as documents word it"
first_target_id = "the earliest statement"
first_doc_id = "its document"
first_stated_on = "first day of the earliest statement; empty where none is dated"
replaced_by_value = "of the version that replaces this one; inferred from dates, not stated"
replaced_by_horizon = "of that version"
is_in_force = "whether it is in force: no other version replaces it, and of such versions of its measure, segment and place it was stated last"
*/
with versions as (
    select
        measure,
        segment_kind,
        segment,
        place_code,
        value,
        case when qualifier = '>=' then '=' else qualifier end as qualifier,
        unit,
        horizon,
        list_sort(
            coalesce(list(distinct horizon_text) filter (where horizon_text is not null), [])
        ) as horizon_texts,
        first(target_id order by stated_on nulls last, target_id) as first_target_id,
        first(doc_id order by stated_on nulls last, target_id) as first_doc_id,
        min(stated_on) as first_stated_on,
        arg_min(stated_on_precision, (stated_on, target_id))
            filter (where stated_on is not null) as first_precision,
        max(stated_on) as last_stated_on,
        list(target_id order by target_id) as target_ids,
        list_sort(list(distinct doc_id)) as doc_ids,
    from core.fct_target
    group by all
),

replacements as (  -- the first statement that replaces any of a version not stated again since
    select
        versions.target_ids,
        later.value,
        later.horizon,
    from versions
    inner join core.fct_target as later
        on
            list_contains(versions.target_ids, later.supersedes)
            and coalesce(later.stated_on >= versions.last_stated_on, true)
    qualify
        row_number() over (
            partition by versions.target_ids
            order by later.stated_on nulls last, later.target_id
        ) = 1
)

select
    versions.measure,
    versions.segment_kind,
    versions.segment,
    versions.place_code,
    versions.value,
    versions.qualifier,
    versions.unit,
    versions.horizon,
    versions.horizon_texts,
    versions.first_target_id,
    versions.first_doc_id,
    versions.first_stated_on,
    versions.first_precision,
    versions.target_ids,
    versions.doc_ids,
    replacements.value as replaced_by_value,
    replacements.horizon as replaced_by_horizon,
    row_number() over (
        partition by
            versions.measure, versions.segment_kind, versions.segment, versions.place_code
        order by
            replacements.target_ids is not null,
            versions.last_stated_on desc nulls last,
            versions.horizon desc nulls last,
            versions.target_ids
    ) = 1
    and replacements.target_ids is null as is_in_force,
from versions
left join replacements
    on versions.target_ids = replacements.target_ids
