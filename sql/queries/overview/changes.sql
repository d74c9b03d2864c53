-- What this build (or a part of it) changes against the side before it, for readers, 200 rows: the
-- country's figures, files, definitions, then figures and counts of places. Each row has the total
-- of all. A figure has why it moved: counts of statements with their publishers, names of
-- provinces.
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
        source.title_th as source_th,
        source.title_en as source_en,
        case when change.kind <> 'source' or $operator then change.was
            else regexp_extract(change.was, '^\d{4}-\d{2}-\d{2}')
        end as was,
        case when change.kind <> 'source' or $operator then change.became
            else regexp_extract(change.became, '^\d{4}-\d{2}-\d{2}')
        end as became,
        change.was_value,
        change.became_value,
        change.was_qualifier,
        change.became_qualifier,
        change.new_statements,
        change.revised_statements,
        change.lost_statements,
        change.chosen_statements,
        change.is_recalculated,
        change.places_entered,
        change.places_left,
        count(*) over () as total,
        row_number() over (
            order by
                place_th is not null,
                list_position(['value', 'source', 'definition', 'province'], change.kind),
                change.subject,
                change.place_code,
                segment_th,
                change.phase
        ) as place_in_list,
    from meta.change as change
    left join meta.metric as metric
        on change.subject = metric.metric_id
    left join core.dim_province as province
        on change.place_code = province.province_code
    left join core.dim_region as region
        on change.place_code = region.region_code
    left join core.dim_segment as segment
        on
            change.segment_kind = segment.segment_kind
            and change.segment = segment.segment
            and segment.segment <> 'TH'  -- the country goes without saying
    left join meta.source as source
        on change.kind = 'source' and change.subject = source.source
    where change.kind <> 'rows'
),

shown as (
    select
        *
    from named
    where place_in_list <= 200
),

publishers as (
    select
        shown.place_in_list,
        list(distinct coalesce(document.publisher, document.title)) filter (
            where
            statement.kind <> 'target'
            and list_contains(shown.new_statements, statement.statement_id)
        ) as new_sources,
        list(distinct coalesce(document.publisher, document.title)) filter (
            where list_contains(shown.revised_statements, statement.statement_id)
        ) as revised_sources,
        count(distinct statement.statement_id) filter (
            where
            statement.kind = 'target'
            and list_contains(shown.new_statements, statement.statement_id)
        ) as targets,
        list_sort(list(distinct document.doc_id)) as doc_ids,
    from shown
    inner join marts.statement as statement
        on list_contains(shown.new_statements || shown.revised_statements, statement.statement_id)
    inner join core.dim_document as document
        on statement.doc_id = document.doc_id
    group by shown.place_in_list
),

provinces as (
    select
        shown.place_in_list,
        list(province.name_th order by province.province_code) filter (
            where list_contains(shown.places_entered, province.province_code)
        ) as entered_th,
        list(province.name_en order by province.province_code) filter (
            where list_contains(shown.places_entered, province.province_code)
        ) as entered_en,
        list(province.name_th order by province.province_code) filter (
            where list_contains(shown.places_left, province.province_code)
        ) as left_th,
        list(province.name_en order by province.province_code) filter (
            where list_contains(shown.places_left, province.province_code)
        ) as left_en,
    from shown
    inner join core.dim_province as province
        on list_contains(shown.places_entered || shown.places_left, province.province_code)
    group by shown.place_in_list
)

select
    shown.kind,
    shown.subject,
    shown.place_code,
    shown.metric_th,
    shown.metric_en,
    shown.format,
    shown.unit,
    shown.place_th,
    shown.place_en,
    shown.segment_th,
    shown.segment_en,
    shown.source_th,
    shown.source_en,
    shown.was,
    shown.became,
    shown.was_value,
    shown.became_value,
    shown.was_qualifier,
    shown.became_qualifier,
    len(shown.new_statements) - coalesce(publishers.targets, 0) as new,
    coalesce(publishers.targets, 0) as targets,
    list_sort(publishers.new_sources) as new_sources,
    len(shown.revised_statements) as revised,
    list_sort(publishers.revised_sources) as revised_sources,
    len(shown.lost_statements) as lost,
    len(shown.chosen_statements) as chosen,
    shown.is_recalculated,
    publishers.doc_ids,
    provinces.entered_th,
    provinces.entered_en,
    provinces.left_th,
    provinces.left_en,
    shown.total,
from shown
left join publishers
    on shown.place_in_list = publishers.place_in_list
left join provinces
    on shown.place_in_list = provinces.place_in_list
order by shown.place_in_list
