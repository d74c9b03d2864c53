/*
description = "A plan's score on one component. Of rows of one plan, component and day, the one that is as of the latest day, then the one sent last."
grain = ["plan_key", "component", "assessed_on"]
[columns]
score = "of 100"
pass_mark = "of 100, as set for that assessment"
assessed_on = "first day of the stated period"
*/
select
    agency_statement(
        'agency_component_scores', [plan_key, component, assessed_on::varchar]
    ) as statement_id,
    agency_document('agency_component_scores', _edition) as doc_id,
    plan_key,
    component,
    score,
    pass_mark,
    assessed_on,
    assessed_on_precision,
    reported_by,
    as_of,
    as_of_precision,
    document,
from raw.agency_component_scores
qualify row_number() over (
    partition by plan_key, component, assessed_on
    order by newness(as_of, as_of_precision, _edition, _row) desc
) = 1
