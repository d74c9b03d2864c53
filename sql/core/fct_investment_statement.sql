/*
description = "An amount as one document states it; statements repeat and overlap and are never summed."
grain = ["statement_id"]
[columns]
counts_once = "marked by a curator as a distinct commitment: only such rows may enter a sum, within one stage"
amount_thb = "baht"
*/
select
    statement_id,
    subject,
    plan_set,
    province_codes,
    amount_thb,
    lower_thb,
    upper_thb,
    qualifier,
    stage,
    funder,
    fiscal_year_be,
    as_of,
    as_of_precision,
    period_end(as_of, as_of_precision) as as_of_end,
    period_text(as_of, as_of_precision) as period,
    commitment_id,
    counts_once,
    doc_id,
    note,
from staging.stg_investments
