-- What this build changes against an earlier one, attached as `previous`; one row a thing that
-- differs. `was` and `became`: editions (source), header fields (definition), periods (value);
-- the numbers beside them are rows, counts or values. Empty on one side: it came or went.
-- A value also has why it moved: statements that are new, say another thing, are gone, or on which
-- a steward decided; another definition; provinces that came into a country's figure or left it.
-- `parts` splits the move into numbers that add up to it. Where provinces add up to the country's
-- figure, by province. Else it is one part: of the statements, if one number alone is stated now;
-- of the only kind of reason there is; or, where several can't be told apart, `recalculated`.
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
        numerator,
        denominator,
        statement_ids,
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
        numerator,
        denominator,
        statement_ids,
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
        coalesce(before.numerator, before.value) as was_total,
        coalesce(now.numerator, now.value) as became_total,
        before.statement_ids as was_statements,
        now.statement_ids as became_statements,
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
        bool_or(field in ('sql', 'formula_th', 'formula_en', 'rollup', 'target', 'unit'))
            as is_recalculated,
    from header_now as now
    full join header_before as before
        using (metric_id, field)
    where now.text is distinct from before.text
    group by metric_id
),

statement_now as (
    select
        statement_id,
        row(
            subject, segment_kind, segment, phase, place_codes, as_of, as_of_precision, value,
            lower, upper, qualifier, unit
        ) as content,
        coalesce(value, lower, upper)::double as stated,
    from marts.statement
),

statement_before as (
    select
        statement_id,
        row(
            subject, segment_kind, segment, phase, place_codes, as_of, as_of_precision, value,
            lower, upper, qualifier, unit
        ) as content,
    from previous.marts.statement
),

chosen_now as (
    select distinct
        statement_id,
    from marts.conflict_statement
    where is_chosen
),

chosen_before as (
    select distinct
        statement_id,
    from previous.marts.conflict_statement
    where is_chosen
),

used as (  -- the statements behind each changed figure, in either build
    select
        metric_id,
        place_code,
        segment_kind,
        segment,
        phase,
        unnest(list_distinct(list_concat(became_statements, was_statements))) as statement_id,
        became_statements,
        was_statements,
    from figures
),

told as (
    select
        used.metric_id,
        used.place_code,
        used.segment_kind,
        used.segment,
        used.phase,
        used.statement_id,
        case
            when now.content is distinct from before.content and now.content is null then 'lost'
            when now.content is distinct from before.content and before.content is null then 'new'
            when now.content is distinct from before.content then 'revised'
            when
                chosen_now.statement_id is not null
                and not list_contains(coalesce(used.was_statements, []), used.statement_id)
                then 'chosen'
            when  -- or chosen no more
                chosen_before.statement_id is not null
                and chosen_now.statement_id is null
                and not list_contains(coalesce(used.became_statements, []), used.statement_id)
                then 'chosen'
        end as part,
        list_contains(used.became_statements, used.statement_id) as is_behind,
        now.stated,
    from used
    left join statement_now as now
        on used.statement_id = now.statement_id
    left join statement_before as before
        on used.statement_id = before.statement_id
    left join chosen_now
        on used.statement_id = chosen_now.statement_id
    left join chosen_before
        on used.statement_id = chosen_before.statement_id
),

statements as (
    select
        metric_id,
        place_code,
        segment_kind,
        segment,
        phase,
        list(statement_id order by statement_id) filter (where part = 'new') as new_statements,
        list(statement_id order by statement_id) filter (
            where part = 'revised'
        ) as revised_statements,
        list(statement_id order by statement_id) filter (where part = 'lost') as lost_statements,
        list(statement_id order by statement_id) filter (
            where part = 'chosen'
        ) as chosen_statements,
        list(distinct part) filter (where part is not null) as kinds,
        list(distinct part) filter (where is_behind and part is not null) as kinds_behind,
        case
            when bool_and(stated is not null) filter (where is_behind)
                then list(distinct stated) filter (where is_behind)
        end as numbers,
    from told
    group by metric_id, place_code, segment_kind, segment, phase
),

province_now as (
    select
        metric_id,
        segment_kind,
        segment,
        coalesce(phase, '') as phase,
        place_code,
        coalesce(numerator, value) as weight,
    from metrics.metric_value
    where is_current and place_kind = 'province' and value <> 0
),

covered_now as (  -- of a share of all provinces: those that its statements are about
    select distinct
        figure.metric_id,
        figure.segment_kind,
        figure.segment,
        figure.phase,
        unnest(statement.place_codes) as place_code,
        1.0::double as weight,
    from value_now as figure
    anti join province_now
        on figure.metric_id = province_now.metric_id
    inner join marts.statement as statement
        on list_contains(figure.statement_ids, statement.statement_id)
    where
        figure.place_code = 'TH'
        and figure.denominator = (select count(*) from core.dim_province)
        and statement.place_codes <> ['TH']
),

place_now as (
    from province_now
    union all by name
    from covered_now
),

province_before as (
    select
        metric_id,
        segment_kind,
        segment,
        coalesce(phase, '') as phase,
        place_code,
        coalesce(numerator, value) as weight,
    from previous.metrics.metric_value
    where is_current and place_kind = 'province' and value <> 0
),

covered_before as (  -- of a share of all provinces: those that its statements are about
    select distinct
        figure.metric_id,
        figure.segment_kind,
        figure.segment,
        figure.phase,
        unnest(statement.place_codes) as place_code,
        1.0::double as weight,
    from value_before as figure
    anti join province_before
        on figure.metric_id = province_before.metric_id
    inner join previous.marts.statement as statement
        on list_contains(figure.statement_ids, statement.statement_id)
    where
        figure.place_code = 'TH'
        and figure.denominator = (select count(*) from previous.core.dim_province)
        and statement.place_codes <> ['TH']
),

place_before as (
    from province_before
    union all by name
    from covered_before
),

places as (  -- of the same set, as a row of the country
    select
        metric_id,
        'TH' as place_code,
        segment_kind,
        segment,
        phase,
        list(now.place_code order by now.place_code) filter (
            where before.place_code is null
        ) as entered,
        list(before.place_code order by before.place_code) filter (
            where now.place_code is null
        ) as left_out,
        coalesce(sum(now.weight), 0) as weight_now,
        coalesce(sum(before.weight), 0) as weight_before,
        coalesce(sum(now.weight) filter (where before.place_code is null), 0) as weight_entered,
        coalesce(sum(before.weight) filter (where now.place_code is null), 0) as weight_left,
    from place_now as now
    full join place_before as before
        using (metric_id, segment_kind, segment, phase, place_code)
    group by metric_id, segment_kind, segment, phase
),

moved as (
    select
        figures.*,
        coalesce(statements.new_statements, []) as new_statements,
        coalesce(statements.revised_statements, []) as revised_statements,
        coalesce(statements.lost_statements, []) as lost_statements,
        coalesce(statements.chosen_statements, []) as chosen_statements,
        coalesce(definitions.is_recalculated, false) as is_recalculated,
        coalesce(places.entered, []) as places_entered,
        coalesce(places.left_out, []) as places_left,
        became_value - was_value as change,
        became_value * places.weight_entered / nullif(places.weight_now, 0) as change_entered,
        -was_value * places.weight_left / nullif(places.weight_before, 0) as change_left,
        coalesce(
            round(places.weight_now - figures.became_total, 6) = 0
            and round(places.weight_before - figures.was_total, 6) = 0,
            false
        ) as is_by_place,
        case
            when
                len(statements.kinds_behind) = 1
                and len(statements.numbers) = 1
                and (
                    not coalesce(definitions.is_recalculated, false)
                    or statements.numbers = [became_value]
                )
                then statements.kinds_behind
            when definitions.is_recalculated
                then coalesce(statements.kinds, []) || ['redefined']
            else coalesce(statements.kinds, [])
        end as reasons,
    from figures
    left join statements
        using (metric_id, place_code, segment_kind, segment, phase)
    left join definitions
        on figures.metric_id = definitions.metric_id
    left join places
        using (metric_id, place_code, segment_kind, segment, phase)
),

split as (
    select
        *,
        list_filter(
            case
                when is_by_place
                    then [
                        {'part': 'entered', 'change': coalesce(change_entered, 0)},
                        {'part': 'left', 'change': coalesce(change_left, 0)},
                        {
                            'part': 'stayed',
                            'change': change
                            - coalesce(change_entered, 0)
                            - coalesce(change_left, 0)
                        }
                    ]
                when len(reasons) = 1 then [{'part': reasons[1], 'change': change}]
                else [{'part': 'recalculated', 'change': change}]
            end,
            lambda part: abs(part.change) > 1e-9
        ) as parts,
    from moved
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
    null::varchar[] as new_statements,
    null::varchar[] as revised_statements,
    null::varchar[] as lost_statements,
    null::varchar[] as chosen_statements,
    null::boolean as is_recalculated,
    null::varchar[] as places_entered,
    null::varchar[] as places_left,
    null::struct(part varchar, change double)[] as parts,
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
    new_statements,
    revised_statements,
    lost_statements,
    chosen_statements,
    is_recalculated,
    places_entered,
    places_left,
    parts,
from split

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
