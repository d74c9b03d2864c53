-- One row per adoption that an agency reports, adopted in the period: what it cost, what
-- came of it, how satisfied citizens are, when it was followed up.
select
    report.statement_id,
    report.solution_key,
    coalesce(solution.name_th, solution.name_en, report.solution_key) as name_th,
    coalesce(solution.name_en, solution.name_th, report.solution_key) as name_en,
    report.adopter,
    province.name_th as province_th,
    province.name_en as province_en,
    report.adopted_on,
    report.adopted_on_precision,
    report.cost_thb::double as cost,
    report.cost_qualifier,
    'THB' as cost_unit,
    report.benefit,
    report.satisfaction_percent as satisfaction,
    '=' as satisfaction_qualifier,
    'percent' as satisfaction_unit,
    report.followed_up_on,
    report.followed_up_on_precision,
    report.as_of,
    report.as_of_precision,
    report.doc_id,
    document.title,
    report.reported_by,
    ['', province.region_code, report.province_code] as of_places,
from core.fct_adoption_report as report
left join core.dim_solution as solution
    on report.solution_key = solution.solution_key
left join core.dim_province as province
    on report.province_code = province.province_code
left join core.dim_document as document
    on report.doc_id = document.doc_id
where is_in_period(
    report.adopted_on, $from_date, $to_date, stated_precision := report.adopted_on_precision
)
order by name_th collate th, report.adopter collate th
