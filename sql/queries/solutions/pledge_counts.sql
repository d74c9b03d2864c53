-- One row per published national count of the pledges that governors made, in the period.
select
    figure.measure,
    measure.name_th as measure_th,
    measure.name_en as measure_en,
    segment.name_th as segment_th,
    segment.name_en as segment_en,
    measure.unit,
    figure.as_of,
    figure.as_of_precision,
    figure.value,
    figure.lower,
    figure.upper,
    figure.qualifier,
    figure.doc_ids,
    string_agg(document.title, '; ' order by document.doc_id) as title,
    string_agg(document.publisher, '; ' order by document.doc_id) as publisher,
    min(document.url) as url,
    bool_and(document.is_secondary) as is_secondary,
from marts.figure as figure
inner join core.dim_measure as measure
    on figure.measure = measure.measure
left join core.dim_segment as segment
    on figure.segment_kind = segment.segment_kind and figure.segment = segment.segment
left join core.dim_document as document
    on list_contains(figure.doc_ids, document.doc_id)
where
    figure.measure in ('pledges', 'provinces_pledged')
    and figure.place_code = 'TH'
    and is_in_period(
        figure.as_of, $from_date, $to_date, stated_precision := figure.as_of_precision
    )
group by all
order by figure.as_of desc nulls last, figure.measure
