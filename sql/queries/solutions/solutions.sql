-- One row per solution, with its dimensions and who is named as its user. One for the
-- whole country or without a place is in no area.
with dimensions as (
    select
        bridge.solution_key,
        list(bridge.dimension order by dimension.sort) as dimensions,
    from core.bridge_solution_dimension as bridge
    inner join core.dim_dimension as dimension
        on bridge.dimension = dimension.dimension
    group by bridge.solution_key
)

select
    solution.solution_key,
    solution.name_th,
    solution.name_en,
    coalesce(dimensions.dimensions, []) as dimensions,
    solution.evidence_level,
    solution.evidence as evidence_en,
    solution.evidence_th,
    solution.organisation,
    solution.adopted_by as adopted_by_en,
    solution.adopted_by_th,
    solution.province_code = 'TH' as is_national,
    province.name_th as province_th,
    province.name_en as province_en,
    document.published_on as as_of,
    document.published_on_precision as as_of_precision,
    solution.doc_id,
    document.title,
    document.publisher,
    document.url,
    document.is_secondary,
    solution.note as note_en,
    solution.note_th,
    ['', province.region_code, province.province_code] as of_places,
from core.dim_solution as solution
left join dimensions
    on solution.solution_key = dimensions.solution_key
left join core.dim_province as province
    on solution.province_code = province.province_code
left join core.dim_document as document
    on solution.doc_id = document.doc_id
order by
    case solution.evidence_level
        when 'result' then 1
        when 'official_claim' then 2
        when 'plan' then 3
        else 4
    end,
    solution.name_th collate th
