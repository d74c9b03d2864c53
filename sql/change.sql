-- What this build changes against an earlier one, attached as `previous`; one row a thing that
-- differs. `was` and `became`: editions (source), header fields (definition), periods (value);
-- the numbers beside them are rows, counts or values. Empty on one side: it came or went.
with source_now as (
    select
        source,
        max(edition) as edition,
        arg_max(sha256, edition) as sha256,
        sum(accepted)::double as accepted,
        sum(quarantined)::double as quarantined,
    from meta.source_load
    group by source
),

source_before as (
    select
        source,
        max(edition) as edition,
        arg_max(sha256, edition) as sha256,
        sum(accepted)::double as accepted,
        sum(quarantined)::double as quarantined,
    from previous.meta.source_load
    group by source
),

sources as (
    select
        'source' as kind,
        source,
        before.edition as was,
        now.edition as became,
        before.accepted as was_value,
        now.accepted as became_value,
    from source_now as now
    full join source_before as before
        using (source)
    where
        (before.edition, before.sha256, before.accepted, before.quarantined)
        is distinct from (now.edition, now.sha256, now.accepted, now.quarantined)
),

row_counts as (
    select
        'rows' as kind,
        name,
        before.rows::double as was_value,
        now.rows::double as became_value,
    from meta.model as now
    full join previous.meta.model as before
        using (name)
    where now.rows is distinct from before.rows
),

value_now as (
    select
        metric_id,
        place_code,
        segment_kind,
        segment,
        coalesce(phase, '') as phase,
        value,
        qualifier,
        period,
    from metrics.metric_value
    where is_current
),

value_before as (
    select
        metric_id,
        place_code,
        segment_kind,
        segment,
        coalesce(phase, '') as phase,
        value,
        qualifier,
        period,
    from previous.metrics.metric_value
    where is_current
),

figures as (
    select
        'value' as kind,
        metric_id,
        place_code,
        segment_kind,
        segment,
        phase,
        before.period as was,
        now.period as became,
        before.value as was_value,
        now.value as became_value,
        before.qualifier as was_qualifier,
        now.qualifier as became_qualifier,
    from value_now as now
    full join value_before as before
        using (metric_id, place_code, segment_kind, segment, phase)
    where
        (before.value, before.qualifier, before.period)
        is distinct from (now.value, now.qualifier, now.period)
),

header_now as (
    unpivot (select metric_id, columns(* exclude (metric_id))::varchar from meta.metric)
    on columns(* exclude (metric_id)) into name field value text
),

header_before as (
    unpivot (select metric_id, columns(* exclude (metric_id))::varchar from previous.meta.metric)
    on columns(* exclude (metric_id)) into name field value text
),

definitions as (
    select
        'definition' as kind,
        metric_id,
        string_agg(field, ', ' order by field) filter (where before.text is not null) as was,
        string_agg(field, ', ' order by field) filter (where now.text is not null) as became,
    from header_now as now
    full join header_before as before
        using (metric_id, field)
    where now.text is distinct from before.text
    group by metric_id
),

count_now as (
    unpivot marts.province_summary
    on plans_national, zones_named, certified_named, cohort_places, projects
    into name field value number
),

count_before as (
    unpivot previous.marts.province_summary
    on plans_national, zones_named, certified_named, cohort_places, projects
    into name field value number
),

provinces as (
    select
        'province' as kind,
        now.field,
        province_code,
        before.number::double as was_value,
        now.number::double as became_value,
    from count_now as now
    inner join count_before as before
        using (province_code, field)
    where now.number is distinct from before.number
)

select
    kind,
    source as subject,
    null::varchar as place_code,
    null::varchar as segment_kind,
    null::varchar as segment,
    null::varchar as phase,
    was,
    became,
    was_value,
    became_value,
    null::varchar as was_qualifier,
    null::varchar as became_qualifier,
from sources

union all by name

select
    kind,
    name as subject,
    was_value,
    became_value,
from row_counts

union all by name

select
    kind,
    metric_id as subject,
    place_code,
    segment_kind,
    segment,
    nullif(phase, '') as phase,
    was,
    became,
    was_value,
    became_value,
    was_qualifier,
    became_qualifier,
from figures

union all by name

select
    kind,
    metric_id as subject,
    was,
    became,
from definitions

union all by name

select
    kind,
    field as subject,
    province_code as place_code,
    was_value,
    became_value,
from provinces
order by all
