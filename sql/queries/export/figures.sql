-- One row per figure of the KPI $kpi, worked out for $today where that matters: by place, part,
-- phase and period, what is in force first. Its documents are those that it states or rests on, and
-- those of the rows behind it.
with figures as (
    select
        figure.*,
        row_number() over (
            order by
                figure.is_current desc,
                figure.place_kind = 'national' desc,
                figure.place_kind,
                figure.place_code,
                figure.segment_kind,
                figure.segment,
                figure.phase,
                figure.as_of desc nulls last,
                figure.statement_ids
        ) as row_no,
    from figures_on($today) as figure
    where figure.metric_id = $kpi
),

named as (
    select
        row_no,
        unnest(doc_ids) as doc_id,
    from figures

    union

    select
        figures.row_no,
        unnest(behind.doc_ids) as doc_id,
    from figures
    inner join metrics.figure_row as behind
        on figures.figure_set = behind.figure_set and figures.place_code = behind.figure_place
),

cited as (
    select
        named.row_no,
        documents(document) as documents,
    from named
    inner join core.dim_document as document
        on named.doc_id = document.doc_id
    group by named.row_no
)

select
    figures.metric_id,
    metric.label_th as metric_th,
    metric.label_en as metric_en,
    figures.place_kind,
    figures.place_code,
    coalesce(province.name_th, region.name_th) as place_th,
    coalesce(province.name_en, region.name_en) as place_en,
    figures.segment_kind,
    figures.segment as segment_code,
    segment.name_th as segment_th,
    segment.name_en as segment_en,
    figures.phase,
    figures.is_current,
    figures.as_of,
    figures.as_of_precision,
    figures.value,
    figures.lower,
    figures.upper,
    figures.qualifier,
    figures.numerator,
    figures.denominator,
    figures.nature,
    coalesce(cited.documents, []) as documents,
from figures
inner join meta.metric as metric
    on figures.metric_id = metric.metric_id
left join core.dim_province as province
    on figures.place_kind = 'province' and figures.place_code = province.province_code
left join core.dim_region as region
    on figures.place_kind = 'region' and figures.place_code = region.region_code
left join core.dim_segment as segment
    on figures.segment_kind = segment.segment_kind and figures.segment = segment.segment
left join cited
    on figures.row_no = cited.row_no
order by figures.row_no
