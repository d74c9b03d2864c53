-- One row per version of a national target: what it asks for and since when, the latest figure of
-- its KPI, and the last one dated within its year. A share is of figures in the target's own unit;
-- that of the latest figure, of the target that was stated last on the figure's own day, and not of
-- a count that only a secondary source gives, whose basis is another.
with versions as (
    select
        version.*,
        metric.metric_id,
        metric.code,
        measure.name_th as measure_th,
        measure.name_en as measure_en,
    from marts.target_version as version
    inner join core.dim_measure as measure
        on version.measure = measure.measure
    left join meta.metric as metric
        on version.measure = metric.target
    where version.segment_kind = 'national'
),

figures as (  -- of a percentage of the target, what was divided
    select
        metric.target as measure,
        case when metric.unit = 'percent' then measure.unit else metric.unit end as unit,
        case when metric.unit = 'percent' then here.numerator else here.value end as value,
        case when metric.unit <> 'percent' then here.lower end as lower,
        case when metric.unit <> 'percent' then here.upper end as upper,
        here.qualifier,
        here.as_of,
        here.as_of_precision,
        period_end(here.as_of, here.as_of_precision) as as_of_end,
        here.is_current,
        here.statement_ids,
        not is_secondary(here.doc_ids) as is_primary,
        (  -- all sides of its open disagreements
            select list(distinct side.value::double order by side.value::double desc)
            from marts.conflict_statement as own
            inner join marts.conflict_statement as side
                on own.conflict_id = side.conflict_id
            where
                list_contains(here.statement_ids, own.statement_id)
                and not own.is_decided
                and not own.is_rounding
        ) as disputed,
    from figures_here(null, null, null, null) as here
    inner join meta.metric as metric
        on here.metric_id = metric.metric_id
    inner join core.dim_measure as measure
        on metric.target = measure.measure
    where here.is_headline and here.place_kind = 'national' and here.holds
),

compared as (  -- each version with each figure
    select
        versions.target_ids,
        figures.as_of_end <= deadline(versions.horizon, 'calendar') as is_in_time,
        figures.is_current,
        figures.statement_ids,
        figures.as_of,
        figures.qualifier,
        figures.is_primary
        and coalesce(span.target_id = versions.first_target_id, false) as is_own,
        {
            'value': figures.value, 'lower': figures.lower, 'upper': figures.upper,
            'qualifier': figures.qualifier, 'unit': figures.unit, 'as_of': figures.as_of,
            'as_of_precision': figures.as_of_precision, 'disputed': figures.disputed,
            'share': case
                when figures.unit = versions.unit
                    then 100 * figures.value / nullif(versions.value::double, 0)
            end
        } as figure,
    from versions
    inner join figures
        on versions.measure = figures.measure
    left join marts.target_span as span
        on
            figures.measure = span.measure
            and figures.as_of_end between span.since and coalesce(span.until, figures.as_of_end)
),

latest as (
    select
        target_ids,
        struct_update(figure, share := case when is_own then figure.share end) as figure,
        figure.share is not null and not is_own as is_of_another,
    from compared
    qualify
        row_number() over (
            partition by target_ids
            order by is_current desc, as_of desc nulls last, qualifier <> '=', statement_ids
        ) = 1
),

reached as (
    select
        target_ids,
        figure,
    from compared
    where is_in_time
    qualify
        row_number() over (
            partition by target_ids
            order by as_of desc, qualifier <> '=', statement_ids
        ) = 1
),

documents as (
    select
        versions.target_ids,
        list(
            document(document)
            order by document.known_from nulls last, document.doc_id
        ) as documents,
    from versions
    inner join core.dim_document as document
        on list_contains(versions.doc_ids, document.doc_id)
    group by versions.target_ids
)

select
    versions.target_ids[1] as aim,
    versions.measure,
    versions.measure_th,
    versions.measure_en,
    versions.metric_id,
    versions.value::double as value,
    versions.qualifier,
    versions.unit,
    versions.horizon,
    versions.horizon_texts,
    versions.first_stated_on,
    versions.first_precision,
    versions.replaced_by_value::double as replaced_by_value,
    versions.replaced_by_horizon,
    versions.is_in_force,
    deadline(versions.horizon, 'calendar') as ends_on,
    coalesce($today > deadline(versions.horizon, 'calendar'), false) as is_past,
    latest.is_of_another,
    coalesce(documents.documents, []) as documents,
    latest.figure as latest,
    reached.figure as reached,
from versions
left join latest
    on versions.target_ids = latest.target_ids
left join reached
    on versions.target_ids = reached.target_ids
left join documents
    on versions.target_ids = documents.target_ids
order by
    versions.code nulls last,
    versions.measure,
    versions.first_stated_on nulls last,
    versions.horizon
