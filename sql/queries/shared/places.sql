-- One row per named place of a batch or pilot group.
select
    place.cohort,
    cohort.name_th as cohort_th,
    cohort.name_en as cohort_en,
    place.province_code,
    province.name_th as province_th,
    province.name_en as province_en,
    place.organisation,
    place.what,
    place.ambassador_count,
    place.doc_id,
    document.title,
    document.publisher,
    document.url,
    document.is_secondary,
    ['', province.region_code, place.province_code] as of_places,
from core.fct_cohort_place as place
inner join core.dim_cohort as cohort
    on place.cohort = cohort.cohort
left join core.dim_province as province
    on place.province_code = province.province_code
left join core.dim_document as document
    on place.doc_id = document.doc_id
order by
    cohort.sort,
    province.name_th collate th,
    place.organisation collate th,
    place.what
