-- One row per KPI, segment and province, all 77 of them: the latest figure of the period.
with sets as (
    select distinct
        metric_id,
        segment_kind,
        segment,
        phase,
    from metrics.metric_value
    where place_kind = 'province'
),

logos as (  -- whether documents that only cite others are all that tell of a plan's logo
    select
        event.plan_key,
        bool_and(document.is_secondary) as is_secondary,
    from core.fct_plan_event as event
    inner join core.dim_document as document
        on event.doc_id = document.doc_id
    where event.is_certified
    group by event.plan_key
),

cited as (  -- of KPIs that count what is named: the rows behind, and those of such documents alone
    select
        behind.figure_set,
        behind.place_code,
        count(*) as row_count,
        count(*) filter (
            where coalesce(logos.is_secondary, list_has_all(others.doc_ids, behind.doc_ids))
        ) as secondary_count,
    from metrics.metric_row as behind
    inner join meta.metric as metric
        on behind.metric_id = metric.metric_id
    cross join (
        select list(doc_id) as doc_ids
        from core.dim_document
        where is_secondary
    ) as others
    left join logos
        on behind.metric_id = 'certified_cities' and behind.code = logos.plan_key
    where
        metric.absence = 'named'
        and behind.kind = 'plan'
        and behind.above is not null
        and len(behind.doc_ids) > 0
    group by behind.figure_set, behind.place_code
)

select
    sets.metric_id,
    sets.segment_kind,
    sets.segment,
    sets.phase,
    segment.name_th as segment_th,
    segment.name_en as segment_en,
    province.province_code,
    province.name_th,
    province.name_en,
    row_number() over (order by province.name_th collate th) as sort_th,
    row_number() over (order by province.name_en) as sort_en,
    province.region_code,
    province.region_th,
    province.region_en,
    stated.as_of,
    stated.as_of_precision,
    stated.value,
    stated.lower,
    stated.upper,
    stated.qualifier,
    cited.row_count,
    cited.secondary_count,
    (
        select documents(document)
        from core.dim_document as document
        where list_contains(stated.doc_ids, document.doc_id)
    ) as documents,
from sets
cross join core.dim_province as province
left join place_figures('province', $from_date, $to_date) as stated
    on
        sets.metric_id = stated.metric_id
        and sets.segment_kind = stated.segment_kind
        and sets.segment = stated.segment
        and sets.phase is not distinct from stated.phase
        and province.province_code = stated.place_code
left join cited
    on stated.figure_set = cited.figure_set and stated.place_code = cited.place_code
left join core.dim_segment as segment
    on sets.segment_kind = segment.segment_kind and sets.segment = segment.segment
order by sets.metric_id, sets.segment_kind, sets.segment, province.name_th collate th
