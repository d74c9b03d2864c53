-- One row per KPI, segment and province, all 77 of them: the latest figure of the period.
with stated as (
    select
        metric_value.metric_id,
        metric_value.segment_kind,
        metric_value.segment,
        metric_value.phase,
        metric_value.place_code,
        metric_value.as_of,
        metric_value.as_of_precision,
        metric_value.value,
        metric_value.lower,
        metric_value.upper,
        metric_value.qualifier,
        metric_value.doc_ids,
    from metrics.metric_value as metric_value
    inner join meta.metric as metric
        on metric_value.metric_id = metric.metric_id
    where
        metric_value.place_kind = 'province'
        and case
            when metric.time = 'stock'
                then is_state_by(metric_value.as_of, metric_value.as_of_precision, $to_date)
            else is_in_period(
                metric_value.as_of, $from_date, $to_date,
                stated_precision := metric_value.as_of_precision
            )
        end
    qualify
        row_number() over (
            partition by
                metric_value.metric_id,
                metric_value.segment_kind,
                metric_value.segment,
                metric_value.phase,
                metric_value.place_code
            order by metric_value.is_current desc, metric_value.as_of desc nulls last
        ) = 1
),

sets as (
    select distinct
        metric_id,
        segment_kind,
        segment,
        phase,
    from metrics.metric_value
    where place_kind = 'province'
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
    (
        select documents(document)
        from core.dim_document as document
        where list_contains(stated.doc_ids, document.doc_id)
    ) as documents,
from sets
cross join core.dim_province as province
left join stated
    on
        sets.metric_id = stated.metric_id
        and sets.segment_kind = stated.segment_kind
        and sets.segment = stated.segment
        and sets.phase is not distinct from stated.phase
        and province.province_code = stated.place_code
left join core.dim_segment as segment
    on sets.segment_kind = segment.segment_kind and sets.segment = segment.segment
order by sets.metric_id, sets.segment_kind, sets.segment, province.name_th collate th
