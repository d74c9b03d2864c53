-- One row per statement of a conflict about an amount: all sides, each with its document.
select
    conflict.conflict_id,
    conflict.measure_or_stage as stage,
    conflict.commitment_id,
    conflict.statement_count,
    conflict.is_rounding,
    conflict.is_decided,
    conflict.decided_on,
    conflict.decided_by,
    conflict.reason_th,
    conflict.reason_en,
    side.statement_id,
    side.is_chosen,
    investment.subject as subject_en,
    investment.subject_th,
    investment.plan_set,
    side.as_of,
    side.as_of_precision,
    side.value::double as value,
    side.lower::double as lower,
    side.upper::double as upper,
    side.qualifier,
    side.unit,
    investment.note as note_en,
    investment.note_th,
    [document(document)] as documents,
from marts.conflict as conflict
inner join marts.conflict_statement as side
    on conflict.conflict_id = side.conflict_id
inner join core.fct_investment_statement as investment
    on side.statement_id = investment.statement_id
left join core.dim_document as document
    on side.doc_id = document.doc_id
where conflict.subject = 'amount'
order by conflict.is_decided, conflict.is_rounding, conflict.conflict_id, side.statement_id
