/*
description = "An amount of one province that public documents state and that a sum may take: a row behind a KPI."
grain = ["code"]
[columns]
covers = "plan: of a plan of the national programme; project: of another one"
code = "the statement"
*/
select
    amount.province_codes[1] as place_code,
    'plan_set' as segment_kind,
    'claim' as phase,
    amount.stage,
    counted.covers,
    amount.as_of,
    amount.as_of_precision,
    'statement' as kind,
    amount.statement_id as code,
    amount.amount_thb as above,
    counted.lower_thb as lower,
    counted.upper_thb as upper,
    counted.qualifier,
    [amount.statement_id] as statement_ids,
    counted.other_sides as rests_on,
    [amount.doc_id] as doc_ids,
from core.fct_investment_statement as amount
inner join marts.amount as counted
    on amount.statement_id = counted.statement_id
where
    amount.counts_once
    and len(amount.province_codes) = 1
    and amount.province_codes <> ['TH']
    and amount.reported_by is null  -- amounts of agencies may be among those of curators
