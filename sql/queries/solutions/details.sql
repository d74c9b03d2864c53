-- One row per topic, body, factor, ... that a founding document names at an event, in the
-- period.
select
    detail.event_key,
    coalesce(event.name_th, event.name_en) as event_th,
    coalesce(event.name_en, event.name_th) as event_en,
    event.start_date,
    event.date_precision,
    detail.kind,
    detail.seq,
    detail.name_th,
    detail.name_en,
    detail.doc_id,
    document.title,
    document.publisher,
    document.url,
    document.is_secondary,
    ['', province.region_code, province.province_code] as of_places,
from core.fct_event_detail as detail
inner join core.fct_programme_event as event
    on detail.event_key = event.event_key
left join core.dim_province as province
    on event.province_code = province.province_code
left join core.dim_document as document
    on detail.doc_id = document.doc_id
where is_in_period(
    event.start_date, $from_date, $to_date, stated_precision := event.date_precision
)
order by event.start_date desc nulls last, detail.event_key, detail.kind, detail.seq
