-- One row per KPI, segment and province, all 77 of them: the latest figure of the period.
with sets as (
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
    cited.row_count,
    cited.secondary_count,
    (
        select documents(document)
        from core.dim_document as document
        where list_contains(stated.doc_ids, document.doc_id)
    ) as documents,
from sets
cross join core.dim_province as province
left join province_figures($from_date, $to_date) as stated
    on
        sets.metric_id = stated.metric_id
        and sets.segment_kind = stated.segment_kind
        and sets.segment = stated.segment
        and sets.phase is not distinct from stated.phase
        and province.province_code = stated.place_code
left join secondary_rows() as cited
    on stated.figure_set = cited.figure_set and stated.place_code = cited.place_code
left join core.dim_segment as segment
    on sets.segment_kind = segment.segment_kind and sets.segment = segment.segment
order by sets.metric_id, sets.segment_kind, sets.segment, province.name_th collate th
