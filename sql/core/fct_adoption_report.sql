/*
description = "An adoption of a solution and what came of it, as an agency reports it."
grain = ["solution_key", "adopter"]
[columns]
cost_thb = "all that it cost to take it up, in baht; empty where none is stated"
satisfaction_percent = "citizens' satisfaction by a survey, 0 to 100"
followed_up_on = "empty where nobody has followed it up yet"
*/
select
    solution_key,
    adopter,
    province_code,
    adopted_on,
    adopted_on_precision,
    cost_thb,
    cost_qualifier,
    benefit,
    satisfaction_percent,
    followed_up_on,
    followed_up_on_precision,
    as_of,
    as_of_precision,
    reported_by,
    statement_id,
    doc_id,
from staging.stg_agency_solution_adoption
