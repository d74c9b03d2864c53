-- One row per published national count of the programme, as one document states it, by measure.
select
    statement.obs_id as statement_id,
    statement.measure,
    measure.name_th as measure_th,
    measure.name_en as measure_en,
    statement.as_of,
    statement.as_of_precision,
    statement.value::double as value,
    statement.lower::double as lower,
    statement.upper::double as upper,
    statement.qualifier,
    statement.unit,
    statement.nature,
    statement.doc_id,
    document.title,
    document.publisher,
    document.url,
    document.is_secondary,
    statement.note as note_en,
    statement.note_th,
from core.fct_observation as statement
inner join core.dim_measure as measure
    on statement.measure = measure.measure
left join core.dim_document as document
    on statement.doc_id = document.doc_id
where
    statement.segment_kind = 'national'
    and statement.measure in (
        'certified_cities', 'certified_provinces', 'promotion_zones_cumulative',
        'promotion_zone_provinces', 'applications_submitted', 'plans_approved_cumulative',
        'plan_areas_cumulative', 'plan_provinces_cumulative'
    )
    and is_in_period(
        statement.as_of, $from_date, $to_date, stated_precision := statement.as_of_precision
    )
order by statement.measure, statement.as_of nulls first, statement.obs_id
