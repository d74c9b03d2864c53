-- Where nothing was published before this build: the overview's figures beside those stated before
-- them, and by whose statements they moved. One a month, none that was set aside.
with stated as (
    select
        metric.label_th,
        metric.label_en,
        metric.code,
        metric.format,
        metric.unit,
        segment.name_th as segment_th,
        segment.name_en as segment_en,
        metric_value.*,
    from metrics.metric_value as metric_value
    inner join meta.metric as metric
        on metric_value.metric_id = metric.metric_id and is_headline_of(metric_value, metric)
    left join core.dim_segment as segment
        on
            metric_value.segment_kind = segment.segment_kind
            and metric_value.segment = segment.segment
            and segment.segment <> 'TH'  -- the country goes without saying
    cross join meta.build as build
    where
        build.previous is null
        and list_contains(metric.pages, 'overview')
        and metric_value.place_kind = 'national'
        and metric_value.as_of is not null
        and metric_value.value is not null
        and metric_value.holds
        and not exists (  -- what a secondary document repeats later is no move
            select later.figure
            from metrics.metric_value as later
            where
                later.figure = metric_value.figure
                and later.is_current
                and later.as_of < metric_value.as_of
        )
    qualify
        row_number() over (
            partition by metric_value.metric_id, date_trunc('month', metric_value.as_of)
            order by metric_value.is_current desc, metric_value.as_of desc
        ) = 1
),

set_aside as (
    select
        coalesce(list(distinct statement_id), []) as statement_ids,
    from marts.conflict_statement
    where is_set_aside
),

named as (  -- what each figure rests on
    select
        figure_set,
        figure_place,
        list(statement_id) as statement_ids,
    from metrics.figure_statement
    group by figure_set, figure_place
),

ranked as (
    select
        stated.* replace (coalesce(named.statement_ids, []) as statement_ids),
        row_number() over (
            partition by stated.metric_id
            order by stated.is_current desc, stated.as_of desc
        ) as place_in_time,
    from stated
    left join named
        on stated.figure_set = named.figure_set and stated.place_code = named.figure_place
    cross join set_aside
    where not list_has_any(coalesce(named.statement_ids, []), set_aside.statement_ids)
),

moved as (
    select
        now.metric_id,
        now.label_th,
        now.label_en,
        now.code,
        now.format,
        now.unit,
        now.segment_th,
        now.segment_en,
        before.period as was,
        now.period as became,
        before.value as was_value,
        now.value as became_value,
        before.qualifier as was_qualifier,
        now.qualifier as became_qualifier,
        list_filter(
            now.statement_ids, lambda part: not list_contains(before.statement_ids, part)
        ) as new_statements,
    from ranked as now
    inner join ranked as before
        on now.metric_id = before.metric_id and before.place_in_time = 2
    where
        now.place_in_time = 1
        and now.is_current
        and (now.value, now.qualifier) is distinct from (before.value, before.qualifier)
),

publishers as (
    select
        moved.metric_id,
        list_sort(
            list(distinct coalesce(document.publisher, document.title))
            filter (where statement.kind <> 'target')
        ) as new_sources,
        count(distinct statement.statement_id) filter (where statement.kind = 'target') as targets,
        list_sort(list(distinct document.doc_id)) as doc_ids,
    from moved
    inner join marts.statement as statement
        on list_contains(moved.new_statements, statement.statement_id)
    inner join core.dim_document as document
        on statement.doc_id = document.doc_id
    group by moved.metric_id
)

select
    'value' as kind,
    moved.metric_id as subject,
    moved.label_th as metric_th,
    moved.label_en as metric_en,
    moved.format,
    moved.unit,
    null::varchar as place_th,
    null::varchar as place_en,
    moved.segment_th,
    moved.segment_en,
    moved.was,
    moved.became,
    moved.was_value,
    moved.became_value,
    moved.was_qualifier,
    moved.became_qualifier,
    len(moved.new_statements) - coalesce(publishers.targets, 0) as new,
    coalesce(publishers.targets, 0) as targets,
    publishers.new_sources,
    0 as revised,
    null::varchar[] as revised_sources,
    0 as lost,
    0 as chosen,
    false as is_recalculated,
    null::varchar[] as entered_th,
    null::varchar[] as entered_en,
    null::varchar[] as left_th,
    null::varchar[] as left_en,
    publishers.doc_ids,
from moved
left join publishers
    on moved.metric_id = publishers.metric_id
order by moved.code, moved.metric_id
