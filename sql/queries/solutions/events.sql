-- One row per event of the programme in the period; one without a province is in no area, an
-- undated one in no period.
select
    event.event_key,
    event.kind,
    coalesce(event.name_th, event.name_en) as name_th,
    event.name_en,
    event.start_date,
    event.end_date,
    event.date_precision,
    event.venue as venue_en,
    event.venue_th,
    province.name_th as province_th,
    province.name_en as province_en,
    event.organisers as organisers_en,
    event.organisers_th,
    event.attendance,
    event.attendance_qualifier,
    'persons' as unit,
    event.doc_id,
    document.title,
    document.publisher,
    document.url,
    document.is_secondary,
    event.note as note_en,
    event.note_th,
    ['', province.region_code, province.province_code] as of_places,
from core.fct_programme_event as event
left join core.dim_province as province
    on event.province_code = province.province_code
left join core.dim_document as document
    on event.doc_id = document.doc_id
where is_in_period(
    event.start_date, $from_date, $to_date, stated_precision := event.date_precision
)
order by event.start_date desc nulls last, event.name_en
