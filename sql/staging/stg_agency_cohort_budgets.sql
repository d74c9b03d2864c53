/*
description = "What one batch costs in one fiscal year. The list as it was sent last."
grain = ["cohort", "fiscal_year_be"]
[columns]
fiscal_year_be = "Buddhist year in which the fiscal year ends"
amount_thb = "baht; amount_unit is the unit in which it was sent"
*/
select
    agency_statement('agency_cohort_budgets', [cohort, fiscal_year_be::varchar]) as statement_id,
    agency_document('agency_cohort_budgets', _edition) as doc_id,
    cohort,
    fiscal_year_be,
    amount_thb,
    amount_unit,
    reported_by,
    as_of,
    as_of_precision,
    document,
from raw.agency_cohort_budgets
qualify _edition = max(_edition) over ()
