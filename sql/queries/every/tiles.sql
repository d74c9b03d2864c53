-- One row per KPI of this page, or the one of a passport, and place that has a figure of its own
-- (`of_place`: TH for all others; empty where no place is chosen, which the headline of an index
-- then fills): its figure for the place and the chosen period, and what stands on it.
with metrics as (
    select
        *
    from meta.metric
    where list_contains(pages, $page) or metric_id = $kpi
),

counts as (  -- documents of what stands above the line: the target's say nothing of a count
    select
        named.figure_set,
        named.figure_place,
        list(distinct statement.doc_id) as doc_ids,
    from (
        select
            behind.figure_set,
            behind.figure_place,
            unnest(behind.statement_ids) as statement_id,
        from metrics.figure_row as behind
        semi join metrics
            on behind.metric_id = metrics.metric_id
        where behind.above is not null
    ) as named
    inner join marts.statement as statement
        on named.statement_id = statement.statement_id
    group by named.figure_set, named.figure_place
),

candidates as (
    select
        figure.*,
        is_secondary(coalesce(counts.doc_ids, figure.doc_ids)) as is_secondary,
    from figures_everywhere($from_date, $to_date, today := $today) as figure
    semi join metrics
        on figure.metric_id = metrics.metric_id
    left join counts
        on figure.figure_set = counts.figure_set and figure.place_code = counts.figure_place
),

placed as (
    select
        'TH' as of_place,
        *,
    from candidates
    where place_kind = 'national' and is_headline

    union all

    select
        unnest(if(is_of_country, ['', place_code], [place_code])) as of_place,
        *,
    from candidates
    where place_kind <> 'national'
),

chosen as (
    select
        concat_ws('/', metric_id, of_place) as tile,
        *,
    from placed
    qualify is_shown(placed, of_place)
),

asked as (
    select
        metric_id,
        'TH' as of_place,
    from metrics

    union

    select
        metric_id,
        of_place,
    from chosen
),

aims as (  -- the target below the line of a figure: shares of two targets are not compared
    select
        behind.figure_set,
        any_value(behind.code) as target_id,
    from metrics.metric_row as behind
    semi join metrics
        on behind.metric_id = metrics.metric_id
    inner join core.fct_target as target
        on behind.code = target.target_id
    where behind.below is not null
    group by behind.figure_set
),

previous as (  -- the same figure in the month before, as reports repeat one announcement
    select
        chosen.tile,
        candidates.figure_set,
        candidates.value,
        candidates.qualifier,
        candidates.as_of,
        candidates.as_of_precision,
        aims.target_id is not distinct from own.target_id as is_same_target,
        date_trunc('month', period_end(candidates.as_of, candidates.as_of_precision)) as month,
    from chosen
    inner join candidates
        on chosen.figure = candidates.figure
    left join aims
        on candidates.figure_set = aims.figure_set
    left join aims as own
        on chosen.figure_set = own.figure_set
    where
        candidates.value is not null
        and candidates.holds
        and not candidates.is_secondary
        and month < date_trunc('month', period_end(chosen.as_of, chosen.as_of_precision))
    qualify
        row_number() over (
            partition by chosen.tile
            order by month desc, candidates.as_of desc, candidates.figure_set
        ) = 1
),

beside as (  -- the last that primary documents state, else what a secondary one repeats later
    select
        chosen.tile,
        {
            'value': candidates.value, 'lower': candidates.lower, 'upper': candidates.upper,
            'qualifier': candidates.qualifier, 'numerator': candidates.numerator,
            'denominator': candidates.denominator, 'as_of': candidates.as_of,
            'as_of_precision': candidates.as_of_precision
        } as beside,
    from chosen
    inner join candidates
        on chosen.figure = candidates.figure
    where
        candidates.holds
        and candidates.is_in_period
        and coalesce(candidates.value, candidates.lower, candidates.upper) is not null
        and case
            when chosen.is_secondary then not candidates.is_secondary
            else candidates.is_secondary and candidates.as_of > chosen.as_of
        end
    qualify
        row_number() over (
            partition by chosen.tile
            order by candidates.as_of desc nulls last, candidates.figure_set
        ) = 1
),

undated as (  -- of the target's measure, and what was added to it: no figure's order in time
    select
        metrics.metric_id,
        list(
            struct_concat(
                {
                    'value': figure.value, 'lower': figure.lower, 'upper': figure.upper,
                    'qualifier': figure.qualifier, 'unit': measure.unit,
                    'name_th': measure.name_th, 'name_en': measure.name_en
                },
                document(document)
            )
            order by figure.measure desc, figure.value, document.doc_id
        ) as undated,
    from metrics
    inner join marts.figure as figure
        on
            figure.measure in (
                metrics.target, replace(metrics.target, '_cumulative', '') || '_added'
            )
            and figure.place_code = 'TH'
            and figure.as_of is null
    inner join core.dim_measure as measure
        on figure.measure = measure.measure
    left join core.dim_document as document
        on list_contains(figure.doc_ids, document.doc_id)
    where metrics.unit = measure.unit
    group by metrics.metric_id
),

targets as (  -- of the figure's own day and basis: what only a secondary source counts has another
    select
        chosen.tile,
        target.value::double as target_value,
        target.unit as target_unit,
        target.horizon as target_year,
    from chosen
    inner join metrics
        on chosen.metric_id = metrics.metric_id
    inner join marts.target_span as target
        on
            nullif(metrics.target, '') = target.measure
            and chosen.segment_kind = 'national'
            and period_end(chosen.as_of, chosen.as_of_precision)
            between target.since
            and coalesce(target.until, period_end(chosen.as_of, chosen.as_of_precision))
    where not chosen.is_secondary
),

documents as (
    select
        chosen.tile,
        list(
            dated_document(document)
            order by
                document.is_secondary, document.published_on desc nulls last, document.doc_id
        ) as documents,
    from chosen
    inner join core.dim_document as document
        on list_contains(chosen.doc_ids, document.doc_id)
    group by chosen.tile
),

disputed as (  -- every figure that rests on a side of a conflict
    select distinct
        named.figure_set,
        named.figure_place,
        side.conflict_id,
        not side.is_decided and not side.is_rounding as is_open,
    from marts.conflict_statement as side
    inner join metrics.figure_statement as named
        on side.statement_id = named.statement_id
),

touched as (
    select distinct
        chosen.tile,
        disputed.conflict_id,
    from candidates
    inner join chosen
        on
            candidates.metric_id = chosen.metric_id
            and (
                candidates.place_kind = 'national'
                or candidates.place_code = chosen.of_place
                or (candidates.is_of_country and chosen.of_place = '')
            )
    inner join disputed
        on
            candidates.figure_set = disputed.figure_set
            and candidates.place_code = disputed.figure_place
    where candidates.is_headline and chosen.is_headline
),

clashing as (  -- open disagreements of the figure, or of the one before it
    select
        chosen.tile,
        bool_or(disputed.figure_set = chosen.figure_set) as is_own,
        list(distinct disputed.conflict_id) as conflict_ids,
    from chosen
    left join previous
        on chosen.tile = previous.tile
    inner join disputed
        on
            disputed.figure_set in (chosen.figure_set, previous.figure_set)
            and chosen.place_code = disputed.figure_place
    where disputed.is_open
    group by chosen.tile
),

conflicts as (
    select
        touched.tile,
        count(distinct touched.conflict_id)
            filter (where not conflict.is_decided and not conflict.is_rounding) as conflicts,
        count(distinct touched.conflict_id)
            filter (where not conflict.is_decided and conflict.is_rounding) as roundings,
        list(
            struct_concat(
                {
                    'conflict_id': side.conflict_id, 'as_of': side.as_of,
                    'precision': side.as_of_precision, 'value': side.value::double,
                    'lower': side.lower::double, 'upper': side.upper::double,
                    'qualifier': side.qualifier, 'unit': side.unit
                },
                document(document),
                {
                    'is_rounding': conflict.is_rounding,
                    'is_decided': conflict.is_decided, 'is_chosen': side.is_chosen,
                    'decided_on': conflict.decided_on, 'decided_by': conflict.decided_by,
                    'reason_th': conflict.reason_th, 'reason_en': conflict.reason_en
                }
            )
            order by side.conflict_id, side.as_of nulls last, side.statement_id
        ) as sides,
    from touched
    inner join marts.conflict as conflict
        on touched.conflict_id = conflict.conflict_id
    inner join marts.conflict_statement as side
        on touched.conflict_id = side.conflict_id
    left join core.dim_document as document
        on side.doc_id = document.doc_id
    group by touched.tile
),

paces as (  -- of a KPI that is worked out for today: in each reading, then from its own day
    select
        chosen.tile,
        list(
            {
                'segment': now.segment, 'deadline': now.deadline, 'value': now.value,
                'then': stored.value
            }
            order by now.segment
        ) as paces,
    from chosen
    inner join metrics
        on chosen.metric_id = metrics.metric_id and metrics.needs_today
    inner join candidates as now
        on
            chosen.metric_id = now.metric_id
            and chosen.place_code = now.place_code
            and chosen.segment_kind = now.segment_kind
            and now.is_current
            and now.deadline is not null
    inner join metrics.metric_value as stored
        on now.figure_set = stored.figure_set and now.place_code = stored.place_code
    group by chosen.tile
),

templates as (  -- the forms by which agencies can supply it
    select
        metrics.metric_id,
        list(
            {
                'source': source.source, 'title_th': source.title_th,
                'title_en': source.title_en, 'owner_th': source.owner_th,
                'owner_en': source.owner_en
            }
            order by source.source
        ) as templates,
    from metrics
    inner join meta.source as source
        on list_contains(source.kpis, metrics.code)
    where source.has_template
    group by metrics.metric_id
)

select
    metrics.metric_id,
    asked.of_place,
    metrics.code,
    metrics.label_th,
    metrics.label_en,
    metrics.definition_th,
    metrics.definition_en,
    metrics.formula_th,
    metrics.formula_en,
    metrics.caveats_th,
    metrics.caveats_en,
    metrics.owner_th,
    metrics.owner_en,
    metrics.unit,
    metrics.format,
    metrics.direction,
    chosen.place_kind,
    chosen.place_code,
    chosen.segment_kind,
    segment.name_th as segment_th,
    segment.name_en as segment_en,
    told_phase(chosen.phase, chosen.nature) as phase,
    coalesce(chosen.is_headline, true) as is_headline,
    chosen.as_of,
    chosen.as_of_precision,
    coalesce(chosen.is_in_period, true) as is_in_period,
    chosen.deadline is not null
    and ($from_date is not null or $to_date is not null) as is_timeless,
    chosen.value,
    chosen.lower,
    chosen.upper,
    chosen.qualifier,
    chosen.numerator,
    chosen.denominator,
    chosen.nature,
    chosen.age_state,
    chosen.age_days,
    chosen.age_months,
    chosen.ages_from,
    coalesce(chosen.undated_rows, 0) as undated_rows,
    previous.value as previous_value,
    previous.qualifier as previous_qualifier,
    previous.as_of as previous_as_of,
    previous.as_of_precision as previous_precision,
    coalesce(previous.is_same_target, true) as is_same_target,
    beside.beside,
    coalesce(chosen.is_secondary, false) as is_secondary,
    coalesce(undated.undated, []) as undated,
    clashing.is_own as clash_is_own,
    coalesce(clashing.conflict_ids, []) as clashes,
    targets.target_value,
    targets.target_unit,
    targets.target_year,
    coalesce(documents.documents, []) as documents,
    coalesce(conflicts.conflicts, 0) as conflicts,
    coalesce(conflicts.roundings, 0) as roundings,
    coalesce(conflicts.sides, []) as sides,
    coalesce(templates.templates, []) as templates,
    coalesce(chosen.is_passed, false) as is_passed,
    case when metrics.needs_today then $today::date end as today,
    coalesce(paces.paces, []) as paces,
    exists (
        select metric_value.metric_id
        from metrics.metric_value as metric_value
        where metric_value.metric_id = metrics.metric_id
    ) as is_stated,  -- of some group or place, if not here
from asked
inner join metrics
    on asked.metric_id = metrics.metric_id
left join chosen
    on asked.metric_id = chosen.metric_id and asked.of_place = chosen.of_place
left join core.dim_segment as segment
    on chosen.segment_kind = segment.segment_kind and chosen.segment = segment.segment
left join previous
    on chosen.tile = previous.tile
left join beside
    on chosen.tile = beside.tile
left join undated
    on metrics.metric_id = undated.metric_id
left join clashing
    on chosen.tile = clashing.tile
left join targets
    on chosen.tile = targets.tile
left join documents
    on chosen.tile = documents.tile
left join conflicts
    on chosen.tile = conflicts.tile
left join templates
    on metrics.metric_id = templates.metric_id
left join paces
    on chosen.tile = paces.tile
order by metrics.code, metrics.metric_id, asked.of_place
