-- One row per solution of a province: made there, or adopted there as public documents or
-- agencies report it (`relation`).
with made as (
    select
        'made' as relation,
        solution_key,
        name_th,
        name_en,
        organisation,
        evidence_level,
        doc_id,
        [province_code] as of_places,
    from core.dim_solution
),

adopted as (
    select
        'adopted' as relation,
        adoption.solution_key,
        solution.name_th,
        solution.name_en,
        adoption.adopter as organisation,
        solution.evidence_level,
        adoption.as_of,
        adoption.as_of_precision,
        adoption.doc_id,
        [adoption.province_code] as of_places,
    from core.fct_solution_adoption as adoption
    left join core.dim_solution as solution
        on adoption.solution_key = solution.solution_key
),

reported as (
    select
        'reported' as relation,
        adoption.solution_key,
        coalesce(solution.name_th, adoption.solution_key) as name_th,
        coalesce(solution.name_en, adoption.solution_key) as name_en,
        adoption.adopter as organisation,
        solution.evidence_level,
        adoption.adopted_on as as_of,
        adoption.adopted_on_precision as as_of_precision,
        adoption.reported_by,
        adoption.doc_id,
        [adoption.province_code] as of_places,
    from core.fct_adoption_report as adoption
    left join core.dim_solution as solution
        on adoption.solution_key = solution.solution_key
),

found as (
    select *
    from made

    union all by name

    select *
    from adopted

    union all by name

    select *
    from reported
)

select
    found.relation,
    found.solution_key,
    found.name_th,
    found.name_en,
    found.organisation,
    found.evidence_level,
    found.as_of,
    found.as_of_precision,
    found.doc_id,
    document.title,
    coalesce(found.reported_by, document.publisher) as publisher,
    document.url,
    document.is_secondary,
    found.of_places,
from found
left join core.dim_document as document
    on found.doc_id = document.doc_id
order by found.relation, found.name_th collate th, found.organisation collate th
