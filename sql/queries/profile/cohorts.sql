-- One row per place of a batch in the chosen province.
select
    place.cohort,
    cohort.name_th as cohort_th,
    cohort.name_en as cohort_en,
    place.organisation,
    place.ambassador_count,
    place.what,
    place.doc_id,
    document.title,
    document.publisher,
    document.url,
from core.fct_cohort_place as place
inner join core.dim_cohort as cohort
    on place.cohort = cohort.cohort
left join core.dim_document as document
    on place.doc_id = document.doc_id
where place.province_code = $province
order by cohort.sort, place.organisation collate th, place.what
