-- One row per statement of a conflict, all sides, each with its document: first the open
-- disagreements, then what differs by rounding, last those that were decided. With $code those in
-- which that statement stands.
select
    conflict.conflict_id,
    conflict.subject,
    conflict.kind,
    conflict.measure_or_stage,
    conflict.commitment_id,
    conflict.statement_count,
    conflict.is_rounding,
    conflict.is_decided,
    conflict.decided_on,
    conflict.decided_by,
    conflict.reason_th,
    conflict.reason_en,
    measure.name_th as measure_th,
    measure.name_en as measure_en,
    investment.plan_set,
    investment.subject_th,
    investment.subject as subject_en,
    side.statement_id,
    side.is_chosen,
    side.as_of,
    side.as_of_precision,
    side.value::double as value,
    side.lower::double as lower,
    side.upper::double as upper,
    side.qualifier,
    side.unit,
    document.doc_id,
    document.title,
    document.publisher,
    document.url,
    document.is_secondary,
from marts.conflict as conflict
inner join marts.conflict_statement as side
    on conflict.conflict_id = side.conflict_id
left join core.dim_measure as measure
    on conflict.measure_or_stage = measure.measure
left join core.fct_investment_statement as investment
    on side.statement_id = investment.statement_id
left join core.dim_document as document
    on side.doc_id = document.doc_id
where
    $code is null
    or conflict.conflict_id in (
        select conflict_id
        from marts.conflict_statement
        where statement_id = $code
    )
order by
    conflict.is_decided,
    conflict.is_rounding,
    conflict.subject desc,
    conflict.conflict_id,
    side.as_of nulls last,
    side.statement_id
