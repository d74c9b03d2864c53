-- One row per adoption of a solution in the period, as a public document ('adopted')
-- or an agency ('reported') states it; never added to each other.
with stated as (
    select
        'adopted' as relation,
        solution_key,
        adopter,
        province_code,
        as_of as since,
        as_of_precision as since_precision,
        doc_id,
    from core.fct_solution_adoption

    union all by name

    select
        'reported' as relation,
        solution_key,
        adopter,
        province_code,
        adopted_on as since,
        adopted_on_precision as since_precision,
        reported_by,
        doc_id,
    from core.fct_adoption_report
)

select
    stated.relation,
    stated.solution_key,
    coalesce(solution.name_th, solution.name_en, stated.solution_key) as name_th,
    coalesce(solution.name_en, solution.name_th, stated.solution_key) as name_en,
    solution.evidence_level,
    case
        when stated.adopter = solution.adopted_by then solution.adopted_by_th
    end as adopter_th,
    stated.adopter as adopter_en,
    province.name_th as province_th,
    province.name_en as province_en,
    stated.since,
    stated.since_precision,
    stated.doc_id,
    document.title,
    coalesce(document.publisher, stated.reported_by) as publisher,
    document.url,
    document.is_secondary,
    ['', province.region_code, stated.province_code] as of_places,
from stated
left join core.dim_solution as solution
    on stated.solution_key = solution.solution_key
left join core.dim_province as province
    on stated.province_code = province.province_code
left join core.dim_document as document
    on stated.doc_id = document.doc_id
where is_in_period(
    stated.since, $from_date, $to_date, stated_precision := stated.since_precision
)
order by name_th collate th, stated.relation, stated.adopter collate th
