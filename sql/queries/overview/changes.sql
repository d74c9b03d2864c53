-- What this build changes against the one before, for readers: figures first, the country's before
-- the provinces'; then files, definitions and counts of provinces. Each row has the total of all.
with named as (
    select
        change.kind,
        change.subject,
        change.place_code,
        metric.label_th as metric_th,
        metric.label_en as metric_en,
        metric.format,
        metric.unit,
        coalesce(province.name_th, region.name_th) as place_th,
        coalesce(province.name_en, region.name_en) as place_en,
        segment.name_th as segment_th,
        segment.name_en as segment_en,
        coalesce(source.title_th, document.title) as source_th,
        coalesce(source.title_en, document.title) as source_en,
        change.was,
        change.became,
        change.was_value,
        change.became_value,
        change.was_qualifier,
        change.became_qualifier,
        count(*) over () as total,
    from meta.change as change
    left join meta.metric as metric
        on change.subject = metric.metric_id
    left join core.dim_province as province
        on change.place_code = province.province_code
    left join core.dim_region as region
        on change.place_code = region.region_code
    left join core.dim_segment as segment
        on change.segment_kind = segment.segment_kind and change.segment = segment.segment
    left join meta.source as source
        on change.kind = 'source' and change.subject = source.source
    left join meta.document as document
        on source.source = document.source and change.became = document.edition
    where change.kind <> 'rows'
)

select
    kind,
    subject,
    place_code,
    metric_th,
    metric_en,
    format,
    unit,
    place_th,
    place_en,
    segment_th,
    segment_en,
    source_th,
    source_en,
    was,
    became,
    was_value,
    became_value,
    was_qualifier,
    became_qualifier,
    total,
from named
order by
    list_position(['value', 'source', 'definition', 'province'], kind),
    place_th is not null,
    subject,
    place_code,
    segment_th
limit 8
