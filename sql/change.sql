-- What this build changes against an earlier one, attached as `previous`; one row a thing that
-- differs. `was` and `became`: editions (source), header fields (definition), periods (value);
-- the numbers beside them are rows, counts or values. Empty on one side: it came or went.
-- A value also has why it moved: statements that are new, say another thing, are gone, or on which
-- a steward decided; another definition; provinces that came into a country's figure or left it.
-- `parts` splits the move into numbers that add up to it. Where provinces add up to the country's
-- figure, by province. Else by the rows behind the figure: what a row adds belongs to what became
-- of its statements; without that to another definition, else to the only kind of reason there is.
-- What none or several explain is `recalculated`. Of a ratio, what is above the line moves first.
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
        *,
        coalesce(numerator, value) as total,
    from metrics.metric_value
    where is_current
),

value_before as (
    select
        *,
        coalesce(numerator, value) as total,
    from previous.metrics.metric_value
    where is_current
),

figures as (
    select
        'value' as kind,
        figure,
        coalesce(now.metric_id, before.metric_id) as metric_id,
        coalesce(now.place_kind, before.place_kind) as place_kind,
        coalesce(now.place_code, before.place_code) as place_code,
        coalesce(now.segment_kind, before.segment_kind) as segment_kind,
        coalesce(now.segment, before.segment) as segment,
        coalesce(now.phase, before.phase) as phase,
        before.period as was,
        now.period as became,
        before.value as was_value,
        now.value as became_value,
        before.qualifier as was_qualifier,
        now.qualifier as became_qualifier,
        before.total as was_total,
        now.total as became_total,
        before.denominator as was_denominator,
        now.denominator as became_denominator,
        before.adds as was_adds,
        now.adds as became_adds,
        before.figure_set as was_set,
        now.figure_set as became_set,
    from value_now as now
    full join value_before as before
        using (figure)
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

pairs as (  -- sets of rows that a changed figure has now and had before
    select distinct
        was_set,
        became_set,
    from figures
),

row_now as (
    select
        pairs.*,
        behind.* exclude (figure_set, metric_id),
        behind.above is null as is_below,
    from pairs
    inner join metrics.metric_row as behind
        on pairs.became_set = behind.figure_set
),

row_before as (
    select
        pairs.*,
        behind.* exclude (figure_set, metric_id),
        behind.above is null as is_below,
    from pairs
    inner join previous.metrics.metric_row as behind
        on pairs.was_set = behind.figure_set
),

changed_row as (  -- each once, however many figures it is behind
    select
        coalesce(now.was_set, before.was_set) as was_set,
        coalesce(now.became_set, before.became_set) as became_set,
        coalesce(now.place_code, before.place_code) as place_code,
        coalesce(now.kind, before.kind) as kind,
        coalesce(now.code, before.code) as code,
        coalesce(now.is_below, before.is_below) as is_below,
        coalesce(now.above, 0) - coalesce(before.above, 0) as above_change,
        coalesce(now.below, 0) - coalesce(before.below, 0) as below_change,
        coalesce(now.statement_ids, []) as statements_now,
        coalesce(before.statement_ids, []) as statements_before,
        now.kind is null as is_gone,
        before.kind is null as is_new,
    from row_now as now
    full join row_before as before
        on
            now.was_set is not distinct from before.was_set
            and now.became_set is not distinct from before.became_set
            and now.place_code = before.place_code
            and now.kind = before.kind
            and now.code is not distinct from before.code
            and now.is_below = before.is_below
    where (now.above, now.below) is distinct from (before.above, before.below)
),

changed_line as (  -- behind each figure within whose place it lies
    select
        figures.figure,
        changed_row.* exclude (was_set, became_set, place_code),
        changed_row.kind = 'statement' as is_statement,
    from changed_row
    inner join figures
        on
            changed_row.was_set is not distinct from figures.was_set
            and changed_row.became_set is not distinct from figures.became_set
    left join core.dim_province as province
        on changed_row.place_code = province.province_code
    where
        figures.place_kind = 'national'
        or figures.place_code in (changed_row.place_code, province.region_code)
),

paired_line as (  -- one statement in the place of another is one line
    select
        * replace (
            case
                when
                    is_statement
                    and (is_new or is_gone)
                    and count(*) filter (where is_statement and is_new) over one_side <= 1
                    and count(*) filter (where is_statement and is_gone) over one_side <= 1
                    then ''
                else code
            end as code
        ),
    from changed_line
    window
        one_side as (partition by figure, is_below)
),

lines as (
    select
        figure,
        kind,
        code,
        is_below,
        sum(above_change) as above_change,
        sum(below_change) as below_change,
        flatten(list(statements_now)) as statements_now,
        flatten(list(statements_before)) as statements_before,
    from paired_line
    group by figure, kind, code, is_below
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

rests_now as (  -- the statements behind each changed figure
    select
        figures.figure,
        named.statement_id,
    from figures
    inner join metrics.figure_statement as named
        on
            figures.became_set = named.figure_set
            and figures.place_code = named.figure_place
),

rests_before as (
    select
        figures.figure,
        named.statement_id,
    from figures
    inner join previous.metrics.figure_statement as named
        on
            figures.was_set = named.figure_set
            and figures.place_code = named.figure_place
),

used as (
    select
        figure,
        statement_id,
        rests_now.statement_id is not null as is_used_now,
        rests_before.statement_id is not null as was_used,
    from rests_now
    full join rests_before
        using (figure, statement_id)
),

told as (
    select
        used.figure,
        used.statement_id,
        case
            when now.content is distinct from before.content and now.content is null then 'lost'
            when now.content is distinct from before.content and before.content is null then 'new'
            when now.content is distinct from before.content then 'revised'
            when chosen_now.statement_id is not null and not used.was_used then 'chosen'
            when  -- or chosen no more
                chosen_before.statement_id is not null
                and chosen_now.statement_id is null
                and not used.is_used_now
                then 'chosen'
        end as part,
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
        figure,
        list(statement_id order by statement_id) filter (where part = 'new') as new_statements,
        list(statement_id order by statement_id) filter (
            where part = 'revised'
        ) as revised_statements,
        list(statement_id order by statement_id) filter (where part = 'lost') as lost_statements,
        list(statement_id order by statement_id) filter (
            where part = 'chosen'
        ) as chosen_statements,
        coalesce(list(distinct part) filter (where part is not null), []) as kinds,
    from told
    group by figure
),

province_now as (
    select
        metric_id,
        concat_ws('/', metric_id, 'TH', segment_kind, segment, phase) as figure,
        place_code,
        total as weight,
    from value_now
    where place_kind = 'province' and value <> 0
),

covered_now as (  -- of a share that counts provinces
    select
        value_now.figure,
        behind.code as place_code,
        behind.above as weight,
    from value_now
    inner join metrics.figure_row as behind
        on
            value_now.figure_set = behind.figure_set
            and value_now.place_code = behind.figure_place
    anti join province_now
        on value_now.metric_id = province_now.metric_id
    where value_now.place_code = 'TH' and behind.kind = 'province' and behind.above > 0
),

place_now as (
    select
        figure,
        place_code,
        weight,
    from province_now

    union all by name

    select
        *
    from covered_now
),

province_before as (
    select
        metric_id,
        concat_ws('/', metric_id, 'TH', segment_kind, segment, phase) as figure,
        place_code,
        total as weight,
    from value_before
    where place_kind = 'province' and value <> 0
),

covered_before as (  -- of a share that counts provinces
    select
        value_before.figure,
        behind.code as place_code,
        behind.above as weight,
    from value_before
    inner join previous.metrics.figure_row as behind
        on
            value_before.figure_set = behind.figure_set
            and value_before.place_code = behind.figure_place
    anti join province_before
        on value_before.metric_id = province_before.metric_id
    where value_before.place_code = 'TH' and behind.kind = 'province' and behind.above > 0
),

place_before as (
    select
        figure,
        place_code,
        weight,
    from province_before

    union all by name

    select
        *
    from covered_before
),

places as (  -- behind a figure of the country
    select
        figure,
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
        using (figure, place_code)
    group by figure
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
        coalesce(statements.kinds, [])
        || case when definitions.is_recalculated then ['redefined'] else [] end as reasons,
    from figures
    left join statements
        using (figure)
    left join definitions
        on figures.metric_id = definitions.metric_id
    left join places
        using (figure)
),

explained as (  -- what each line adds, and what became of its statements
    select
        moved.figure,
        lines.kind,
        lines.code,
        lines.is_below,
        any_value(
            case
                when moved.was_adds = 'ratio' and moved.became_adds = 'ratio'
                    then case metric.unit when 'percent' then 100 else 1 end
                    * (
                        lines.above_change / nullif(moved.was_denominator, 0)
                        - lines.below_change
                        * moved.became_total
                        / nullif(moved.was_denominator * moved.became_denominator, 0)
                    )
                when
                    moved.was_adds in ('stated', 'sum') and moved.became_adds in ('stated', 'sum')
                    then lines.above_change
            end
        ) as change,
        list(distinct told.part) filter (
            where list_contains(lines.statements_now, told.statement_id)
        ) as kinds_now,
        list(distinct told.part) filter (
            where list_contains(lines.statements_before, told.statement_id)
        ) as kinds_before,
        any_value(moved.is_recalculated) as is_recalculated,
        any_value(moved.reasons) as reasons,
    from moved
    inner join lines
        using (figure)
    inner join meta.metric as metric
        on moved.metric_id = metric.metric_id
    left join told
        on
            moved.figure = told.figure
            and told.part is not null
            and list_contains(
                lines.statements_now || lines.statements_before, told.statement_id
            )
    group by moved.figure, lines.kind, lines.code, lines.is_below
),

shares as (
    select
        figure,
        case
            when len(coalesce(kinds_now, kinds_before)) = 1
                then coalesce(kinds_now, kinds_before)[1]
            when len(coalesce(kinds_now, kinds_before)) > 1 then 'recalculated'
            when is_recalculated then 'redefined'
            when len(reasons) = 1 then reasons[1]
            else 'recalculated'
        end as part,
        sum(change) as change,
        bool_and(change is not null) as is_additive,
    from explained
    group by figure, part
),

shared as (
    select
        figure,
        list({'part': part, 'change': change} order by part) as parts,
        sum(change) as change,
        bool_and(is_additive) as is_additive,
    from shares
    group by figure
),

split as (
    select
        moved.*,
        list_filter(
            case
                when moved.is_by_place
                    then [
                        {'part': 'entered', 'change': coalesce(moved.change_entered, 0)},
                        {'part': 'left', 'change': coalesce(moved.change_left, 0)},
                        {
                            'part': 'stayed',
                            'change': moved.change
                            - coalesce(moved.change_entered, 0)
                            - coalesce(moved.change_left, 0)
                        }
                    ]
                when
                    shared.is_additive
                    and abs(shared.change - moved.change)
                    <= 1e-9 * greatest(1, abs(moved.change))
                    then shared.parts
                when len(moved.reasons) = 1
                    then [{'part': moved.reasons[1], 'change': moved.change}]
                else [{'part': 'recalculated', 'change': moved.change}]
            end,
            lambda one: abs(one.change) > 1e-9
        ) as parts,
    from moved
    left join shared
        using (figure)
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
    phase,
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
