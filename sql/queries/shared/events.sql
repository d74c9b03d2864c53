-- One row per event of a plan as one document tells it, in the period.
select
    event.event_id,
    event.plan_key,
    plan.name_th,
    plan.name_en,
    plan.programme,
    plan.province_code,
    province.name_th as province_th,
    province.name_en as province_en,
    event.ladder_step,
    event.event_kind,
    event.event_date,
    event.date_precision,
    event.date_basis,
    event.doc_id,
    document.title,
    document.publisher,
    document.url,
    document.is_secondary,
    event.note,
    ['', province.region_code, plan.province_code] as of_places,
from core.fct_plan_event as event
inner join core.dim_plan as plan
    on event.plan_key = plan.plan_key
left join core.dim_province as province
    on plan.province_code = province.province_code
left join core.dim_document as document
    on event.doc_id = document.doc_id
where is_in_period(
    event.event_date, $from_date, $to_date, stated_precision := event.date_precision
)
order by
    event.event_date desc nulls last,
    plan.name_th collate th,
    event.ladder_rank desc,
    event.event_id
