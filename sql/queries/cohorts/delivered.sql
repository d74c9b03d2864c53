-- One row per figure of a batch as agencies' files give it: people by role and body, officials
-- trained, budgets, follow-ups. Never added to what public documents state. `here_in`: its
-- areas.
select
    statement.statement_id,
    statement.segment as cohort,
    cohort.name_th as cohort_th,
    cohort.name_en as cohort_en,
    statement.subject,
    statement.phase,
    province.province_code,
    province.name_th as province_th,
    province.name_en as province_en,
    statement.note,
    statement.value::double as value,
    statement.lower::double as lower,
    statement.upper::double as upper,
    statement.qualifier,
    statement.unit,
    statement.as_of,
    statement.as_of_precision,
    statement.nature,
    statement.doc_id,
    document.title,
    document.publisher,
    document.url,
    document.is_secondary,
    ['', province.region_code, province.province_code] as here_in,
from core.fct_agency_statement as statement
inner join core.dim_cohort as cohort
    on statement.segment = cohort.cohort
left join core.dim_province as province
    on list_contains(statement.place_codes, province.province_code)
left join core.dim_document as document
    on statement.doc_id = document.doc_id
where statement.segment_kind = 'cohort'
order by cohort.sort, statement.subject, province.name_th collate th, statement.statement_id
