-- One row per pledge of a province, due in the period, with its newest status.
select
    pledge.statement_id,
    pledge.province_code,
    province.name_th as province_th,
    province.name_en as province_en,
    pledge.pledge_key,
    pledge.pledge,
    pledge.dimension,
    dimension.name_th as dimension_th,
    dimension.name_en as dimension_en,
    pledge.target_value::double as value,
    pledge.target_qualifier as qualifier,
    pledge.unit,
    pledge.due_on,
    pledge.due_on_precision,
    pledge.status,
    pledge.as_of,
    pledge.as_of_precision,
    pledge.doc_id,
    document.title,
    pledge.reported_by,
    ['', province.region_code, province.province_code] as of_places,
from core.fct_provincial_pledge as pledge
inner join core.dim_province as province
    on pledge.province_code = province.province_code
left join core.dim_dimension as dimension
    on pledge.dimension = dimension.dimension
left join core.dim_document as document
    on pledge.doc_id = document.doc_id
where is_in_period(
    pledge.due_on, $from_date, $to_date, stated_precision := pledge.due_on_precision
)
order by province.name_th collate th, pledge.due_on, pledge.pledge_key
