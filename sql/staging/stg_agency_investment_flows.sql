/*
description = "An amount at one stage as an agency reports it. Of rows of one sender and item, the one that is as of the latest day, then the one sent last."
grain = ["reported_by", "flow_id"]
[columns]
flow_id = "the sender's own code of the item"
amount_thb = "baht; amount_unit is the unit in which it was sent"
fiscal_year_be = "Buddhist year in which the fiscal year ends"
*/
select
    agency_statement('agency_investment_flows', [reported_by, flow_id]) as statement_id,
    agency_document('agency_investment_flows', _edition) as doc_id,
    flow_id,
    plan_key,
    plan_set,
    province_code,
    stage,
    funder,
    fiscal_year_be,
    amount_thb,
    amount_unit,
    qualifier,
    method,
    reported_by,
    as_of,
    as_of_precision,
    document,
from raw.agency_investment_flows
qualify row_number() over (
    partition by name_key(reported_by), name_key(flow_id)
    order by newness(as_of, as_of_precision, _edition, _row) desc
) = 1
