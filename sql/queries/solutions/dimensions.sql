-- One row per dimension and level of evidence, also where there is none: the solutions made in the
-- chosen area. One of two dimensions is in both.
with levels as (
    select
        evidence_level,
        strength,
    from (values ('result', 1), ('official_claim', 2), ('plan', 3), ('idea', 4))
        as level (evidence_level, strength)
),

located as (
    select
        bridge.dimension,
        solution.evidence_level,
    from core.bridge_solution_dimension as bridge
    inner join core.dim_solution as solution
        on bridge.solution_key = solution.solution_key
    left join core.dim_province as province
        on solution.province_code = province.province_code
    where is_here(province.province_code, province.region_code, $region, $province)
)

select
    dimension.dimension,
    dimension.name_th as dimension_th,
    dimension.name_en as dimension_en,
    levels.evidence_level,
    count(located.dimension) as solutions,
from core.dim_dimension as dimension
cross join levels
left join located
    on dimension.dimension = located.dimension and levels.evidence_level = located.evidence_level
group by
    dimension.dimension,
    dimension.name_th,
    dimension.name_en,
    dimension.sort,
    levels.evidence_level,
    levels.strength
order by dimension.sort, levels.strength
