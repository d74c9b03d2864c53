-- One row per KPI: what it is, its headline figure where one is stated, and its reporting status:
-- reported, by_agencies, partly (and why: headline, undated, batches, places), refused, waiting.
with stated as (
    select
        metric_value.*,
        metric_value.is_current and is_headline_of(metric_value, metric) as is_headline,
    from figures_on($today) as metric_value
    inner join meta.metric as metric
        on metric_value.metric_id = metric.metric_id
    where
        coalesce(metric_value.value, metric_value.lower, metric_value.upper) is not null
        or metric_value.is_passed
),

headlines as (
    select
        *
    from stated
    where is_headline
    qualify
        row_number() over (
            partition by metric_id
            order by place_kind <> 'national', as_of desc nulls last, period, place_code
        ) = 1
),

documents as (
    select
        headlines.metric_id,
        documents(document) as documents,
        bool_or(document.kind = 'submitted') as is_submitted,
    from headlines
    inner join core.dim_document as document
        on list_contains(headlines.doc_ids, document.doc_id)
    group by headlines.metric_id
),

batches as (  -- of the ambassadors; what is stated for one of them alone is stated in part
    select
        coalesce(list(distinct segment), []) as segments,
    from stated
    where metric_id = 'cohort_participants' and segment_kind = 'ambassadors'
),

counted as (
    select
        stated.metric_id,
        count(*) as figures,
        count(distinct stated.place_code)
            filter (where stated.place_kind = 'province') as provinces,
        count(distinct stated.segment)
            filter (where list_contains(batches.segments, stated.segment)) as batches,
    from stated
    cross join batches
    group by stated.metric_id
),

others as (  -- what is stated beside a headline that is not there, or in parts of another kind
    select
        stated.metric_id,
        list(
            {
                'value': stated.value, 'lower': stated.lower, 'upper': stated.upper,
                'qualifier': stated.qualifier, 'as_of': stated.as_of,
                'as_of_precision': stated.as_of_precision, 'is_passed': stated.is_passed,
                'above': stated.numerator, 'below': stated.denominator,
                'segment_th': segment.name_th, 'segment_en': segment.name_en
            }
            order by stated.as_of desc nulls last, stated.segment, stated.place_code
        ) as others,
    from stated
    left join headlines
        on stated.metric_id = headlines.metric_id
    left join core.dim_segment as segment
        on stated.segment_kind = segment.segment_kind and stated.segment = segment.segment
    where
        stated.is_current
        and (headlines.metric_id is null or stated.segment_kind = 'lao_type')
    group by stated.metric_id
),

templates as (
    select
        metric.metric_id,
        list(
            {
                'source': source.source, 'title_th': source.title_th,
                'title_en': source.title_en, 'owner_th': source.owner_th,
                'owner_en': source.owner_en
            }
            order by source.source
        ) as templates,
    from meta.metric as metric
    inner join meta.source as source
        on list_contains(source.kpis, metric.code)
    where source.has_template
    group by metric.metric_id
),

states as (
    select
        metric.metric_id,
        case
            when counted.figures is null then null
            when headlines.metric_id is null then 'headline'
            when headlines.as_of is null then 'undated'
            when
                list_contains(batches.segments, headlines.segment)
                and counted.batches < len(batches.segments)
                then 'batches'
            when headlines.place_kind <> 'national' and counted.provinces between 2 and 76
                then 'places'  -- a KPI of one place alone, as Bangkok's rank, is whole
        end as part,
        case
            when counted.figures is null and refused.code is not null then 'refused'
            when counted.figures is null then 'waiting'
            when part is not null then 'partly'
            when documents.is_submitted then 'by_agencies'
            else 'reported'
        end as status,
    from meta.metric as metric
    cross join batches
    left join counted
        on metric.metric_id = counted.metric_id
    left join headlines
        on metric.metric_id = headlines.metric_id
    left join documents
        on metric.metric_id = documents.metric_id
    left join marts.refused_ratio as refused
        on metric.code = refused.code
)

select
    metric.metric_id,
    metric.code,
    metric.label_th,
    metric.label_en,
    metric.definition_th,
    metric.definition_en,
    metric.formula_th,
    metric.formula_en,
    metric.caveats_th,
    metric.caveats_en,
    metric.owner_th,
    metric.owner_en,
    metric.unit,
    metric.format,
    metric.direction,
    metric.rollup,
    metric.time,
    metric.absence,
    metric.target,
    metric.promise_days,
    states.status,
    states.part,
    headlines.value,
    headlines.lower,
    headlines.upper,
    headlines.qualifier,
    case when metric.unit = 'rank' then headlines.denominator end as of,
    headlines.as_of,
    headlines.as_of_precision,
    headlines.nature,
    headlines.age_state,
    headlines.age_days,
    headlines.age_months,
    coalesce(headlines.is_passed, false) as is_passed,
    case when metric.needs_today then $today::date end as today,
    headlines.segment_kind,
    segment.name_th as segment_th,
    segment.name_en as segment_en,
    told_phase(headlines.phase, headlines.nature) as phase,
    coalesce(counted.figures, 0) as figures,
    coalesce(counted.provinces, 0) as provinces,
    coalesce(documents.documents, []) as documents,
    coalesce(others.others, [])[:8] as others,
    coalesce(templates.templates, []) as templates,
    refused.numerator,
    refused.numerator_qualifier,
    refused.numerator_unit,
    refused.denominator,
    refused.denominator_qualifier,
    refused.denominator_unit,
    refused.reason_th,
    refused.reason_en,
from meta.metric as metric
inner join states
    on metric.metric_id = states.metric_id
left join headlines
    on metric.metric_id = headlines.metric_id
left join core.dim_segment as segment
    on headlines.segment_kind = segment.segment_kind and headlines.segment = segment.segment
left join counted
    on metric.metric_id = counted.metric_id
left join documents
    on metric.metric_id = documents.metric_id
left join others
    on metric.metric_id = others.metric_id
left join templates
    on metric.metric_id = templates.metric_id
left join marts.refused_ratio as refused
    on metric.code = refused.code
order by metric.code, metric.metric_id
