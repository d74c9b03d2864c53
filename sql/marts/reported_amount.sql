/*
description = "An amount that an agency reports of a plan: a row behind a KPI, beside what public documents say."
grain = ["statement_id"]
*/
select
    amount.statement_id,
    amount.plan_key,
    amount.stage,
    amount.funder,
    'TH' as segment,
    'result' as phase,
    'reported' as edition,
    ['national'] as places,
    amount.as_of,
    amount.as_of_precision,
    'statement' as kind,
    amount.amount_thb as above,
    amount.lower_thb as lower,
    amount.upper_thb as upper,
    amount.qualifier,
    [amount.statement_id] as statement_ids,
    [amount.doc_id] as doc_ids,
from core.fct_investment_statement as amount
semi join core.dim_plan as plan
    on amount.plan_key = plan.plan_key
where amount.reported_by is not null
