/*
description = "A solution taken up by a body, as an agency reports it. Of rows sent again, the one that is as of the latest day, then the one sent last."
grain = ["solution_key", "adopter"]
*/
select
    agency_statement('agency_solution_adoption', [solution_key, adopter]) as statement_id,
    agency_document('agency_solution_adoption', _edition) as doc_id,
    solution_key,
    adopter,
    province_code,
    adopted_on,
    adopted_on_precision,
    cost_thb,
    cost_unit,
    cost_qualifier,
    benefit,
    satisfaction_percent,
    followed_up_on,
    followed_up_on_precision,
    reported_by,
    as_of,
    as_of_precision,
    document,
from raw.agency_solution_adoption
qualify row_number() over (
    partition by solution_key, name_key(adopter)
    order by newness(as_of, as_of_precision, _edition, _row) desc
) = 1
