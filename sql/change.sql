-- What this build changes against an earlier build, attached as `previous`: one row per thing that
-- differs. `was` and `became` name the thing before and now: the edition of a source, the text of a
-- header field, the period of a value. `was_value` and `became_value` are its number: rows, a
-- count, the value. On the side where the thing does not exist, both are null.
--
-- A changed value also has its reasons: statements that are new, revised, gone, or chosen by a
-- steward in a conflict; a changed definition; provinces that entered the national figure or left
-- it.
--
-- `parts` divides the change of a value among its reasons; the parts add up to the change. Where
-- the national figure is a sum over provinces, there is one part per province. Otherwise each row
-- behind the figure is compared, and its difference is counted for the reason that its statements
-- have. If they have none, it is counted for a changed definition if there is one, or for the only
-- reason of the figure if there is only one. What is left is the part `recalculated`. Of a ratio,
-- the change of the numerator is worked out first, with the old denominator.
with counted_side as (
    select
        side,
        'source' as kind,
        source as subject,
        max(edition) as text,
        sum(accepted) filter (where not superseded)::double as number,
        row(
            arg_max(sha256, edition),
            sum(quarantined) filter (where not superseded)
        )::varchar as other,
    from sides('meta.source_load')
    group by side, source

    union all by name

    select
        side,
        'rows' as kind,
        name as subject,
        rows::double as number,
    from sides('meta.model')

    union all by name

    select
        side,
        'province' as kind,
        field as subject,
        province_code as place_code,
        number::double as number,
    from (
        unpivot (from sides('marts.province_summary'))
        on plans_national, zones_named, certified_named, cohort_places, projects
        into name field value number
    )
),

counted as (
    select
        kind,
        subject,
        place_code,
        was(side, text) as was,
        became(side, text) as became,
        was(side, number) as was_value,
        became(side, number) as became_value,
    from counted_side
    group by kind, subject, place_code
    having
        differs(side, row(text, number, other))
        and (kind <> 'province' or count(*) = 2)
),

figure_side as (
    select
        *,
        coalesce(numerator, value) as total,
    from sides('metrics.metric_value')
    where is_current
),

figures as (
    select
        'value' as kind,
        figure,
        metric_id,
        place_kind,
        place_code,
        segment_kind,
        segment,
        phase,
        was(side, figure_side) as before,
        became(side, figure_side) as now,
    from figure_side
    group by figure, metric_id, place_kind, place_code, segment_kind, segment, phase
    having differs(side, row(value, qualifier, period))
),

header_side as (
    unpivot (
        select side, metric_id, columns(* exclude (side, metric_id))::varchar
        from sides('meta.metric')
    )
    on columns(* exclude (side, metric_id)) into name field value text
),

header_fields as (
    select
        metric_id,
        field,
        was(side, text) as was,
        became(side, text) as became,
    from header_side
    group by metric_id, field
    having
        differs(side, text)
        and (field not in ('sql', 'places') or count(*) = 2)  -- a build of shape 1 has none
),

definitions as (
    select
        'definition' as kind,
        metric_id as subject,
        string_agg(field, ', ' order by field) filter (where was is not null) as was,
        string_agg(field, ', ' order by field) filter (where became is not null) as became,
        bool_or(field in ('sql', 'formula_th', 'formula_en', 'rollup', 'target', 'unit'))
            as is_recalculated,
    from header_fields
    group by metric_id
),

set_side as (  -- sets of rows that a changed figure has now and had before
    select distinct
        before.figure_set as was_set,
        now.figure_set as became_set,
        unnest(['before', 'now']) as side,
        unnest([was_set, became_set]) as figure_set,
    from figures
),

changed_row as (  -- each once, however many figures it is behind
    select
        sets.was_set,
        sets.became_set,
        behind.place_code,
        behind.kind,
        behind.code,
        behind.above is null as is_below,
        coalesce(became(side, behind.above), 0) - coalesce(was(side, behind.above), 0)
            as above_change,
        coalesce(became(side, behind.below), 0) - coalesce(was(side, behind.below), 0)
            as below_change,
        coalesce(became(side, behind.statement_ids), []) as statements_now,
        coalesce(was(side, behind.statement_ids), []) as statements_before,
        bool_and(side = 'before') as is_gone,
        bool_and(side = 'now') as is_new,
    from set_side as sets
    inner join sides('metrics.metric_row') as behind
        using (side, figure_set)
    group by
        sets.was_set, sets.became_set, behind.place_code, behind.kind, behind.code, is_below
    having differs(side, row(behind.above, behind.below))
),

changed_line as (  -- behind each figure within whose place it lies
    select
        figures.figure,
        changed_row.* exclude (was_set, became_set, place_code),
        changed_row.kind = 'statement' as is_statement,
    from changed_row
    inner join figures
        on
            changed_row.was_set is not distinct from figures.before.figure_set
            and changed_row.became_set is not distinct from figures.now.figure_set
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

used as (  -- the statements behind each changed figure
    select
        figure_side.figure,
        named.statement_id,
        bool_or(named.side = 'now') as is_used_now,
        bool_or(named.side = 'before') as was_used,
    from figure_side
    semi join figures
        using (figure)
    inner join sides('metrics.figure_statement') as named
        on
            figure_side.side = named.side
            and figure_side.figure_set = named.figure_set
            and figure_side.place_code = named.figure_place
    group by figure_side.figure, named.statement_id
),

restated as (
    select
        statement_id,
        case
            when count(*) = 2 then 'revised' when bool_or(side = 'now') then 'new' else 'lost'
        end as part,
    from sides('marts.statement')
    group by statement_id
    having
        differs(
            side,
            row(
                subject, segment_kind, segment, phase, place_codes, as_of, as_of_precision, value,
                lower, upper, qualifier, unit
            )
        )
),

chosen as (
    select
        statement_id,
        bool_or(is_chosen and side = 'now') as is_chosen,
        bool_or(is_chosen and side = 'before') as was_chosen,
    from sides('marts.conflict_statement')
    group by statement_id
),

told as (  -- chosen, or chosen no more
    select
        used.figure,
        used.statement_id,
        case
            when restated.part is not null then restated.part
            when chosen.is_chosen and not used.was_used then 'chosen'
            when chosen.was_chosen and not chosen.is_chosen and not used.is_used_now then 'chosen'
        end as part,
    from used
    left join restated
        on used.statement_id = restated.statement_id
    left join chosen
        on used.statement_id = chosen.statement_id
),

statements as (
    select
        figure,
        list_sort(list(statement_id) filter (where part = 'new')) as new_statements,
        list_sort(list(statement_id) filter (where part = 'revised')) as revised_statements,
        list_sort(list(statement_id) filter (where part = 'lost')) as lost_statements,
        list_sort(list(statement_id) filter (where part = 'chosen')) as chosen_statements,
        coalesce(list(distinct part) filter (where part is not null), []) as kinds,
    from told
    group by figure
),

province_side as (
    select
        side,
        metric_id,
        concat_ws('/', metric_id, 'TH', segment_kind, segment, phase) as figure,
        place_code,
        total as weight,
    from figure_side
    where place_kind = 'province' and value <> 0
),

place_side as (
    select
        * exclude (metric_id),
    from province_side

    union all by name

    select  -- of a share that counts provinces
        figure_side.side,
        figure_side.figure,
        behind.code as place_code,
        behind.above as weight,
    from figure_side
    inner join sides('metrics.figure_row') as behind
        on
            figure_side.side = behind.side
            and figure_side.figure_set = behind.figure_set
            and figure_side.place_code = behind.figure_place
    anti join province_side
        on figure_side.side = province_side.side and figure_side.metric_id = province_side.metric_id
    where figure_side.place_code = 'TH' and behind.kind = 'province' and behind.above > 0
),

placed as (
    select
        figure,
        place_code,
        was(side, weight) as was_weight,
        became(side, weight) as became_weight,
    from place_side
    group by figure, place_code
),

places as (  -- behind a figure of the country
    select
        figure,
        list_sort(list(place_code) filter (where was_weight is null)) as entered,
        list_sort(list(place_code) filter (where became_weight is null)) as left_out,
        coalesce(sum(became_weight), 0) as weight_now,
        coalesce(sum(was_weight), 0) as weight_before,
        coalesce(sum(became_weight) filter (where was_weight is null), 0) as weight_entered,
        coalesce(sum(was_weight) filter (where became_weight is null), 0) as weight_left,
    from placed
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
        now.value - before.value as change,
        now.value * places.weight_entered / nullif(places.weight_now, 0) as change_entered,
        -before.value * places.weight_left / nullif(places.weight_before, 0) as change_left,
        coalesce(
            round(places.weight_now - now.total, 6) = 0
            and round(places.weight_before - before.total, 6) = 0,
            false
        ) as is_by_place,
        coalesce(statements.kinds, [])
        || case when definitions.is_recalculated then ['redefined'] else [] end as reasons,
    from figures
    left join statements
        using (figure)
    left join definitions
        on figures.metric_id = definitions.subject
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
                when moved.before.adds = 'ratio' and moved.now.adds = 'ratio'
                    then case metric.unit when 'percent' then 100 else 1 end
                    * (
                        lines.above_change / nullif(moved.before.denominator, 0)
                        - lines.below_change
                        * moved.now.total
                        / nullif(moved.before.denominator * moved.now.denominator, 0)
                    )
                when
                    moved.before.adds in ('stated', 'sum') and moved.now.adds in ('stated', 'sum')
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
)

select
    kind,
    metric_id as subject,
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
    new_statements,
    revised_statements,
    lost_statements,
    chosen_statements,
    is_recalculated,
    places_entered,
    places_left,
    parts,
    figure,
from split

union all by name

select
    *
from counted

union all by name

select
    * exclude (is_recalculated),
from definitions
order by all
