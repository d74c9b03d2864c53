/*
description = "An amount as one document states it. Newest edition only."
grain = ["statement_id"]
*/
select
    statement_id,
    subject,
    subject_th,
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
    commitment_id,
    counts_once,
    doc_id,
    note,
    note_th,
from raw.investments
qualify _edition = max(_edition) over ()
