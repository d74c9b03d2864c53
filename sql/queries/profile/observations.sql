-- One row per figure that documents state of a province (indices, ranks, counts), in the period;
-- documents that agree share a row.
select
    figure.statement_ids[1] as obs_id,
    figure.measure,
    measure.name_th as measure_th,
    measure.name_en as measure_en,
    measure.unit,
    segment.name_th as segment_th,
    segment.name_en as segment_en,
    figure.as_of,
    figure.as_of_precision,
    figure.value,
    figure.lower,
    figure.upper,
    figure.qualifier,
    figure.nature,
    documents(document) as documents,
    [figure.place_code] as of_places,
from marts.figure as figure
inner join core.dim_measure as measure
    on figure.measure = measure.measure
left join core.dim_segment as segment
    on figure.segment_kind = segment.segment_kind and figure.segment = segment.segment
left join core.dim_document as document
    on list_contains(figure.doc_ids, document.doc_id)
where
    figure.place_code in (select province_code from core.dim_province)
    and is_in_period(
        figure.as_of, $from_date, $to_date, stated_precision := figure.as_of_precision
    )
group by all
order by measure_th, as_of desc nulls last, segment_th, value
